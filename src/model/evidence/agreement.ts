import type { WrittenCompletion } from "../document.ts";
import { percentageOf } from "../percent-status.ts";
import { type DerivedPhase, percentage, type Tally } from "../roll-up.ts";
import type { Status, WrittenStatus } from "../status.ts";

/*
 * Whether a written value is accepted. Roll-up, sync, validate, --fix and the merge driver all use this, so that they agree on what to
 * leave alone.
 */

/**
 * Whether a written status is known and differs from the derived one. An unknown word contradicts nothing. The author of
 * "Blocked" without a listed blocker knows something that the checkboxes do not: that is a separate finding.
 */
export function contradicts(
	written: WrittenStatus | null | undefined,
	one: Pick<DerivedPhase, "status" | "blockers">,
): written is WrittenStatus & { readonly status: Status } {
	if (written?.status == null || written.status === one.status) return false;
	// A percentage shows only whether everything is done.
	if (percentageOf(written) !== null)
		return one.status !== "closed" && (written.status === "complete") !== (one.status === "complete");
	return written.status !== "blocked" || one.blockers.length > 0;
}

/** Whether a phase has a status to state: one that comes from its author is not repeated elsewhere. */
export function statesStatus(one: DerivedPhase): boolean {
	return one.basis === "derived";
}

/**
 * Whether a completion cell is accepted: it matches the checkboxes, floored, rounded or with decimals; it is in other units; or
 * the phase has no items to count. An empty cell is accepted as long as nothing is done.
 */
export function completionStands(written: WrittenCompletion, tally: Tally): boolean {
	if (tally.counted === 0 || written.kind === "other") return true;
	if (written.kind === "none") return tally.done === 0;
	const { percent, done, counted } = written;
	if (percent !== null && !percentStands(percent.value, written.decimals, tally)) return false;
	return (done === null || done.value === tally.done) && (counted === null || counted.value === tally.counted);
}

function percentStands(value: number, decimals: number, tally: Tally): boolean {
	return (["floor", "round"] as const).some((rounding) => value === percentageWith(tally, decimals, rounding));
}

/** The percentage in the form that a cell has. Only a phase that is done is at 100, and only one without any item done at 0. */
export function percentageWith(tally: Tally, decimals: number, rounding: "floor" | "round"): number {
	const whole = percentage(tally);
	if (whole === 0 || whole === 100) return whole;
	const scale = 10 ** decimals;
	const exact = (100 * tally.done * scale) / tally.counted;
	const near = (rounding === "floor" ? Math.floor(exact) : Math.round(exact)) / scale;
	if (near >= 100) return Math.floor(exact) / scale;
	return near <= 0 ? whole : near;
}
