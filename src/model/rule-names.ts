import type { Severity } from "./finding.ts";

/**
 * The rules that check a document on its own, by name: `rules:` of the probes file may lower them or switch them off. Rules about a
 * commit are not included: the commit that breaks one could switch it off. Neither is a merge conflict: it prevents all other checks.
 */
export const settableRules = [
	"bad-date",
	"blocked-without-blocker",
	"blocker-contradiction",
	"blocker-unknown-phase",
	"blocker-unreadable",
	"checked-and-skipped",
	"completion-mismatch",
	"date-order",
	"dependency-cycle",
	"dependency-unknown-phase",
	"dependency-unreadable",
	"duplicate-item",
	"duplicate-phase",
	"duplicate-row",
	"empty-phase",
	"evidence-contradicts",
	"evidence-expired",
	"evidence-unreadable",
	"extra-section",
	"future-date",
	"garbled-encoding",
	"gate-violated",
	"hidden-checkbox",
	"invisible-character",
	"legend-conflict",
	"legend-unreadable",
	"mark-word-mismatch",
	"missing-row",
	"missing-section",
	"missing-start",
	"mixed-line-endings",
	"near-miss-checkbox",
	"orphan-probe",
	"orphan-row",
	"overdue",
	"port-mismatch",
	"ragged-table",
	"review-incomplete",
	"review-order",
	"review-unknown-phase",
	"risk-incomplete",
	"skip-without-reason",
	"stale-footer",
	"status-mismatch",
	"stray-item",
	"suppression-faulty",
	"suppression-unused",
	"title-mismatch",
	"too-deep",
	"unbound-item",
	"unclosed-block",
	"unknown-phase-list",
	"unknown-status",
	"unreadable-row",
] as const;

/** A setting in `rules:`: another severity, or off. */
export type RuleSetting = Severity | "off";

export const ruleSettings = ["off", "warning", "error"] as const satisfies readonly RuleSetting[];

/** The rules that a probes file sets, by name. */
export type RuleSettings = ReadonlyMap<string, RuleSetting>;
