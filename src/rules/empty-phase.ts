import { listPhases } from "../model/phase-range.ts";
import type { DerivedPhase } from "../model/roll-up.ts";
import type { Problem, Rule } from "./rule.ts";

export const emptyPhase: Rule = {
	name: "empty-phase",
	severity: "warning",
	reports: "phases without items that count: nothing can be derived for them",
	*check({ derived }) {
		// Where no phase has items, the document is kept without them.
		if (derived.every(({ phase }) => phase.items.length === 0)) return;
		const empty = derived.filter(({ own, status }) => own.counted === 0 && status !== "closed");
		yield* report(
			empty.filter(({ phase }) => phase.items.length === 0),
			(phases, many) => `${phases} ${many ? "have" : "has"} no items`,
		);
		yield* report(
			empty.filter(({ phase }) => phase.items.length > 0),
			(phases) => `no item of ${phases} counts: all are optional or not applicable`,
		);
	},
};

/** One habit of an author is one finding, at the first of its phases. */
function* report(phases: readonly DerivedPhase[], describe: (phases: string, many: boolean) => string): Generator<Problem> {
	const [first, ...more] = phases;
	if (first === undefined) return;
	yield {
		span: first.phase.heading,
		message: describe(listPhases(phases.map(({ phase }) => phase.id)), more.length > 0),
		hint: "its status and percentage stay as written",
	};
}
