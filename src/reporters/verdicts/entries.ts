import { criterionStatusOf, type ItemStatus, itemStatusOf } from "../../model/item-status.ts";
import type { Cause, Observation } from "../../model/verdict.ts";
import type { ContextVerdict, Verification } from "../../report/verification.ts";

/** An item, a check or a success criterion with its verdict, as the formats for people list it. */
export interface VerdictEntry {
	readonly id: string;
	readonly phase: string;
	readonly list: "phase" | "validation" | "criteria";
	readonly text: string;
	readonly checked: boolean;
	readonly status: ItemStatus;
	readonly reason: string;
	readonly message: string;
	readonly hint: string | null;
	readonly evidence: readonly Observation[];
	readonly causes?: readonly Cause[];
	readonly contexts: readonly ContextVerdict[];
}

/** Everything that was verified, items before criteria. */
export function entriesOf({ items, criteria }: Pick<Verification, "items" | "criteria">): readonly VerdictEntry[] {
	return [
		...items.map((item): VerdictEntry => ({ ...item, status: itemStatusOf({ ...item, skipped: item.state === "skipped" }) })),
		...criteria.map((one): VerdictEntry => ({ ...one, list: "criteria", checked: false, status: criterionStatusOf(one) })),
	];
}
