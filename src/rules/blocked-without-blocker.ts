import type { Rule } from "./rule.ts";

export const blockedWithoutBlocker: Rule = {
	name: "blocked-without-blocker",
	severity: "error",
	reports: "a phase with the status blocked that no blocker names",
	*check({ derived }) {
		for (const { phase, row, blockers, status } of derived) {
			if (blockers.length > 0) continue;
			const written = [row?.status, phase.status].find((one) => one?.status === "blocked");
			if (written == null) continue;
			yield {
				span: written.span,
				message: `Phase ${phase.id} has the status blocked, but no blocker names it; without one it is ${status.replace("-", " ")}`,
				hint: `add the blocker: block ${phase.id} --reason TEXT`,
			};
		}
	},
};
