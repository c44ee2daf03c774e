import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { easings } from "../../src/model/easing.ts";
import { readProbeSettings } from "../../src/probes/file/probe-settings.ts";
import { sourceText } from "../../src/text/decode.ts";

const read = (text: string) => readDocument(sourceText(text));
const plan = (one: string, other = "- [ ] z", rest = ""): string =>
	`# T\n\n## Phase 1: x\n${one}\n\n## Phase 2: y\n${other}\n\n${rest}`;

/** `line phase: message` of each easing; `*` concerns all phases. */
function eased(
	before: string,
	after: string,
	probes: readonly [string | null, string | null] | null = null,
	isError?: (rule: string) => boolean,
): string[] {
	const settings = (yaml: string | null) => (yaml === null ? null : readProbeSettings(yaml, "probes.yaml"));
	const change = probes === null ? null : { before: settings(probes[0]), after: settings(probes[1]) };
	const document = read(after);
	return easings(read(before), document, change, isError).map(
		({ at, phase, message }) => `${document.source.lineOf(at)} ${phase ?? "*"}: ${message}`,
	);
}

describe("a phase becomes easier", () => {
	const needs = (...lines: string[]): string =>
		`## Dependencies and Blockers\n\n### Dependencies\n${lines.map((line) => `- ${line}\n`).join("")}`;
	const [hard, soft] = ["Phase 2 depends on Phase 1", "Phase 2 can proceed in parallel with Phase 1"];
	const withEdges = (...lines: string[]): string => plan("- [ ] a", "- [ ] z", needs(...lines));

	it("where a dependency was removed: reported at the section, or at the phase if the section was also removed", () => {
		expect(eased(withEdges(hard), withEdges("Phase 1 depends on Phase 2"))).toEqual([
			"9 2: Phase 2 no longer depends on Phase 1",
		]);
		expect(eased(withEdges(hard), plan("- [ ] a"))).toEqual(["6 2: Phase 2 no longer depends on Phase 1"]);
	});

	it("where one of several dependencies is gone", () => {
		const all = ["Phase 2 depends on Phase 1", "Phase 2 depends on Phase 9", "Phase 1 depends on Phase 9"];
		expect(eased(withEdges(...all), withEdges(...all.slice(1)))).toEqual(["9 2: Phase 2 no longer depends on Phase 1"]);
		expect(eased(withEdges(...all), withEdges(...all.slice(0, 2)))).toEqual(["9 1: Phase 1 no longer depends on Phase 9"]);
	});

	it("where a hard dependency becomes soft: reported at its line", () => {
		expect(eased(withEdges(hard), withEdges("Phase 1 depends on Phase 9", soft))).toEqual([
			"13 2: Phase 2 no longer needs Phase 1 to be complete, only to be started",
		]);
		expect(eased(withEdges(hard), withEdges(soft, hard))).toEqual([]);
	});

	it("not if a soft dependency becomes hard or stays, or if the phase itself was removed", () => {
		expect(eased(withEdges(soft), withEdges(hard))).toEqual([]);
		expect(eased(withEdges(soft), withEdges(soft))).toEqual([]);
		expect(eased(withEdges(soft), plan("- [ ] a"))).toEqual(["6 2: Phase 2 no longer depends on Phase 1"]);
		expect(eased(withEdges(hard), "# T\n\n## Phase 1: x\n- [ ] a\n")).toEqual([]);
	});

	it("where a blocker is gone or reworded, and not where its phase is", () => {
		const blocked = (...lines: string[]): string =>
			plan("- [ ] a", "- [ ] z", `## Blockers\n\n### Current Blockers\n${lines.map((line) => `- ${line}\n`).join("")}`);
		const both = blocked("Phase 1: no quota", "Phase 2: no quota");
		expect(eased(both, blocked("Phase 2: no quota"))).toEqual(["9 1: the blocker of Phase 1 is gone or reworded: no quota"]);
		expect(eased(both, blocked("Phase 1: no money", "Phase 2: no quota"))).toEqual([
			"9 1: the blocker of Phase 1 is gone or reworded: no quota",
		]);
		expect(eased(both, plan("- [ ] a"))).toEqual([
			"3 1: the blocker of Phase 1 is gone or reworded: no quota",
			"6 2: the blocker of Phase 2 is gone or reworded: no quota",
		]);
		expect(eased(both, "# T\n\n## Phase 1: x\n- [ ] a\n")).toEqual(["3 1: the blocker of Phase 1 is gone or reworded: no quota"]);
		expect(eased(blocked("Phase 1: no quota"), both)).toEqual([]);
	});

	it("where a success criterion is gone: reported at those that are left, or at the phase", () => {
		const criteria = (...lines: string[]): string =>
			plan(`- [ ] a\n\n### Success Criteria\n${lines.map((line) => `- ${line}\n`).join("")}`);
		expect(eased(criteria("Fast", "Small"), criteria("Small"))).toEqual([
			'7 1: the success criterion "Fast" is gone or reworded',
		]);
		expect(eased(criteria("Fast"), plan("- [ ] a"))).toEqual(['3 1: the success criterion "Fast" is gone or reworded']);
		// With a checkbox it asks for more.
		expect(eased(criteria("Fast"), criteria("[ ] Fast"))).toEqual([]);
		expect(eased(criteria("Fast"), "# T\n\n## Phase 2: y\n- [ ] z\n")).toEqual([]);
		expect(eased(plan("- [ ] a"), criteria("Fast"))).toEqual([]);
	});

	it("where it is set aside, by its row or its section: it holds back no other then", () => {
		const legend = "**Legend**: 🟢 Complete | ⚫ Cancelled = closed\n\n";
		const section = (status: string): string => legend + plan(`\n**Status:** ${status}\n\n- [ ] a`);
		const row = (status: string): string =>
			`${legend}| Phase | Status |\n|---|---|\n| Phase 1 | ${status} |\n\n${plan("- [ ] a")}`;
		expect(eased(section("🟢 Complete"), section("⚫ Cancelled"))).toEqual([
			"5 1: Phase 1 is closed, so it no longer holds back other phases",
		]);
		expect(eased(row("🟢 Complete"), row("⚫ Cancelled"))).toEqual([
			"9 1: Phase 1 is closed, so it no longer holds back other phases",
		]);
		expect(eased(row("⚫ Cancelled"), section("⚫ Cancelled"))).toEqual([]);
		expect(eased(section("⚫ Cancelled"), section("🟢 Complete"))).toEqual([]);
		expect(eased("# T\n", section("⚫ Cancelled"))).toEqual([]);
	});

	it("where a suppression accepts an error that it did not accept before, in these words", () => {
		const note = (reason: string, until = ""): string => `<!-- boulder-migrate-ignore overdue${until}: ${reason} -->`;
		const with_ = (...notes: string[]): string => plan(["- [ ] a", ...notes].join("\n"));
		expect(eased(with_(), with_(note("agreed")))).toEqual(["5 1: errors of overdue are suppressed: agreed"]);
		expect(eased(with_(note("agreed")), with_(note("agreed"), note("agreed")))).toEqual([
			"6 1: errors of overdue are suppressed: agreed",
		]);
		expect(eased(with_(note("agreed")), with_(note("agreed anew")))).toEqual([
			"5 1: errors of overdue are suppressed: agreed anew",
		]);
		expect(eased(with_(note("agreed", " until 2026-12-01")), with_(note("agreed", " until 2027-12-01")))).toHaveLength(1);
		expect(eased(with_(note("agreed")), plan("- [ ] a", `- [ ] z\n${note("agreed")}`))).toEqual([]);
		expect(eased(with_(note("agreed")), with_())).toEqual([]);
		expect(eased(with_(), with_(note("agreed")), null, (rule) => rule !== "overdue")).toEqual([]);
		expect(eased(plan("- [ ] a"), plan("- [ ] a", `- [ ] z\n${note("agreed")}`))).toEqual([
			"8 2: errors of overdue are suppressed: agreed",
		]);
		expect(eased("# T\n", `# T\n\n${note("agreed")}\n`)).toEqual(["3 *: errors of overdue are suppressed: agreed"]);
	});
});

