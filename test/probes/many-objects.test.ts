import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { sharedCluster } from "../../src/cluster/shared-cluster.ts";
import { parseProbesFile } from "../../src/probes/file/probes-yaml.ts";
import type { ProbeResult, ProbeType } from "../../src/probes/probe.ts";
import { resourcesProbe } from "../../src/probes/resources/resources-probe.ts";
import { serviceProbe } from "../../src/probes/service/service-probe.ts";
import { workloadProbe } from "../../src/probes/workload/workload-probe.ts";
import { clusterOf, cond, deployment, minutesAgo, object, pod, probeContext, reading } from "./objects.ts";
import { passing } from "./passing.ts";

interface Case {
	readonly type: ProbeType;
	readonly yaml: string;
	/** Of one service, together with what all share. */
	readonly objects: readonly KubeObject[];
	/** What is called otherwise for each service. */
	readonly own: RegExp;
	readonly outcome: ProbeResult["outcome"];
}

const service = object({
	apiVersion: "v1",
	kind: "Service",
	name: "sa",
	spec: { selector: { "app.kubernetes.io/part-of": "boulder", app: "sa" }, ports: [{ name: "main", port: 9395 }] },
});
const pods = deployment("sa", 2, { "app.kubernetes.io/part-of": "boulder", app: "sa" }).map((each) =>
	each.kind === "Deployment"
		? { ...each, status: { ...Object(each.status), conditions: [cond("Available", "True"), cond("Progressing", "True")] } }
		: each,
);
const slice = object({
	apiVersion: "discovery.k8s.io/v1",
	kind: "EndpointSlice",
	name: "sa-x7k2p",
	metadata: { labels: { "kubernetes.io/service-name": "sa" } },
	ports: [{ name: "main", port: 9395 }],
	endpoints: pods
		.filter(({ kind }) => kind === "Pod")
		.map(({ metadata: { name, uid } }) => ({
			addresses: ["10.244.0.7"],
			conditions: { ready: true, serving: true },
			targetRef: { kind: "Pod", name, uid },
		})),
});
const served = [service, slice, ...pods];

/** Its pod's status tells nothing, so that all events are read. */
const silent = deployment("sa", 1).map((each) =>
	each.kind === "Pod"
		? pod(each.metadata.name, {
				metadata: { ...each.metadata },
				status: {
					phase: "Pending",
					conditions: [cond("PodScheduled", "True"), cond("Ready", "False", "ContainersNotReady")],
					containerStatuses: [
						{ name: "main", ready: false, restartCount: 0, state: { waiting: { reason: "ContainerCreating" } } },
					],
				},
			})
		: { ...each, status: { ...Object(each.status), readyReplicas: 0, availableReplicas: 0 } },
);
const event = object({
	apiVersion: "v1",
	kind: "Event",
	name: "sa-event",
	type: "Warning",
	reason: "FailedMount",
	message: "no such volume",
	involvedObject: { kind: "Pod", uid: "uid-Pod-sa-7d9f-0" },
	lastTimestamp: minutesAgo(1),
});

const has = "object.spec.template != null || true";
const cases: Readonly<Record<string, Case>> = {
	"workload with its Service": {
		type: workloadProbe,
		yaml: "{ kind: Deployment, name: sa, minReplicas: 2, service: sa }",
		objects: served,
		own: /\bsa\b/g,
		outcome: "pass",
	},
	"workload of which only events tell": {
		type: workloadProbe,
		yaml: "{ kind: Deployment, name: sa }",
		objects: [...silent, event],
		own: /\bsa\b/g,
		outcome: "pending",
	},
	service: { type: serviceProbe, yaml: "{ name: sa, port: 9395 }", objects: served, own: /\bsa\b/g, outcome: "pass" },
	"resources of a name": {
		type: resourcesProbe,
		yaml: `{ apiVersion: apps/v1, kind: Deployment, name: sa, expect: "${has}" }`,
		objects: served,
		own: /\bsa\b/g,
		outcome: "pass",
	},
	"resources of a label": {
		type: resourcesProbe,
		yaml: `{ apiVersion: v1, kind: Pod, selector: "app.kubernetes.io/part-of=boulder,app=sa", exactly: 2, expect: "true" }`,
		objects: served,
		own: /\bsa\b/g,
		outcome: "pass",
	},
	...passed("cronjob", /crl-updater/g),
	...passed("hpa", /boulder-wfe2/g),
	...passed("pdb of a workload", /boulder-ca/g),
	...passed("pvc", /softhsm-tokens/g),
	...passed("ingress", /wfe/g),
};

function passed(name: string, own: RegExp): Record<string, Case> {
	const found = passing[name];
	if (found === undefined) throw new Error(`Nothing passes that is called ${name}.`);
	return { [name]: { type: found.type, yaml: found.yaml, objects: found.world.objects, own, outcome: "pass" } };
}

/** How often anything is asked of an object, per service, in a cluster with so many. */
async function looks({ type, yaml, objects, own, outcome }: Case, services: number): Promise<number> {
	let count = 0;
	const counted = (one: KubeObject): KubeObject =>
		new Proxy(one, {
			get(target, field, receiver) {
				count += 1;
				return Reflect.get(target, field, receiver);
			},
		});
	const called = (text: string, index: number): string => text.replace(own, (name) => `${name}-${index}`);
	const each = Array.from({ length: services }, (_, index) => called(JSON.stringify(objects), index));
	const made = new Map<string, KubeObject>();
	for (const text of each)
		for (const one of JSON.parse(text)) made.set(`${one.kind} ${one.metadata.namespace} ${one.metadata.name}`, counted(one));
	const cluster = sharedCluster(clusterOf({ objects: [...made.values()] }));
	const probes = each.map((_, index) => type.read(parseProbesFile(called(yaml, index), "probes.yaml"), reading));
	const all = async (): Promise<ProbeResult[]> => Promise.all(probes.map((probe) => probe.run({ ...probeContext({}), cluster })));
	// Each kind is read, and indexed, once.
	await probes[0]?.run({ ...probeContext({}), cluster });
	count = 0;
	const findings = await all();
	expect(findings.map((found) => `${found.outcome} ${found.message}`).filter((said) => !said.startsWith(outcome))).toEqual([]);
	return count / services;
}

describe("of a cluster with many services", () => {
	it.each(Object.entries(cases))("each probe takes no more looks than of one with few: %s", async (_, one) => {
		const few = await looks(one, 20);
		expect(few).toBeGreaterThan(0);
		expect(await looks(one, 200)).toBeLessThanOrEqual(few * 1.1);
	});
});
