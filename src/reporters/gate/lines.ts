import type { Obstacle, SuppressedObstacle } from "../../model/gate.ts";
import { groupBy } from "../../model/group-by.ts";
import type { GateReport } from "../../report/gate-report.ts";
import { count, firstOf } from "../../text/wording.ts";

/** Obstacles with one cause: it is reported once. */
export interface ObstacleLine {
	/** `check 2/validation/drill`, `blocker`, `12 items: 2/a, 2/b, and 10 more`. Not escaped. */
	readonly name: string;
	readonly message: string;
	readonly next: string | null;
	readonly line: number;
	readonly unverified: boolean;
}

export function obstacleLines({ obstacles }: GateReport): readonly ObstacleLine[] {
	// The next step of what is only not checked off names the item; the cause is the same.
	const causes = groupBy(obstacles, (one) => JSON.stringify([one.reason, one.message, one.unverified]));
	return [...causes.values()].flatMap((same) => {
		const [first] = same;
		if (first === undefined) return [];
		const { kind, id, message, line, unverified } = first;
		const ids = same.flatMap((one) => one.id ?? []);
		const name =
			same.length === 1 ? (id === null ? kind : `${kind} ${id}`) : `${count(same.length, "obstacle")}: ${firstOf(ids, 8)}`;
		return [{ name, message, next: nextOf(same), line, unverified }];
	});
}

function nextOf(same: readonly Obstacle[]): string | null {
	const [first] = same;
	const steps = [...new Set(same.flatMap(({ next }) => next ?? []))];
	if (steps.length < 2 || first?.reason !== "NotCheckedOff") return steps[0]?.replace(/\s*\n\s*/g, "; ") ?? null;
	return `boulder-migrate verify ${first.phase} --update`;
}

/** A finding that a comment in the document prevents from closing the gate: it is always reported. Not escaped. */
export function suppressedLine({ rule, message, why }: SuppressedObstacle): string {
	return `suppressed: ${message} (${rule}); reason: ${why}`;
}

/** The verdict in one sentence. Not escaped. */
export function gateHeadline({ phase, title, open, obstacles, age }: GateReport): string {
	const old = age === null ? "" : ` The recording is ${age}.`;
	if (open) return `Phase ${phase} (${title}) may be promoted.${old}`;
	const only = obstacles.every(({ unverified }) => unverified);
	return only
		? `Phase ${phase} (${title}) could not be verified: ${count(obstacles.length, "obstacle")}.${old}`
		: `Phase ${phase} (${title}) may not be promoted: ${count(obstacles.length, "obstacle")}.${old}`;
}
