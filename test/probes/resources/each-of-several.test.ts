import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { resourcesProbe } from "../../../src/probes/resources/resources-probe.ts";
import { ask, changed, cond, deployment, minutesAgo, object, pod, reading, type World, waitingStatus } from "../objects.ts";
import { completeJob, crd, ingressObjects, pvc } from "../passing.ts";
import { verdict } from "../verdict-words.ts";
import { but } from "../workload/rollouts.ts";

type Fields = Readonly<Record<string, unknown>>;

const of = (yaml: string, objects: readonly KubeObject[], world: World = {}): Promise<string> =>
	verdict(resourcesProbe, `{ ${yaml} }`, { objects, ...world });
const deployed = (name: string, within: string, readyReplicas = 1): KubeObject[] =>
	but(
		deployment(name, 1),
		[["status", "conditions"], [cond("Available", "True")]],
		[["status", "readyReplicas"], readyReplicas],
	).map((each) => {
		const owners = each.metadata.ownerReferences?.map((owner) => ({ ...owner, uid: `${within}-${owner.uid}` }));
		const metadata = { ...each.metadata, namespace: within, uid: `${within}-${each.metadata.uid}` };
		return { ...each, metadata: owners === undefined ? metadata : { ...metadata, ownerReferences: owners } };
	});
const deployments = "apiVersion: apps/v1, kind: Deployment";

describe("each of several is judged by what is its own", () => {
	const good = deployed("sa", "north");
	const behind = deployed("sa", "south", 0);

	it.each([
		["the last", [...good, ...behind]],
		["the first", [...behind, ...good]],
	])("in namespaces with the same names: %s is not ready", async (_, objects) => {
		expect(await of(`${deployments}, allNamespaces: true`, objects)).toMatch(/^pending RollingOut: Deployment sa has 0 of 1 /);
		expect(await of(`${deployments}, namespace: north`, objects)).toMatch(/^pass Ready/);
		expect(await of(`${deployments}, namespace: south`, objects)).toMatch(/^pending RollingOut/);
	});

	it("in one namespace", async () => {
		const [one, two] = [deployed("ra", "north"), deployed("va", "north", 0)];
		for (const objects of [
			[...one, ...two],
			[...two, ...one],
		])
			expect(await of(`${deployments}, namespace: north`, objects)).toMatch(/^pending RollingOut: Deployment va/);
		expect(await of(`${deployments}, namespace: north, names: [ra, va]`, [...one, ...deployed("va", "north")])).toMatch(
			/^pass Ready: 2 Deployments in north, and each is ready/,
		);
		expect(await of(`${deployments}, namespace: north, exactly: 1`, one)).toMatch(/^pass Ready/);
	});

	it("and not by a newer one whose name begins alike", async () => {
		const failed = changed(completeJob, ["status", "conditions"], [cond("Failed", "True", "BackoffLimitExceeded")]);
		const newer = {
			...completeJob,
			metadata: { ...completeJob.metadata, name: "database-init-2", creationTimestamp: minutesAgo(1) },
		};
		expect(await of("apiVersion: batch/v1, kind: Job, name: database-init", [failed, newer])).toMatch(/^fail Failed/);
	});

	it("with the certificates of an Ingress", async () => {
		const ingress = "apiVersion: networking.k8s.io/v1, kind: Ingress";
		// Which controller serves it is for the probe type ingress to say.
		expect(await of(ingress, ingressObjects)).toMatch(/^unknown ControllerUnknown/);
		expect(
			await of(
				ingress,
				ingressObjects.filter(({ kind }) => kind !== "Secret"),
			),
		).toMatch(/^fail CertificateMissing/);
	});

	it("of its own group alone", async () => {
		const stranger = { ...pvc, apiVersion: "storage.example.com/v1" };
		expect(await of(`apiVersion: ${stranger.apiVersion}, kind: PersistentVolumeClaim`, [stranger])).toMatch(/^unknown NoRule/);
		const ended = pod("done", { spec: { restartPolicy: "Never" }, status: { phase: "Succeeded" } });
		expect(await of("apiVersion: v1, kind: Pod", [ended])).toMatch(/^pass Ready/);
		expect(await of("apiVersion: example.com/v1, kind: Pod", [{ ...ended, apiVersion: "example.com/v1" }])).toMatch(
			/^unknown NoRule/,
		);
	});
});

