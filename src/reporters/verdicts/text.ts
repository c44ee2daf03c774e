import type { Obstacle } from "../../model/gate.ts";
import { type ItemStatus, statusWording } from "../../model/item-status.ts";
import type { Verification } from "../../report/verification.ts";
import { commandLine, quotedWords } from "../../text/command-line.ts";
import { printable } from "../../text/printable.ts";
import { suppressedLine } from "../gate/lines.ts";
import { type GridCell, type GridColumn, grid } from "../grid.ts";
import { causeLines, evidenceLines, named, nextLine, numberOf, paragraph } from "./cause-lines.ts";
import { criteriaLines } from "./criteria-lines.ts";
import { entriesOf, type VerdictEntry } from "./entries.ts";
import { headline, provenance } from "./headline.ts";
import { itemList, nextSteps } from "./item-list.ts";
import { textWidth, type VerdictLayout } from "./layout.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { phaseTable, statusCounts } from "./phase-table.ts";
import { failingRisks, riskVerdicts } from "./risks.ts";

/**
 * The verdicts for people, on one screen: the verdict first, then what needs attention by cause, what is ready, and counts. Items of
 * selected phases are listed individually.
 */
export function renderVerdictsText(verification: Verification, layout: VerdictLayout): string {
	const { paint, requireComplete, verbosity, detailed } = layout;
	const width = textWidth(layout);
	const first = paragraph(printable(headline(verification, requireComplete)), "", width).map(paint.heading);
	if (verbosity === "headline") return linesOf(first);
	const entries = entriesOf(verification);
	const { phases } = verification;
	return linesOf([
		...first,
		...paragraph(printable(provenance(verification)), "", width).map(paint.faint),
		...(phases.length > 0 && isInformative(entries, layout) ? ["", ...phaseTable(phases, entries, layout)] : []),
		...section("Keeps a phase from being complete", obstacleLines(otherObstacles(verification), layout), layout),
		...section("Accepted by a comment in the document", suppressedLines(verification, layout), layout),
		...(detailed ? listed(entries, verification, layout) : byStatus(entries, layout)),
		...section("Risks", riskLines(verification, layout), layout),
		...section("Where the contexts differ", contextTable(verification, layout), layout),
	]);
}

type MaxCauses = Readonly<Partial<Record<ItemStatus, number>>>;

/** Causes of one status that fit on a screen together with everything else. */
const maxCauses: MaxCauses = { regressed: 10, failing: 6, unverified: 5 };
/** Where nothing is verified, it is the first cause that has to be removed. */
const maxCausesAtFirst: MaxCauses = { regressed: 3, failing: 1, unverified: 2 };

/** What needs attention, by cause; what is open without a fault is only counted. */
function byStatus(entries: readonly VerdictEntry[], layout: VerdictLayout): string[] {
	const of = (status: ItemStatus): readonly VerdictEntry[] => entries.filter((entry) => entry.status === status);
	const limitsOf = isInformative(entries, layout) ? maxCauses : maxCausesAtFirst;
	const causes = (status: ItemStatus, among: readonly VerdictEntry[], maxItems: number | null): string[] => {
		const showRest = status === "failing" && limitsOf === maxCauses ? showPhase(among, layout) : null;
		const limits = { maxCauses: limitsOf[status] ?? 3, maxItems, showRest };
		return section(title(status, among), causeLines(among, { ...layout, ...limits }), layout);
	};
	const isVisible = (entry: VerdictEntry): boolean => entry.checked || entry.status === "parked" || layout.verbosity !== "screen";
	return [
		...causes("regressed", of("regressed"), null),
		...causes("unverified", of("unverified"), 0),
		...causes("failing", of("failing"), 0),
		...causes("in-progress", of("in-progress").filter(isVisible), 5),
		...causes("parked", of("parked"), 5),
		...causes("needs-sign-off", of("needs-sign-off").filter(isVisible), 5),
		...causes("checked", of("checked"), 5),
		...section(title("ready", of("ready")), readyLines(of("ready"), layout), layout),
		...(layout.verbosity === "screen" ? [] : causes("confirmed", of("confirmed"), null)),
		...(layout.verbosity === "screen" ? [] : causes("open", of("open"), null)),
		...criteria(entries, layout),
	];
}

