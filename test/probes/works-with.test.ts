import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { hpaProbe } from "../../src/probes/hpa/hpa-probe.ts";
import { jobProbe } from "../../src/probes/job/job-probe.ts";
import { pdbProbe } from "../../src/probes/pdb/pdb-probe.ts";
import { serviceProbe } from "../../src/probes/service/service-probe.ts";
import { unstable } from "../../src/probes/workload/restarts.ts";
import { item, said } from "./attested.ts";
import { ask, changed, cond, deployment, minutesAgo, now, object, pod } from "./objects.ts";
import { hpa, pdb } from "./passing.ts";
import { swap, world } from "./service/service-world.ts";

type Fields = Readonly<Record<string, unknown>>;

describe("an autoscaler", () => {
	const target = object({ apiVersion: "apps/v1", kind: "Deployment", name: "boulder-wfe2", spec: { replicas: 2 } });
	const verdict = async (spec: Fields, status: Fields = {}): Promise<string> => {
		const made = { ...hpa, spec: { ...Object(hpa.spec), ...spec }, status: { ...Object(hpa.status), ...status } };
		const { outcome, reason } = await ask(hpaProbe, "{ name: boulder-wfe2 }", { objects: [made, target] });
		return `${outcome} ${reason}`;
	};
	const container = (name: string, current: Fields | null = null): Fields => ({
		type: "ContainerResource",
		containerResource: { name: "cpu", container: name, ...(current === null ? { target: {} } : { current }) },
	});
	const queue = (name: string, current: Fields | null = null, labels: Fields | null = { queue: name }): Fields => ({
		type: "External",
		external: {
			metric: { name: "queue_length", ...(labels === null ? {} : { selector: { matchLabels: labels } }) },
			...(current === null ? { target: {} } : { current }),
		},
	});
	const read = (value: string): Fields => ({ averageValue: value });

	it.each<[string, Fields, Fields, string]>([
		["may never scale up", { behavior: { scaleUp: { selectPolicy: "Disabled" } } }, {}, "fail ScaleUpDisabled"],
		["may never scale down, which is a choice", { behavior: { scaleDown: { selectPolicy: "Disabled" } } }, {}, "pass Scaling"],
		[
			"has a value of one container of two",
			{ metrics: [container("a"), container("b")] },
			{ currentMetrics: [container("a", { averageUtilization: 3 }), { type: "" }] },
			"pending NoMetrics",
		],
		[
			"has the value of one container twice",
			{ metrics: [container("a"), container("b")] },
			{ currentMetrics: [container("a", { averageUtilization: 3 }), container("a", { averageUtilization: 3 })] },
			"pending NoMetrics",
		],
		[
			"has a value of each container",
			{ metrics: [container("a"), container("b")] },
			{ currentMetrics: [container("b", { averageUtilization: 3 }), container("a", { averageUtilization: 4 })] },
			"pass Scaling",
		],
		[
			"has a value of one queue of two",
			{ metrics: [queue("a"), queue("b")] },
			{ currentMetrics: [queue("a", read("3")), { type: "" }] },
			"pending NoMetrics",
		],
		[
			"has a value of each queue",
			{ metrics: [queue("a"), queue("b")] },
			{ currentMetrics: [queue("a", read("3")), queue("b", read("4"))] },
			"pass Scaling",
		],
		[
			"has a value whose labels are left out",
			{ metrics: [queue("a")] },
			{ currentMetrics: [queue("a", read("3"), null)] },
			"pass Scaling",
		],
		[
			"overflows",
			{ metrics: [queue("a")] },
			{ currentMetrics: [queue("a", read("-9223372036854775808m"))] },
			"fail ImpossibleMetric",
		],
		[
			"overflows upwards",
			{ metrics: [queue("a")] },
			{ currentMetrics: [queue("a", read("9223372036854775807m"))] },
			"fail ImpossibleMetric",
		],
		["has a large value", { metrics: [queue("a")] }, { currentMetrics: [queue("a", read("9007199254740991m"))] }, "pass Scaling"],
	])("%s", async (_, spec, status, wanted) => expect(await verdict(spec, status)).toBe(wanted));
});

