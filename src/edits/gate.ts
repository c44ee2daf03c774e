import { listed } from "../model/check-off-words.ts";
import { type Dependency, namesOfPrerequisites } from "../model/dependency.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { rollUp } from "../model/roll-up.ts";

import type { Revision } from "./revision.ts";

/**
 * Checks the gates of the phases in which something was checked off, after the change: what one command completes opens the next gates.
 * Returns the gates that were overridden, to be recorded in the history.
 */
export function holdGates(revision: Revision, phases: ReadonlySet<PhaseId>, forced: boolean): ReadonlyMap<PhaseId, string> {
	const passed = new Map<PhaseId, string>();
	for (const { phase, waitsFor } of rollUp(revision.expected, revision.today)) {
		if (!phases.has(phase.id) || waitsFor.length === 0) continue;
		if (!forced) throw refusal(revision, phase.id, waitsFor);
		passed.set(phase.id, listed(namesOfPrerequisites(waitsFor)));
	}
	return passed;
}

function refusal(revision: Revision, phase: PhaseId, waitsFor: readonly Dependency[]): Failure {
	const named = (edges: readonly Dependency[], one: string, several: string): string => {
		const names = namesOfPrerequisites(edges);
		return names.length === 0 ? "" : `${listed(names)} ${names.length === 1 ? one : several}`;
	};
	const wants = [
		named(
			waitsFor.filter(({ kind }) => kind === "hard"),
			"is complete",
			"are complete",
		),
		named(
			waitsFor.filter(({ kind }) => kind === "soft"),
			"has started",
			"have started",
		),
	].filter(Boolean);
	const known = new Set(revision.before.phases.map(({ id }) => id));
	const missing = waitsFor.filter(({ on }) => !known.has(on));
	const lacks = missing.length === 0 ? "" : `; the document has no ${listed(namesOfPrerequisites(missing))}`;
	const lines = [...new Set(waitsFor.map(({ span }) => revision.before.source.lineOf(span.start)))];
	return new Failure(
		"refused",
		`Phase ${phase} cannot be worked on before ${wants.join(" and ")} (line ${lines.join(", ")})${lacks}`,
		`work on ${listed(namesOfPrerequisites(waitsFor))} first, or override the gate with --force --reason TEXT, which is recorded in the review history`,
	);
}
