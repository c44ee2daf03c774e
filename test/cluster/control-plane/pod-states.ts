// What becomes of a simulated pod. A test chooses by the annotations of the pod (of the pod template); without them a pod is ready at
// once, and a Job's pod succeeds. Nothing but the part of the kubelet is simulated: every other status is the controllers' own.
import { containersAre, type Look, statusTemplate } from "./pod-status.ts";

/** Which state; one of `podStates`. */
export const simulate = "test/simulate";
/** For states that change: after how long, such as `20s`. */
export const simulateAfter = "test/after";
/** The only container that it befalls; the others run and are ready. */
export const simulateContainer = "test/container";
/** How often a crashing container has been restarted so far; 5 unless told. */
export const simulateRestarts = "test/restarts";

interface PodState {
	readonly first: Look;
	/** What it becomes, once or again and again; `when` is true of the first look alone. */
	readonly later?: { readonly look: Look; readonly when: MatchExpression; readonly after: number; readonly event?: StageEvent };
	readonly event?: StageEvent;
}

interface MatchExpression {
	readonly key: string;
	readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
	readonly values?: readonly string[];
}

interface StageEvent {
	readonly type: "Normal" | "Warning";
	readonly reason: string;
	readonly message: string;
}

const running: MatchExpression = { key: ".status.phase", operator: "In", values: ["Running"] };
const unready: MatchExpression = { key: ".status.containerStatuses.[].ready", operator: "In", values: ["false"] };
const backOff: StageEvent = { type: "Warning", reason: "BackOff", message: "Back-off restarting failed container" };
const pullFailed: StageEvent = {
	type: "Warning",
	reason: "Failed",
	message: 'Failed to pull image "registry.invalid/nothing:missing": not found',
};
const probeFailed: StageEvent = { type: "Warning", reason: "Unhealthy", message: "Readiness probe failed: connection refused" };

const up = containersAre({ phase: "Running", ready: true, state: "running" });
const upButNotReady = containersAre({ phase: "Running", ready: false, state: "running" });
const crashed = (waiting: string, exitCode: number, reason: string) =>
	containersAre({ phase: "Running", ready: false, state: { waiting }, last: { exitCode, reason }, restarts: "annotated" });

export const podStates = {
	/** Ready at once, and stays, Job or not. */
	run: { first: up },
	/** Runs, not ready, ready after `test/after` (10 s). */
	slow: {
		first: upButNotReady,
		later: { look: up, when: unready, after: 10_000 },
		event: probeFailed,
	},
	/** Runs and is never ready. */
	"never-ready": { first: upButNotReady, event: probeFailed },
	"crash-loop": { first: crashed("CrashLoopBackOff", 1, "Error"), event: backOff },
	"out-of-memory": { first: crashed("CrashLoopBackOff", 137, "OOMKilled"), event: backOff },
	/** Ready whenever one looks, but restarts every `test/after` (5 s). */
	restarting: {
		first: up,
		later: {
			look: containersAre({
				phase: "Running",
				ready: true,
				state: "running",
				last: { exitCode: 1, reason: "Error" },
				restarts: "one-more",
			}),
			when: running,
			after: 5_000,
		},
	},
	/** Ready, then crashes for good after `test/after` (10 s). */
	"ready-then-crash": {
		first: up,
		later: {
			look: crashed("CrashLoopBackOff", 1, "Error"),
			when: { key: ".status.containerStatuses.[].ready", operator: "In", values: ["true"] },
			after: 10_000,
			event: backOff,
		},
	},
	"image-pull": {
		first: containersAre({ phase: "Pending", ready: false, state: { waiting: "ImagePullBackOff" } }),
		event: pullFailed,
	},
	/** One failed pull, then ready after `test/after` (10 s). */
	"image-pull-then-ready": {
		first: containersAre({ phase: "Pending", ready: false, state: { waiting: "ErrImagePull" } }),
		later: { look: up, when: unready, after: 10_000 },
		event: pullFailed,
	},
	"invalid-image": { first: containersAre({ phase: "Pending", ready: false, state: { waiting: "InvalidImageName" } }) },
	"config-error": {
		first: containersAre({ phase: "Pending", ready: false, state: { waiting: "CreateContainerConfigError" } }),
		event: { type: "Warning", reason: "Failed", message: 'Error: secret "absent" not found' },
	},
	/** Scheduled, volumes not mounted: for ever. */
	creating: { first: containersAre({ phase: "Pending", ready: false, state: { waiting: "ContainerCreating" } }) },
	"init-crash-loop": {
		first: {
			...containersAre({ phase: "Pending", ready: false, state: { waiting: "PodInitializing" } }),
			init: { state: { waiting: "CrashLoopBackOff" }, last: { exitCode: 1, reason: "Error" }, restarts: "annotated" },
		},
		event: backOff,
	},
	/** Runs for `test/after` (1 s), then every container ends with 1. */
	fail: {
		first: up,
		later: {
			look: containersAre({ phase: "Failed", ready: false, state: { terminated: { exitCode: 1, reason: "Error" } } }),
			when: running,
			after: 1_000,
		},
	},
	/** Runs for `test/after` (1 s), then every container ends with 0. */
	succeed: {
		first: up,
		later: {
			look: containersAre({ phase: "Succeeded", ready: false, state: { terminated: { exitCode: 0, reason: "Completed" } } }),
			when: running,
			after: 1_000,
		},
	},
	evicted: {
		first: {
			...containersAre({ phase: "Failed", ready: false, state: { terminated: { exitCode: 137, reason: "Error" } } }),
			reason: "Evicted",
		},
	},
	/** The node does not answer: the containers look ready, the pod is not. */
	"node-lost": { first: { ...up, podReady: false } },
	/** Never gets a status: no kubelet looks at it. */
	ignored: { first: null },
	/** Ready, and once deleted stays terminating. */
	undeletable: { first: up },
} as const satisfies Readonly<Record<string, PodState | { readonly first: null }>>;

