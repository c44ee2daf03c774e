import type { Obstacle } from "../../model/gate.ts";
import { criterionStatusOf, statusWording } from "../../model/item-status.ts";
import type { CriterionVerdict, ItemVerdict, PhaseVerification, Verification } from "../../report/verification.ts";
import { commandLine, quotedWords } from "../../text/command-line.ts";
import { printable } from "../../text/printable.ts";
import { type Cell, type Column, grid } from "../grid.ts";
import type { Palette } from "../palette.ts";
import { progressBar } from "../progress-bar.ts";
import { causeLines, named, nextLine, paragraph } from "./cause-lines.ts";
import { headline, whence } from "./headline.ts";
import type { VerdictLayout } from "./layout.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { openLines } from "./open-lines.ts";
import { type Standing, standingOf } from "./standing.ts";

/** The verdicts for people. What contradicts the document comes first, what is merely not done yet comes last. */
export function renderVerdictsText(verification: Verification, layout: VerdictLayout): string {
	const { paint, width, requireComplete } = layout;
	const { items, phases, criteria } = verification;
	const standing = (wanted: Standing): readonly ItemVerdict[] =>
		items.filter((item) => standingOf(item, requireComplete) === wanted);
	const ready = items.filter((item) => item.state === "ready");
	const unclaimed = items.filter((item) => !item.checked && item.state !== "ready");
	const section = (title: string, lines: readonly string[]): string[] =>
		lines.length === 0 ? [] : ["", paint.heading(title), ...lines];
	const lines = [
		...paragraph(printable(headline(verification, requireComplete)), "", width).map(paint.heading),
		...paragraph(printable(whence(verification)), "", width).map(paint.faint),
		...(phases.length > 0 ? ["", ...phaseTable(phases, width, paint)] : []),
		...section("Keeps a phase from being complete", obstacleLines(otherObstacles(verification), width, paint)),
		...section(
			"Regressed: checked off, but the cluster says otherwise",
			causeLines(standing("contradicted"), { ...layout, mark: paint.bad("✗"), most: null }),
		),
		...section(
			"Unverified: checked off, but it could not be looked at",
			causeLines(standing("unseen"), { ...layout, mark: paint.caution("?"), most: 10 }),
		),
		...section(
			"Unsettled: checked off, but not there yet",
			causeLines(
				standing("unsettled").filter((item) => item.parked !== true),
				{ ...layout, mark: paint.busy("~"), most: 10 },
			),
		),
		...section(
			"Parked: checked off, but suspended, paused or scaled to zero on purpose",
			causeLines(
				standing("unsettled").filter((item) => item.parked === true),
				{ ...layout, mark: paint.busy("‖"), most: 10 },
			),
		),
		...section(
			"Claimed: checked off, but nothing proves it",
			causeLines(standing("unproven"), { ...layout, mark: paint.busy("!"), most: 5 }),
		),
		...section("Ready to check off", readyLines(ready, layout)),
		...section(
			"Confirmed",
			layout.detailed ? causeLines(standing("holds"), { ...layout, mark: paint.good("✓"), most: null }) : [],
		),
		...section(
			"Not checked off, and it could not be looked at",
			causeLines(
				unclaimed.filter((item) => item.state === "unverified"),
				{ ...layout, mark: paint.caution("?"), most: 5 },
			),
		),
		...section(
			"Open",
			openLines(
				unclaimed.filter((item) => item.state === "open"),
				layout,
			),
		),
		...section(
			"Success criteria",
			criteria.flatMap((one) =>
				one.outcome === "pass" || one.outcome === "attested"
					? [`  ${paint.good("✓")} ${printable(one.text)}  ${paint.faint(printable(one.id))}`]
					: causeLines([one], { ...layout, mark: criterionMark(one, paint), most: null }),
			),
		),
		...section("Where the contexts differ", contextTable(verification, width, paint)),
	];
	return `${lines.map(noCommand).join("\n")}\n`;
}

