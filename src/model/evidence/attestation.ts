import type { Day } from "../date.ts";
import type { StatusDocument } from "../document.ts";
import { attested } from "../item.ts";
import { everyItem } from "../phase.ts";

/** Evidence written under an item: how old it is, and whether it still holds. */
export interface Attestation {
	readonly item: string;
	readonly itemText: string;
	readonly phase: string;
	readonly text: string;
	readonly reviewer: string;
	readonly day: Day;
	readonly until: Day | null;
	/** Whole days from its day to today; negative where it is dated later. */
	readonly ageDays: number;
	readonly expired: boolean;
	readonly line: number;
}

/** The evidence of the document: what has expired first, then the oldest. */
export function attestations(document: StatusDocument, today: Day): Attestation[] {
	const found = document.phases.flatMap((phase) =>
		everyItem(phase).flatMap((item) =>
			attested(item).map(
				(evidence): Attestation => ({
					item: item.id,
					itemText: item.text.value,
					phase: phase.id,
					text: evidence.text,
					reviewer: evidence.reviewer,
					day: evidence.day.value,
					until: evidence.until?.value ?? null,
					ageDays: daysBetween(evidence.day.value, today),
					expired: evidence.until !== null && evidence.until.value < today,
					line: document.source.lineOf(evidence.span.start),
				}),
			),
		),
	);
	return found.sort((a, b) => Number(b.expired) - Number(a.expired) || b.ageDays - a.ageDays);
}

export function daysBetween(from: Day, to: Day): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
