import type { Problem, Rule } from "./rule.ts";

export const blockedWithoutBlocker: Rule = {
	name: "blocked-without-blocker",
	severity: "error",
	reports: "a phase that is called blocked while no blocker names it",
	*check({ derived }) {
		for (const { phase, row, blockers, status } of derived) {
			if (blockers.length > 0) continue;
			const places = [row?.status, phase.status].filter((written) => written?.status === "blocked");
			const first = places[0];
			if (first == null) continue;
			const problem: Problem = {
				span: first.span,
				message: `Phase ${phase.id} is called blocked, but no blocker names it; without one it is ${status.replace("-", " ")}`,
				hint: `say what blocks it: block ${phase.id} --reason TEXT`,
			};
			yield problem;
		}
	},
};
