import { count } from "../../text/wording.ts";

interface Assigned {
	readonly owners: readonly string[];
	readonly due: string | null;
	readonly overdueDays?: number | null;
}

/** `@ana, due 2026-12-01, 3 days overdue`; empty without owners and a due date. Not escaped. */
export function assignmentWords({ owners, due, overdueDays = null }: Assigned): string {
	return [...owners, due === null ? null : `due ${due}`, overdueDays === null ? null : overdueWords(overdueDays)]
		.filter((part) => part !== null)
		.join(", ");
}

/** `1 day overdue`. */
export function overdueWords(days: number): string {
	return `${count(days, "day")} overdue`;
}
