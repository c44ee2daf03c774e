import { describeDuration } from "../../model/duration.ts";
import type { ClusterHistory, ItemHistory, VerdictHistory } from "../../report/verdict-history.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import { type GridCell, type GridColumn, grid } from "../grid.ts";
import { colourless } from "../palette.ts";

const columns: readonly GridColumn[] = [
	{ title: "ITEM", align: "left" },
	{ title: "LAST VERDICT", align: "left" },
	{ title: "SINCE", align: "left" },
	{ title: "LONGEST GAP", align: "right" },
	{ title: "RUNS", align: "right" },
	{ title: "FLAPS", align: "right" },
	{ title: "FIRST RED", align: "left" },
	{ title: "LAST RED", align: "left" },
];

/** Since when each item has held, by a log of verdicts. */
export function renderVerdictHistoryText({ clusters, log }: VerdictHistory): string {
	if (clusters.length === 0) return `${printable(log)} has no runs yet\n`;
	return `${clusters.map((cluster) => section(cluster).join("\n")).join("\n\n")}\n`;
}

function section({ contexts, uids, runs, from, to, changes, items }: ClusterHistory): string[] {
	const where = contexts.map((context, index) => `${context} (${uids[index] ?? "uid unknown"})`).join(" + ");
	const green = items.filter((item) => item.green).length;
	const counted = `${green} of ${items.length} held in the last run`;
	const flapped = items.filter(({ flaps }) => flaps > 0).length;
	return [
		`${counted}, ${flapped} flapped; ${count(runs, "run")} from ${minute(from)} to ${minute(to)}; ${printable(where === "" ? "no cluster" : where)}`,
		...changes
			.slice(1)
			.map(({ at, version, probes }) =>
				printable(`from ${minute(at)} on judged by version ${version} with probes ${shortDigest(probes)}`),
			),
		"",
		...grid(columns, items.map(row), null, colourless.faint),
	];
}

function row(item: ItemHistory): GridCell[] {
	const verdict = item.observed ? stateText(item) : `not observed since ${minute(item.lastObserved)} (was ${stateText(item)})`;
	return [
		{ text: printable(item.id) },
		{ text: printable(verdict) },
		{ text: minute(item.since) },
		{ text: item.widestGap === 0 ? "-" : describeDuration(item.widestGap * 1000) },
		{ text: String(item.runs) },
		{ text: String(item.flaps) },
		{ text: item.firstRed === null ? "-" : minute(item.firstRed) },
		{ text: item.lastRed === null ? "-" : minute(item.lastRed) },
	];
}

function stateText({ state, outcome, reason }: ItemHistory): string {
	return `${state ?? outcome}${reason === null ? "" : ` (${reason})`}`;
}

/** `2026-11-24 06:30Z`. */
function minute(instant: string): string {
	return `${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`;
}

function shortDigest(digest: string | null): string {
	return digest === null ? "none" : digest.replace(/^(sha256:.{12}).*$/, "$1");
}
