import { statuses } from "../../model/status.ts";
import type { ItemReport, PhaseReport, StatusReport } from "../../report/status-report.ts";
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
		name: "boulder_migrate_phase_criteria",
		help: "Success criteria of the phase: those with a checkbox by box, and those that only a probe can confirm.",
		samples: ({ criteria, criteriaChecks: { done, counted } }) => [
			{ labels: { state: "done" }, value: done },
			{ labels: { state: "open" }, value: counted - done },
			{ labels: { state: "probed" }, value: criteria.length },
		],
	},
	{
		name: "boulder_migrate_phase_overdue_days",
		help: "Days since the target date, while the phase is not complete; 0 where it is not late.",
		samples: ({ overdueDays }) => [{ value: overdueDays ?? 0 }],
	},
	{
		name: "boulder_migrate_phase_items_overdue",
		help: "Open items of the phase that were due, by owner; of several owners, each has it.",
		samples: (phase) => {
			const late = itemsOf(phase).filter(({ overdueDays }) => overdueDays !== null);
			return tallied(late.flatMap(({ owners }) => (owners.length === 0 ? [""] : owners)));
		},
	},
	{
		name: "boulder_migrate_phase_items_owned",
		help: "Open items of the phase by owner; of several owners, each has it.",
		samples: (phase) =>
			tallied(
				itemsOf(phase)
					.filter(({ checked, skipped }) => !checked && !skipped)
					.flatMap(({ owners }) => owners),
			),
	},
	{
		name: "boulder_migrate_item_due_timestamp_seconds",
		help: "The day on which an open item is due, at its start in UTC.",
		samples: (phase) =>
			itemsOf(phase)
				.filter(({ checked, skipped }) => !checked && !skipped)
				.flatMap(({ id, due, owners }) =>
					due === null ? [] : [{ labels: { id, owner: owners.join(", ") }, value: Date.parse(due) / 1000 }],
				),
	},
	{
		name: "boulder_migrate_phase_contradictions",
		help: "Cells of the document that contradict the phase's items.",
		samples: (phase) => [{ value: phase.contradictions.length }],
	},
];

function itemsOf(phase: PhaseReport): readonly ItemReport[] {
	return [...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items];
}

function tallied(owners: readonly string[]): { readonly labels: { readonly owner: string }; readonly value: number }[] {
	return [...new Set(owners)].map((owner) => ({ labels: { owner }, value: owners.filter((one) => one === owner).length }));
}

/** The status in the text format of Prometheus, for the node exporter's textfile collector. */
export function renderStatusPrometheus(report: StatusReport): string {
	const lines: string[] = [];
	for (const { name, help, samples } of metrics) {
		if (report.phases.every((phase) => samples(phase).length === 0)) continue;
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

/** Label values escape the backslash and the quote; invisible characters, including line feeds, are replaced by escapes before that. */
function escaped(text: string): string {
	return printable(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
