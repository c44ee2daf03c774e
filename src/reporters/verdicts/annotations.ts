import type { ItemVerdict, Verification } from "../../report/verification.ts";
import { type ClaimStatus, claimStatus, claimStatusWords, criterionStatus, criterionWords } from "./claim-status.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { failingRisks } from "./risks.ts";

export interface AnnotationRule {
	readonly name: string;
	readonly level: "error" | "warning" | "note";
	readonly reports: string;
}

type ItemRule = AnnotationRule & { readonly status: Exclude<ClaimStatus, "holds" | "skipped"> };

const regressed: ItemRule = {
	name: "regressed",
	status: "contradicted",
	level: "error",
	reports: "A checked item that the cluster contradicts.",
};
const failing: AnnotationRule = { name: "criterion-failing", level: "error", reports: "A success criterion that fails." };
const riskTrue: AnnotationRule = { name: "risk-failing", level: "error", reports: "A risk whose probe fails." };
const notComplete: AnnotationRule = {
	name: "not-complete",
	level: "error",
	reports: "Something else that keeps a phase from being complete.",
};
const others: readonly ItemRule[] = [
	{ name: "incomplete", status: "missing", level: "error", reports: "An item that is required but not checked off." },
	{ name: "unverified", status: "unseen", level: "warning", reports: "A checked item that could not be verified." },
	{ name: "unsettled", status: "unsettled", level: "note", reports: "A checked item that the cluster is still working on." },
];

/** Reports next to lines of the document, the worst first. Items that are just open or claimed are not included. */
export const annotationRules: readonly AnnotationRule[] = [regressed, failing, riskTrue, notComplete, ...others];

export interface Annotation {
	readonly rule: AnnotationRule;
	readonly item: { readonly id: string; readonly line: number };
	/** Not escaped. */
	readonly lines: readonly string[];
}

export function annotations(verification: Verification, requireComplete: boolean): Annotation[] {
	const { items, criteria } = verification;
	const next = (hint: string | null): string[] => (hint === null ? [] : [`next: ${hint}`]);
	const ofItems = (rule: ItemRule): Annotation[] =>
		items
			.filter((item: ItemVerdict) => claimStatus(item, requireComplete) === rule.status)
			.map((item) => ({
				rule,
				item,
				lines: [`${item.text}: ${claimStatusWords[rule.status]}: ${item.message}`, ...next(item.hint)],
			}));
	const ofCriteria = criteria.flatMap((item): Annotation[] => {
		const status = criterionStatus(item, requireComplete);
		if (status === "holds" || status === "waiting") return [];
		return [{ rule: failing, item, lines: [`${item.text}: ${criterionWords[status]}: ${item.message}`, ...next(item.hint)] }];
	});
	const ofRisks = failingRisks(verification).map(
		(item): Annotation => ({ rule: riskTrue, item, lines: [`${item.text}: ${item.message}`, ...next(item.hint)] }),
	);
	const ofGate = otherObstacles(verification).map((obstacle, index): Annotation => {
		const { phase, line, message } = obstacle;
		const item = { id: `${phase}/gate/${index + 1}`, line };
		return { rule: notComplete, item, lines: [`Phase ${phase}: ${obstacleName(obstacle)}: ${message}`, ...next(obstacle.next)] };
	});
	return [...ofItems(regressed), ...ofCriteria, ...ofRisks, ...ofGate, ...others.flatMap(ofItems)];
}
