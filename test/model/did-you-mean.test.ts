import fc from "fast-check";
import { distance } from "fastest-levenshtein";
import { describe, expect, it } from "vitest";
import { nearest } from "../../src/model/did-you-mean.ts";

const word = fc.string({ unit: fc.constantFrom("a", "B", "b", "-", "1"), maxLength: 8 });

describe("the most similar word", () => {
	it("is the first of those that are nearest, as far as a third of its letters", () => {
		fc.assert(
			fc.property(word, fc.array(word, { maxLength: 8 }), (written, known) => {
				const costs = known.map((one) => distance(written.toLowerCase(), one.toLowerCase()));
				const least = Math.min(...costs);
				const isNear = least <= Math.max(1, Math.floor(written.length / 3));
				expect(nearest(written, known)).toBe(isNear ? (known[costs.indexOf(least)] ?? null) : null);
			}),
			{ numRuns: 2_000 },
		);
	});
});
