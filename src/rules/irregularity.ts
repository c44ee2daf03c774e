import type { Irregularity, IrregularityKind } from "../model/irregularity.ts";
import type { Problem, Rule } from "./rule.ts";

/** A rule that words one kind of irregularity that the reader met. */
export function irregularity<Kind extends IrregularityKind>(
	kind: Kind,
	rule: Omit<Rule, "check">,
	word: (found: Extract<Irregularity, { kind: Kind }>) => Problem,
): Rule {
	return {
		...rule,
		*check({ document }) {
			for (const found of document.irregularities) if (isKind(found, kind)) yield word(found);
		},
	};
}

function isKind<Kind extends IrregularityKind>(found: Irregularity, kind: Kind): found is Extract<Irregularity, { kind: Kind }> {
	return found.kind === kind;
}
