import { type Outcome, outcomes, type State, states } from "../model/verdict.ts";
import { isRecord } from "../text/record.ts";
import { clusterKey } from "./cluster-key.ts";

/** What changed between two runs of `verify`: the shape of its JSON (schemas/verdict-comparison.schema.json). */
export interface VerdictComparison {
	readonly schemaVersion: 1;
	readonly from: ComparedRun;
	readonly to: ComparedRun;
	/** Why the two can be compared only with care: another cluster, another version, other probes, an order that is not that of time. */
	readonly warnings: readonly string[];
	/** It was not red, and is: a checked item that is contradicted, a failing criterion, or what was green and fails now. */
	readonly newlyRed: readonly ComparedVerdict[];
	/** It was red, and its probe passes now. */
	readonly fixed: readonly ComparedVerdict[];
	/** Its probe passes now, and it was neither red nor green before. */
	readonly newlyVerified: readonly ComparedVerdict[];
	/** It was green and is on its way again: not red, but no longer confirmed. */
	readonly noLongerGreen: readonly ComparedVerdict[];
	/** It was seen then, and could not be seen now, or was not asked about. Nothing good is known of it. */
	readonly noLongerObserved: readonly ComparedVerdict[];
	/** How many are red in both, and green in both. */
	readonly stillRed: number;
	readonly stillGreen: number;
}

export interface ComparedRun {
	readonly name: string;
	readonly observedAt: string;
	readonly version: string | null;
	readonly probes: string | null;
	readonly clusters: readonly { readonly context: string; readonly uid: string | null }[];
}

export interface ComparedVerdict {
	readonly id: string;
	readonly text: string;
	/** `confirmed`, `regressed`, …; for a criterion its outcome; null: it was not observed. */
	readonly from: State | Outcome | "unbound" | null;
	readonly to: State | Outcome | "unbound" | null;
	/** The message of the newer run, otherwise of the older one. */
	readonly message: string;
}

/** A run of `verify`, as it was read from its JSON. */
export interface ComparableRun {
	readonly observedAt: string;
	readonly version: string | null;
	readonly probes: string | null;
	readonly clusters: ComparedRun["clusters"];
	readonly verdicts: ReadonlyMap<string, ComparableVerdict>;
}

interface ComparableVerdict {
	readonly text: string;
	/** Null for a criterion. */
	readonly state: State | null;
	readonly outcome: Outcome | "unbound";
	readonly soaking: boolean;
	readonly message: string;
}

/** Reads the JSON of `verify`; null for anything else. One invalid verdict makes the whole unreadable. */
export function readComparable(json: unknown): ComparableRun | null {
	if (!isRecord(json) || json.schemaVersion !== 1 || typeof json.observedAt !== "string") return null;
	if (Number.isNaN(Date.parse(json.observedAt)) || !Array.isArray(json.items) || !Array.isArray(json.criteria)) return null;
	const verdicts = new Map<string, ComparableVerdict>();
	for (const [list, hasState] of [
		[json.items, true] as const,
		[json.criteria, false] as const,
		[Array.isArray(json.risks) ? json.risks : [], false] as const,
	]) {
		for (const one of list) {
			if (!isRecord(one)) return null;
			const { id, text, message } = one;
			const outcome = [...outcomes, "unbound" as const].find((known) => known === one.outcome);
			const state = hasState ? states.find((known) => known === one.state) : null;
			if (typeof id !== "string" || typeof text !== "string" || typeof message !== "string") return null;
			if (outcome === undefined || state === undefined) return null;
			verdicts.set(id, { text, message, outcome, state, soaking: one.soaking === true });
		}
	}
	const { tool, digests, clusters } = json;
	return {
		observedAt: json.observedAt,
		version: isRecord(tool) && typeof tool.version === "string" ? tool.version : null,
		probes: isRecord(digests) && typeof digests.probes === "string" ? digests.probes : null,
		clusters: (Array.isArray(clusters) ? clusters : []).flatMap((one) =>
			isRecord(one) && typeof one.context === "string"
				? [{ context: one.context, uid: typeof one.uid === "string" ? one.uid : null }]
				: [],
		),
		verdicts,
	};
}

