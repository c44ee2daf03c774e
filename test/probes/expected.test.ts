import { describe, expect, it } from "vitest";
import type { GrpcHealthAnswer } from "../../src/cluster/cluster.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import { grpcProbe } from "../../src/probes/grpc/grpc-probe.ts";
import { httpProbe } from "../../src/probes/http/http-probe.ts";
import { serviceProbe } from "../../src/probes/service/service-probe.ts";
import { ask, changed, minutesAgo, now, pod } from "./objects.ts";
import { passing } from "./passing.ts";
import { service } from "./service/service-world.ts";
import { verdict } from "./verdict-words.ts";

describe("what was expected", () => {
	it.each<[string, string]>([
		["job", "condition Complete is True"],
		["cronjob", "its last finished Job has completed"],
		["hpa", "AbleToScale and ScalingActive are True, and its metrics have values"],
		["pdb", "protects at least 2 pods and allows a disruption"],
		["networkpolicy", "selects pods"],
		["ingress", "a controller serves it, and each backend has ready endpoints"],
		["crd", "conditions NamesAccepted and Established are True"],
	])("of a %s", async (name, expected) => {
		const one = passing[name];
		if (one === undefined) throw new Error("no such world");
		expect((await ask(one.type, one.yaml, one.world)).evidence[0]?.expected).toBe(expected);
	});

	it("of a pod that is asked, and of a Service whose pods are not there", async () => {
		const grpc = (): GrpcHealthAnswer => ({ kind: "health", status: "SERVING", observedAt: now });
		const asked = await ask(grpcProbe, "{ pod: a, port: 1, service: sa }", { objects: [pod("a")], grpc });
		expect(asked.evidence).toMatchObject([{ expected: "SERVING on port 1 for the service sa", found: "reports SERVING" }]);
		const going = { objects: [changed(service(), ["metadata", "deletionTimestamp"], minutesAgo(1))] };
		expect(await verdict(serviceProbe, "{ name: sa }", going)).toBe(
			"fail Terminating: Service sa is being deleted > kubectl describe … service/sa",
		);
		expect((await ask(serviceProbe, "{ name: sa, ports: [main, same] }", going)).evidence).toMatchObject([
			{ expected: "ready addresses on port main, same", found: "is being deleted" },
		]);
	});

	it("of a request that nothing answers", async () => {
		const http = (): never => {
			throw new ClusterProblem("unreachable", 'no endpoints available for service "web"');
		};
		expect(await verdict(httpProbe, '{ service: "web:1" }', { http })).toBe(
			"fail NoEndpoints: Service web:1 does not answer GET /: it has no ready endpoint for that port > kubectl describe … service/web",
		);
		expect((await ask(httpProbe, '{ service: "web:1" }', { http })).evidence).toMatchObject([
			{ kind: "Service", name: "web", expected: "GET /: status 200", found: "it has no ready endpoint for that port" },
		]);
	});
});