describe("what eases a phase is explained", () => {
	const plain = plan("- [x] a\n  - Evidence: order 17 (Ana, 2026-03-01)", "- [ ] z");
	const told = (before: string, after: string): string[] =>
		easings(read(before), read(after), null).map(({ explainedBy }) => explainedBy);

	it("by any new row where evidence changed or a suppression came, else by a row of its own", () => {
		expect(told(plain, plan("- [x] a", "- [ ] z\n<!-- boulder-migrate-ignore overdue: agreed -->"))).toEqual([
			"any row",
			"any row",
		]);
		const rich = plan(
			"- [ ] a\n- [ ] b\n- [ ] one thing\n\n### Success Criteria\n- Fast",
			"- [ ] z",
			"## Blockers\n- Phase 1: no quota\n\n## Dependencies\n- Phase 2 depends on Phase 1\n\n## Risk Register\n\n| Risk | Impact | Probability |\n|---|---|---|\n| Rain | High | Low |\n| Theft | High | Low |\n",
		);
		const poor = rich
			.replace("- [ ] a", "- [ ] ~~a~~ (N/A: b)")
			.replace("- [ ] b", "- [ ] b (optional)")
			.replace("- [ ] one thing\n", "")
			.replace("- [ ] z", "- [ ] z\n- [ ] one thing")
			.replace("- Fast", "")
			.replace("- Phase 1: no quota", "None")
			.replace("- Phase 2 depends on Phase 1", "- Phase 1 depends on Phase 2")
			.replace("| Rain | High | Low |\n", "");
		expect(new Set(told(rich, poor))).toEqual(new Set(["a row of its own"]));
		expect(told(rich, poor)).toHaveLength(7);
		expect(eased(rich, poor).filter((one) => one.includes(" *: "))).toHaveLength(1);
	});
});

