import { statuses } from "../../model/status.ts";
import type { PhaseReport, StatusReport } from "../../report/status-report.ts";
import { printable } from "../../text/printable.ts";

interface Metric {
	readonly name: string;
	readonly help: string;
	readonly samples: (
		phase: PhaseReport,
	) => readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

const metrics: readonly Metric[] = [
	{
		name: "boulder_migrate_phase_completion_ratio",
		help: "Share of the phase's items that are checked off.",
		samples: (phase) => [{ value: phase.counted === 0 ? 0 : phase.done / phase.counted }],
	},
	{
		name: "boulder_migrate_phase_items",
		help: "Items of the phase that count, by list and box.",
		samples: (phase) => [
			{ labels: { list: "phase", state: "done" }, value: phase.done },
			{ labels: { list: "phase", state: "open" }, value: phase.counted - phase.done },
			{ labels: { list: "validation", state: "done" }, value: phase.validation.done },
			{ labels: { list: "validation", state: "open" }, value: phase.validation.counted - phase.validation.done },
		],
	},
	{
		name: "boulder_migrate_phase_status",
		help: "1 for the status that the phase has.",
		samples: (phase) => statuses.map((status) => ({ labels: { status }, value: phase.status === status ? 1 : 0 })),
	},
	{
		name: "boulder_migrate_phase_blockers",
		help: "Active blockers of the phase.",
		samples: (phase) => [{ value: phase.blockers.length }],
	},
	{
		name: "boulder_migrate_phase_contradictions",
		help: "Cells of the document that say something else than the phase's items.",
		samples: (phase) => [{ value: phase.contradictions.length }],
	},
];

/** The status in the text format of Prometheus, for the node exporter's textfile collector. */
export function renderStatusPrometheus(report: StatusReport): string {
	const lines: string[] = [];
	for (const { name, help, samples } of metrics) {
		lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
		for (const phase of report.phases) {
			for (const { labels, value } of samples(phase)) {
				const all = { phase: phase.id, title: phase.title, ...labels };
				const text = Object.entries(all).map(([label, content]) => `${label}="${escaped(content)}"`);
				lines.push(`${name}{${text.join(",")}} ${value}`);
			}
		}
	}
	return `${lines.join("\n")}\n`;
}

/** Label values escape the backslash and the quote; invisible characters, line feeds too, are shown as escapes before that. */
function escaped(text: string): string {
	return printable(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
