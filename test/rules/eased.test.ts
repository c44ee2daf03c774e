import { describe, expect, it } from "vitest";
import { readProbeSettings } from "../../src/probes/file/probe-settings.ts";
import { check } from "../../src/rules/check.ts";
import { type Changes, changed, read, sound, today } from "./sound.ts";

const rule = "eased-without-review";
const row = (phase: string, text: string): [string, string] => [
	"| 2026-02-01 | Ana | Phases 1-2 | Phase 1 complete |",
	`| 2026-02-01 | Ana | Phases 1-2 | Phase 1 complete |\n| 2026-06-01 | Ana | ${phase} | ${text} |`,
];

const rich = changed(sound, [
	["- [ ] Autoscaler\n", "- [ ] Autoscaler\n\n### Success Criteria\n- Zero downtime\n"],
	["| Do it at night |", "| Do it at night |\n| Cost | Low | Low | - |"],
]);

function eased(before: string, after: string, probes: readonly [string | null, string | null] = [null, null]): string[] {
	const settings = (yaml: string | null) => (yaml === null ? null : readProbeSettings(yaml, "probes.yaml"));
	const change = probes[0] === probes[1] ? null : { before: settings(probes[0]), after: settings(probes[1]) };
	return check(read(after), today, null, read(before), change)
		.filter((finding) => finding.rule === rule)
		.map(({ message }) => message.replace(/, but the review history has no new row.*/, ""));
}

/** What a commit may do to make a phase easier: the change, the phase whose row would tell of it, and what is said. */
const documents: readonly (readonly [what: string, Changes, phase: string, said: readonly string[]])[] = [
	[
		"a dependency that is gone",
		[["- Phase 3 requires Phases 1-2\n", "- Phase 3 requires Phase 1\n"]],
		"Phase 3",
		["Phase 3 no longer depends on Phase 2"],
	],
	[
		"a dependency that is softened",
		[["- Phase 2 depends on Phase 1 (racks first)", "- Phase 2 can proceed in parallel with Phase 1"]],
		"Phase 2",
		["Phase 2 no longer needs Phase 1 to be complete, only to be started"],
	],
	[
		"all dependencies, with their heading",
		[["### Dependencies Between Phases\n- Phase 2 depends on Phase 1 (racks first)\n- Phase 3 requires Phases 1-2\n", ""]],
		"Phases 2-3",
		["Phase 2 no longer depends on Phase 1", "Phase 3 no longer depends on Phase 1", "Phase 3 no longer depends on Phase 2"],
	],
	[
		"a blocker",
		[["- Phase 3: no quota (since 2026-05-01)", "None"]],
		"Phase 3",
		["the blocker of Phase 3 is gone or reworded: no quota"],
	],
	[
		"evidence that is gone",
		[["  - Evidence: order 17 went through (Ana, 2026-03-01, until 2027-03-01)\n", ""]],
		"Phase 2",
		["the evidence of the checked item 2/cart is gone or changed: order 17 went through"],
	],
	[
		"evidence that is rewritten",
		[["order 17", "order 18"]],
		"Phase 2",
		["the evidence of the checked item 2/cart is gone or changed: order 17 went through"],
	],
	[
		"evidence that ends later",
		[["until 2027-03-01", "until 2028-03-01"]],
		"Phase 2",
		["the evidence of the checked item 2/cart is gone or changed: order 17 went through"],
	],
	[
		"an item that is struck through",
		[["- [ ] Search", "- [ ] ~~Search~~ (N/A: bought)"]],
		"Phase 2",
		["2/search is struck through"],
	],
	["an item that becomes optional", [["- [ ] Search", "- [ ] Search (optional)"]], "Phase 2", ["2/search is now optional"]],
	[
		"a group that becomes optional",
		[["### Tasks\n- [ ] Autoscaler", "### Tasks (optional)\n- [ ] Autoscaler"]],
		"Phase 3",
		["3/autoscaler is now optional"],
	],
	[
		"a criterion that is gone",
		[["- Zero downtime\n", ""]],
		"Phase 3",
		['the success criterion "Zero downtime" is gone or reworded'],
	],
	[
		"a criterion that means less",
		[["- Zero downtime\n", "- Little downtime\n"]],
		"Phase 3",
		['the success criterion "Zero downtime" is gone or reworded'],
	],
	["a risk that is gone", [["| Cost | Low | Low | - |\n", ""]], "Phase 1", ['the risk "Cost" is gone']],
	["a risk that is struck through", [["| Cost | Low", "| ~~Cost~~ | Low"]], "Phase 1", ['the risk "Cost" is closed']],
	[
		"an item that goes to another phase",
		[
			["- [ ] Search\n", ""],
			["- [ ] Autoscaler\n", "- [ ] Autoscaler\n- [ ] Search\n"],
		],
		"Phase 2",
		["2/search was moved to Phase 3"],
	],
];

