import { Graph, layout } from "@dagrejs/dagre";
import { curveBumpX, line } from "d3-shape";
import type { PageReport } from "../../report/page-report.ts";
import type { PhaseReport } from "../../report/status-report.ts";
import { displayWidth, truncate, wrap } from "../../text/width.ts";
import { count, listed } from "../../text/wording.ts";
import type { Drawing } from "./chart.ts";
import { type DrawnGate, drawnGates, gateSentence, gates } from "./gates.ts";
import { type Markup, markup } from "./markup.ts";

const nodeWidth = 212;
const nodeHeight = 96;
const titleColumns = 26;

/** Layout takes more than linear time, and a larger graph is not readable. */
export const maxNodes = 150;
/** The layout takes more than quadratic time in these. What is left out of the drawing is in the table of gates. */
export const maxDrawnEdges = 200;

/** The phases with their states, and the gates between them. Null where there is nothing to draw or too much. */
export function dependencyGraph(page: PageReport): Drawing | null {
	const { phases } = page.status;
	const all = gates(phases);
	const edges = drawnGates(all);
	const known = new Map(phases.map((phase) => [phase.id, phase]));
	const ids = [...new Set([...known.keys(), ...all.map((edge) => edge.on)])];
	if (edges.length === 0 || ids.length > maxNodes || edges.length > maxDrawnEdges) return null;
	const graph = new Graph({ directed: true });
	graph.setGraph({ rankdir: "LR", nodesep: 26, ranksep: 64, edgesep: 18, marginx: 12, marginy: 12 });
	for (const id of ids) graph.setNode(id, { width: nodeWidth, height: nodeHeight });
	for (const { phase, on } of edges) graph.setEdge(on, phase, { width: 22, height: 22, labelpos: "c" });
	layout(graph);
	const size = graph.graph();
	if (isUpsideDown(ids.map((id) => graph.node(id)))) mirror(graph, size.height ?? 0);
	const closed = all.filter((edge) => !edge.open);
	const body = markup`
${edges.map((edge) => gateDrawing(edge, graph.edge(edge.on, edge.phase), graph.node(edge.on), graph.node(edge.phase)))}
${ids.map((id) => nodeDrawing(id, known.get(id) ?? null, page, graph.node(id)))}`;
	return {
		width: Math.ceil(size.width ?? 0),
		height: Math.ceil(size.height ?? 0),
		title: "Dependencies between the phases",
		description: `${count(all.length, "gate")}, ${closed.length} of them closed. ${listed(closed.map(gateSentence))}`.trim(),
		body,
	};
}

/** Whether more edges go up than down between phases on different rows. */
function isUpsideDown(places: readonly Place[]): boolean {
	let below = 0;
	places.forEach((one, index) => {
		for (const later of places.slice(index + 1)) if (later.x === one.x) below += Math.sign((later.y ?? 0) - (one.y ?? 0));
	});
	return below < 0;
}

function mirror(graph: Graph, height: number): void {
	const turned = (place: { y?: number | undefined }): void => {
		place.y = height - (place.y ?? 0);
	};
	for (const id of graph.nodes()) turned(graph.node(id));
	for (const edge of graph.edges()) {
		const drawn = graph.edge(edge);
		turned(drawn);
		for (const point of drawn.points ?? []) turned(point);
	}
}

interface Place {
	readonly x?: number | undefined;
	readonly y?: number | undefined;
}

function gateDrawing(
	gate: DrawnGate,
	place: Place & { readonly points?: readonly Place[] | undefined },
	from: Place,
	to: Place,
): Markup {
	const at = ({ x = 0, y = 0 }: Place): readonly [number, number] => [x, y];
	// Out at the right and in at the left, even if the layout lets the line touch the boxes, because an arrow's head under a box is hidden.
	const [startX, startY] = at(from);
	const [endX, endY] = at(to);
	const between = (place.points ?? []).slice(1, -1).map(at);
	const end = [endX - nodeWidth / 2, endY] as const;
	const ways = [[startX + nodeWidth / 2, startY] as const, ...between, end];
	const path =
		line<readonly [number, number]>(
			([x]) => x,
			([, y]) => y,
		).curve(curveBumpX)(ways) ?? "";
	const { x = 0, y = 0 } = place;
	const sign = gate.open
		? markup`<path class="sign" d="M${x - 4.5} ${y} l3.2 3.6 l6 -7"/>`
		: markup`<path class="sign" d="M${x - 4} ${y - 4} l8 8 m0 -8 l-8 8"/>`;
	return markup`<g class="gate ${gate.open ? "open" : "closed"} ${gate.kind}"><title>${gateSentence(gate)}</title><path class="edge" d="${path}"/><path class="head" d="M${end[0]} ${end[1]} l-8 -4.5 v9 z"/><circle cx="${x}" cy="${y}" r="10"/>${sign}</g>
`;
}

function nodeDrawing(id: string, phase: PhaseReport | null, page: PageReport, { x = 0, y = 0 }: Place): Markup {
	const left = x - nodeWidth / 2;
	const top = y - nodeHeight / 2;
	const box = markup`<rect class="box" x="${left}" y="${top}" width="${nodeWidth}" height="${nodeHeight}" rx="8"/>`;
	const name = `Phase ${truncate(id, 16)}`;
	if (phase === null)
		return markup`<g class="node missing">${box}<text class="name" x="${left + 16}" y="${top + 26}">${name}</text><text class="title" x="${left + 16}" y="${top + 48}">not in the document</text></g>
`;
	const lines = titleLines(phase.title);
	const progress = `${phase.done}/${phase.counted} · ${phase.completion}%`;
	// The space next to the words, at their size of 12 pixels.
	const barWidth = Math.max(24, Math.round(nodeWidth - 42 - 6.9 * displayWidth(progress)));
	return markup`<g class="node s-${phase.status}"><title>${`Phase ${id}: ${phase.title}`}</title>${box}<rect class="stripe" x="${left}" y="${top + 8}" width="4" height="${nodeHeight - 16}" rx="2"/><text class="name" x="${left + 16}" y="${top + 22}">${name}</text><text class="state" x="${left + nodeWidth - 16}" y="${top + 22}" text-anchor="end">${truncate(page.statusWords[phase.status], 16)}</text>${lines.map((line, index) => markup`<text class="title" x="${left + 16}" y="${top + 42 + index * 16}">${line}</text>`)}<rect class="track" x="${left + 16}" y="${top + nodeHeight - 18}" width="${barWidth}" height="6" rx="3"/><rect class="fill" x="${left + 16}" y="${top + nodeHeight - 18}" width="${(barWidth * phase.completion) / 100}" height="6" rx="3"/><text class="state" x="${left + nodeWidth - 16}" y="${top + nodeHeight - 11}" text-anchor="end">${progress}</text></g>
`;
}

/** At most two lines, cut where the box ends. */
function titleLines(title: string): string[] {
	const [first = "", ...rest] = wrap(title.replace(/\s+/g, " "), titleColumns);
	if (displayWidth(first) > titleColumns || rest.length === 0) return [truncate(first, titleColumns)];
	return [first, truncate(rest.join(" "), titleColumns)];
}
