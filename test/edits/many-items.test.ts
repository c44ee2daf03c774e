import { describe, expect, it } from "vitest";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Item } from "../../src/model/item.ts";
import { by, checkOff, read } from "./editing.ts";

/** How often anything is asked of an item, per item that is checked off, in a document with so many phases. */
function looks(phases: number): number {
	const items = Array.from({ length: 25 }, (_, index) => `- [ ] Step ${index}\n`).join("");
	const text = Array.from({ length: phases }, (_, index) => `## Phase ${index}: Services\n\n${items}`).join("\n");
	let count = 0;
	const counted = (item: Item): Item =>
		new Proxy(item, {
			get(target, field, receiver) {
				count += 1;
				return Reflect.get(target, field, receiver);
			},
		});
	const document = read(text);
	const watched = { ...document, phases: document.phases.map((phase) => ({ ...phase, items: phase.items.map(counted) })) };
	const ids = document.phases.flatMap((phase) => phase.items.map(({ id }) => id));
	const applied = applyChange(watched, checkOff(...ids), by, read);
	expect(applied.kind === "changed" && applied.text.split("- [x] ").length - 1).toBe(25 * phases);
	return count / ids.length;
}

describe("a document with many items", () => {
	it("takes hardly more looks for each that is checked off than one with few", () => {
		// Whose items are whose is asked for each phase; that is little.
		expect(looks(40)).toBeLessThanOrEqual(looks(4) * 2);
	});
});
