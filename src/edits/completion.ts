import type { StatusDocument, WrittenCompletion } from "../model/document.ts";
import { percentageWith } from "../model/evidence/agreement.ts";
import type { Located } from "../model/located.ts";
import type { DerivedPhase, Tally } from "../model/roll-up.ts";
import { slice } from "../text/span.ts";

/** How the percentages of a table are written. */
export interface PercentStyle {
	readonly decimals: number;
	readonly rounding: "floor" | "round";
}

/**
 * A completion cell brought up to date in the form that it has: `36%`, `12/33`, `12/33 (36%)`. A whole number has lost its decimals, so
 * they are those of the other rows.
 */
export function restateCompletion(text: string, cell: Located<WrittenCompletion>, tally: Tally, style: PercentStyle): string {
	const { value, span } = cell;
	if (value.kind !== "progress") return `${percentText(tally, style)}%`;
	const decimals = value.decimals > 0 || !isEnd(value.percent?.value) ? value.decimals : style.decimals;
	const changes = [
		{ at: value.percent?.span, to: percentText(tally, { decimals, rounding: style.rounding }) },
		{ at: value.done?.span, to: String(tally.done) },
		{ at: value.counted?.span, to: String(tally.counted) },
	];
	let result = slice(text, span);
	const comma = value.percent !== null && slice(text, value.percent.span).includes(",");
	for (const { at, to } of changes.sort((a, b) => (b.at?.start ?? 0) - (a.at?.start ?? 0))) {
		const written = comma ? to.replace(".", ",") : to;
		if (at !== undefined) result = result.slice(0, at.start - span.start) + written + result.slice(at.end - span.start);
	}
	return result;
}

function percentText(tally: Tally, { decimals, rounding }: PercentStyle): string {
	const value = percentageWith(tally, decimals, rounding);
	return isEnd(value) ? String(value) : value.toFixed(decimals);
}

function isEnd(value: number | undefined): boolean {
	return value === 0 || value === 100;
}

/** The style of the row's own percentage if it shows one, otherwise that of the other rows, otherwise whole percents, floored. */
export function percentStyleOf(document: StatusDocument, derived: readonly DerivedPhase[], of: DerivedPhase): PercentStyle {
	const own = styleOf(of);
	let [decimals, rounding] = [own?.decimals ?? null, own?.rounding ?? null];
	for (const one of derived) {
		if (decimals !== null && rounding !== null) break;
		if (one.phase.id === of.phase.id) continue;
		const style = styleOf(one);
		decimals ??= style?.decimals ?? null;
		rounding ??= style?.rounding ?? null;
	}
	return { decimals: decimals ?? 0, rounding: document.summary === null ? "floor" : (rounding ?? "floor") };
}

/** Null where the percentage is 0 or 100, or wrong; rounding null where both give the same. */
function styleOf({
	row,
	own,
}: DerivedPhase): { readonly decimals: number; readonly rounding: PercentStyle["rounding"] | null } | null {
	const value = row?.completion?.value;
	if (value?.kind !== "progress" || value.percent === null || isEnd(value.percent.value)) return null;
	const { decimals, percent } = value;
	const fits = (["floor", "round"] as const).filter((rounding) => percentageWith(own, decimals, rounding) === percent.value);
	if (fits.length === 0) return null;
	return { decimals, rounding: fits.length === 1 ? (fits[0] ?? null) : null };
}