type Change = "newlyRed" | "fixed" | "newlyVerified" | "noLongerGreen" | "noLongerObserved";

interface Named {
	readonly name: string;
	readonly run: ComparableRun;
}

/** `part`: the newer run asked about chosen items alone, so that what it lacks was not lost. */
export function compareVerdicts(before: Named, after: Named, part: boolean): VerdictComparison {
	const lists: Readonly<Record<Change, ComparedVerdict[]>> = {
		newlyRed: [],
		fixed: [],
		newlyVerified: [],
		noLongerGreen: [],
		noLongerObserved: [],
	};
	let [stillRed, stillGreen] = [0, 0];
	// The result of the newer run for each, otherwise of the older one; in the order of the newer run.
	const latest = new Map([...after.run.verdicts, ...before.run.verdicts, ...after.run.verdicts]);
	for (const [id, { text, message }] of latest) {
		const [was, is] = [before.run.verdicts.get(id) ?? null, after.run.verdicts.get(id) ?? null];
		if (is === null && part) continue;
		const change: ComparedVerdict = {
			id,
			text,
			from: was === null ? null : (was.state ?? was.outcome),
			to: is === null ? null : (is.state ?? is.outcome),
			message,
		};
		const [then, now] = [toneOf(was, null), toneOf(is, was)];
		if (then === "red" && now === "red") stillRed += 1;
		else if (then === "green" && now === "green") stillGreen += 1;
		else if (now === "red") lists.newlyRed.push(change);
		else if (now === "green") (then === "red" ? lists.fixed : lists.newlyVerified).push(change);
		else if (now === "unseen" && (then === "green" || then === "red" || (then === "other" && is === null)))
			lists.noLongerObserved.push(change);
		else if (then === "green" && is?.state !== "skipped") lists.noLongerGreen.push(change);
	}
	const compared = ({ name, run }: Named): ComparedRun => {
		const { observedAt, version, probes, clusters } = run;
		return { name, observedAt, version, probes, clusters };
	};
	const [from, to] = [compared(before), compared(after)];
	return { schemaVersion: 1, from, to, warnings: warningsOf(from, to), ...lists, stillRed, stillGreen };
}

/** `unseen`: it could not be seen, or was not asked about. An open item that fails is red only if it was green before. */
function toneOf(one: ComparableVerdict | null, before: ComparableVerdict | null): "red" | "green" | "unseen" | "other" {
	if (one === null || (one.outcome === "unknown" && !one.soaking)) return "unseen";
	if (one.state === "skipped") return "other";
	if (one.outcome === "pass" || one.outcome === "attested") return "green";
	if (one.outcome !== "fail") return "other";
	const wasGreen = before !== null && (before.outcome === "pass" || before.outcome === "attested");
	return one.state === "regressed" || one.state === null || wasGreen ? "red" : "other";
}

function warningsOf(from: ComparedRun, to: ComparedRun): string[] {
	const found: string[] = [];
	const [then, now] = [clusterKey(from.clusters), clusterKey(to.clusters)];
	if (then !== now) found.push(`another cluster: ${then || "none"} then, ${now || "none"} now`);
	if (from.version !== to.version)
		found.push(`another version of boulder-migrate: ${from.version ?? "?"} then, ${to.version ?? "?"} now`);
	if (from.probes !== to.probes) found.push(`other probes: ${short(from.probes)} then, ${short(to.probes)} now`);
	if (Date.parse(from.observedAt) > Date.parse(to.observedAt))
		found.push(`${from.name} is newer than ${to.name}: the clusters were read at ${from.observedAt} and ${to.observedAt}`);
	return found;
}

function short(digest: string | null): string {
	return digest === null ? "none" : digest.slice(0, 19);
}