describe("what is read", () => {
	const rights = (yaml: string): string[] =>
		resourcesProbe
			.read(parseProbesFile(`{ ${yaml} }`, "probes.yaml"), reading)
			.rights.map(({ resource, namespace }) => `${typeof resource === "string" ? resource : resource.kind} ${namespace ?? "*"}`);

	it("is of the namespace, but for what has none", () => {
		expect(rights("apiVersion: networking.k8s.io/v1, kind: Ingress, namespace: north")).toEqual([
			"Ingress north",
			"ingresses north",
			"ingressclasses *",
			"services north",
			"endpointslices north",
			"pods north",
			"secrets north",
		]);
		expect(rights("apiVersion: batch/v1, kind: Job, allNamespaces: true")).toEqual(["Job *", "jobs *", "pods *", "events *"]);
	});

	it("is no more than what the verdict takes", async () => {
		const objects = deployed("sa", "north");
		const world = { forbidden: ["ReplicaSet"] };
		expect(await of(`${deployments}, namespace: north, expect: "object.spec.replicas == 1"`, objects, world)).toMatch(/^pass/);
		expect(await of(`${deployments}, namespace: north, exactly: 0`, objects, world)).toMatch(/^fail StillThere/);
		await expect(of(`${deployments}, namespace: north`, objects, world)).rejects.toThrow("cannot list ReplicaSet");
	});
});

describe("what was seen", () => {
	const seen = async (yaml: string, objects: readonly KubeObject[]): Promise<string[]> => {
		const { evidence } = await ask(resourcesProbe, `{ ${yaml} }`, { objects });
		return evidence.map(({ kind, name, expected, found }) => `${kind} ${name}: ${expected} - ${found}`);
	};
	const one = (apiVersion: string, kind: string, status: Fields): KubeObject =>
		object({ apiVersion, kind, name: "x", namespace: null, status });
	const going = changed(one("v1", "Namespace", { phase: "Active" }), ["metadata", "deletionTimestamp"], minutesAgo(1));
	const widget = (...conditions: unknown[]): KubeObject => one("example.com/v1", "Widget", { conditions });

	it.each<[KubeObject, string]>([
		[one("v1", "Node", { conditions: [cond("Ready", "True")] }), "Node x: Ready is True - True"],
		[one("v1", "Node", { conditions: [cond("Ready", "Unknown")] }), "Node x: Ready is True - Unknown"],
		[one("v1", "Node", {}), "Node x: Ready is True - not set"],
		[one("v1", "Namespace", { phase: "Active" }), "Namespace x: Active - Active"],
		[going, "Namespace x: not being deleted - being deleted"],
		[changed(changed(going, ["metadata", "deletionTimestamp"], undefined), ["status"], {}), "Namespace x: Active - not set"],
		[widget(cond("Stalled", "True")), "Widget x: it works, by its own status - has had the condition Stalled for 30 min"],
		[
			widget(cond("Stalled", "True"), cond("Ready", "True")),
			"Widget x: it works, by its own status - has had the condition Stalled for 30 min",
		],
		[pod("x"), "Pod x: ready and stable - ready"],
		[pod("x", { status: waitingStatus("ImagePullBackOff") }), "Pod x: ready - ImagePullBackOff"],
		[pod("x", { spec: { restartPolicy: "Never" }, status: { phase: "Succeeded" } }), "Pod x: completed - Succeeded"],
		[one("example.com/v1", "Gadget", {}), "Gadget x: a rule for its kind - none"],
	])("of one: %#", async (each, expected) => {
		const yaml = `apiVersion: ${each.apiVersion}, kind: ${each.kind}, allNamespaces: true`;
		const none = `${each.kind} x: a rule for its kind - none`;
		expect(await seen(yaml, [each])).toEqual([`${each.kind} *: at least 1 - 1`, expected === "" ? none : expected]);
	});

	it("of a number", async () => {
		const node = one("v1", "Node", { conditions: [cond("Ready", "True")] });
		const nodes = "apiVersion: v1, kind: Node";
		expect(await seen(`${nodes}, exactly: 2`, [node])).toEqual(["Node *: exactly 2 - 1"]);
		expect(await seen(`${nodes}, atLeast: 3`, [node])).toEqual(["Node *: at least 3 - 1"]);
		expect(await seen(`${nodes}, exactly: 0`, [])).toEqual(["Node *: exactly 0 - 0"]);
		expect(await seen(`${nodes}, exactly: 0, name: y`, [node])).toEqual(["Node *: exactly 0 y (1 other there) - 0"]);
		expect(await seen(`${nodes}, name: y`, [node])).toEqual(["Node *: at least 1 - 0"]);
		expect(await seen(`${nodes}, expect: "true"`, [node])).toEqual(["Node *: at least 1 - 1", "Node x: true - true"]);
		const late = changed(changed(node, ["metadata", "generation"], 2), ["status", "observedGeneration"], 1);
		expect(await seen(nodes, [late])).toEqual(["Node *: at least 1 - 1", "Node x: observed - not yet"]);
		expect(await seen(`${nodes}, expect: "object.nothing == 1"`, [node])).toEqual([
			"Node *: at least 1 - 1",
			"Node x: object.nothing == 1 - an error",
		]);
	});
});