describe("a ready pod with restarts", () => {
	const hours = (number: number): string => minutesAgo(60 * number);
	const made = (state: Fields, { sidecar = false, ready = 0.05, age = 48 } = {}): KubeObject => {
		const status = { name: "main", ready: true, restartCount: 1, lastState: {}, ...state };
		return pod("x", {
			metadata: { creationTimestamp: hours(age) },
			spec: { containers: [{ name: "c" }], initContainers: [{ name: "main", ...(sidecar ? { restartPolicy: "Always" } : {}) }] },
			status: {
				phase: "Running",
				startTime: hours(age),
				conditions: [cond("Ready", "True", "", "", hours(ready))],
				[sidecar ? "initContainerStatuses" : "containerStatuses"]: [status],
			},
		});
	};
	const up = (ago: number): Fields => ({ running: { startedAt: hours(ago) } });
	const ended = (from: number, to: number, reason = "Error"): Fields => ({
		terminated: { exitCode: reason === "OOMKilled" ? 137 : 1, reason, startedAt: hours(from), finishedAt: hours(to) },
	});

	it.each<[string, KubeObject, RegExp | null]>([
		[
			"a sidecar that dies every half minute",
			made({ restartCount: 57, state: up(0.004), lastState: ended(0.02, 0.0125) }, { sidecar: true }),
			/restarted 57 times/,
		],
		[
			"one that is killed for its memory, ten minutes ago",
			made({ state: up(0.2), lastState: ended(9, 0.21, "OOMKilled") }),
			/killed for its memory/,
		],
		[
			"one that dies every hour, and is up for a quarter",
			made({ restartCount: 40, state: up(0.25), lastState: ended(1.3, 0.26) }),
			/restarted 40 times/,
		],
		["one without any time, and many restarts", made({ restartCount: 40, state: { running: {} } }), /runs for 3 min only/],
		[
			"a sidecar that restarted once, a day ago",
			made({ state: up(24), lastState: ended(48, 24.1) }, { sidecar: true, ready: 24 }),
			null,
		],
		[
			"one that was killed for its memory, two hours ago",
			made({ state: up(2), lastState: ended(9, 2.1, "OOMKilled") }, { ready: 2 }),
			null,
		],
		[
			"one that waited for its database at the start",
			made({ restartCount: 5, state: up(47), lastState: ended(47.2, 47.1) }, { ready: 47 }),
			null,
		],
		[
			"one that restarted often, and is steady for a day",
			made({ restartCount: 9, state: up(25), lastState: ended(30, 25.1) }, { ready: 25 }),
			null,
		],
	])("%s", (_, each, wanted) => {
		const found = unstable(each, 10_000, now);
		if (wanted === null) expect(found).toBeNull();
		else expect(found).toMatch(wanted);
	});

	it("is not of the future by the clock of its node", () => {
		expect(unstable(made({ restartCount: 0, state: up(-0.3) }, { ready: -0.3 }), 10_000, now)).toBe(
			"pod x became ready 18 min from now by its node's clock, which is ahead",
		);
	});
});

describe("a Job that is gone", () => {
	const ticked = { ...item(said("2026-11-20", "Ana", null, "42 tables")), box: { value: true, span: { start: 0, end: 1 } } };
	const event = (reason: string): KubeObject =>
		object({
			apiVersion: "v1",
			kind: "Event",
			name: reason,
			involvedObject: { kind: "Job", name: "seed", uid: "u" },
			reason,
			message: "Job has reached the specified backoff limit",
			lastTimestamp: minutesAgo(5),
		});

	it("is unknown with its last known state, once it was there", async () => {
		const seen = await ask(jobProbe, "{ name: seed }", { item: ticked });
		expect(seen).toMatchObject({ outcome: "unknown", reason: "Removed" });
		expect(seen.message).toBe(
			"Job seed no longer exists (finished Jobs may be deleted): the only record is that the item was checked off (42 tables, 2026-11-20)",
		);
		const told = await ask(jobProbe, "{ name: seed }", { objects: [event("Completed")] });
		expect(told).toMatchObject({ outcome: "unknown", reason: "Removed" });
		expect(told.message).toContain("an event reports that it completed 5 min ago");
		expect(await ask(jobProbe, "{ namePrefix: se }", { item: ticked, forbidden: ["Event"] })).toMatchObject({
			outcome: "unknown",
		});
	});

	it("has failed where its events say so, and never was where nothing does", async () => {
		expect(await ask(jobProbe, "{ name: seed }", { objects: [event("BackoffLimitExceeded")], item: ticked })).toMatchObject({
			outcome: "fail",
			reason: "BackoffLimitExceeded",
		});
		expect(await ask(jobProbe, "{ name: seed }", { item: item() })).toMatchObject({ outcome: "fail", reason: "NotFound" });
		expect(
			await ask(jobProbe, "{ name: seed }", {
				objects: [{ ...event("Completed"), involvedObject: { kind: "Job", name: "seeds" } }],
			}),
		).toMatchObject({
			outcome: "fail",
			reason: "NotFound",
		});
	});
});

