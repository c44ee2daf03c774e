import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { ingressProbe } from "../../../src/probes/ingress/ingress-probe.ts";
import { changed, cond, object, pod, waitingStatus } from "../objects.ts";
import { ingressController, ingressObjects } from "../passing.ts";
import { verdict as verdictOf } from "../verdict-words.ts";
import { endpoint, type Fields, ofWorkload, one, service, slice, swap, two, verdict, world } from "./service-world.ts";

describe("the endpoints of a Service", () => {
	it("without a selector are made by hand, and count as they are", async () => {
		const byHand = service({ selector: undefined });
		const bare = slice([{ addresses: ["192.0.2.7"], conditions: { ready: true } }]);
		expect(await verdict(swap(byHand, bare), ", port: 80")).toMatch(/^pass Serving/);
		expect(await verdict(swap(byHand, slice([])), ", port: 80")).toMatch(/^fail NoReadyAddress/);
		// The slices that mirror hand-made Endpoints are owned by these, and not by the Service.
		const owner = { apiVersion: "v1", kind: "Endpoints", name: "sa", uid: "uid-of-endpoints", controller: true };
		const mirrored = changed(bare, ["metadata", "ownerReferences"], [owner]);
		expect(await verdict(swap(byHand, mirrored), ", port: 80")).toMatch(/^pass Serving/);
		expect(await verdict(swap(byHand, changed(bare, ["metadata", "ownerReferences"], [{ ...owner, kind: "Service" }])))).toMatch(
			/^fail NoReadyAddress/,
		);
	});

	it("may be a node", async () => {
		const node = { addresses: ["192.0.2.8"], conditions: { ready: true }, targetRef: { kind: "Node", name: "n", uid: "uid-n" } };
		expect(await verdict(swap(slice([node])), ", port: 80")).toMatch(/^pass Serving/);
		expect(await verdict(swap(slice([{ ...node, targetRef: { ...node.targetRef, kind: "Pod" } }])))).toMatch(
			/^fail NoReadyAddress/,
		);
	});

	it("of a workload are its own pods: another's, ready in an outdated slice, do not serve", async () => {
		const stranger = pod("ra-1", { labels: { app: "ra" } });
		const late = swap(slice([endpoint("ra-1")]));
		expect(await verdict([...late, stranger], `${ofWorkload}, port: 80`)).toMatch(/^fail NoReadyAddress/);
		expect(await verdict([...late, stranger], ", port: 80")).toMatch(/^pass Serving/);
	});

	it("need the port, and its number", async () => {
		const nowhere = changed(slice([endpoint(one), endpoint(two)]), ["ports", 0, "port"], undefined);
		expect(await verdict(swap(nowhere), ", port: 80")).toMatch(/^fail TargetPortMissing/);
		expect(await verdict(swap(slice([endpoint(one)], ["", "same"])), ", port: 80")).toMatch(
			/^fail TargetPortMissing: has no address on port 80: its pods have no port 9395/,
		);
		const halfReady = swap(slice([endpoint(one), endpoint(two)], [""])).map((each) =>
			each.metadata.name === two ? changed(each, ["status"], waitingStatus("ContainerCreating")) : each,
		);
		expect(await verdict(halfReady, ", port: 80")).toMatch(/^fail TargetPortMissing/);
	});

	it("are shown, with the ports that were asked for", async () => {
		expect(await verdict(world, ", ports: [80, same]")).toBe("pass Serving: has 2 ready addresses on port 80, 82");
	});
});

