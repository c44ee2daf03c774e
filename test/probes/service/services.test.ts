import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { serviceProbe } from "../../../src/probes/service/service-probe.ts";
import { ask, changed, minutesAgo, pod, waitingStatus } from "../objects.ts";
import { endpoint, type Fields, one, seen, service, slice, swap, two, verdict, world } from "./service-world.ts";

describe("a Service", () => {
	it.each<[string, readonly KubeObject[], string, string]>([
		["of any port", world, "", "pass Serving: has 2 ready addresses on port 80, 81, 82"],
		["of one port", world, ", port: 80", "pass Serving: has 2 ready addresses on port 80"],
		["of a port by its name", world, ", port: same", "pass Serving: has 2 ready addresses on port 82"],
		[
			"with fewer addresses on one port",
			swap(service(), slice([endpoint(one)], ["main"]), slice([endpoint(one), endpoint(two)], ["", "same"], "sa-y")),
			"",
			"pass Serving: has 1 ready address on port 80, 81, 82",
		],
		[
			"of several slices",
			swap(slice([endpoint(one)]), slice([endpoint(two)], ["main"], "sa-y")),
			", port: 80",
			"pass Serving: has 2 ready addresses on port 80",
		],
		["not there", [], "", "fail NotFound: does not exist in boulder-staging > kubectl get … services"],
		[
			"misspelt",
			[changed(service(), ["metadata", "name"], "saa")],
			"",
			"fail NotFound: does not exist in boulder-staging; there is saa > kubectl get … services",
		],
		["without that port", world, ", port: 90", `fail PortMissing: has no port 90: it has 80 (main), 81, 82 (same) > ${seen}`],
		["without ports", swap(service({ ports: [] })), "", `fail PortMissing: has no port > ${seen}`],
		[
			"without ports, and one is wanted",
			swap(service({ ports: [] })),
			", port: 80",
			`fail PortMissing: has no port 80: it has none > ${seen}`,
		],
		[
			"of a name outside",
			swap(service({ type: "ExternalName", externalName: "db.example.com" })),
			"",
			`fail ExternalName: leads to db.example.com outside the cluster, not to pods > ${seen}`,
		],
		[
			"of an unknown name outside",
			swap(service({ type: "ExternalName" })),
			"",
			`fail ExternalName: leads to another name outside the cluster, not to pods > ${seen}`,
		],
		[
			"headless, as it must be",
			swap(service({ clusterIP: "None" })),
			", headless: true",
			"pass Serving: has 2 ready addresses on port 80, 81, 82",
		],
		[
			"headless, and must not be",
			swap(service({ clusterIP: "None" })),
			", headless: false",
			`fail WrongType: is headless, but must not be > ${seen}`,
		],
		[
			"not headless, and must be",
			swap(service({ clusterIP: "10.0.0.1" })),
			", headless: true",
			`fail WrongType: is not headless, and must be > ${seen}`,
		],
		["not headless, as it must be", world, ", headless: false", "pass Serving: has 2 ready addresses on port 80, 81, 82"],
		[
			"waiting for its load balancer",
			swap(service({ type: "LoadBalancer" })),
			"",
			`pending LoadBalancerPending: waits for an external address from its load balancer > ${seen}`,
		],
		[
			"behind a load balancer",
			swap(service({ type: "LoadBalancer" }, { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } })),
			"",
			"pass Serving: has 2 ready addresses on port 80, 81, 82",
		],
		[
			"whose pods have no such port",
			swap(slice([endpoint(one)], ["main"])),
			", port: 81",
			`fail TargetPortMissing: has no address on port 81: its pods have no port debug > ${seen}`,
		],
		[
			"whose pods have no port of its number",
			swap(slice([endpoint(one)], ["main"])),
			", port: 82",
			`fail TargetPortMissing: has no address on port 82: its pods have no port 9395 > ${seen}`,
		],
		[
			"without a slice yet",
			world.filter(({ kind }) => kind !== "EndpointSlice"),
			", port: 80",
			`fail NoReadyAddress: has no ready address on port 80 > ${seen}`,
		],
		[
			"whose address is not ready",
			swap(slice([endpoint(one, { ready: false })])),
			", port: 80",
			`fail NoReadyAddress: has no ready address on port 80: 1 address is not ready > ${seen}`,
		],
		[
			"whose addresses are going",
			swap(slice([endpoint(one, { ready: true, terminating: true }), endpoint(two, { ready: true, serving: false })])),
			", port: 80",
			`fail NoReadyAddress: has no ready address on port 80: 2 addresses are not ready > ${seen}`,
		],
		[
			"whose addresses say nothing of themselves",
			swap(slice([endpoint(one, {}), endpoint(two, { ready: null })])),
			", port: 80",
			"pass Serving: has 2 ready addresses on port 80",
		],
	])("%s", async (_what, objects, more, expected) => expect(await verdict(objects, more)).toBe(expected));

	it("waits for pods that are coming up, and is red for one that will not", async () => {
		const [a, b, ...rest] = world.filter(({ kind }) => kind === "Pod" || kind === "Service");
		const made = (...statuses: Fields[]): KubeObject[] => [
			...(a === undefined || b === undefined ? [] : [a, { ...b, status: statuses[0] ?? {} }]),
			...rest.map((each) => ({ ...each, status: statuses[1] ?? {} })),
			slice([endpoint(one, { ready: false }), endpoint(two, { ready: false })]),
		];
		const starting = waitingStatus("ContainerCreating");
		expect(await verdict(made(starting, starting), ", port: 80")).toBe(
			`pending NoReadyAddress: has no ready address on port 80: pod ${one} has been starting for 30 min: container main > kubectl describe … pod/${one}`,
		);
		expect(await verdict(made(starting, waitingStatus("ImagePullBackOff")), ", port: 80")).toBe(
			`fail NoReadyAddress: has no ready address on port 80: pod ${two} is in ImagePullBackOff: container main > kubectl describe … pod/${two}`,
		);
	});

	it("that selects nothing suggests the most similar", async () => {
		const none = (selector: Fields): Promise<string> => verdict(swap(service({ selector })));
		const labels = [
			pod("a", { labels: { app: "x" } }),
			pod("b", { labels: { app: "y", tier: "back", "pod-template-hash": "7d9f" } }),
			pod("c", { labels: { zone: "1" } }),
		];
		const among = (selector: Fields): Promise<string> =>
			verdict([...swap(service({ selector })).filter(({ kind }) => kind !== "Pod"), ...labels]);
		const list = "kubectl get … pods --show-labels";
		expect(await none({ app: "as" })).toBe(
			`fail SelectsNothing: selects no pod: its selector is app=as; the nearest is pod ${one} with app=sa > ${list}`,
		);
		expect(await none({ application: "sa" })).toBe(
			`fail SelectsNothing: selects no pod: its selector is application=sa > ${list}`,
		);
		expect(await among({ app: "z", tier: "back" })).toBe(
			`fail SelectsNothing: selects no pod: its selector is app=z,tier=back; the nearest is pod b with app=y, tier=back > ${list}`,
		);
		expect(await among({ app: "x", tier: "front" })).toContain("the nearest is pod a with app=x");
		expect(await among({ app: "x", area: "front" })).toContain("the nearest is pod a with app=x");
		expect(await among({ zone: "2" })).toContain("the nearest is pod c with zone=1");
		const gone = labels
			.map((each) => changed(each, ["metadata", "labels"], { app: "z" }))
			.map((each) => changed(each, ["metadata", "deletionTimestamp"], minutesAgo(1)));
		expect(await verdict([service({ selector: { app: "z" } }), ...gone])).toBe(
			`fail SelectsNothing: selects only pods that are ending: a, b, c have ended or are being deleted > ${list}`,
		);
	});

	it("shows itself and its slices, not more than three", async () => {
		const many = [1, 2, 3, 4].map((index) => slice([endpoint(one)], ["main"], `sa-${index}`));
		const { evidence } = await ask(serviceProbe, "{ name: sa, port: 80 }", { objects: [...world, ...many] });
		expect(evidence.map(({ name, expected, found }) => [name, expected, found])).toEqual([
			["sa", "ready addresses on port 80", "has 6 ready addresses on port 80"],
			["sa-x", "ready addresses", "2 endpoints"],
			["sa-1", "ready addresses", "1 endpoint"],
			["sa-2", "ready addresses", "1 endpoint"],
		]);
		const any = await ask(serviceProbe, "{ name: sa }", { objects: world });
		expect(any.evidence[0]).toMatchObject({ expected: "ready addresses" });
		const absent = await ask(serviceProbe, "{ name: sa }", { objects: [] });
		expect(absent.evidence).toMatchObject([{ kind: "Service", name: "sa", found: "does not exist" }]);
	});
});