describe("a Service", () => {
	const reason = async (objects: readonly KubeObject[], more = ", port: 80"): Promise<string> => {
		const { outcome, reason: found } = await ask(serviceProbe, `{ name: sa${more} }`, { objects });
		return `${outcome} ${found}`;
	};
	const [front] = world;
	const to = (targetPort: number | string, slicePort: number | null = null): KubeObject[] => {
		const service = changed(Object(front), ["spec", "ports"], [{ name: "main", port: 80, targetPort }]);
		const number = slicePort ?? (typeof targetPort === "number" ? targetPort : 9395);
		return swap(service).map((each) =>
			each.kind === "EndpointSlice" ? { ...each, ports: [{ name: "main", port: number }] } : each,
		);
	};
	const pods = (objects: readonly KubeObject[], container: Fields): KubeObject[] =>
		objects.map((each) => (each.kind === "Pod" ? { ...each, spec: { containers: [{ name: "main", ...container }] } } : each));

	it("leads to a port that its pods open", async () => {
		expect(await reason(to(9395))).toBe("pass Serving");
		expect(await reason(to("debug"))).toBe("pass Serving");
		// To declare ports is optional: what declares none may open any.
		expect(await reason(pods(to(7777), {}))).toBe("pass Serving");
		const probed = { ports: [{ containerPort: 9395 }], readinessProbe: { grpc: { port: 7777 } } };
		expect(await reason(pods(to(7777), probed))).toBe("pass Serving");
		const beside = pods(to(7777), { ports: [{ containerPort: 9395 }] }).map((each) =>
			each.kind === "Pod"
				? changed(
						each,
						["spec", "initContainers"],
						[{ name: "proxy", restartPolicy: "Always", ports: [{ containerPort: 7777 }] }],
					)
				: each,
		);
		expect(await reason(beside)).toBe("pass Serving");
	});

	it("leads nowhere where nothing opens its port", async () => {
		expect(await reason(to(9999))).toBe("fail TargetPortMissing");
		expect(await reason(to("metrics"))).toBe("fail TargetPortMissing");
		expect(await reason(pods(to(9395), { ports: [{ containerPort: 9395, protocol: "UDP" }] }))).toBe("fail TargetPortMissing");
	});

	it("is not there yet while its slice is of before", async () => {
		expect(await reason(to(9395, 8003))).toBe("pending StaleSlice");
	});

	it("leads to the port that is asked for", async () => {
		expect(await reason(to(9395), ", port: 80, targetPort: 8003")).toBe("fail WrongTargetPort");
		expect(await reason(to("debug"), ", port: 80, targetPort: 9395")).toBe("pass Serving");
	});

	it("needs no balancer for an address that it was given", async () => {
		const service = changed(changed(Object(front), ["spec", "type"], "LoadBalancer"), ["spec", "externalIPs"], ["192.0.2.7"]);
		expect(await reason(swap(service))).toBe("pass Serving");
	});
});

describe("a budget", () => {
	const others = deployment("boulder-va", 2, { app: "boulder-ca" });
	const verdict = async (selects: string): Promise<string> => {
		const objects = [pdb, ...deployment("boulder-ca", 2), ...others];
		const { outcome, reason } = await ask(pdbProbe, `{ name: boulder-ca, selects: ${selects} }`, { objects });
		return `${outcome} ${reason}`;
	};

	it("protects those that are asked for, and no others", async () => {
		expect(await verdict("Deployment/boulder-ca")).toBe("fail SelectsOthers");
		expect(await verdict("[Deployment/boulder-ca, Deployment/boulder-va]")).not.toContain("SelectsOthers");
	});
});
