import type { Phase } from "../model/phase.ts";
import type { DerivedPhase } from "../model/roll-up.ts";
import type { Span } from "../text/span.ts";
import type { Rule } from "./rule.ts";

export const missingRow: Rule = {
	name: "missing-row",
	severity: "error",
	reports: "a phase without a row in the summary table",
	*check({ document, derived }) {
		if (document.summary === null) return;
		for (const { phase, row } of derived) {
			if (row !== null || isSummarized(phase, derived)) continue;
			yield {
				span: phase.heading,
				message: `Phase ${phase.id} has no row in the summary table`,
				hint: "add a row for it",
			};
		}
	},
};

/** The part of a phase: the row of the whole covers it, unless other parts of the same phase have their own rows. */
function isSummarized({ span }: Phase, derived: readonly DerivedPhase[]): boolean {
	const holds = (outer: Span, inner: Span): boolean => outer.start < inner.start && inner.end <= outer.end;
	const whole = derived.find((one) => one.row !== null && one.phase.source === "section" && holds(one.phase.span, span));
	return whole !== undefined && derived.every((one) => one.row === null || !holds(whole.phase.span, one.phase.span));
}