describe("a commit that eases a phase", () => {
	it.each(documents)("by %s is reported unless a row about the phase explains it", (_what, changes, phase, said) => {
		const after = changed(rich, changes);
		expect(eased(rich, after)).toEqual(said);
		expect(eased(rich, changed(after, [row(phase, "Agreed in the meeting")]))).toEqual([]);
		// What was there before, and rows about other phases, tell nothing.
		if (!said[0]?.includes("risk")) expect(eased(rich, changed(after, [row("Phase 7", "Agreed")]))).toEqual(said);
	});

	it("is not explained by the row of a check-off in the phase that it has opened", () => {
		const after = changed(rich, [
			["- Phase 3 requires Phases 1-2\n", ""],
			row("Phase 3", "Checked off Autoscaler (100% complete)"),
		]);
		expect(eased(rich, after)).toHaveLength(2);
	});

	it("does nothing by what makes it harder, or means the same", () => {
		const harder = changed(rich, [
			["- Phase 3 requires Phases 1-2", "- Phase 3 requires Phases 1-2\n- Phase 3 depends on Phase 2 (twice)"],
			["- [ ] Search", "- [ ] Search\n- [ ] Pay"],
			["- Zero downtime", "- Zero downtime\n- No pages"],
			["until 2027-03-01)", "until 2027-03-01)\n  - Evidence: order 18 (Bo, 2026-05-01)"],
			["| Cost |", "| Theft | Low | Low | Lock it |\n| Cost |"],
		]);
		expect(eased(rich, harder)).toEqual([]);
		expect(eased(changed(rich, [["- Phase 3 requires Phases 1-2", "- Phase 3 depends on Phases 1 and 2"]]), rich)).toEqual([]);
	});

	it("reports nothing without a history to explain it in, unless that is what was removed", () => {
		const bare = "# T\n## Phase 1: x\n- [ ] a\n### Success Criteria\n- Fast\n";
		expect(eased(bare, bare.replace("- Fast\n", ""))).toEqual([]);
		const without = rich.slice(0, rich.indexOf("## Review History")).replace("- Zero downtime\n", "");
		expect(eased(rich, without)).toHaveLength(1);
	});
});

describe("a commit that eases the probes", () => {
	const yaml = (probes: string, rest = ""): string => `schemaVersion: 1\n${rest}probes:\n${probes}`;
	const workload = "  2/cart: { workload: { kind: Deployment, name: cart } }\n";
	const before = yaml(
		`${workload}  2/search: { workload: { kind: Deployment, name: search } }\n  3/criteria/zero-downtime: { job: { name: load } }\n`,
		"lists: { all: [a, b] }\n",
	);

	it.each<[string, (text: string) => string | null, string[]]>([
		[
			"a checked item's probe to another one",
			(text) => text.replace("name: cart", "name: art"),
			["the probe of the checked item 2/cart is changed"],
		],
		[
			"a checked item's probe to a question",
			(text) => text.replace(workload, "  2/cart: { attestation: { ask: ok? } }\n"),
			["the probe of the checked item 2/cart is now the word of a person"],
		],
		["a checked item's probe to nothing", (text) => text.replace(workload, ""), ["the probe of the checked item 2/cart is gone"]],
		[
			"the probe of its whole group away",
			() => null,
			[
				"the probe of the checked item 2/cart is gone",
				"the probe of 2/search is gone",
				"the probe of 3/criteria/zero-downtime is gone",
			],
		],
		[
			"an open item's probe to a question",
			(text) =>
				text.replace("2/search: { workload: { kind: Deployment, name: search } }", "2/search: { attestation: { ask: ok? } }"),
			["the probe of 2/search is now the word of a person"],
		],
		[
			"a criterion's probe away",
			(text) => text.replace(/ {2}3\/criteria.*\n/, ""),
			["the probe of 3/criteria/zero-downtime is gone"],
		],
		["an open item's probe to another one", (text) => text.replace("name: search", "name: elastic"), []],
		[
			"the order and the comments",
			(text) => `${text.replace("kind: Deployment, name: cart", "name: cart, kind: Deployment")}# done\n`,
			[],
		],
		["the time that it takes", (text) => `${text}defaults: { timeout: 20s }\n`, []],
		[
			"for how long it looks",
			(text) => `${text}defaults: { stableFor: 0s }\n`,
			["the probe of the checked item 2/cart is changed"],
		],
	])("changes %s", (_what, change, said) => {
		expect(eased(rich, rich, [before, change(before)])).toEqual(said);
		const told = changed(rich, [row("Phases 2-3", "New probes")]);
		expect(eased(rich, told, [before, change(before)])).toEqual([]);
	});

	it("reports a list or a template that its probe uses", () => {
		const each = yaml(
			"  2/cart: { forEach: { list: all, template: one } }\n",
			"lists: { all: [a, b] }\ntemplates: { one: { job: { name: $(each) } } }\n",
		);
		expect(eased(rich, rich, [each, each.replace("[a, b]", "[a]")])).toEqual(["the probe of the checked item 2/cart is changed"]);
		expect(eased(rich, rich, [each, each.replace("{ job", "{ cronjob")])).toEqual([
			"the probe of the checked item 2/cart is changed",
		]);
	});

	it("names few of many", () => {
		const text =
			"# T\n## Phase 1: x\n- [x] a\n- [x] b\n- [x] c\n- [x] d\n- [x] e\n\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";
		const found = eased(text, text, [yaml("  1/*: { job: { name: x } }\n"), yaml("  {}\n")]);
		expect(found).toHaveLength(4);
		expect(found.at(-1)).toBe("the probe of the checked item 1/d is gone, and 1 more of Phase 1");
	});

	it.each([
		["policy: { secondReviewer: true }\n", "", "the policy no longer requires a second reviewer"],
		["policy: { evidence: required }\n", "policy: { evidence: verified }\n", "the policy no longer requires evidence"],
		["cluster: { uid: a }\n", "cluster: { uid: b }\n", "the probes file is no longer about the cluster a"],
	])("weakens what was agreed on: %s", (was, is, said) => {
		expect(eased(rich, rich, [yaml("  {}\n", was), yaml("  {}\n", is)])).toEqual([said]);
		expect(eased(rich, rich, [yaml("  {}\n", is), yaml("  {}\n", was)])).toEqual(
			was.startsWith("cluster") ? ["the probes file is no longer about the cluster b"] : [],
		);
	});
});