/** Each obstacle with what to do about it. */
function obstacleLines(obstacles: readonly Obstacle[], width: number | null, paint: Palette): string[] {
	return obstacles.flatMap((one) => {
		const text = `${paint.bad("✗")} Phase ${printable(one.phase)}: ${printable(`${obstacleName(one)}: ${one.message}`)}`;
		const next = one.next === null ? [] : [`    ${paint.faint("next:")} ${printable(one.next)}`];
		return [...paragraph(text, "  ", width), ...next];
	});
}

/** GitHub's runner takes a line of a log that begins with two colons for a command, blanks before them or not. */
function noCommand(line: string): string {
	return line.replace(commandStart, "$1\\x3a:");
}

const commandStart = new RegExp("^((?:\\s|\u001b\\[[0-9;]*m)*)::");

const phaseColumns: readonly Column[] = [
	{ title: "", align: "right" },
	{ title: "PHASE", align: "left", shrinksTo: 12 },
	{ title: "CLAIMED", align: "left" },
	{ title: "", align: "right" },
	{ title: "VERIFIED", align: "left" },
	{ title: "", align: "right" },
];

function phaseTable(phases: readonly PhaseVerification[], width: number | null, paint: Palette): string[] {
	const bar = width !== null && width < 100 ? 5 : 10;
	const share = (percent: number): string => `${progressBar(percent, bar)} ${String(percent).padStart(3)}%`;
	const rows = phases.map((phase): Cell[] => [
		{ text: printable(phase.id), paint: paint.heading },
		{ text: printable(phase.title) },
		{ text: share(phase.claimedPercent) },
		{ text: `${phase.claimed}/${phase.counted}` },
		{
			text: share(phase.verifiedPercent),
			paint: phase.verified < phase.claimed ? paint.bad : phase.verified > 0 ? paint.good : paint.faint,
		},
		{ text: `${phase.verified}/${phase.counted}` },
	]);
	return grid(phaseColumns, rows, width, paint.faint);
}

/** What is proven already, with the command that checks it off. */
function readyLines(ready: readonly ItemVerdict[], layout: VerdictLayout): string[] {
	const { paint, detailed } = layout;
	if (ready.length === 0) return [];
	const shown = ready.slice(0, 5);
	const rest = ready.length - shown.length;
	const lines = detailed
		? causeLines(ready, { ...layout, mark: paint.good("✓"), most: null })
		: [...named(shown, `  ${paint.good("✓")} `, 4, layout), ...(rest > 0 ? [paint.faint(`    … ${rest} more`)] : [])];
	const command =
		ready.length <= 5
			? commandLine`boulder-migrate check-off ${quotedWords(ready.map(({ id }) => id))}${layout.sameDocument}`
			: commandLine`boulder-migrate verify --update${layout.sameDocument}${layout.sameCluster}`;
	return [...lines, ...nextLine(command, layout)];
}

/** Items on which several clusters do not agree. */
function contextTable({ items, criteria, contexts }: Verification, width: number | null, paint: Palette): string[] {
	const differing = [...items, ...criteria].filter((item) => new Set(item.contexts.map((one) => one.outcome)).size > 1);
	if (differing.length === 0) return [];
	const columns: readonly Column[] = [
		{ title: "  ITEM", align: "left", shrinksTo: 20 },
		...contexts.map((context): Column => ({ title: printable(context), align: "left", shrinksTo: 8 })),
	];
	const rows = differing.map((item): Cell[] => [
		{ text: `  ${printable(item.id)}` },
		...contexts.map((context): Cell => {
			const outcome = item.contexts.find((one) => one.context === context)?.outcome ?? "-";
			const colour = outcome === "pass" || outcome === "attested" ? paint.good : outcome === "fail" ? paint.bad : paint.caution;
			return { text: outcome, paint: colour };
		}),
	]);
	return grid(columns, rows, width, paint.faint);
}

function criterionMark(criterion: CriterionVerdict, paint: Palette): string {
	const { mark, tone } = statusWording[criterionStatusOf(criterion)];
	return paint[tone](mark);
}