describe("the way of an Ingress", () => {
	const [original] = ingressObjects;
	const of = (objects: readonly KubeObject[], more = ""): Promise<string> =>
		verdictOf(ingressProbe, `{ name: wfe, ${ingressController}${more} }`, { objects });
	const backend = ["spec", "rules", 0, "http", "paths", 0, "backend"] as const;
	const at = (kind: string, path: readonly (string | number)[], to: unknown): KubeObject[] =>
		ingressObjects.map((each) => (each.kind === kind ? changed(each, path, to) : each));
	const to = (port: Fields): KubeObject[] => at("Ingress", [...backend, "service", "port"], port);

	it("is a port by its name", async () => {
		expect(await of(to({ name: "http" }))).toMatch(/^pass Served/);
		expect(await of(to({ name: "https" }))).toMatch(
			/^fail PortNotFound: Ingress wfe sends traffic to boulder-wfe2:https: Service boulder-wfe2 has no such port/,
		);
		expect(await of(to({}))).toMatch(/^fail PortNotFound: Ingress wfe sends traffic to boulder-wfe2:\?/);
		const debug = to({ name: "http" }).map((each) =>
			each.kind === "Service"
				? changed(each, ["spec", "ports"], [{ name: "debug", port: 8000 }, ...Object(each.spec).ports])
				: each,
		);
		expect(await of(debug)).toMatch(/^pass Served/);
		expect(
			await of(debug.map((each) => (each.kind === "EndpointSlice" ? changed(each, ["ports", 0, "name"], "debug") : each))),
		).toMatch(/^fail NoEndpoints/);
	});

	it("is open where a slice has other ports besides", async () => {
		const ports = [
			{ name: "debug", port: 8000 },
			{ name: "http", port: 4001 },
		];
		expect(await of(at("EndpointSlice", ["ports"], ports))).toMatch(/^pass Served/);
	});

	it("to something that is not a Service is unknown, even next to ready ones", async () => {
		const bucket = { resource: { apiGroup: "k8s.example.com", kind: "Bucket", name: "static" } };
		expect(await of(at("Ingress", ["spec", "defaultBackend"], bucket))).toMatch(
			/^unknown BackendUnknown: Ingress wfe sends traffic to Bucket static: it is not a Service/,
		);
		expect(await of(at("Ingress", [...backend], bucket))).toMatch(/^unknown BackendUnknown/);
		expect(await of(at("Ingress", [...backend], {}))).toMatch(/^unknown BackendUnknown: Ingress wfe sends traffic to nothing/);
	});

	it("needs no Secret where its controller has a certificate of its own", async () => {
		expect(await of(at("Ingress", ["spec", "tls"], [{ hosts: ["acme.example.org"] }]))).toMatch(/^pass Served/);
		expect(await of(at("Ingress", ["spec", "tls"], [{ hosts: ["a.example.org"] }, { secretName: "gone" }]))).toBe(
			"fail CertificateMissing: Ingress wfe uses the certificate of Secret gone, which does not exist > kubectl describe … ingress/wfe",
		);
	});

	it("of every host has no name", async () => {
		expect(original?.kind).toBe("Ingress");
		expect(await of(at("Ingress", ["spec", "rules", 0, "host"], undefined), ", hosts: [acme.example.org]")).toMatch(
			/^fail HostMissing: Ingress wfe has no rule for acme.example.org, but for \*/,
		);
	});

	it("ends at ready addresses", async () => {
		expect(await of(at("EndpointSlice", ["endpoints", 0, "conditions"], { ready: false }))).toBe(
			"fail NoEndpoints: Ingress wfe sends traffic to boulder-wfe2:4001: Service boulder-wfe2 has no ready endpoint on that port > kubectl get … endpointslices -l kubernetes.io/service-name=boulder-wfe2",
		);
	});
});

describe("a server that others count on", () => {
	const controller = (status: Fields, metadata: Fields = { generation: 2 }): KubeObject =>
		object({ apiVersion: "apps/v1", kind: "Deployment", name: "nginx", metadata, spec: { replicas: 1 }, status });
	const of = (each: KubeObject): Promise<string> =>
		verdictOf(ingressProbe, "{ name: wfe, controller: { kind: Deployment, namespace: boulder-staging, name: nginx } }", {
			objects: [...ingressObjects, each],
		});
	const ready = { observedGeneration: 2, readyReplicas: 1, availableReplicas: 1, conditions: [cond("Available", "True")] };

	it("is ready at its newest generation, and reports which", async () => {
		expect(await of(controller(ready))).toMatch(/^pass Served/);
		expect(await of(controller(ready, { generation: 3 }))).toMatch(
			/^pending StaleGeneration: .* is not ready: Deployment nginx was changed, but its controller has not observed the change yet/,
		);
		expect(await of(controller(ready, {}))).toMatch(/^pending StaleGeneration/);
		expect(await of(controller({ ...ready, observedGeneration: undefined }))).toMatch(/^pending StaleGeneration/);
	});
});
