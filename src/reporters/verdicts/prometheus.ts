import { states } from "../../model/verdict.ts";
import type { Verification } from "../../report/verification.ts";
import { printable } from "../../text/printable.ts";

interface Sample {
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
}

interface Metric {
	readonly name: string;
	readonly help: string;
	readonly samples: (verification: Verification) => readonly Sample[];
}

const metrics: readonly Metric[] = [
	{
		name: "boulder_migrate_items",
		help: "Items of the phase that were asked about, by state.",
		samples: ({ items, phases }) =>
			[...new Set([...phases.map(({ id }) => id), ...items.map(({ phase }) => phase)])].flatMap((phase) =>
				states.map((state) => ({
					labels: { phase, state },
					value: items.filter((item) => item.phase === phase && item.state === state).length,
				})),
			),
	},
	{
		name: "boulder_migrate_item",
		help: "1 for the state that the item has.",
		// One series an item: the states that it does not have are left out, or it would be eight.
		samples: ({ items }) => items.map(({ phase, id, state }) => ({ labels: { phase, id, state }, value: 1 })),
	},
	{
		name: "boulder_migrate_item_outcome",
		help: "1 for the state of the item in a context, if there are several.",
		samples: ({ items }) =>
			items.flatMap(({ phase, id, contexts }) =>
				contexts.map(({ context, outcome }) => ({ labels: { phase, id, context, outcome }, value: 1 })),
			),
	},
	{
		name: "boulder_migrate_criterion",
		help: "1 for the outcome that the success criterion has.",
		samples: ({ criteria }) => criteria.map(({ phase, id, outcome }) => ({ labels: { phase, id, outcome }, value: 1 })),
	},
	{
		name: "boulder_migrate_risk",
		help: "1 for the outcome that the probe of the risk has.",
		samples: ({ risks = [] }) => risks.map(({ id, outcome }) => ({ labels: { id, outcome }, value: 1 })),
	},
	{
		name: "boulder_migrate_item_owner",
		help: "1 for each owner of the item.",
		samples: ({ items }) =>
			items.flatMap(({ phase, id, owners = [] }) => owners.map((owner) => ({ labels: { phase, id, owner }, value: 1 }))),
	},
	{
		name: "boulder_migrate_gate_obstacles",
		help: "How many things keep the phase from being complete, where that is required.",
		samples: ({ gate }) =>
			(gate?.phases ?? []).map((phase) => ({
				labels: { phase },
				value: gate?.obstacles.filter((one) => one.phase === phase).length ?? 0,
			})),
	},
	{
		name: "boulder_migrate_phase_claimed_ratio",
		help: "Share of the phase's counted items that are checked off, of those asked about.",
		samples: ({ phases }) =>
			phases.map(({ id, title, claimed, counted }) => ({
				labels: { phase: id, title },
				value: counted === 0 ? 0 : claimed / counted,
			})),
	},
	{
		name: "boulder_migrate_phase_verified_ratio",
		help: "Share of the phase's counted items that are proven, of those asked about.",
		samples: ({ phases }) =>
			phases.map(({ id, title, verified, counted }) => ({
				labels: { phase: id, title },
				value: counted === 0 ? 0 : verified / counted,
			})),
	},
	{
		name: "boulder_migrate_verify_observed_timestamp_seconds",
		help: "When the cluster was read; the oldest of several clusters.",
		samples: ({ observedAt }) => [{ labels: {}, value: Date.parse(observedAt) / 1000 }],
	},
	{
		name: "boulder_migrate_verify_cluster_read_timestamp_seconds",
		help: "When each cluster was read; without a sample it was not.",
		samples: ({ clusters }) =>
			clusters.flatMap(({ context, uid, readAt }) =>
				readAt === null ? [] : [{ labels: { context, uid: uid ?? "" }, value: Date.parse(readAt) / 1000 }],
			),
	},
	{
		name: "boulder_migrate_verify_exit_code",
		help: "Exit code of verify: 0 nothing contradicts the document, 1 something does, 3 it could not be verified.",
		samples: ({ exitCode }) => [{ labels: {}, value: exitCode }],
	},
];

/** The verdicts in the text format of Prometheus, for the node exporter's textfile collector. */
export function renderVerdictsPrometheus(verification: Verification): string {
	const lines: string[] = [];
	for (const { name, help, samples } of metrics) {
		const found = samples(verification);
		if (found.length === 0) continue;
		lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
		for (const { labels, value } of found) {
			const text = Object.entries(labels).map(([label, content]) => `${label}="${escaped(content)}"`);
			lines.push(`${name}${text.length === 0 ? "" : `{${text.join(",")}}`} ${value}`);
		}
	}
	return `${lines.join("\n")}\n`;
}

/** Label values escape the backslash, the quote and the line feed; control characters are replaced by escapes before that. */
function escaped(text: string): string {
	return printable(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
