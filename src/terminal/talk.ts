import { printable } from "../text/printable.ts";
import { truncate, wrapHard } from "../text/width.ts";
import { answers, question } from "./action.ts";
import type { Tone } from "./page.ts";
import { type ViewState, visibleItems } from "./view-state.ts";

/** The messages and prompts below the list. At least one line, so that the list does not jump. */
export interface Talk {
	readonly lines: readonly string[];
	readonly tone: Tone;
}

export function talk(state: ViewState): Talk {
	const { columns, mode, filter, notice, problem, doing, asking } = state;
	const talkOf = (text: string, tone: Tone): Talk => ({ lines: wrapHard(printable(text), columns), tone });
	if (mode === "confirm" && asking !== null) return talkOf(`${question(asking)} y/n`, "caution");
	if (mode === "text" && asking !== null) {
		const lines = [...wrapHard(printable(question(asking)), columns), ...wrapHard(`${printable(state.typed)}█`, columns)];
		return { lines: notice === null ? lines : [...lines, ...wrapHard(notice.text, columns)], tone: "caution" };
	}
	if (mode === "filter") return { lines: [`/${truncate(printable(filter), columns - 2)}█`], tone: "plain" };
	if (notice !== null) return talkOf(notice.text, notice.isBad ? "bad" : "good");
	if (problem !== null) return talkOf(`${problem}; still watching`, "bad");
	if (doing !== null) return talkOf(doing, "faint");
	if (filter === "" && state.only === null) return { lines: [""], tone: "plain" };
	const [count, all] = [visibleItems(state).length, state.page?.items.length ?? 0];
	const named = filter === "" ? "" : ` ${filter}`;
	return talkOf(`filter:${named} (${count} of ${all}; Esc clears)`, "faint");
}

/** The keys that make sense now. */
export function keysLine({ mode, columns, asking }: ViewState): string {
	switch (mode) {
		case "confirm":
		case "text":
			return asking === null ? "" : answers(asking.kind);
		case "filter":
			return "type words in any order   Enter keeps   Esc clears";
		case "help":
			return "↓ ↑ scroll   any other key returns";
		case "list":
			if (columns < 60) return "↑↓ Enter  n problem  c check  ? help  q quit";
			return columns < 100
				? "Enter details  n problem  0-9 phase  / filter  c check off  ? help  q quit"
				: "↑↓ move  Enter details  n next problem  0-9 phase  / filter  c check off  e edit  ? help  q quit";
	}
}
