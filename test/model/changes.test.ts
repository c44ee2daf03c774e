import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { matchItems } from "../../src/model/item-match.ts";
import { everyItem } from "../../src/model/phase.ts";
import { diffDocuments } from "../../src/report/document-diff.ts";
import { sourceText } from "../../src/text/decode.ts";

const read = (text: string): ReturnType<typeof readDocument> => readDocument(sourceText(text));
const phase = (...lines: string[]): string => `## Phase 1: x\n${lines.map((line) => `${line}\n`).join("")}`;

/** `before = after` of each pair, `- before`, `+ after`. */
function matched(before: string, after: string): string[] {
	const items = (text: string) => read(text).phases.flatMap(everyItem);
	const { pairs, gone, added } = matchItems(items(before), items(after));
	return [
		...pairs.map((pair) => `${pair.before.id} = ${pair.after.id}`),
		...gone.map(({ id }) => `- ${id}`),
		...added.map(({ id }) => `+ ${id}`),
	];
}

describe("an item of one version is the one of another", () => {
	it.each<[string, string, string, string[]]>([
		["with the same id", phase("- [ ] a", "- [ ] b"), phase("- [x] b", "- [ ] a"), ["1/a = 1/a", "1/b = 1/b"]],
		[
			"that was moved to another phase",
			`${phase("- [ ] one thing")}## Phase 2: y\n- [ ] a\n`,
			`${phase("- [ ] b")}## Phase 2: y\n- [ ] a\n- [ ] one thing\n`,
			["2/a = 2/a", "1/one-thing = 2/one-thing", "+ 1/b"],
		],
		[
			"that was reworded a little",
			phase("- [ ] Deploy the gateway"),
			phase("- [ ] Deploy the gateways"),
			["1/deploy-the-gateway = 1/deploy-the-gateways"],
		],
		[
			"in other letters",
			phase("- [ ] CONFIGURE NETWORK A <!-- id: a -->"),
			phase("- [ ] Configure network b <!-- id: b -->"),
			["1/a = 1/b"],
		],
		[
			"but not with other words",
			phase("- [ ] Deploy the gateway"),
			phase("- [ ] Measure latencies"),
			["- 1/deploy-the-gateway", "+ 1/measure-latencies"],
		],
		[
			"but not with another number",
			phase("- [ ] Deploy SA-1 here"),
			phase("- [ ] Deploy SA-2 here"),
			["- 1/deploy-sa-1-here", "+ 1/deploy-sa-2-here"],
		],
		[
			"but not reworded in another group",
			phase("### G", "- [ ] Deploy the gateway"),
			phase("### H", "- [ ] Deploy the gateways"),
			["- 1/deploy-the-gateway", "+ 1/deploy-the-gateways"],
		],
		[
			"but not from the validation list",
			phase("- [ ] Deploy it", "- [ ] z"),
			phase("- [ ] z", "### Phase 1 Validation", "- [ ] Deploy it"),
			["1/z = 1/z", "- 1/deploy-it", "+ 1/validation/deploy-it"],
		],
		[
			"but not where several say the same",
			phase("- [ ] same words"),
			"## Phase 2: y\n- [ ] same words\n- [ ] same words\n",
			["- 1/same-words", "+ 2/same-words", "+ 2/same-words-2"],
		],
		[
			"that is most like it, each only once",
			phase("- [ ] Deploy the gateway", "- [ ] Deploy the gate"),
			phase("- [ ] Deploy the gateways", "- [ ] Deploy the gates"),
			["1/deploy-the-gateway = 1/deploy-the-gateways", "1/deploy-the-gate = 1/deploy-the-gates"],
		],
		[
			"that is most like it, though another one stands first",
			phase("- [ ] Deploy the gate", "- [ ] Deploy the gateway"),
			phase("- [ ] Deploy the gateways"),
			["1/deploy-the-gateway = 1/deploy-the-gateways", "- 1/deploy-the-gate"],
		],
		[
			"but not where several said the same",
			"## Phase 2: y\n- [ ] same words\n- [ ] same words\n",
			phase("- [ ] same words"),
			["- 2/same-words", "- 2/same-words-2", "+ 1/same-words"],
		],
		[
			"but not with its numbers joined",
			phase("- [ ] Deploy host 1 port 2 here"),
			phase("- [ ] Deploy host 12 port here"),
			["- 1/deploy-host-1-port-2-here", "+ 1/deploy-host-12-port-here"],
		],
		["of which six letters in ten were there", phase("- [ ] abcdef"), phase("- [ ] abcdefghij"), ["1/abcdef = 1/abcdefghij"]],
		["of six letters in ten", phase("- [ ] abcdefghij"), phase("- [ ] abcdefxxxx"), ["1/abcdefghij = 1/abcdefxxxx"]],
		[
			"but not of five letters in ten",
			phase("- [ ] abcdefghij"),
			phase("- [ ] abcdexxxxx"),
			["- 1/abcdefghij", "+ 1/abcdexxxxx"],
		],
	])("%s", (_what, before, after, expected) => expect(matched(before, after)).toEqual(expected));
});

