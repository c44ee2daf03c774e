// The status of a pod as a kubelet writes it, as a template that KWOK fills in.

interface Termination {
	readonly exitCode: number;
	readonly reason: string;
}

interface ContainerLook {
	readonly state: "running" | { readonly waiting: string } | { readonly terminated: Termination };
	readonly last?: Termination;
	/** `annotated`: as the pod's annotation says; `one-more`: than before. */
	readonly restarts?: "annotated" | "one-more";
}

export interface Look {
	readonly phase: "Pending" | "Running" | "Succeeded" | "Failed";
	readonly ready: boolean;
	readonly containers: ContainerLook;
	/** Null: the init containers have done their work. */
	readonly init: ContainerLook | null;
	/** Where the pod is not as ready as its containers. */
	readonly podReady?: boolean;
	/** Of the pod, such as Evicted. */
	readonly reason?: string;
}

export function containersAre({
	phase,
	ready,
	...containers
}: { readonly phase: Look["phase"]; readonly ready: boolean } & ContainerLook): Look {
	return { phase, ready, containers, init: null };
}

/** Indented YAML, one container status; `ready` and the state belong to the container named `.name`. */
export function statusTemplate(look: Look): string {
	const initialized = look.init === null;
	return [
		"{{ $now := Now }}",
		"{{ $pod := . }}",
		"{{ $annotations := or .metadata.annotations dict }}",
		'{{ $only := or (index $annotations "test/container") "" }}',
		'{{ $restarts := or (index $annotations "test/restarts") "5" }}',
		"conditions:",
		...condition("PodReadyToStartContainers", true),
		...condition("Initialized", initialized, "ContainersNotInitialized"),
		...condition("ContainersReady", look.ready, notReady(look)),
		...condition("Ready", look.podReady ?? look.ready, look.podReady === false ? "NodeNotReady" : notReady(look)),
		"{{ range .spec.readinessGates }}",
		...condition("{{ .conditionType }}", true),
		"{{ end }}",
		"containerStatuses:",
		"{{ range $index, $item := .spec.containers }}",
		'{{ if or (eq $only "") (eq $only $item.name) }}',
		...container(look.containers, look.ready, "containerStatuses"),
		"{{ else }}",
		...container({ state: look.init === null ? "running" : look.containers.state }, look.init === null, "containerStatuses"),
		"{{ end }}",
		"{{ end }}",
		"{{ if .spec.initContainers }}",
		"initContainerStatuses:",
		"{{ range $index, $item := .spec.initContainers }}",
		'{{ if eq (or $item.restartPolicy "") "Always" }}',
		...container({ state: "running" }, true, "initContainerStatuses"),
		"{{ else }}",
		...container(
			look.init ?? { state: { terminated: { exitCode: 0, reason: "Completed" } } },
			initialized,
			"initContainerStatuses",
		),
		"{{ end }}",
		"{{ end }}",
		"{{ end }}",
		"hostIP: {{ NodeIPWith .spec.nodeName | Quote }}",
		'podIP: {{ PodIPWith .spec.nodeName (or .spec.hostNetwork false) (or .metadata.uid "") (or .metadata.name "") (or .metadata.namespace "") | Quote }}',
		`phase: ${look.phase}`,
		...(look.reason === undefined ? [] : [`reason: ${look.reason}`]),
		"startTime: {{ or .status.startTime $now | Quote }}",
	].join("\n");
}

function notReady(look: Look): string {
	if (look.phase === "Succeeded") return "PodCompleted";
	return look.phase === "Failed" ? "PodFailed" : "ContainersNotReady";
}

function condition(type: string, holds: boolean, reason = ""): string[] {
	const lines = ["- lastTransitionTime: {{ $now | Quote }}", `  type: ${type}`, `  status: "${holds ? "True" : "False"}"`];
	return holds ? lines : [...lines, `  reason: ${reason}`, `  message: "containers with unready status"`];
}

function container(look: ContainerLook, ready: boolean, field: "containerStatuses" | "initContainerStatuses"): string[] {
	const before = `(index $pod.status.${field} $index)`;
	const counts = { annotated: "{{ $restarts }}", "one-more": `{{ add 1 (int ${before}.restartCount) }}` } as const;
	const isRunning = look.state === "running";
	return [
		"- name: {{ $item.name | Quote }}",
		"  image: {{ $item.image | Quote }}",
		"  imageID: {{ $item.image | Quote }}",
		`  ready: ${ready}`,
		`  started: ${isRunning}`,
		`  restartCount: ${look.restarts === undefined ? 0 : counts[look.restarts]}`,
		...(look.last === undefined ? [] : ["  lastState:", ...terminated(look.last)]),
		"  state:",
		...state(look.state),
	];
}

function state(look: ContainerLook["state"]): string[] {
	// What is null is taken away by the patch: a container is in one state.
	if (look === "running") return ["    running: { startedAt: {{ $now | Quote }} }", "    waiting: null", "    terminated: null"];
	if ("terminated" in look) return [...terminated(look.terminated), "    running: null", "    waiting: null"];
	return [
		"    waiting:",
		`      reason: ${look.waiting}`,
		`      message: "simulated"`,
		"    running: null",
		"    terminated: null",
	];
}

function terminated({ exitCode, reason }: Termination): string[] {
	return [
		"    terminated:",
		`      exitCode: ${exitCode}`,
		`      reason: ${reason}`,
		"      startedAt: {{ $now | Quote }}",
		"      finishedAt: {{ $now | Quote }}",
	];
}