describe("an item becomes easier", () => {
	it.each<[what: string, before: string, after: string, said: string[]]>([
		["is struck through", "- [ ] a", "- [ ] ~~a~~ (N/A: b)", ["4 1: 1/a is struck through"]],
		["stays struck through", "- [ ] ~~a~~ (N/A: b)", "- [ ] ~~a~~ (N/A: c)", []],
		["is not struck through any more", "- [ ] ~~a~~ (N/A: b)", "- [ ] a", []],
		["is optional", "- [ ] a", "- [ ] a (optional)", ["4 1: 1/a is now optional"]],
		["stays optional", "- [ ] a (optional)", "- [ ] a (optional)", []],
		["is not optional any more", "- [ ] a (optional)", "- [ ] a", []],
	])("that %s", (_what, before, after, said) => expect(eased(plan(before), plan(after))).toEqual(said));

	it("that was moved: the phase that it left", () => {
		expect(eased(plan("- [ ] a\n- [ ] one thing"), plan("- [ ] a", "- [ ] z\n- [ ] one thing"))).toEqual([
			"8 1: 1/one-thing was moved to Phase 2",
		]);
	});

	it("whose evidence is gone or changed while it stays checked off", () => {
		const evidence = "\n  - Evidence: order 17 (Ana, 2026-03-01)";
		const said = ["4 1: the evidence of the checked item 1/a is gone or changed: order 17"];
		expect(eased(plan(`- [x] a${evidence}`), plan("- [x] a"))).toEqual(said);
		expect(eased(plan(`- [x] a${evidence}`), plan(`- [x] a${evidence.replace("Ana", "Bo")}`))).toEqual(said);
		expect(eased(plan(`- [x] a${evidence}`), plan(`- [x] a${evidence.replace("03-01", "03-02")}`))).toEqual(said);
		expect(eased(plan(`- [x] a${evidence}`), plan("- [ ] a"))).toEqual([]);
		expect(
			eased(plan(`- [x] a${evidence}${evidence.replace("17", "18")}`), plan(`- [x] a${evidence.replace("17", "18")}`)),
		).toEqual(said);
		const longer = evidence.replace("03-01)", "03-01, until 2027-01-01)");
		expect(eased(plan(`- [x] a${longer}`), plan(`- [x] a${evidence}`))).toEqual(said);
		expect(eased(plan(`- [ ] a${evidence}`), plan("- [x] a"))).toEqual([]);
		expect(eased(plan("- [x] a"), plan(`- [x] a${evidence}`))).toEqual([]);
	});
});