describe("the difference of two versions", () => {
	const names = { document: "x.md", from: "a", to: "b" };
	const diff = (before: string, after: string) => diffDocuments(read(before), read(after), names, "2026-11-24");
	const row = (start: string, target: string): string =>
		`| Phase | Status | Start | Target |\n|---|---|---|---|\n| Phase 1 | Done | ${start} | ${target} |\n\n`;

	it("is nothing where only the layout differs", () =>
		expect(diff(phase("- [ ] a", "- [x] b"), phase("* [x] b", "* [ ] a"))).toEqual({
			schemaVersion: 1,
			...names,
			phases: [],
			risks: { added: [], removed: [], changed: [] },
			policy: [],
			reviews: { added: [], gone: [] },
		}));

	it.each<[string, string, string, unknown[]]>([
		["checked", "- [ ] a", "- [x] a", [{ id: "1/a", text: "a", changes: ["checked"], was: null }]],
		["unchecked", "- [x] a", "- [ ] a", [{ id: "1/a", text: "a", changes: ["unchecked"], was: null }]],
		["skipped", "- [ ] a", "- [ ] ~~a~~ (N/A: b)", [{ id: "1/a", text: "a", changes: ["skipped"], was: null }]],
		["unskipped", "- [ ] ~~a~~ (N/A: b)", "- [ ] a", [{ id: "1/a", text: "a", changes: ["unskipped"], was: null }]],
		[
			"reworded and checked",
			"- [ ] Deploy the gateway",
			"- [x] Deploy the gateways",
			[
				{
					id: "1/deploy-the-gateways",
					text: "Deploy the gateways",
					changes: ["checked", "reworded"],
					was: "1/deploy-the-gateway",
				},
			],
		],
		["moved", "### G\n- [ ] a", "### H\n- [ ] a", [{ id: "1/a", text: "a", changes: ["moved"], was: null }]],
		[
			"added, one checked",
			"- [ ] a",
			"- [ ] a\n- [x] bb\n- [ ] cc",
			[
				{ id: "1/bb", text: "bb", changes: ["added", "checked"], was: null },
				{ id: "1/cc", text: "cc", changes: ["added"], was: null },
			],
		],
		["removed", "- [ ] a\n- [x] bb", "- [ ] a", [{ id: "1/bb", text: "bb", changes: ["removed"], was: null }]],
	])("reports what was %s", (_what, before, after, items) =>
		expect(diff(phase(before), phase(after)).phases[0]?.items).toEqual(items),
	);

	it("reports what follows from the checkboxes, and the dates", () => {
		const [one] = diff(
			`${row("-", "TBD")}${phase("- [ ] a", "- [ ] b")}`,
			`${row("2026-01-01", "2026-02-02")}${phase("- [x] a", "- [ ] b")}`,
		).phases;
		expect(one).toMatchObject({
			id: "1",
			title: "x",
			presence: "both",
			status: { from: "not-started", to: "in-progress" },
			completion: { from: 0, to: 50 },
			start: { from: null, to: "2026-01-01" },
			target: { from: null, to: "2026-02-02" },
		});
	});

	it.each<[string, string, string, object]>([
		[
			"a target",
			row("-", "2026-02-02"),
			row("-", "2026-02-03"),
			{ target: { from: "2026-02-02", to: "2026-02-03" }, start: null, status: null, completion: null },
		],
		["a blocker", "", "## Blockers\n- Phase 1: q\n\n", { blockers: { added: ["q"], removed: [] } }],
		["a blocker gone", "## Blockers\n- Phase 1: q\n\n", "", { blockers: { added: [], removed: ["q"] } }],
		["a note", "", "## Notes\n### Phase 1 Notes\n- learnt\n\n", { notes: ["learnt"] }],
	])("shows a phase for %s alone", (_what, before, after, expected) => {
		const one = phase("- [x] a", "- [ ] b");
		expect(diff(`# T\n\n${before}${one}`, `# T\n\n${after}${one}`).phases).toMatchObject([expected]);
	});

	it("shows phases that came and went", () => {
		const two = "## Phase 2: y\n- [x] a\n";
		expect(diff(phase("- [ ] b"), `${phase("- [ ] b")}${two}`).phases).toMatchObject([
			{
				id: "2",
				title: "y",
				presence: "added",
				status: { from: "not-started", to: "complete" },
				completion: { from: 0, to: 100 },
			},
		]);
		expect(diff(`${phase("- [ ] b")}${two}`, phase("- [ ] b")).phases).toMatchObject([
			{
				id: "2",
				title: "y",
				presence: "removed",
				status: { from: "complete", to: "not-started" },
				completion: { from: 100, to: 0 },
			},
		]);
		expect(diff(phase("- [ ] b"), `${phase("- [ ] b")}## Phase 2: y\n`).phases).toMatchObject([{ id: "2", presence: "added" }]);
	});

	it("shows reviews, each as often as it is there", () => {
		const history = (...rows: string[]): string =>
			`${phase("- [ ] a")}## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n${rows.map((one) => `| ${one} |\n`).join("")}`;
		const both = "2026-01-01 | Jo | 1 | x";
		expect(diff(history(both, "- | - | - | -"), history(both, both, "TBD | Bo | 1 | z")).reviews).toEqual({
			added: [both, "undated | Bo | 1 | z"],
			gone: [],
		});
		expect(diff(history(both, "2026-01-02 | Jo | 1 | y"), history(both, "2026-01-02  |  Jo | 1 | yy")).reviews).toEqual({
			added: ["2026-01-02 | Jo | 1 | yy"],
			gone: ["2026-01-02 | Jo | 1 | y"],
		});
	});
});
