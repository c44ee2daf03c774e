import type { WrittenCompletion } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import { percentage, type Tally } from "../model/roll-up.ts";
import { slice } from "../text/span.ts";

/** Whether a completion cell says what the boxes give. */
export function agrees(written: WrittenCompletion, tally: Tally): boolean {
	if (written.kind !== "progress") return false;
	const { percent, done, counted } = written;
	if (percent !== null && percent.value !== percentage(tally)) return false;
	return (done === null || done.value === tally.done) && (counted === null || counted.value === tally.counted);
}

/** A completion cell brought up to date in the form that it has: `36%`, `12/33`, `12/33 (36%)`. */
export function restateCompletion(text: string, cell: Fact<WrittenCompletion>, tally: Tally): string {
	const { value, span } = cell;
	if (value.kind !== "progress") return `${percentage(tally)}%`;
	const changes = [
		{ at: value.percent?.span, to: percentage(tally) },
		{ at: value.done?.span, to: tally.done },
		{ at: value.counted?.span, to: tally.counted },
	];
	let result = slice(text, span);
	for (const { at, to } of changes.sort((a, b) => (b.at?.start ?? 0) - (a.at?.start ?? 0))) {
		if (at !== undefined) result = result.slice(0, at.start - span.start) + String(to) + result.slice(at.end - span.start);
	}
	return result;
}
