import { describe, expect, it } from "vitest";
import { readProgress } from "../../src/document/read-document.ts";
import { type ProgressHistory, ProgressReader, type VersionRead } from "../../src/report/progress-history.ts";
import { sourceText } from "../../src/text/decode.ts";

function progressHistory(versions: readonly VersionRead[]): ProgressHistory {
	const reader = new ProgressReader();
	for (const version of versions) reader.add(version);
	return reader.finish();
}

const read = (text: string): ReturnType<typeof readProgress> => readProgress(sourceText(text));
const phase = (...lines: string[]): string => `## Phase 1: x\n${lines.map((line) => `${line}\n`).join("")}`;

describe("the progress of a document", () => {
	let seconds = 0;
	const version = (commit: string, text: string, ...parents: (string | null)[]): VersionRead => {
		seconds -= 1;
		return {
			commit,
			seconds,
			author: "Jo",
			committer: "Jo",
			subject: commit,
			document: read(text),
			parents: parents.map((one) => (one === null ? null : read(one))),
		};
	};
	const told = (...versions: VersionRead[]): string[] => {
		const { checkOffs, scope } = progressHistory(versions);
		return [
			...checkOffs.map(
				({ commit, checked, id, counted }) => `${commit}: ${checked ? "did" : "undid"} ${id}${counted ? "" : " (not counted)"}`,
			),
			...scope.map(
				({ commit, added, removed }) =>
					`${commit}: ${[...added.map((id) => `+${id}`), ...removed.map((id) => `-${id}`)].join(" ")}`,
			),
		];
	};
	const [none, a, b, ab] = [
		phase("- [ ] a", "- [ ] b"),
		phase("- [x] a", "- [ ] b"),
		phase("- [ ] a", "- [x] b"),
		phase("- [x] a", "- [x] b"),
	];

	it("is listed the oldest first, from the first version on", () =>
		expect(told(version("three", a, ab), version("two", ab, a), version("one", a, null))).toEqual([
			"one: did 1/a",
			"two: did 1/b",
			"three: undid 1/b",
		]));

	it("counts what a version without parents has", () => expect(told(version("one", a))).toEqual(["one: did 1/a"]));

	it("gives a merge only what none of its parents had", () => {
		expect(told(version("merge", ab, a, b))).toEqual([]);
		expect(told(version("merge", ab, a, none))).toEqual(["merge: did 1/b"]);
		expect(told(version("merge", none, a, b))).toEqual([]);
		expect(told(version("merge", none, a, ab))).toEqual(["merge: undid 1/a"]);
		expect(told(version("merge", phase("- [ ] a", "- [ ] b", "- [ ] cc"), none, null))).toEqual(["merge: +1/cc"]);
	});

	it("calls an item what it is called today", () => {
		const [old, young] = [phase("- [x] Deploy the gateway"), phase("- [x] Deploy the gateways")];
		const { checkOffs } = progressHistory([version("two", young, old), version("one", old, phase("- [ ] Deploy the gateway"))]);
		expect(checkOffs).toMatchObject([
			{ id: "1/deploy-the-gateways", text: "Deploy the gateways", phase: "1", commit: "one", checked: true },
		]);
	});

	it("distinguishes the scope: added, removed, and no longer counted", () => {
		expect(told(version("more", phase("- [ ] a", "- [ ] b", "- [ ] cc", "- [x] dd (optional)"), none))).toEqual([
			"more: did 1/dd (not counted)",
			"more: +1/cc",
		]);
		expect(told(version("less", phase("- [ ] a"), none))).toEqual(["less: -1/b"]);
		expect(told(version("skipped", phase("- [ ] a", "- [ ] ~~b~~ (N/A: c)"), none))).toEqual(["skipped: -1/b"]);
		expect(told(version("merge", phase("- [ ] a"), none, phase("- [ ] a")))).toEqual([]);
		const three = phase("- [ ] a", "- [ ] b", "- [ ] cc");
		expect(told(version("merge", phase("- [ ] a"), three, none))).toEqual(["merge: -1/b"]);
		expect(told(version("later", phase("- [ ] a"), none), version("less", none, three))).toEqual(["less: -1/cc", "later: -1/b"]);
		expect(told(version("gone", phase("- [ ] a"), phase("- [ ] a", "- [x] bb (optional)")))).toEqual([]);
		expect(told(version("first", none, null))).toEqual([]);
	});
});
