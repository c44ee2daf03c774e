import type { ItemVerdict, Verification } from "../../report/verification.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { criterionStanding, criterionWords, type Standing, standingOf, standingWords } from "./standing.ts";

export interface RemarkRule {
	readonly name: string;
	readonly level: "error" | "warning" | "note";
	readonly reports: string;
}

type ItemRule = RemarkRule & { readonly standing: Exclude<Standing, "holds" | "skipped"> };

const regressed: ItemRule = {
	name: "regressed",
	standing: "contradicted",
	level: "error",
	reports: "A checked item that the cluster contradicts.",
};
const failing: RemarkRule = { name: "criterion-failing", level: "error", reports: "A success criterion that fails." };
const notComplete: RemarkRule = {
	name: "not-complete",
	level: "error",
	reports: "Something else that keeps a phase from being complete.",
};
const others: readonly ItemRule[] = [
	{ name: "incomplete", standing: "missing", level: "error", reports: "An item that is required but not checked off." },
	{ name: "unverified", standing: "unseen", level: "warning", reports: "A checked item that could not be verified." },
	{ name: "unsettled", standing: "unsettled", level: "note", reports: "A checked item that the cluster is still working on." },
];

/** What is reported beside a line of the document, the worst first. What is merely open or claimed is not. */
export const remarkRules: readonly RemarkRule[] = [regressed, failing, notComplete, ...others];

export interface Remark {
	readonly rule: RemarkRule;
	readonly item: { readonly id: string; readonly line: number };
	/** Not escaped. */
	readonly lines: readonly string[];
}

export function remarks(verification: Verification, requireComplete: boolean): Remark[] {
	const { items, criteria } = verification;
	const next = (hint: string | null): string[] => (hint === null ? [] : [`next: ${hint}`]);
	const ofItems = (rule: ItemRule): Remark[] =>
		items
			.filter((item: ItemVerdict) => standingOf(item, requireComplete) === rule.standing)
			.map((item) => ({
				rule,
				item,
				lines: [`${item.text}: ${standingWords[rule.standing]}: ${item.message}`, ...next(item.hint)],
			}));
	const ofCriteria = criteria.flatMap((item): Remark[] => {
		const standing = criterionStanding(item, requireComplete);
		if (standing === "holds" || standing === "waiting") return [];
		return [{ rule: failing, item, lines: [`${item.text}: ${criterionWords[standing]}: ${item.message}`, ...next(item.hint)] }];
	});
	const ofGate = otherObstacles(verification).map((obstacle, index): Remark => {
		const { phase, line, message } = obstacle;
		const item = { id: `${phase}/gate/${index + 1}`, line };
		return { rule: notComplete, item, lines: [`Phase ${phase}: ${obstacleName(obstacle)}: ${message}`, ...next(obstacle.next)] };
	});
	return [...ofItems(regressed), ...ofCriteria, ...ofGate, ...others.flatMap(ofItems)];
}