describe("the probes become easier", () => {
	const yaml = (probes: string, rest = ""): string => `schemaVersion: 1\n${rest}probes:\n${probes}`;
	const probe = (what: string): string => yaml(`  1/a: { ${what} }\n`);
	const open = plan("- [ ] a");
	const job = "workload: { kind: Deployment, name: cart, minReplicas: 3 }";

	it("where one requires less, and how", () => {
		expect(eased(open, open, [probe(job), probe(job.replace("3", "2"))])).toEqual([
			"4 1: the probe of 1/a asks for less (minReplicas: 3 → 2)",
		]);
		expect(eased(open, open, [probe(job), probe(job.replace("3", "4"))])).toEqual([]);
		expect(eased(open, open, [probe(job), probe("attestation: { ask: ok? }")])).toEqual([
			"4 1: the probe of 1/a is now the word of a person",
		]);
		expect(eased(open, open, [probe("attestation: { ask: ok? }"), probe("attestation: { ask: fine? }")])).toEqual([]);
		expect(eased(open, open, [probe(job), probe(`${job}, attestation: { ask: ok? }`)])).toEqual([
			"4 1: the probe of 1/a asks for less (it is now proven by attestation)",
		]);
		expect(eased(open, open, [probe(job), yaml("  {}\n")])).toEqual(["4 1: the probe of 1/a is gone"]);
		expect(eased(open, open, [yaml("  {}\n"), probe(job)])).toEqual([]);
	});

	it("where that of a checked item is another one in any way", () => {
		const [done, undone] = [plan("- [x] a"), open];
		const harder = [probe(job), probe(job.replace("3", "4"))] as const;
		expect(eased(done, done, harder)).toEqual(["4 1: the probe of the checked item 1/a is changed"]);
		expect(eased(done, done, [probe(job), probe(job.replace("3", "2"))])).toEqual([
			"4 1: the probe of the checked item 1/a is changed",
		]);
		expect(eased(done, done, [probe(job), `${probe(job)}# a comment\n`])).toEqual([]);
		expect(eased(done, undone, harder)).toEqual([]);
		expect(eased(undone, done, harder)).toEqual([]);
	});

	it("where the rules that report errors are switched off or only warn", () => {
		const rules = (settings: string): string => yaml("  {}\n", settings === "" ? "" : `rules: { ${settings} }\n`);
		const set = (before: string, after: string, isError?: (rule: string) => boolean) =>
			eased(open, open, [rules(before), rules(after)], isError);
		expect(set("", "overdue: off")).toEqual(["1 *: rules: of the probes file switches overdue off"]);
		expect(set("overdue: warning", "overdue: off")).toEqual(["1 *: rules: of the probes file switches overdue off"]);
		expect(set("", "overdue: warning")).toEqual(["1 *: rules: of the probes file makes overdue a warning"]);
		expect(set("overdue: error", "overdue: warning")).toEqual(["1 *: rules: of the probes file makes overdue a warning"]);
		for (const [before, after] of [
			["overdue: off", "overdue: off"],
			["overdue: off", "overdue: warning"],
			["overdue: warning", "overdue: warning"],
			["overdue: warning", ""],
			["", "overdue: error"],
		])
			expect(set(before ?? "", after ?? ""), `${before} → ${after}`).toEqual([]);
		expect(set("", "overdue: off", () => false)).toEqual([]);
	});
});
