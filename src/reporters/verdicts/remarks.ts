import type { ItemVerdict, Verification } from "../../model/verification.ts";
import { type Standing, standingOf, standingWords } from "./standing.ts";

export interface RemarkRule {
	readonly name: string;
	readonly standing: Exclude<Standing, "holds" | "skipped">;
	readonly level: "error" | "warning" | "note";
	readonly reports: string;
}

/** What is remarked beside a line of the document, the worst first. What is merely open or claimed is no remark. */
export const remarkRules: readonly RemarkRule[] = [
	{ name: "regressed", standing: "contradicted", level: "error", reports: "A checked item that the cluster contradicts." },
	{ name: "incomplete", standing: "missing", level: "error", reports: "An item that is required but not checked off." },
	{ name: "unverified", standing: "unseen", level: "warning", reports: "A checked item that could not be verified." },
	{ name: "unsettled", standing: "unsettled", level: "note", reports: "A checked item that the cluster is still working on." },
];

export interface Remark {
	readonly rule: RemarkRule;
	readonly item: ItemVerdict;
	/** Not escaped. */
	readonly lines: readonly string[];
}

export function remarks({ items }: Verification, requireComplete: boolean): Remark[] {
	return remarkRules.flatMap((rule) =>
		items
			.filter((item) => standingOf(item, requireComplete) === rule.standing)
			.map((item) => ({
				rule,
				item,
				lines: [
					`${item.text}: ${standingWords[rule.standing]}: ${item.message}`,
					...(item.hint === null ? [] : [`next: ${item.hint}`]),
				],
			})),
	);
}
