import type { Evidence, Item } from "../../src/model/item.ts";

const span = { start: 0, end: 1 };

/** What somebody says to have seen. */
export function said(day: string, reviewer = "Ana", until: string | null = null, text = "drill of the week"): Evidence {
	return { span, text, reviewer, day: { value: day, span }, until: until === null ? null : { value: until, span }, proof: null };
}

/** An item with what was said of it. */
export function item(...evidence: readonly Evidence[]): Item {
	return {
		id: "2/validation/rollback-tested",
		pinned: false,
		list: "validation",
		phase: "2",
		text: { value: "Rollback tested", span },
		span,
		box: { value: false, span },
		group: null,
		parent: null,
		optional: false,
		notApplicable: null,
		struck: null,
		owners: [],
		due: null,
		evidence,
	};
}
