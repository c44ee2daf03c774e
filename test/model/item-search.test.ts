import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selectItems } from "../../src/app/select-items.ts";
import { readDocument } from "../../src/document/read-document.ts";
import { Failure } from "../../src/model/failure.ts";
import { counts } from "../../src/model/item.ts";
import { everyItem } from "../../src/model/phase.ts";
import { sourceText } from "../../src/text/decode.ts";
import { realDocument } from "../command-line.ts";

const document = readDocument(sourceText(readFileSync(realDocument, "utf8")));
const every = document.phases.flatMap(everyItem);

function ids(...words: string[]): string[] {
	return selectItems(words, document, counts).items.map((item) => item.id);
}

function refusal(...words: string[]): string {
	try {
		return `chosen: ${ids(...words).join(" ")}`;
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		expect(problem.exitCode).toBe(2);
		return `${problem.message}\n${problem.hint}`;
	}
}

describe("items are chosen as people think", () => {
	it.each([
		[["2/sa-1-deployment"], "2/sa-1-deployment"],
		[["2/SA-1-Deployment"], "2/sa-1-deployment"],
		[["sa-1"], "2/sa-1-deployment"],
		[["sa1"], "2/sa-1-deployment"],
		[["2/sa-1"], "2/sa-1-deployment"],
		[["ra-1"], "2/ra-1-deployment"],
		[["2", "ra sct 1"], "2/ra-sct-provider-1-deployment"],
		[["phase", "2", "1 sct ra"], "2/ra-sct-provider-1-deployment"],
		[["2-3", "bootstrap"], "3/create-bootstrap-job-for-first-time-setup"],
		[["2,3", "bootstrap"], "3/create-bootstrap-job-for-first-time-setup"],
		[["Rollback TESTED"], "2/validation/rollback-tested"],
		[["rollback", "tested"], "2/validation/rollback-tested"],
		[["2/validation/rollback"], "2/validation/rollback-tested"],
		[["sa-1", "sa-2"], "2/sa-1-deployment 2/sa-2-deployment"],
		[["sa-1", "2/sa-1-deployment"], "2/sa-1-deployment"],
		[["sa-1..va-2"], "2/sa-1-deployment 2/sa-2-deployment 2/va-1-deployment 2/va-2-deployment"],
		[["va-2..sa-1"], "2/sa-1-deployment 2/sa-2-deployment 2/va-1-deployment 2/va-2-deployment"],
		[
			["2/group-2-certificate-operations/*"],
			every
				.filter(({ group }) => group?.startsWith("Group 2"))
				.map(({ id }) => id)
				.join(" "),
		],
		[
			["certificate operations/*"],
			every
				.filter(({ group }) => group?.startsWith("Group 2"))
				.map(({ id }) => id)
				.join(" "),
		],
		[
			["2", "group 2/*"],
			every
				.filter(({ group }) => group?.startsWith("Group 2"))
				.map(({ id }) => id)
				.join(" "),
		],
		[
			["3/*"],
			every
				.filter(({ phase, list }) => phase === "3" && list === "phase")
				.map(({ id }) => id)
				.join(" "),
		],
		[
			["3/validation/*"],
			every
				.filter(({ phase, list }) => phase === "3" && list === "validation")
				.map(({ id }) => id)
				.join(" "),
		],
	])("%j", (words, expected) => {
		expect(ids(...words).join(" ")).toBe(expected);
	});

	it.each([
		[["sa"], '"sa" matches 4 items', "6/sa-fixed-replicas-with-pdb"],
		[["deployment"], "items; use an id", "… "],
		[["sa-1", "deployment"], "chosen: 2/sa-1-deployment", ""],
		[["sa-1", "configuration"], '"configuration" matches', "4/ra-configuration"],
		[["2"], "Phase 2 has 38 items", "2/*"],
		[["sa-l"], 'there is no item "sa-l"', "did you mean 2/sa-1-deployment"],
		[["rolback tested"], "there is no item", "did you mean 2/validation/rollback-tested"],
		[["zzzzzz"], 'there is no item "zzzzzz"', "boulder-migrate list"],
		[["9/sa-1"], "there is no item", ""],
		[["va-9"], "there is no item", ""],
		[["sa-1..ra-1"], "are in different groups", "same group"],
		[["sa-1..zzzz"], "there is no item", ""],
		[["service/*"], "matches", "2/service-groups/*"],
		[["nothing/*"], "there is no item", ""],
		[["3/criteria/proper-error-handling"], "is a success criterion", "no checkbox"],
		[["*"], "there is no item", ""],
		[[".."], "there is no item", ""],
		[["---"], "there is no item", ""],
	])("%j is distinguished", (words, message, hint) => {
		expect(refusal(...words)).toContain(message);
		expect(refusal(...words)).toContain(hint);
	});

	it("leaves out of a range or a group what does not count, unless it is named", () => {
		const text = "## Phase 1: x\n### G\n- [ ] a one\n- [ ] Optional: b two\n- [ ] ~~c three~~ (N/A: no)\n- [ ] d four\n";
		const small = readDocument(sourceText(text));
		const chosen = (words: string[], onlyCounted: boolean) => {
			const { items, leftOut } = selectItems(words, small, onlyCounted ? counts : () => true);
			return [items.map(({ id }) => id), leftOut.map(({ id }) => id)];
		};
		expect(chosen(["1/*"], true)).toEqual([
			["1/a-one", "1/d-four"],
			["1/optional-b-two", "1/c-three"],
		]);
		expect(chosen(["a..d"], true)[0]).toEqual(["1/a-one", "1/d-four"]);
		expect(chosen(["1/*", "two"], true)).toEqual([["1/a-one", "1/d-four", "1/optional-b-two"], ["1/c-three"]]);
		expect(chosen(["g/*"], false)[0]).toHaveLength(4);
	});

	it("finds every item by its id, and never another one by any words that it has alone", () => {
		for (const item of every) expect(ids(item.id)).toEqual([item.id]);
		fc.assert(
			fc.property(fc.constantFrom(...every), fc.infiniteStream(fc.boolean()), (item, choose) => {
				const words = item.text.value.split(/\s+/).filter(() => choose.next().value);
				fc.pre(words.length > 0);
				const answer = refusal(words.join(" "));
				const has = (other: string): boolean => words.every((word) => other.split(/\s+/).includes(word));
				const isAlone = every.every((other) => other === item || !has(other.text.value));
				if (answer.startsWith("chosen: ") && isAlone) expect(answer).toBe(`chosen: ${item.id}`);
				else if (answer.startsWith("chosen: "))
					expect(every.filter(({ text }) => has(text.value)).map(({ id }) => `chosen: ${id}`)).toContain(answer);
				else expect(answer).toMatch(/matches|there is no item/);
			}),
		);
	});
});