export type PodStateName = keyof typeof podStates;

const annotation = (name: string) => `.metadata.annotations["${name}"]`;
const isState = (name: string): MatchExpression => ({ key: annotation(simulate), operator: "In", values: [name] });
const alive: MatchExpression = { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" };
const fresh: MatchExpression = { key: ".status.podIP", operator: "DoesNotExist" };

/** The stages of a pod's life in KWOK's terms. */
export function podStages(): object[] {
	const stages: object[] = [];
	const states: readonly (readonly [string, PodState | { readonly first: null }])[] = Object.entries(podStates);
	for (const [name, state] of states) {
		if (state.first === null) continue;
		stages.push(stage(`${name}-first`, [isState(name), alive, fresh], state.first, { event: state.event }));
		const { later } = state;
		if (later === undefined) continue;
		const delay = { durationMilliseconds: later.after, durationFrom: { expressionFrom: annotation(simulateAfter) } };
		const started: MatchExpression = { key: ".status.podIP", operator: "Exists" };
		stages.push(stage(`${name}-later`, [isState(name), alive, started, later.when], later.look, { delay, event: later.event }));
	}
	const plain: MatchExpression = { key: annotation(simulate), operator: "DoesNotExist" };
	const ofJob: MatchExpression = { key: ".metadata.ownerReferences.[].kind", operator: "In", values: ["Job"] };
	stages.push(stage("plain-first", [plain, alive, fresh], podStates.run.first, {}));
	stages.push(stage("plain-job", [plain, alive, running, ofJob], podStates.succeed.later.look, {}));
	const deletable: MatchExpression = { key: annotation(simulate), operator: "NotIn", values: ["undeletable"] };
	stages.push(stage("deleted", [{ key: ".metadata.deletionTimestamp", operator: "Exists" }, deletable], null, { delete: true }));
	return stages;
}

interface StageExtras {
	readonly delay?: object | undefined;
	readonly event?: StageEvent | undefined;
	readonly delete?: boolean;
}

function stage(name: string, matchExpressions: readonly MatchExpression[], look: Look | null, extras: StageExtras): object {
	return {
		apiVersion: "kwok.x-k8s.io/v1alpha1",
		kind: "Stage",
		metadata: { name },
		spec: {
			resourceRef: { apiGroup: "v1", kind: "Pod" },
			selector: { matchExpressions },
			...(extras.delay === undefined ? {} : { delay: extras.delay }),
			next: {
				...(extras.event === undefined ? {} : { event: extras.event }),
				...(look === null ? {} : { statusTemplate: statusTemplate(look) }),
				...(extras.delete === true ? { finalizers: { empty: true }, delete: true } : {}),
			},
		},
	};
}
