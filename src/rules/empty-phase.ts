import type { Rule } from "./rule.ts";

export const emptyPhase: Rule = {
	name: "empty-phase",
	severity: "warning",
	reports: "a phase without a single item that counts: it can never be complete",
	*check({ derived }) {
		for (const { phase, own } of derived) {
			if (own.counted > 0) continue;
			const message =
				phase.items.length === 0
					? `Phase ${phase.id} has no items`
					: `no item of Phase ${phase.id} counts: all are optional or not applicable`;
			yield { span: phase.heading, message, hint: "without an item that counts a phase can never be complete" };
		}
	},
};
