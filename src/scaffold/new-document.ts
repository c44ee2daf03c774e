import { escapeMarkdown } from "../edits/escape.ts";
import type { Day } from "../model/date.ts";
import type { Migration, PlannedPhase } from "./plan.ts";
import type { PlannedItem } from "./workload-item.ts";

/** The text of a new status document, in which nothing is done yet. */
export function newDocument({ title }: Migration, phases: readonly PlannedPhase[], today: Day): string {
	const rows = phases.map(
		({ id, title: name }) => `| **Phase ${id}** | ${escapeMarkdown(name)} | 🔴 Not Started | - | TBD | 0% |`,
	);
	return `${[
		`# ${heading(title)} - Phase Status`,
		"## Overview",
		"This document tracks the migration to Kubernetes phase by phase. Check off an item once it has been observed; `boulder-migrate verify` compares the checklist with the cluster.",
		"## Phase Status Summary",
		[
			"| Phase | Description | Status | Start Date | Target Date | Completion |",
			"|-------|-------------|--------|------------|-------------|------------|",
			...rows,
		].join("\n"),
		"**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked",
		"---",
		...phases.flatMap(section),
		"## Dependencies and Blockers",
		"### Current Blockers\nNone",
		...dependencies(phases),
		"---",
		"## Validation Checklist",
		"Before a phase is complete:",
		...phases.map(({ id, validation }) => `### Phase ${id} Validation\n${boxes(validation)}`),
		"---",
		"## Notes and Lessons Learned",
		...phases.map(({ id }) => `### Phase ${id} Notes\n- (To be added during implementation)`),
		"---",
		"## Review History",
		[
			"| Date | Reviewer | Phase | Status Update |",
			"|------|----------|-------|---------------|",
			"| (TBD) | - | - | Initial document creation |",
		].join("\n"),
		"---",
		`*Last Updated: ${today}*`,
	].join("\n\n")}\n`;
}

function section({ id, title, goal, groups, criteria }: PlannedPhase): string[] {
	return [
		`## Phase ${id}: ${heading(title)}`,
		`### Goal\n${escapeMarkdown(goal)}`,
		"### Status: 🔴 Not Started",
		...groups.map((group) => `### ${heading(group.heading)}\n${boxes(group.items)}`),
		`### Success Criteria\n${criteria.map(({ text }) => `- ${escapeMarkdown(text)}`).join("\n")}`,
		"---",
	];
}

function dependencies(phases: readonly PlannedPhase[]): string[] {
	const lines = phases.slice(1).map(({ id }, index) => `- Phase ${id} depends on Phase ${phases[index]?.id}`);
	return lines.length === 0 ? [] : [`### Dependencies Between Phases\n${lines.join("\n")}`];
}

function boxes(items: readonly PlannedItem[]): string {
	return items.map(({ text }) => `- [ ] ${escapeMarkdown(text)}`).join("\n");
}

/** Number signs at the end of a heading close it, unless the first of them is escaped. */
function heading(text: string): string {
	return escapeMarkdown(text).replace(/(?<= )#+$/, "\\$&");
}