describe("which are taken", () => {
	const map = (name: string, labels: Fields, status: unknown = null): KubeObject =>
		object({ apiVersion: "example.com/v1", kind: "Thing", name, metadata: { labels }, status });
	const maps = [map("a", { app: "sa" }), map("b", { app: "ra" }, { phase: "Failed" }), map("c", {})];
	const names = async (yaml: string): Promise<string> => {
		const { evidence } = await ask(resourcesProbe, `{ apiVersion: example.com/v1, kind: Thing, expect: "true", ${yaml} }`, {
			objects: maps,
		});
		return evidence
			.slice(1)
			.map(({ name }) => name)
			.join(" ");
	};

	it.each([
		["selector: app=sa", "a"],
		["selector: app!=sa", "b c"],
		['selector: "app notin (sa)"', "b c"],
		["selector: app", "a b"],
		['selector: "!app"', "c"],
		["fieldSelector: status.phase=Failed", "b"],
		["fieldSelector: status.phase=", "a c"],
		["names: [c, a]", "a c"],
	])("%s", async (yaml, expected) => expect(await names(yaml)).toBe(expected));

	it("are still there though they have another label", async () => {
		expect(await of("apiVersion: example.com/v1, kind: Thing, selector: app!=sa, exactly: 0", maps)).toMatch(/^fail StillThere/);
	});

	it("a variable that cannot be computed does not exist", async () => {
		const yaml = (expect: string): string =>
			`apiVersion: example.com/v1, kind: Thing, variables: { x: object.none.at }, expect: "${expect}"`;
		expect(await of(yaml("has(variables.x)"), maps)).toMatch(/^fail NotAsExpected/);
		expect(await of(yaml("variables.x == null"), maps)).toMatch(/^unknown ExpressionFailed/);
	});
});

it("a CustomResourceDefinition that is not there", async () => {
	expect(await of("apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition", [crd])).toMatch(/^pass Ready/);
});

it("unknown comes before late", async () => {
	const late = object({
		apiVersion: "v1",
		kind: "ConfigMap",
		name: "a",
		metadata: { generation: 2 },
		status: { observedGeneration: 1 },
	});
	const odd = object({ apiVersion: "v1", kind: "ConfigMap", name: "b" });
	const yaml = 'apiVersion: v1, kind: ConfigMap, expect: "object.none.at == 1"';
	for (const objects of [
		[late, odd],
		[odd, late],
	])
		expect(await of(yaml, objects)).toMatch(
			/^unknown ExpressionFailed: the probe cannot evaluate ConfigMap b: .* > fix the expression: has\(object\.field\)/,
		);
	expect(await of(yaml, [late])).toMatch(/^pending StaleGeneration/);
});
