import fc from "fast-check";
import { slug as githubSlug } from "github-slugger";
import { describe, expect, it } from "vitest";
import { assignIds, type Identified, slug, slugOf } from "../../src/document/ids.ts";

function item(text: string, group: string | null = null, more: Partial<Identified> = {}): Identified {
	return { phase: "2", list: "phase", text, group, parent: null, pinned: null, ...more };
}

describe("ids", () => {
	it("are the phase and the slug, without a trailing parenthesis", () => {
		expect(
			assignIds([
				item("SA-1 Deployment (port 9395)"),
				item("All healthy", null, { list: "validation" }),
				item("Fast", null, { list: "criteria" }),
			]),
		).toEqual(["2/sa-1-deployment", "2/validation/all-healthy", "2/criteria/fast"]);
	});

	it("of equal texts get their group in front, then a number", () => {
		expect(
			assignIds([item("Test", "Group A"), item("Test", "Group B"), item("Test", "Group B"), item("Other", "Group B")]),
		).toEqual(["2/group-a/test", "2/group-b/test", "2/group-b/test-2", "2/other"]);
	});

	it("of texts that differ only in their parenthesis include it, in any order", () => {
		const [one, other] = [item("Deploy (port 1)", "A"), item("Deploy (port 2)", "A")];
		expect(assignIds([one, other])).toEqual(["2/a/deploy-port-1", "2/a/deploy-port-2"]);
		expect(assignIds([other, one])).toEqual(["2/a/deploy-port-2", "2/a/deploy-port-1"]);
		expect(assignIds([item("Deploy (port 1)", "A"), item("Deploy", "A")])).toEqual(["2/a/deploy-port-1", "2/a/deploy"]);
	});

	it("never collide, even with a text that looks like a number", () => {
		const ids = assignIds([item("Test"), item("Test 2"), item("Test"), item("Test"), item("Test 2")]);
		expect(new Set(ids).size).toBe(5);
		expect(ids[0]).toBe("2/test");
	});

	it("may be pinned", () => {
		expect(
			assignIds([item("Long text", null, { pinned: "short" }), item("Other", null, { pinned: "2/x/y" }), item("Short")]),
		).toEqual(["2/short", "2/x/y", "2/short-2"]);
	});

	it("are GitHub's slugs", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => {
				expect(slug(text)).toBe(githubSlug(text));
			}),
			{ numRuns: 2000 },
		);
	});

	it("always have a slug", () => {
		expect(slugOf("(all of it)")).toBe("all-of-it");
		expect(slugOf("🔴")).toBe("item");
		expect(slugOf("a (b (c))")).toBe("a");
		expect(slugOf("a (b")).toBe("a-b");
	});
});