/** Shows each item of the first phase. */
function showPhase([first]: readonly VerdictEntry[], { sameDocument, sameCluster }: VerdictLayout): string | null {
	return first === undefined ? null : commandLine`boulder-migrate verify ${first.phase}${sameDocument}${sameCluster}`;
}

/** The items of the phases that were chosen; what regressed comes first. */
function listed(entries: readonly VerdictEntry[], { phases }: Verification, layout: VerdictLayout): string[] {
	const regressed = entries.filter(({ status }) => status === "regressed");
	const rest = entries.filter(({ status }) => status !== "regressed");
	const lists = [...new Set(rest.map(({ phase }) => phase))].flatMap((id) => {
		const own = rest.filter(({ phase }) => phase === id);
		const heading = phases.length > 1 ? `Phase ${printable(id)}: ` : "";
		const items = own.filter(({ list }) => list !== "criteria");
		const criteriaOfPhase = own.filter(({ list }) => list === "criteria");
		return [
			...section(`${heading}Items and checks`, itemList(items, layout), layout),
			...section(`${heading}Success criteria`, itemList(criteriaOfPhase, layout), layout),
		];
	});
	return [
		...section(title("regressed", regressed), causeLines(regressed, { ...layout, maxCauses: null, maxItems: null }), layout),
		...lists,
		...spaced([...nextLine(checkOff(rest, layout), layout), ...nextSteps(rest, layout)]),
	];
}

function criteria(entries: readonly VerdictEntry[], layout: VerdictLayout): string[] {
	const all = entries.filter(({ list }) => list === "criteria");
	if (all.length === 0) return [];
	const confirmed = all.filter(({ status }) => status === "confirmed").length;
	const counts = [`${confirmed} of ${all.length} confirmed`, statusCounts(all)].filter((part) => part !== "").join(", ");
	return [
		"",
		layout.paint.heading(`Success criteria: ${counts}`),
		...(isInformative(entries, layout) ? criteriaLines(all, layout) : []),
	];
}

/** If nothing is verified, a table and a list would only repeat one cause. */
function isInformative(entries: readonly VerdictEntry[], { verbosity, detailed }: VerdictLayout): boolean {
	return verbosity !== "screen" || detailed || entries.some(({ status }) => status === "confirmed" || status === "ready");
}

function title(status: ItemStatus, entries: readonly VerdictEntry[]): string {
	const { word, meaning } = statusWording[status];
	const explanation = entries.every(({ list }) => list === "criteria") ? "" : `: ${meaning}`;
	return `${word.charAt(0).toUpperCase()}${word.slice(1)}${explanation} (${numberOf(entries)})`;
}

function spaced(lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : ["", ...lines];
}

function section(heading: string, lines: readonly string[], { paint }: VerdictLayout): string[] {
	return lines.length === 0 ? [] : ["", paint.heading(heading), ...lines];
}

/** Each obstacle with what to do about it. */
function obstacleLines(obstacles: readonly Obstacle[], layout: VerdictLayout): string[] {
	return obstacles.flatMap((one) => {
		const words = printable(`${obstacleName(one)}: ${one.message}`);
		const text = `${layout.paint.bad("✗")} Phase ${printable(one.phase)}: ${words}`;
		return [...paragraph(text, "  ", textWidth(layout)), ...nextLine(one.next === null ? null : printable(one.next), layout)];
	});
}

