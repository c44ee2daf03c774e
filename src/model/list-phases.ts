import type { PhaseId } from "./phase-id.ts";

/** `Phase 2`, `Phases 2 and 3`, `Phases 2, 3 and 5`. */
export function listPhases(ids: readonly PhaseId[]): string {
	const last = ids.at(-1) ?? "";
	return ids.length < 2 ? `Phase ${last}` : `Phases ${ids.slice(0, -1).join(", ")} and ${last}`;
}
