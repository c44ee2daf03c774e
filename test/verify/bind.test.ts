import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { readProbes } from "../../src/probes/file/read-probes.ts";
import { sourceText } from "../../src/text/decode.ts";
import { bind } from "../../src/verify/bind.ts";

const document = readDocument(
	sourceText(
		"## Phase 2: Split\n\n### Tasks\n- [ ] One\n- [ ] Two\n\n#### Group A: Left\n- [ ] Three\n\n### Success Criteria\n- It works\n\n## Validation Checklist\n\n### Phase 2 Validation\n- [ ] All well\n",
	),
	builtInVocabulary,
);
const bound = (probes: string) =>
	bind(document, readProbes(`schemaVersion: 1\ndefaults: { namespace: x }\nprobes:\n${probes}`, "p.yaml"));
const workload = (name: string): string => `{ workload: { kind: Deployment, name: ${name} } }`;

describe("binding", () => {
	it("lets the nearer key win: an item, then its group, then its phase", () => {
		const { of, unbound, orphans } = bound(
			`  2/*: ${workload("phase")}\n  2/group-a-left/*: ${workload("group")}\n  2/one: ${workload("item")}\n  2/criteria/it-works: ${workload("criterion")}\n`,
		);
		const names = [...of].map(([id, { probe }]) => [id, /Deployment (\w+)/.exec(probe.proves)?.[1]]);
		expect(Object.fromEntries(names)).toEqual({
			"2/one": "item",
			"2/two": "phase",
			"2/three": "group",
			"2/criteria/it-works": "criterion",
		});
		expect(unbound.map(({ id }) => id)).toEqual(["2/validation/all-well"]);
		expect(orphans).toEqual([]);
	});

	it("reports keys that match nothing, with the most similar ones", () => {
		const { orphans, nearestKey } = bound(`  2/onne: ${workload("a")}\n  3/*: ${workload("a")}\n`);
		expect(orphans.map(({ key }) => [key, nearestKey(key)])).toEqual([
			["2/onne", "2/one"],
			["3/*", "2/*"],
		]);
	});

	it("reads an id with other hyphens than GitHub's slug has", () => {
		const { of, orphans } = bound(`  2/validation/allwell: ${workload("a")}\n  2/t-wo: ${workload("b")}\n`);
		expect([...of.keys()]).toEqual(["2/validation/all-well", "2/two"]);
		expect(orphans).toEqual([]);
	});

	it("refuses items that are proven by each other", () => {
		expect(() =>
			bound("  2/one: { items: [2/two] }\n  2/two: { all: [{ items: ['2/group-a-left/*'] }] }\n  2/three: { items: [2/one] }\n"),
		).toThrow("p.yaml:4:3: items are proven by each other in a circle: 2/one → 2/two → 2/three → 2/one");
	});
});
