import { describe, expect, it } from "vitest";
import { sidecarsOf, unstable } from "../../../src/probes/workload/restarts.ts";
import { cond, minutesAgo, now, pod } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const hour = 60;
const day = 24 * hour;

interface Life {
	/** Minutes since the pod began, since it is ready, and since its container runs. */
	readonly began: number;
	readonly ready?: number;
	readonly runs: number | null;
	readonly restarts: number;
	readonly last?: Fields;
	readonly init?: boolean;
	readonly spec?: Fields;
}

/** Why a ready pod is not believed, of a container's life in minutes. */
function doubt({ began, ready = began, runs, restarts, last, init = false, spec = {} }: Life, stable = 10_000): string | null {
	const container = {
		name: "main",
		restartCount: restarts,
		state: runs === null ? {} : { running: { startedAt: minutesAgo(runs) } },
		lastState: last === undefined ? {} : { terminated: last },
	};
	const one = pod("a", {
		spec,
		status: {
			phase: "Running",
			startTime: minutesAgo(began),
			conditions: [cond("Ready", "True", "", "", minutesAgo(ready))],
			[init ? "initContainerStatuses" : "containerStatuses"]: [container],
		},
	});
	return unstable(one, stable, now);
}

const ended = (exitCode: number, reason: string, finished?: number, lived = 0): Fields => ({
	exitCode,
	reason,
	...(finished === undefined ? {} : { finishedAt: minutesAgo(finished), startedAt: minutesAgo(finished + lived) }),
});

describe("a container that restarted several times is believed after twice its mean run", () => {
	it.each<[string, Life, boolean]>([
		["when it ran for that long", { began: 100, runs: 40, restarts: 3 }, true],
		["not a minute before", { began: 100, runs: 39, restarts: 3 }, false],
		["of more restarts sooner", { began: 100, runs: 39, restarts: 4 }, true],
		["but not if it restarted twice", { began: 100, runs: 1, restarts: 2 }, true],
		["after a day, however long it lived before", { began: 90 * day, runs: day, restarts: 3 }, true],
		["not a minute before that", { began: 90 * day, runs: day - 1, restarts: 3 }, false],
		["at once where its pod began with it", { began: 5, runs: 5, restarts: 3 }, true],
		["where its clock says that it runs longer than its pod", { began: 5, runs: 9, restarts: 3 }, true],
	])("%s", (_what, life, believed) => expect(doubt(life) === null).toBe(believed));
});

describe("a container that was killed for its memory is believed", () => {
	const killed = ended(137, "OOMKilled", 61);

	it("after an hour", () => {
		expect(doubt({ began: 60, runs: 60, restarts: 1, last: killed })).toBeNull();
		expect(doubt({ began: 59, runs: 59, restarts: 1, last: killed })).toBe(
			"container main of pod a restarted 1 time, and runs for 59 min only (killed for its memory, exit code 137 before)",
		);
	});

	it("after a day, if it happened several times at unknown times", () => {
		const unknown = ended(137, "OOMKilled");
		const life = (runs: number, restarts: number, last = unknown): Life => ({ began: runs, runs, restarts, last });
		expect(doubt(life(day, 3))).toBeNull();
		expect(doubt(life(day - 1, 3))).toMatch(/^container main of pod a restarted 3 times, and runs for 24 h only/);
		expect(doubt(life(60, 2))).toBeNull();
		expect(doubt(life(60, 3, killed))).toBeNull();
	});

	it("sooner where something else ended it", () => {
		expect(doubt({ began: 59, runs: 59, restarts: 1, last: ended(1, "Error", 61) })).toBeNull();
		expect(doubt({ began: 5, runs: 0.1, restarts: 1, last: ended(1, "Error", 61) })).toBe(
			"container main of pod a restarted 1 time, and runs for 6 s only (exit code 1 before)",
		);
	});
});

describe("a container that restarted is believed", () => {
	it("when it outlived its previous run by what is asked, up to ten minutes", () => {
		const life = (runs: number, lived: number): Life => ({ began: 200, runs, restarts: 1, last: ended(1, "Error", runs, lived) });
		expect(doubt(life(6, 5), 60_000)).toBeNull();
		expect(doubt(life(5, 5), 60_000)).toContain("runs for 5 min only");
		expect(doubt(life(10, 90), 60_000)).toBeNull();
		expect(doubt(life(9, 90), 60_000)).toContain("runs for 9 min only");
		expect(doubt(life(15, 0), 20 * 60_000)).toContain("runs for 15 min only");
	});

	it("by how long its pod is ready, where it does not say since when it runs", () => {
		expect(doubt({ began: 200, ready: 1, runs: null, restarts: 1 }, 60_000)).toBeNull();
		expect(doubt({ began: 200, ready: 30, runs: null, restarts: 1, last: ended(137, "OOMKilled", 40) })).toContain(
			"runs for 30 min only",
		);
	});

	it("not if the time is unknown", () => {
		const status = {
			phase: "Running",
			conditions: [{ type: "Ready", status: "True" }],
			containerStatuses: [{ name: "main", restartCount: 2, state: {} }],
		};
		expect(unstable(pod("a", { status }), 10_000, now)).toBe(
			"container main of pod a restarted 2 times, and does not say when it started",
		);
	});

	it("without a word of what ended, where nothing is said to have", () => {
		expect(doubt({ began: 100, runs: 1, restarts: 5 })).toBe("container main of pod a restarted 5 times, and runs for 60 s only");
	});
});

describe("a container that runs before the others", () => {
	const sidecar = { initContainers: [{ name: "main", restartPolicy: "Always" }] };

	it("counts only if it runs next to them", () => {
		const life: Life = { began: 100, runs: 1, restarts: 5, init: true };
		expect(doubt(life)).toBeNull();
		expect(doubt({ ...life, spec: { initContainers: [{ name: "main" }] } })).toBeNull();
		expect(doubt({ ...life, spec: { initContainers: [{ name: "other", restartPolicy: "Always" }] } })).toBeNull();
		expect(doubt({ ...life, spec: sidecar })).toContain("restarted 5 times");
	});

	it("is a sidecar by its restart policy", () => {
		const spec = {
			initContainers: [{ name: "a", restartPolicy: "Always" }, { name: "b" }, { name: "c", restartPolicy: "OnFailure" }],
		};
		expect([...sidecarsOf(pod("x", { spec }))]).toEqual(["a"]);
	});
});

describe("a pod that is ready", () => {
	const since = (ready: string): string | null =>
		unstable(pod("a", { status: { conditions: [cond("Ready", "True", "", "", ready)] } }), 60_000, now);

	it("is believed after the time that is asked", () => {
		expect(since(minutesAgo(1))).toBeNull();
		expect(since(minutesAgo(0.5))).toBe("pod a has been ready for 30 s only");
		expect(since(now)).toBe("pod a has been ready for 0 s only");
	});

	it("is not believed where its node's clock is ahead", () => {
		expect(since(minutesAgo(-2))).toBe("pod a became ready 2 min from now by its node's clock, which is ahead");
	});
});