/** The probe of each risk; on a short screen, of those that have come true. */
function riskLines(verification: Verification, layout: VerdictLayout): string[] {
	const all = layout.verbosity === "screen" ? failingRisks(verification) : riskVerdicts(verification);
	return all.flatMap(({ id, text, outcome, message, hint }) => {
		const holds = outcome === "pass" || outcome === "attested";
		const mark = outcome === "fail" ? layout.paint.bad("✗") : holds ? layout.paint.good("✓") : layout.paint.caution("?");
		const words = paragraph(`${mark} ${printable(`${text}  ${id}: ${message}`)}`, "  ", textWidth(layout));
		return [...words, ...(outcome === "fail" ? nextLine(hint === null ? null : printable(hint), layout) : [])];
	});
}

function suppressedLines({ gate, document }: Verification, layout: VerdictLayout): string[] {
	return (gate?.suppressed ?? []).flatMap((one) =>
		paragraph(printable(`! ${document}:${one.line}: ${suppressedLine(one)}`), "  ", textWidth(layout)),
	);
}

/** What is verified already, with the command that checks it off. */
function readyLines(ready: readonly VerdictEntry[], layout: VerdictLayout): string[] {
	if (ready.length === 0) return [];
	const { paint, verbosity } = layout;
	const mark = `  ${paint.good(statusWording.ready.mark)} `;
	const visible = verbosity === "screen" ? ready.slice(0, 5) : ready;
	const rest = ready.length - visible.length;
	const lines =
		verbosity === "screen"
			? named(visible, mark, 4, layout)
			: visible.flatMap((entry) => [
					...named([entry], mark, 4, layout),
					...paragraph(printable(entry.message), "    ", textWidth(layout)),
					...evidenceLines([entry], layout, "      "),
				]);
	return [...lines, ...(rest > 0 ? [paint.faint(`    … ${rest} more`)] : []), ...nextLine(checkOff(ready, layout), layout)];
}

/** A command that is longer is not easy to read or to copy. */
const maxCommand = 110;

function checkOff(entries: readonly VerdictEntry[], { sameDocument, sameCluster }: VerdictLayout): string | null {
	const ready = entries.filter(({ status }) => status === "ready");
	if (ready.length === 0) return null;
	const byId = commandLine`boulder-migrate check-off ${quotedWords(ready.map(({ id }) => id))}${sameDocument}`;
	if (byId !== null && byId.length <= maxCommand) return byId;
	return commandLine`boulder-migrate verify --update${sameDocument}${sameCluster}`;
}

/** Items on which several clusters do not agree. */
function contextTable({ items, criteria: others, contexts }: Verification, layout: VerdictLayout): string[] {
	const { paint } = layout;
	const differing = [...items, ...others].filter((item) => new Set(item.contexts.map((one) => one.outcome)).size > 1);
	if (differing.length === 0) return [];
	const columns: readonly GridColumn[] = [
		{ title: "  ITEM", align: "left", shrinksTo: 20 },
		...contexts.map((context): GridColumn => ({ title: printable(context), align: "left", shrinksTo: 8 })),
	];
	const rows = differing.map((item): GridCell[] => [
		{ text: `  ${printable(item.id)}` },
		...contexts.map((context): GridCell => {
			const outcome = item.contexts.find((one) => one.context === context)?.outcome ?? "-";
			const colour = outcome === "pass" || outcome === "attested" ? paint.good : outcome === "fail" ? paint.bad : paint.caution;
			return { text: outcome, paint: colour };
		}),
	]);
	return grid(columns, rows, textWidth(layout), paint.faint);
}

function linesOf(lines: readonly string[]): string {
	return `${lines.map(noCommand).join("\n")}\n`;
}

/** GitHub's runner takes a line of a log that begins with two colons for a command, blanks before them or not. */
function noCommand(line: string): string {
	return line.replace(commandStart, "$1\\x3a:");
}

const commandStart = new RegExp("^((?:\\s|\u001b\\[[0-9;]*m)*)::");
