import type { Rule } from "./rule.ts";

export const blockerContradiction: Rule = {
	name: "blocker-contradiction",
	severity: "warning",
	reports: "blockers next to a sentence that there are none, or for a complete phase",
	*check({ document, derived }) {
		for (const none of document.blockers?.nones ?? []) {
			const first = document.blockers?.blockers.find(({ phase }) => none.phase === null || none.phase === phase);
			if (first === undefined) continue;
			const line = document.source.lineOf(first.span.start);
			yield {
				span: none.span,
				message: `this says that there are no blockers, but line ${line} has one`,
				hint: "remove one of the two",
			};
		}
		for (const { phase, status, blockers } of derived) {
			if (status !== "complete") continue;
			for (const { span } of blockers) {
				yield { span, message: `Phase ${phase.id} is complete, so this blocks nothing`, hint: `unblock ${phase.id} removes it` };
			}
		}
	},
};
