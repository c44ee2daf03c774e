import { recordsCheckOff } from "../model/check-off-words.ts";
import { type Easing, easings } from "../model/easing.ts";
import { historyChanges } from "../model/row-change.ts";
import { advice, commandLine } from "../text/command-line.ts";
import type { Problem, Rule } from "./rule.ts";

/** Warnings that keep a gate closed. */
const guards: ReadonlySet<string> = new Set(["dependency-unreadable", "blocker-unreadable"]);

/** One cause, such as a template that many probes use, is reported once. */
const maxNamed = 3;

export const easedWithoutReview: Rule = {
	name: "eased-without-review",
	severity: "error",
	needsParent: true,
	isFinal: true,
	reports:
		"a commit that makes a phase easier (a dependency, evidence, a probe, a criterion or a risk that is gone or means less) without a row of the review history about it",
	*check({ document, parent, probes, errorRules }) {
		if (parent === null || (parent.history === null && document.history === null)) return;
		const { added } = historyChanges(parent, document);
		const own = added.filter(({ change }) => change === null || !recordsCheckOff(change.value));
		const isExplained = ({ phase, explainedBy: required }: Easing): boolean => {
			const rows = required === "any row" ? added : own;
			return phase === null ? rows.length > 0 : rows.some(({ phases }) => phases.includes(phase));
		};
		const isError = (rule: string): boolean => errorRules.has(rule) || guards.has(rule);
		const found = easings(parent, document, probes, isError);
		// The vocabulary of the probes file affects the meaning of a document: its meaning with the previous one counts as well.
		const then = probes?.documentBefore;
		const said = new Set(found.map(({ message }) => message));
		const byOldWords =
			then === undefined ? [] : easings(then, document, null, isError).filter(({ message }) => !said.has(message));
		const unexplained = [...found, ...byOldWords].filter((one) => !isExplained(one));
		for (const phase of new Set(unexplained.map((one) => one.phase))) {
			const some = unexplained.filter((one) => one.phase === phase);
			for (const one of some.slice(0, maxNamed)) yield problemOf(one, 0);
			const [first, ...others] = some.slice(maxNamed);
			if (first !== undefined) yield problemOf(first, others.length);
		}
	},
};

function problemOf({ phase, at, message }: Easing, more: number): Problem {
	const about = phase === null ? "" : ` about Phase ${phase}`;
	const rest = more === 0 ? "" : `, and ${more} more of Phase ${phase ?? "-"}`;
	return {
		span: { start: at, end: at },
		message: `${message}${rest}, but the review history has no new row${about} that explains it`,
		hint: advice("undo it, or record why: ", commandLine`boulder-migrate review ${phase ?? "PHASE"} TEXT`),
	};
}
