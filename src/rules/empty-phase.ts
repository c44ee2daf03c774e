import type { Rule } from "./rule.ts";

export const emptyPhase: Rule = {
	name: "empty-phase",
	severity: "warning",
	reports: "a phase without a single item that counts: nothing can be derived for it",
	*check({ derived }) {
		// Where no phase has items, the document is kept without them.
		if (derived.every(({ phase }) => phase.items.length === 0)) return;
		for (const { phase, own, status } of derived) {
			if (own.counted > 0 || status === "closed") continue;
			const message =
				phase.items.length === 0
					? `Phase ${phase.id} has no items`
					: `no item of Phase ${phase.id} counts: all are optional or not applicable`;
			yield {
				span: phase.heading,
				message,
				hint: "its status and percentage are what the document says: nothing can be derived",
			};
		}
	},
};
