import type { Status } from "../../model/status.ts";
import type { PageReport } from "../../report/page-report.ts";
import { printable } from "../../text/printable.ts";
import { truncate } from "../../text/width.ts";
import { drawnGates, gates } from "./gates.ts";

const looks: Readonly<Record<Status | "missing", string>> = {
	"not-started": "fill:#eceef1,stroke:#66707c,color:#1b222c",
	"in-progress": "fill:#fdf1d8,stroke:#9a6200,color:#1b222c",
	complete: "fill:#dff4e6,stroke:#197a43,color:#1b222c",
	blocked: "fill:#fde6e7,stroke:#bd2330,color:#1b222c",
	closed: "fill:#ffffff,stroke:#66707c,color:#66707c",
	missing: "fill:#ffffff,stroke:#bd2330,color:#1b222c,stroke-dasharray:5 4",
};

/** The phases and their gates as a flowchart, which GitHub and GitLab draw. Nodes are numbered: ids of phases may hold anything. */
export function renderMermaid(page: PageReport): string {
	const { phases } = page.status;
	const all = gates(phases);
	const edges = drawnGates(all);
	const ids = [...new Set([...phases.map((phase) => phase.id), ...all.map((edge) => edge.on)])];
	const names = new Map(ids.map((id, index) => [id, `n${index + 1}`]));
	const known = new Map(phases.map((phase) => [phase.id, phase]));
	const nodes = ids.map((id) => {
		const phase = known.get(id);
		if (phase === undefined) return `  ${names.get(id)}["Phase ${label(id)}<br/>not in the document"]:::missing`;
		const words = `Phase ${label(id)}: ${label(phase.title)}<br/>${label(page.statusWords[phase.status])}, ${phase.done} of ${phase.counted} items (${phase.completion}%)`;
		return `  ${names.get(id)}["${words}"]:::${phase.status}`;
	});
	const arrows = edges.map(({ phase, on, kind, open }) => {
		const arrow = kind === "hard" ? "-->" : "-.->";
		return `  ${names.get(on)} ${arrow}|"${open ? "open" : kind === "hard" ? "must be complete" : "must be started"}"| ${names.get(phase)}`;
	});
	const used = new Set([
		...phases.map((phase) => phase.status),
		...(ids.some((id) => !known.has(id)) ? ["missing" as const] : []),
	]);
	const classes = [...used].map((name) => `  classDef ${name} ${looks[name]}`);
	return `${["flowchart LR", ...nodes, ...arrows, ...classes].join("\n")}\n`;
}

/** Text in a quoted label: letters, digits and blanks as they are, every other ASCII character as Mermaid's numbered entity. */
function label(text: string): string {
	const plain = printable(truncate(text.replace(/\s+/g, " ").trim(), 80));
	return plain.replace(/[!-/:-@[-`{-~]/g, (mark) => `#${mark.charCodeAt(0)};`);
}
