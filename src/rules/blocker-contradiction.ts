import type { Rule } from "./rule.ts";

export const blockerContradiction: Rule = {
	name: "blocker-contradiction",
	severity: "warning",
	reports: "blockers listed beside a sentence that there are none, or for a phase that is complete",
	*check({ document, derived }) {
		const section = document.blockers;
		const first = section?.blockers[0];
		if (section?.none != null && first !== undefined) {
			const line = document.source.lineOf(first.span.start);
			yield {
				span: section.none.span,
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
