import { describe, expect, it } from "vitest";
import { listsOf } from "../../src/app/prefetch.ts";
import type { Cluster, ListRequest } from "../../src/cluster/cluster.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import { readProbes } from "../../src/probes/file/read-probes.ts";
import { probeContext } from "./objects.ts";

/** How long each list may take, by what the probe requests: ahead of the run, and when it is asked. */
async function timesOf(yaml: string): Promise<{ readonly ahead: readonly unknown[]; readonly asked: readonly unknown[] }> {
	const probe = readProbes(`schemaVersion: 1\n${yaml}`, "probes.yaml").bindings[0]?.probe;
	if (probe === undefined) throw new Error("no probe");
	const requests: ListRequest[] = [];
	const cluster: Cluster = {
		...probeContext({}).cluster,
		list: async (request) => {
			requests.push(request);
			throw new ClusterProblem("timeout", "too late");
		},
	};
	await probe.run({ ...probeContext({}), cluster }).catch(() => {});
	const times = (lists: readonly ListRequest[]): unknown[] => [...new Set(lists.map((list) => list.timeout))];
	return { ahead: times(listsOf(probe)), asked: times(requests) };
}

const workload = "workload: { kind: Deployment, name: web, namespace: shop }";
const grpc = (more: string): string => `grpc: { workload: Deployment/web, namespace: shop, port: 9395${more} }`;

describe("how long a probe waits for its lists", () => {
	it("is the timeout of the defaults", async () => {
		const yaml = `defaults: { timeout: 3s }\nprobes: { 1/a: { ${workload} } }`;
		expect(await timesOf(yaml)).toEqual({ ahead: [3_000], asked: [3_000] });
	});

	it("is a probe's own timeout before that", async () => {
		const yaml = `defaults: { timeout: 3s }\nprobes: { 1/a: { ${grpc(", timeout: 20s")} } }`;
		expect((await timesOf(yaml)).asked).toEqual([20_000]);
		expect((await timesOf(`defaults: { timeout: 3s }\nprobes: { 1/a: { ${grpc("")} } }`)).asked).toEqual([3_000]);
	});

	it("is that of the parts of a combination", async () => {
		const yaml = `defaults: { timeout: 3s }\nprobes: { 1/a: { all: [{ ${workload} }, { ${grpc(", timeout: 5s")} }] } }`;
		expect((await timesOf(yaml)).asked).toEqual([3_000, 5_000]);
	});

	it("is not limited where no timeout is written: a long list takes what it takes", async () => {
		expect(await timesOf(`probes: { 1/a: { ${workload} } }`)).toEqual({ ahead: [undefined], asked: [undefined] });
	});
});
