import { columnAt, type Risk, type RiskColumn, type RiskRegister, riskColumns } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { isClosed } from "../model/risk.ts";
import { insert } from "../text/edits.ts";
import { slice } from "../text/span.ts";
import { displayWidth } from "../text/width.ts";
import type { Change, Signature } from "./change.ts";
import { escapeMarkdown, writableText } from "./escape.ts";
import { addHistory } from "./history-row.ts";
import { endingOf, lineEnd, lineStart } from "./line.ts";
import type { Revision } from "./revision.ts";
import { alignedWidth, columnsOf, replaceCell } from "./table-cell.ts";

type RiskChange = Extract<Change, { kind: "risk-add" | "risk-state" }>;

/** Plans a change of the risk register, in its style. Returns why nothing changes, in case nothing does. */
export function planRisk(revision: Revision, change: RiskChange, by: Signature): string {
	const register = revision.before.risks;
	if (register === null)
		throw new Failure(
			"refused",
			"the document has no risk register to write to",
			change.kind === "risk-add"
				? "run it with --create, or add a section ## Risk Register with a table: | Risk | Impact | Probability | Mitigation |"
				: "risk add --create adds one",
		);
	if (change.kind === "risk-add") return addRisk(revision, register, change, by);
	const risk = register.rows.find(({ id }) => id === change.risk);
	if (risk === undefined) throw new Failure("usage", `the document has no risk ${change.risk}`);
	if (isClosed(risk) === (change.state === "closed")) return `the risk "${risk.risk.value}" is ${change.state} already`;
	if (risk.state === null) strike(revision, risk, change.state);
	else rewriteState(revision, register, risk, change.state);
	const word = change.state === "closed" ? "Closed" : "Reopened";
	const reason = change.reason === null ? "" : `: ${writableText(change.reason, "the reason")}`;
	record(revision, `${word} the risk ${plain(risk)}${reason}`, by);
	return "";
}

function plain({ risk }: Risk): string {
	return risk.value;
}

/** Without a column for it, a closed risk is struck through. */
function strike(revision: Revision, risk: Risk, state: "open" | "closed"): void {
	const raw = slice(revision.text, risk.risk.span);
	if (state === "closed") {
		if (/~/.test(raw))
			throw new Failure(
				"refused",
				`line ${revision.before.source.lineOf(risk.span.start)}: part of the risk "${risk.risk.value}" is struck through already`,
				"write ~~ around the whole text of the risk",
			);
		write(revision, risk, "risk", `~~${raw}~~`, { struck: true });
		return;
	}
	const inner = /^~~(.*)~~$/s.exec(raw)?.[1];
	if (inner === undefined)
		throw new Failure(
			"refused",
			`line ${revision.before.source.lineOf(risk.span.start)}: the risk "${risk.risk.value}" is closed in its own words`,
			"take these words out of the risk",
		);
	write(revision, risk, "risk", inner, { struck: false });
}

/** In the word that the column uses for it. */
function rewriteState(revision: Revision, { rows }: RiskRegister, risk: Risk, state: "open" | "closed"): void {
	const sameState = rows.find((one) => one.state !== null && one.state.value !== "" && isClosed(one) === (state === "closed"));
	const word = sameState?.state?.value ?? (state === "closed" ? "Closed" : "Open");
	const span = risk.state?.span ?? risk.span;
	write(revision, risk, "status", escapeMarkdown(word), { state: { value: word, span } });
}

function write(revision: Revision, risk: Risk, column: RiskColumn, text: string, expected: Partial<Risk>): void {
	const { risks } = revision.expected;
	if (risks === null) return;
	const content = risks.table.columns[column];
	const cell = content === undefined ? undefined : risk.cells[content];
	if (cell === undefined) return;
	revision.edit(replaceCell(revision.text, risks, cell, text));
	const rows = risks.rows.map((one) => (one.id === risk.id ? { ...one, ...expected } : one));
	revision.expected = { ...revision.expected, risks: { ...risks, rows } };
	revision.changes.push(`risk "${risk.risk.value}": ${column === "status" ? text : expected.struck ? "closed" : "open"}`);
}

function addRisk(
	revision: Revision,
	register: RiskRegister,
	change: Extract<RiskChange, { kind: "risk-add" }>,
	by: Signature,
): string {
	const text = writableText(change.text, "the risk");
	if (register.rows.some(({ risk }) => risk.value === text)) return "the risk is in the register already";
	const value = (given: string | null, what: string): string => (given === null ? "-" : writableText(given, what));
	const cells: Record<RiskColumn, string> = {
		risk: text,
		impact: value(change.impact, "the impact"),
		probability: value(change.probability, "the probability"),
		mitigation: value(change.mitigation, "the mitigation"),
		owner: value(change.owner, "the owner"),
		status: register.rows.find((one) => one.state !== null && !isClosed(one))?.state?.value ?? "Open",
	};
	const { header, columns } = register.table;
	for (const [name, given] of [
		["owner", change.owner],
		["mitigation", change.mitigation],
	] as const)
		if (given !== null && columns[name] === undefined)
			throw new Failure(
				"refused",
				`the risk register has no column for the ${name}`,
				`add the column ${name} to the table, or leave --${name} out`,
			);
	const last = register.rows.at(-1);
	const at = last?.span ?? register.table.span;
	const table = columnsOf(header, register.rows);
	const written = header.map((_, index) => {
		const name = columnAt(riskColumns, register.table, index);
		const content = name === null || cells[name] === "-" ? "-" : escapeMarkdown(cells[name]);
		const width = alignedWidth(revision.text, table[index] ?? [], table);
		const cell = ` ${content}`;
		return width === null ? `${cell} ` : cell + " ".repeat(Math.max(width - displayWidth(cell), 1));
	});
	const indent = revision.text.slice(lineStart(revision.text, at.start), at.start);
	revision.edit(insert(lineEnd(revision.text, at.end), `${endingOf(revision.text, at.start)}${indent}|${written.join("|")}|`));
	const fact = (name: RiskColumn): Risk["impact"] => (columns[name] === undefined ? null : { value: cells[name], span: at });
	const added: Risk = {
		id: "",
		span: at,
		cells: header,
		risk: { value: text, span: at },
		struck: false,
		impact: fact("impact"),
		probability: fact("probability"),
		mitigation: fact("mitigation"),
		owner: fact("owner"),
		state: fact("status"),
	};
	revision.expected = { ...revision.expected, risks: { ...register, rows: [...register.rows, added] } };
	revision.changes.push(`risk "${text}": added`);
	record(revision, `Added the risk ${text}`, by);
	return "";
}

/** A risk belongs to no phase: the row has the marker that other such rows have. */
function record(revision: Revision, words: string, by: Signature): void {
	const text = by.message === null ? words : writableText(by.message, "the message");
	addHistory(revision, [{ phase: null, text }], by.day, writableText(by.reviewer, "the reviewer's name"));
}
