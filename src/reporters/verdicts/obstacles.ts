import type { Obstacle } from "../../model/gate.ts";
import type { Verification } from "../../report/verification.ts";

/** What keeps phases from being complete and is no item or criterion with a verdict of its own in this report. */
export function otherObstacles({ gate, items, criteria }: Verification): readonly Obstacle[] {
	const listed = new Set([...items, ...criteria].map(({ id }) => id));
	return (gate?.obstacles ?? []).filter(
		({ kind, id }) => !(kind === "item" || kind === "check" || kind === "criterion") || id === null || !listed.has(id),
	);
}

/** `prerequisite 1`, `check 2/validation/drill`: what an obstacle is, not escaped. */
export function obstacleName({ kind, id }: Obstacle): string {
	return id === null ? kind : `${kind} ${id}`;
}
