import type { Dependency } from "../model/dependency.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase.ts";
import { rollUp } from "../model/roll-up.ts";
import { listed } from "./history-words.ts";
import type { Revision } from "./revision.ts";

/**
 * Holds the gates of the phases in which something was checked off, as they stand after the change: what one command finishes opens
 * the gates behind it. Returns the gates that were passed by force, to be told in the history.
 */
export function holdGates(revision: Revision, phases: ReadonlySet<PhaseId>, forced: boolean): ReadonlyMap<PhaseId, string> {
	const passed = new Map<PhaseId, string>();
	for (const { phase, waitsFor } of rollUp(revision.meant)) {
		if (!phases.has(phase.id) || waitsFor.length === 0) continue;
		if (!forced) throw refusal(revision, phase.id, waitsFor);
		passed.set(phase.id, listed([...new Set(waitsFor.map(({ on }) => `Phase ${on}`))]));
	}
	return passed;
}

function refusal(revision: Revision, phase: PhaseId, waitsFor: readonly Dependency[]): Failure {
	const known = new Set(revision.before.phases.map(({ id }) => id));
	const wants = waitsFor.map(({ on, kind }) => {
		if (!known.has(on)) return `Phase ${on} is complete, which the document does not have`;
		return kind === "hard" ? `Phase ${on} is complete` : `Phase ${on} has started`;
	});
	const lines = [...new Set(waitsFor.map(({ span }) => revision.before.source.lineOf(span.start)))];
	const first = [...new Set(waitsFor.map(({ on }) => `Phase ${on}`))];
	return new Failure(
		"refused",
		`Phase ${phase} may not be worked on before ${listed([...new Set(wants)])} (line ${lines.join(", ")})`,
		`work on ${listed(first)} first, or pass with --force --reason TEXT: the review history will say so`,
	);
}
