import { expect, it } from "vitest";
import type { HttpAnswer } from "../../src/cluster/cluster.ts";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { loadProbes } from "../../src/probes/file/read-probes.ts";
import { probeContext } from "../probes/objects.ts";

/** What a verdict must be: `not-pass` is anything but green, `waits` is neither green nor red. */
export type Wanted = "pass" | "fail" | "not-pass" | "waits" | "parked";

/** A state of a cluster that a plausible reader gets wrong, or its healthy neighbor. `probe` is YAML in flow style. */
export interface FieldCase {
	readonly state: string;
	readonly wanted: Wanted;
	readonly probe: string;
	readonly objects: readonly KubeObject[];
	/** Answers by pod name, or by `service:port`. */
	readonly answers?: Readonly<Record<string, Partial<HttpAnswer>>>;
}

/** Judges each case through the probes file, as `verify` does. */
export function judgeCases(cases: readonly FieldCase[]): void {
	it.each(cases.map((each) => [each.state, each.wanted, each] as const))("%s: %s", async (_state, wanted, each) => {
		const { bindings } = await loadProbes(
			`schemaVersion: 1\ndefaults: { namespace: boulder-staging }\nprobes:\n  1/item: ${each.probe}\n`,
			"probes.yaml",
		);
		const probe = bindings[0]?.probe;
		if (probe === undefined) throw new Error("the case binds no probe");
		const { outcome, parked } = await probe.run(
			probeContext({ objects: each.objects, http: (request) => answerOf(each.answers ?? {}, JSON.stringify(request)) }),
		);
		const seen = parked === true ? "parked" : outcome === "pending" || outcome === "unknown" ? "waits" : outcome;
		if (wanted === "not-pass") expect(seen).not.toBe("pass");
		else expect(seen).toBe(wanted);
	});
}

function answerOf(answers: Readonly<Record<string, Partial<HttpAnswer>>>, request: string): HttpAnswer {
	const name = Object.keys(answers).find((key) => request.includes(key));
	const found = name === undefined ? { status: 404 } : answers[name];
	return { status: 200, headers: {}, body: "", observedAt: "2026-11-24T12:00:00Z", ...found };
}
