import type { Cluster } from "../cluster/cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import type { Day } from "../model/date.ts";
import { describeDuration } from "../model/duration.ts";
import { Failure } from "../model/failure.ts";
import { counts, type Item } from "../model/item.ts";
import { portMismatch } from "../model/item-ports.ts";
import type { Binding } from "../probes/file/read-probes.ts";
import { portsOf } from "../probes/ports.ts";
import type { ProbeContext, ProbeResult, WorkTree } from "../probes/probe.ts";
import { problemResult } from "../probes/problem-result.ts";
import type { SoakShortfall } from "../report/soak.ts";
import type { Bindings } from "./bind.ts";

export interface RunContext {
	readonly cluster: Cluster;
	readonly workTree: WorkTree;
	readonly today: Day;
	readonly now: string;
	readonly allowExec: boolean;
	/** Why something that passes was not green for as long as `greenFor` asks; null where it was. Absent: there is no log. */
	readonly soak?: ((id: string, greenFor: NonNullable<Binding["greenFor"]>) => SoakShortfall | null) | undefined;
	/** Called after each item. */
	readonly progress?: (id: string) => void;
	/** Called with an unexpected error of a probe: the item is then unknown, and the others still count. */
	readonly bug: (bug: Bug) => void;
}

/** A mistake of ours, where it showed. */
export interface Bug {
	readonly id: string;
	readonly thrown: unknown;
}

/**
 * Asks the probes of items and criteria in one cluster, each once, all at the same time: the reads behind them are shared.
 * `items` are all items of the document, since one may refer to another that was not chosen.
 */
export async function runProbes(
	ids: readonly string[],
	items: ReadonlyMap<string, Item>,
	bindings: Bindings,
	context: RunContext,
): Promise<ReadonlyMap<string, ProbeResult>> {
	const asked = new Map<string, Promise<ProbeResult>>();
	const of = (id: string): Promise<ProbeResult> => {
		const known = asked.get(id);
		if (known !== undefined) return known;
		const finding = one(id);
		asked.set(id, finding);
		return finding;
	};
	const one = async (id: string): Promise<ProbeResult> => {
		const binding = bindings.of.get(id);
		if (binding === undefined) return unboundFinding;
		const { probe, greenFor } = binding;
		const { progress, bug, soak, ...shared } = context;
		const probeContext: ProbeContext = {
			...shared,
			item: items.get(id) ?? null,
			resultsOf: (pattern) => {
				const found = bindings.idsOf(pattern);
				if (found.length === 0) return Promise.all([missing(pattern)]);
				return Promise.all(
					found
						.filter((id) => isCounted(items.get(id)))
						.map(async (id) => ({ ...(await of(id)), subject: items.get(id)?.text.value.replace(/\s*\([^()]*\)$/, "") ?? id })),
				);
			},
		};
		try {
			const found = await probe.run(probeContext);
			const isPassed = found.outcome === "pass" || found.outcome === "attested";
			const problem = isPassed && binding.key === id ? portMismatch(probeContext.item?.text.value ?? "", portsOf(probe)) : null;
			if (problem !== null) return mismatchFinding(found, problem);
			return isPassed && greenFor !== null ? soakedFinding(found, id, greenFor, soak) : found;
		} catch (problem) {
			if (problem instanceof ClusterProblem) return problemResult(problem);
			if (problem instanceof Failure) throw problem;
			bug({ id, thrown: problem });
			return bugFinding;
		} finally {
			progress?.(id);
		}
	};
	const found = await Promise.all(ids.map(async (id): Promise<[string, ProbeResult]> => [id, await of(id)]));
	return new Map(found);
}

/** A probe with `greenFor` passes only where the log shows that it has passed for so long. */
function soakedFinding(
	found: ProbeResult,
	id: string,
	greenFor: NonNullable<Binding["greenFor"]>,
	soak: RunContext["soak"],
): ProbeResult {
	if (soak === undefined)
		return {
			outcome: "unknown",
			reason: "NoVerdictLog",
			message: `it passes now, but without a log of verdicts it is not known whether it has for ${describeDuration(greenFor.duration)}`,
			hint: "name the log of earlier runs: boulder-migrate verify --record FILE.ndjson, or --verdicts to only read it",
			evidence: found.evidence,
			soaking: true,
		};
	const short = soak(id, greenFor);
	if (short === null) return found;
	return { outcome: "pending", ...short, hint: null, evidence: found.evidence, soaking: true };
}

/** It was proven of other ports than those that the item is about. */
function mismatchFinding({ evidence }: ProbeResult, problem: string): ProbeResult {
	const hint = "correct the text of the item, or its probe: boulder-migrate probes lint";
	return { outcome: "unknown", reason: "PortMismatch", message: problem, hint, evidence };
}

/** Optional and skipped items count nowhere; a success criterion is no item and always counts. */
function isCounted(item: Item | undefined): boolean {
	return item === undefined || counts(item);
}

const unboundFinding: ProbeResult = {
	outcome: "unbound",
	reason: "Unbound",
	message: "no probe and no evidence, only the checkbox",
	hint: "add a probe or an attestation to probes.yaml: boulder-migrate probes coverage",
	evidence: [],
};

const bugFinding: ProbeResult = {
	outcome: "unknown",
	reason: "Bug",
	message: "the probe crashed: this is a bug",
	hint: "please report the error printed on stderr",
	evidence: [],
	unanswered: true,
};

async function missing(pattern: string): Promise<ProbeResult> {
	return {
		outcome: "unknown",
		reason: "NoSuchItem",
		message: `the probe refers to ${pattern}, which is not in the document`,
		hint: "boulder-migrate probes lint",
		evidence: [],
	};
}
