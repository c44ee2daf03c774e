import type { OpenDocument } from "../../app/open-document.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { oneLine, selectItems } from "../../app/select-items.ts";
import { Failure, Interrupted } from "../../model/failure.ts";
import type { Item } from "../../model/item.ts";
import { everyItem } from "../../model/phase.ts";
import { printable } from "../../text/printable.ts";

export interface Purpose {
	/** `Check off`: the title of the list to choose from. */
	readonly title: string;
	/** Which items that list offers. */
	readonly offers: (item: Item) => boolean;
	/** What a range or a `*` takes along, and why it leaves out the rest. */
	readonly ranges: { readonly take: (item: Item) => boolean; readonly because: string };
}

/** The ids of the items that the arguments mean; without arguments, those that are picked from a searchable list on a terminal. */
export async function chooseItems(
	ports: Ports,
	words: readonly string[],
	{ document, at }: OpenDocument,
	purpose: Purpose,
): Promise<readonly string[]> {
	if (words.length > 0) {
		const { items, leftOut } = selectItems(words, document, purpose.ranges.take);
		if (leftOut.length > 0) {
			const ids = leftOut.map((item) => item.id).join(", ");
			ports.output.stderr.write(`left out, because ${purpose.ranges.because} (name them to include them): ${printable(ids)}\n`);
		}
		return items.map((item) => item.id);
	}
	// A terminal that reports no width, as some servers do, cannot display a list.
	if (!ports.input.isTerminal || !ports.output.stderr.isTerminal || (ports.output.stderr.columns ?? 0) < 20) {
		const hint =
			"an id, a part of one, words of its text, a range a..b, or a whole group GROUP/*; boulder-migrate status PHASE lists them";
		throw new Failure("usage", "no item is named", hint);
	}
	const offered = document.phases.flatMap(everyItem).filter(purpose.offers);
	if (offered.length === 0) throw new Failure("usage", `${at.displayPath} has no item to choose from`);
	return pick(ports, purpose.title, offered);
}

async function pick(ports: Ports, title: string, offered: readonly Item[]): Promise<readonly string[]> {
	const { autocompleteMultiselect, isCancel } = await import("@clack/prompts");
	const { input, output } = ports.output.terminal();
	const stop = new AbortController();
	void ports.invocation.interrupted.then(() => stop.abort());
	const picked = await autocompleteMultiselect({
		message: title,
		options: offered.map((item) => ({
			value: item.id,
			label: printable(`${item.phase}  ${oneLine(item.text.value)}`),
			hint: printable(item.id),
		})),
		placeholder: "type to search, Tab to pick, Enter when done",
		required: true,
		maxItems: 12,
		filter: (search, option) => {
			const searched = `${option.label ?? ""} ${option.value}`.toLowerCase();
			return search
				.toLowerCase()
				.split(/\s+/)
				.every((word) => searched.includes(word));
		},
		input,
		output,
		signal: stop.signal,
	});
	if (isCancel(picked)) throw new Interrupted();
	return picked;
}
