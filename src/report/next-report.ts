import type { Quoted } from "../text/command-line.ts";
import { commandLine } from "../text/command-line.ts";
import type { ItemReport, PhaseReport, StatusReport } from "./status-report.ts";

/** What can be done next, most urgent first: the shape of its JSON. */
export interface NextReport {
	readonly schemaVersion: 1;
	readonly document: string;
	readonly steps: readonly NextStep[];
	/** Open phases in which nothing can be done, and why. */
	readonly waiting: readonly { readonly phase: string; readonly title: string; readonly why: string }[];
}

export interface NextStep {
	readonly phase: string;
	readonly id: string;
	readonly text: string;
	readonly line: number;
	readonly owners: readonly string[];
	readonly due: string | null;
	readonly overdueDays: number | null;
	/** The command that goes on from here; null where its id cannot be typed. */
	readonly command: string | null;
}

/** The items that can be worked on now, what is overdue first; `sameDocument` are the options that chose the document. */
export function nextReport(status: StatusReport, sameDocument: Quoted): NextReport {
	const steps = status.phases.flatMap((phase) => {
		const next = new Set(phase.next);
		return everyItem(phase)
			.filter(({ id }) => next.has(id))
			.map((item) => step(phase, item, sameDocument));
	});
	return {
		schemaVersion: 1,
		document: status.document,
		steps: steps.sort((a, b) => (b.overdueDays ?? -1) - (a.overdueDays ?? -1)),
		waiting: status.phases.flatMap((phase) => {
			if (phase.status === "complete" || phase.status === "closed" || phase.next.length > 0) return [];
			return [{ phase: phase.id, title: phase.title, why: whyWaiting(phase) }];
		}),
	};
}

function everyItem(phase: PhaseReport): readonly ItemReport[] {
	return [...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items];
}

function step(phase: PhaseReport, item: ItemReport, sameDocument: Quoted): NextStep {
	const { id, text, line, owners, due, overdueDays } = item;
	const command = commandLine`boulder-migrate check-off ${id} --verify${sameDocument}`;
	return { phase: phase.id, id, text, line, owners, due, overdueDays, command };
}

function whyWaiting({ blockers, waitsFor }: PhaseReport): string {
	if (blockers.length > 0) return `blocked: ${blockers.map(({ reason }) => reason).join("; ")}`;
	if (waitsFor.length > 0) return `waits for ${waitsFor.map((id) => `Phase ${id}`).join(", ")}`;
	return "no open item";
}
