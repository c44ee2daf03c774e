import type { AdoptionReport } from "../report/adoption-report.ts";
import { printable } from "../text/printable.ts";
import { count } from "../text/wording.ts";

/** What `adopt` found, for people: a sentence, then one line for each thing. */
export function renderAdoption({ phases, statuses, summary, history, untouched, lacking, document }: AdoptionReport): string {
	const lines = [
		phases.found.length === 0
			? `${document}: no phase was found`
			: `${document}: ${count(phases.found.length, "phase")} with ${count(phases.items, "item")}, ${phases.done} of them done`,
	];
	for (const { id, title, line, status } of phases.found)
		lines.push(`  ${phases.word} ${id}: ${title === "" ? "(no title)" : title}  ${status}, line ${line}`);
	if (statuses.understood.length > 0)
		lines.push(
			`statuses: ${statuses.understood.map(({ word, status, times }) => `"${word}" = ${status} (${times})`).join(", ")}`,
		);
	for (const { word, line, means } of statuses.unknown)
		lines.push(
			`status "${word}" in line ${line}: ${means === null ? "not known, left as it is" : `read as ${means} from now on`}`,
		);
	lines.push(summary === null ? "summary table: none" : `summary table: line ${summary.line}; ${summary.reason}`);
	lines.push(history === null ? "review history: none" : `review history: line ${history.line}; ${history.reason}`);
	if (untouched.length > 0)
		lines.push("never written to:", ...shortened(untouched.map(({ line, what }) => `  line ${line}: ${what}`)));
	if (lacking.length > 0)
		lines.push(
			"lacking, and the command that adds it:",
			...lacking.map(({ what, command }) => `  ${what}: boulder-migrate ${command}`),
		);
	return `${lines.map(printable).join("\n")}\n`;
}

function shortened(lines: readonly string[]): string[] {
	const maxWords = 12;
	return lines.length <= maxWords ? [...lines] : [...lines.slice(0, maxWords), `  … and ${lines.length - maxWords} more`];
}

/** The section of the probes file, with a line for each word. */
export function vocabularyYaml({ phase, statuses }: NonNullable<AdoptionReport["vocabulary"]>): string {
	const lines = ["vocabulary:"];
	if (phase !== null) lines.push(`  phase: ${JSON.stringify(phase)}`);
	const mapped = Object.entries(statuses);
	if (mapped.length > 0) lines.push("  statuses:");
	for (const [status, words] of mapped) lines.push(`    ${status}: [${words.map((word) => JSON.stringify(word)).join(", ")}]`);
	return `${lines.join("\n")}\n`;
}
