import { recordsCheckOff } from "../model/check-off-words.ts";
import type { Review } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { counts, type Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { tally } from "../model/roll-up.ts";
import { normalisedText } from "./escape.ts";
import type { Revision } from "./revision.ts";

/**
 * Four-eyes principle: the person who checks off the last open item of a phase must not be the one who checked off the previous item. That
 * is the reviewer of the newest row of the review history about the phase that records a check-off; if no row has the tool's words, of the
 * newest row about it.
 *
 * - One command that checks off several items and completes the phase counts as one person: refused.
 * - If items are done and no row has a reviewer, the previous person is unknown: refused.
 * - A phase with a single counted item has no previous person, so anyone may check it off.
 * - `--force` overrides gates, but not this rule.
 */
export function holdSecondReviewer(revision: Revision, ticked: readonly Item[], reviewer: string): void {
	const done = revision.before.phases.flatMap(everyItem).filter((item) => item.box.value);
	const wasDone = new Set(done.map((item) => item.id));
	for (const id of new Set(ticked.map((item) => item.phase))) {
		const counted = everyItem(revision.phase(id)).filter(counts);
		const fresh = counted.filter((item) => item.box.value && !wasDone.has(item.id));
		if (fresh.length === 0 || tally(counted).done < counted.length || counted.length === 1) continue;
		if (fresh.length > 1) {
			throw new Failure(
				"refused",
				`${fresh.length} items would complete Phase ${id} at once, but two reviewers must complete it`,
				"check off all but one; the last one is for another reviewer",
			);
		}
		const last = lastTicker(revision, id);
		if (last === null) {
			throw new Failure(
				"refused",
				`this would complete Phase ${id}, but the review history does not name who checked off its last item, and another reviewer must complete it`,
				"uncheck one item and let its reviewer check it off again",
			);
		}
		if (sameName(last, reviewer)) {
			throw new Failure(
				"refused",
				`this would complete Phase ${id}, and ${reviewer} checked off its last item too`,
				`anybody but ${reviewer} may check this one off`,
			);
		}
	}
}

function lastTicker(revision: Revision, phase: PhaseId): string | null {
	const rows = newestFirst(revision.before.history?.rows ?? []).filter((row) => row.phases.includes(phase));
	const row = rows.find(({ change }) => change !== null && recordsCheckOff(change.value)) ?? rows[0];
	const name = row?.reviewer?.value ?? "";
	return /^[-\u2013\u2014\s]*$/.test(name) ? null : name;
}

/** By their dates; of one day, the one that a table in ascending order has last, and one in descending order first. */
function newestFirst(rows: readonly Review[]): Review[] {
	const dated = rows.flatMap((row) => (row.date.value.kind === "day" ? [{ row, day: row.date.value.day }] : []));
	const descending = (dated[0]?.day ?? "") > (dated.at(-1)?.day ?? "");
	return (descending ? dated : dated.reverse()).sort((a, b) => b.day.localeCompare(a.day)).map(({ row }) => row);
}

/** The same person, in upper or lower case. */
function sameName(a: string, b: string): boolean {
	return normalisedText(a).toLowerCase() === normalisedText(b).toLowerCase();
}
