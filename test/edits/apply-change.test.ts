import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change, Signature } from "../../src/edits/change.ts";
import { exitCode, Failure } from "../../src/model/failure.ts";
import { sourceText } from "../../src/text/decode.ts";
import { apply, by, changedLines, checkOff, edited, migration, read, uncheck } from "./editing.ts";

const second: Partial<Signature> = { secondReviewer: true };

function refusal(text: string, change: Change, signature: Partial<Signature> = {}): Failure {
	try {
		apply(text, change, signature);
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
	throw new Error("it was not refused");
}

const table = "| Phase | Status | Start | Target | Done |\n|---|---|---|---|---|\n";
const history = "## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";

describe("check-off", () => {
	it("changes the facts that follow, and reports each", () => {
		const applied = apply(migration, checkOff("2/sa-1-deployment"));
		if (applied.kind !== "changed") throw new Error("unchanged");
		expect(changedLines(migration, applied.text)).toEqual([
			"-| **Phase 2** | Service Splitting | 🔴 Not Started | - | TBD | 0% |",
			"-- [ ] SA-1 Deployment (port 9395)",
			"-### Status: 🔴 Not Started",
			"-| (TBD) | - | - | Initial document creation |",
			"-*Last Updated: Document created as part of multi-profile strategy implementation*",
			"+| **Phase 2** | Service Splitting | 🟡 In Progress | 2026-11-24 | TBD | 3% |",
			"+### Status: 🟡 In Progress",
			"+- [x] SA-1 Deployment (port 9395)",
			"+| 2026-11-24 | Jo Doe | Phase 2 | Checked off SA-1 Deployment (3% complete); now in progress |",
			"+*Last Updated: 2026-11-24*",
		]);
		expect(applied.changes).toEqual([
			"2/sa-1-deployment: checked off",
			"Phase 2, start date: - → 2026-11-24",
			"Phase 2: 🔴 Not Started → 🟡 In Progress",
			"Phase 2: 0% → 3%",
			"review history, Phase 2: Checked off SA-1 Deployment (3% complete); now in progress",
			"last updated: 2026-11-24",
		]);
	});

	it("of an item that is already checked off changes nothing", () => {
		const once = edited(migration, checkOff("2/sa-1-deployment"));
		expect(apply(once, checkOff("2/sa-1-deployment"), { day: "2026-12-24" })).toEqual({
			kind: "unchanged",
			why: "2/sa-1-deployment is checked off already",
		});
		// One of two is: the row tells of the other.
		const both = edited(once, checkOff("2/sa-1-deployment", "2/sa-2-deployment"));
		expect(changedLines(once, both)).toContain("+| 2026-11-24 | Jo Doe | Phase 2 | Checked off SA-2 Deployment (6% complete) |");
	});

	it("reports several items in one row per phase", () => {
		const ids = ["sa-1", "sa-2", "va-1", "va-2", "ca-1"].map((name) => `2/${name}-deployment`);
		const now = edited(migration, checkOff(...ids, "4/ca-configuration"));
		expect(read(now).history?.rows.map(({ phase, change }) => [phase?.value, change?.value])).toEqual([
			[
				"Phase 2",
				"Checked off 5 items: SA-1 Deployment, SA-2 Deployment, VA-1 Deployment, VA-2 Deployment and CA-1 Deployment (15% complete); now in progress",
			],
			["Phase 4", "Checked off CA configuration (6% complete); now in progress"],
		]);
	});

	it("never overwrites a start date", () => {
		const started = edited(migration, { kind: "dates", phase: "2", start: { kind: "day", day: "2026-01-05" }, target: null });
		const now = edited(started, checkOff("2/sa-1-deployment"));
		expect(now).toContain("| 🟡 In Progress | 2026-01-05 | TBD | 3% |");
		expect(edited(now, uncheck("2/sa-1-deployment"))).toContain("| 🟡 In Progress | 2026-01-05 | TBD | 0% |");
	});

	it("uses the document's own tick", () => {
		expect(edited("## Phase 1: a\n* [X] one\n* [ ] two\n", checkOff("1/two"))).toBe("## Phase 1: a\n* [X] one\n* [X] two\n");
	});

	it("invents nothing where there is no table, history or footer", () =>
		expect(edited("## Phase 1: a\n- [ ] one", checkOff("1/one"))).toBe("## Phase 1: a\n- [x] one"));

	it("completes a phase that waited for another one, and reports it", () => {
		const text = `${table}| 1 | In Progress | 2026-01-01 | - | 50% |\n| 2 | In Progress | 2026-01-01 | - | 100% |\n
## Phase 1: a\n### Status: In Progress\n- [x] one\n- [ ] two\n\n## Phase 2: b\n### Status: In Progress\n- [x] three\n
## Dependencies\n- Phase 2 can proceed in parallel with Phase 1\n\n${history}| 2026-01-01 | Al | 1 | Kick-off |\n`;
		const now = edited(text, checkOff("1/two"));
		expect(now).toContain("| 1 | Complete | 2026-01-01 | - | 100% |\n| 2 | Complete | 2026-01-01 | - | 100% |");
		expect(now.match(/### Status: Complete/g)).toHaveLength(2);
		expect(now).toContain(
			"| 2026-11-24 | Jo Doe | 1 | Checked off two (100% complete); now complete |\n| 2026-11-24 | Jo Doe | 2 | Now complete, since Phase 1 is |\n",
		);
		const back = edited(now, uncheck("1/one"));
		expect(back).toContain("| 2026-11-24 | Jo Doe | 2 | In progress again, since Phase 1 is not complete any more |");
		expect(back).toContain("| 1 | In Progress | 2026-01-01 | - | 50% |\n| 2 | In Progress | 2026-01-01 | - | 100% |");
	});

	it("of what is not applicable is refused", () => {
		const text = edited(migration, { kind: "skip", items: ["2/ca-1-deployment"], reason: "elsewhere" });
		const failure = refusal(text, checkOff("2/ca-1-deployment"));
		expect([failure.exitCode, failure.hint]).toEqual([exitCode.refused, "unskip 2/ca-1-deployment first"]);
	});

	it("overrides a gate by force, and records it in the history", () => {
		const failure = refusal(migration, checkOff("3/document-initialization-sequence"));
		expect([failure.exitCode, failure.message]).toEqual([
			exitCode.refused,
			expect.stringContaining("before Phase 2 is complete"),
		]);
		expect(failure.hint).toContain("--force --reason TEXT");
		const now = edited(migration, checkOff("3/document-initialization-sequence"), { force: "written | ahead", message: "Docs" });
		expect(now).toContain(
			"| Docs (checked off Document initialization sequence (14% complete); now in progress); forced past the gate of Phase 2: written \\| ahead |",
		);
	});

	it("opens within one command the gate behind the phase that it completes", () => {
		const text = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n## Dependencies\n- Phase 2 depends on Phase 1\n";
		expect(edited(text, checkOff("2/two", "1/one"))).not.toContain("[ ]");
		expect(refusal(text, checkOff("2/two")).exitCode).toBe(exitCode.refused);
	});

	it("adds evidence under the item, and adds it once", () => {
		const text = "## Phase 1: a\n1. [ ] one\n   - nested\n2. [ ] two\n";
		const change = (id: string): Change => ({ kind: "check-off", items: [id], evidence: { text: "run 7", until: "2027-01-01" } });
		const one = edited(text, change("1/one"));
		expect(one).toBe(
			"## Phase 1: a\n1. [x] one\n   - Evidence: run 7 (Jo Doe, 2026-11-24, until 2027-01-01)\n   - nested\n2. [ ] two\n",
		);
		expect(apply(one, change("1/one")).kind).toBe("unchanged");
		const renewed = edited(one, change("1/one"), { day: "2026-11-25" });
		expect(renewed).toContain("2026-11-24, until 2027-01-01)\n   - Evidence: run 7 (Jo Doe, 2026-11-25, until 2027-01-01)\n");
		expect(refusal(text, { kind: "check-off", items: ["1/one"], evidence: { text: "x", until: "2026-01-01" } }).exitCode).toBe(2);
	});

	it("puts evidence where it takes no nested item away", () => {
		const text = "## Phase 1: a\n- [ ] one\n    - [ ] nested\n";
		const now = edited(text, { kind: "check-off", items: ["1/one"], evidence: { text: "run", until: null } });
		expect(now).toBe("## Phase 1: a\n- [x] one\n    - Evidence: run (Jo Doe, 2026-11-24)\n    - [ ] nested\n");
	});

	it("of an unknown item is a usage error", () =>
		expect(refusal(migration, checkOff("2/nothing")).exitCode).toBe(exitCode.usage));
});

describe("uncheck", () => {
	const start = (text: string, phase: string): unknown =>
		read(text).summary?.rows.find((row) => row.phase.value === phase)?.start?.value;

	it("takes back the start date that the undone check-off set, on another day too", () => {
		const done = edited(migration, checkOff("2/sa-1-deployment"), { day: "2026-11-20" });
		expect(start(edited(done, uncheck("2/sa-1-deployment")), "2")).toEqual({ kind: "none" });
	});

	it("keeps the start date of a phase that was worked on for longer", () => {
		let text = edited(migration, checkOff("2/sa-1-deployment"), { day: "2026-11-20" });
		text = edited(text, checkOff("2/sa-2-deployment"), { day: "2026-11-21" });
		text = edited(text, uncheck("2/sa-1-deployment", "2/sa-2-deployment"));
		expect(start(text, "2")).toEqual({ kind: "day", day: "2026-11-20" });
		expect(text).toContain("| 2026-11-24 | Jo Doe | Phase 2 | Unchecked SA-1 Deployment and SA-2 Deployment (0% complete) |");
	});

	it("keeps a start date that was set by hand, also on the same day", () => {
		const dates: Change = { kind: "dates", phase: "2", start: { kind: "day", day: by.day }, target: null };
		const text = edited(edited(migration, dates), checkOff("2/sa-1-deployment"));
		expect(start(edited(text, uncheck("2/sa-1-deployment")), "2")).toEqual({ kind: "day", day: by.day });
	});

	it("writes an absent date as the others do", () => {
		const text = `${table}| 1 | Not Started | TBD | - | 0% |\n| 2 | Not Started | TBD | - | 0% |\n\n## Phase 1: a\n- [ ] one\n`;
		expect(edited(edited(text, checkOff("1/one")), uncheck("1/one"))).toBe(text);
	});
});

describe("two reviewers", () => {
	const text = `## Phase 1: a\n- [ ] one\n- [ ] two\n\n### Validation\n- [ ] three\n\n${history}`;
	const almost = edited(edited(text, checkOff("1/one"), { reviewer: "Al" }), checkOff("1/two"), { reviewer: "Jo" });

	it("are needed to complete a phase: who ticked the item before may not tick the last one", () => {
		const failure = refusal(almost, checkOff("1/validation/three"), { ...second, reviewer: "jo" });
		expect([failure.exitCode, failure.hint]).toEqual([exitCode.refused, "anybody but jo may check this one off"]);
		expect(edited(almost, checkOff("1/validation/three"), { ...second, reviewer: "Al" })).toContain("[x] three");
		expect(edited(almost, checkOff("1/validation/three"), { reviewer: "Jo" })).toContain("[x] three");
		// A gate may be forced; eyes may not.
		expect(refusal(almost, checkOff("1/validation/three"), { ...second, reviewer: "Jo", force: "hurry" }).exitCode).toBe(5);
	});

	it("are required with any message of the row", () => {
		const message = edited(text, checkOff("1/one", "1/two"), { ...second, reviewer: "Jo", message: "Storage is up" });
		expect(message).toContain("| Storage is up (checked off one and two (100% complete)");
		const reviewed = edited(message, { kind: "review", phase: "1", text: "fine" }, { reviewer: "Al" });
		expect(refusal(reviewed, checkOff("1/validation/three"), { ...second, reviewer: "Jo" }).exitCode).toBe(5);
	});

	it("are not one person who checks off several at once, or one whose predecessor is unknown", () => {
		const one = edited(text, checkOff("1/one"), { reviewer: "Al" });
		expect(refusal(one, checkOff("1/two", "1/validation/three"), { ...second, reviewer: "Jo" }).message).toContain("at once");
		const byHand = text.replace("[ ] one", "[x] one").replace("[ ] two", "[x] two");
		expect(refusal(byHand, checkOff("1/validation/three"), second).message).toContain("does not name who");
	});

	it("are identified by the newest row in any words, if none has ours", () => {
		const rows = "| 2026-11-20 | Al | 1 | Storage and network are up |\n";
		const byHand = text.replace("[ ] one", "[x] one").replace("[ ] two", "[x] two") + rows;
		expect(refusal(byHand, checkOff("1/validation/three"), { ...second, reviewer: "Al" }).exitCode).toBe(5);
		expect(edited(byHand, checkOff("1/validation/three"), { ...second, reviewer: "Jo" })).toContain("[x] three");
	});

	it("cannot be asked of a single item", () =>
		expect(edited("## Phase 1: a\n- [ ] one\n", checkOff("1/one"), second)).toContain("[x]"));

	it("are found in a table with the newest row on top", () => {
		const rows =
			"| 2026-11-24 | Jo | 1 | Checked off two (50% complete) |\n| 2026-11-20 | Al | 1 | Checked off one (50% complete) |\n";
		const byHand = text.replace("[ ] one", "[x] one").replace("[ ] two", "[x] two") + rows;
		expect(refusal(byHand, checkOff("1/validation/three"), { ...second, reviewer: "Jo" }).exitCode).toBe(5);
		expect(edited(byHand, checkOff("1/validation/three"), { ...second, reviewer: "Al" })).toContain("[x] three");
	});
});

describe("skip and unskip", () => {
	const item = "2/remote-va-a-deployment";

	it("strike an item out with its reason, and put it back as it was", () => {
		const now = edited(migration, { kind: "skip", items: [item], reason: "no (remote) VA" });
		expect(now).toContain("\n- [ ] ~~Remote VA-A Deployment (port 9397)~~ (N/A: no (remote) VA)\n");
		expect(apply(now, { kind: "skip", items: [item], reason: "other" }).kind).toBe("unchanged");
		expect(edited(now, { kind: "unskip", items: [item] })).toContain("\n- [ ] Remote VA-A Deployment (port 9397)\n");
		expect(apply(migration, { kind: "unskip", items: [item] })).toEqual({ kind: "unchanged", why: `${item} is not skipped` });
	});

	it.each([
		["- [ ] **bold** one <!-- id: x -->", "1/x", "- [ ] ~~**bold** one~~ (N/A: no) <!-- id: x -->"],
		["- [ ] `a ~ b` ends", "1/a--b-ends", "- [ ] ~~`a ~ b` ends~~ (N/A: no)"],
		["- [ ] two\n      lines", "1/two-lines", "- [ ] ~~two\n      lines~~ (N/A: no)"],
		["- [ ] ~~all~~", "1/all", "- [ ] ~~all~~ (N/A: no)"],
	])("keep what else stands there: %s", (line, id, wanted) => {
		const text = `## Phase 1: a\n${line}\n- [ ] other\n`;
		const now = edited(text, { kind: "skip", items: [id], reason: "no" });
		expect(now).toBe(text.replace(line, wanted));
		if (!line.includes("~~")) expect(edited(now, { kind: "unskip", items: [id] })).toBe(text);
	});

	it("take a checked item, uncheck it, and record that in the review history", () => {
		const text = `${table}| 1 | Complete | 2026-01-01 | 2026-02-01 | 100% |\n\n## Phase 1: a\n- [x] seed the database\n  - Evidence: Job seed (Ana, 2026-01-02)\n- [X] two\n\n${history}`;
		const now = edited(text, { kind: "skip", items: ["1/seed-the-database", "1/two"], reason: "the Job was deleted" });
		expect(now).toContain(
			"- [ ] ~~seed the database~~ (N/A: the Job was deleted)\n  - Evidence: Job seed (Ana, 2026-01-02)\n- [ ] ~~two~~ (N/A:",
		);
		const one = edited(text, { kind: "skip", items: ["1/seed-the-database"], reason: "the Job was deleted" });
		expect(one).toContain("| 1 | Complete | 2026-01-01 | 2026-02-01 | 100% |");
		expect(one).toContain("| Skipped seed the database (was checked off): the Job was deleted (100% complete) |");
		expect(edited(one, { kind: "unskip", items: ["1/seed-the-database"] })).toContain("\n- [ ] seed the database\n");
	});

	it("refuse what is half struck through", () => {
		const text = "## Phase 1: a\n- [x] one\n- [ ] ~~two~~ three\n";
		expect(refusal(text, { kind: "skip", items: ["1/three"], reason: "x" }).exitCode).toBe(exitCode.refused);
	});

	it("roll up", () => {
		const text = `${table}| 1 | In Progress | 2026-01-01 | - | 50% |\n\n## Phase 1: a\n- [x] one\n- [ ] two\n\n${history}`;
		const now = edited(text, { kind: "skip", items: ["1/two"], reason: "gone" });
		expect(now).toContain("| 1 | Complete | 2026-01-01 | - | 100% |");
		expect(now).toContain("| Skipped two: gone (100% complete); now complete |");
	});
});

describe("a document that", () => {
	it("has comments keeps them", () => {
		const ignore = (rule: string): string => `<!-- boulder-migrate-ignore ${rule}: meant so -->`;
		const text = `${table}| 1 | Not Started ${ignore("status-mismatch")} | - ${ignore("missing-start")} | - | 0% |

## Phase 1: a
### Status: Not Started ${ignore("status-mismatch")}
- [ ] one ${ignore("duplicate-item")}
- [ ] two

## Current Blockers
- Phase 1: x ${ignore("blocker-contradiction")}

${history}
*Last Updated: as we began ${ignore("stale-footer")}*
`;
		const now = edited(text, checkOff("1/one"));
		expect(now.match(/boulder-migrate-ignore/g)).toHaveLength(6);
		expect(now).toContain(`| 2026-11-24 ${ignore("missing-start")} |`);
		expect(now).toContain(`*Last Updated: 2026-11-24 ${ignore("stale-footer")}*`);
		expect(edited(now, { kind: "unblock", phase: "1" })).toContain("## Current Blockers\nNone\n");
	});

	it("has a pipe too many in a row is not written to, because its cells are shifted", () => {
		const text = `${table}| 1 | a | Not Started | - | - | 0% |\n\n## Phase 1: a\n- [ ] one\n`;
		expect(refusal(text, checkOff("1/one")).message).toContain("line 3: the row of Phase 1 has 6 cells");
	});

	it("is garbled is refused, with the way out", () => {
		const garbled = migration.replaceAll("🔴", "ðŸ”´");
		const failure = refusal(garbled, { kind: "sync" });
		expect([failure.exitCode, failure.hint]).toEqual([exitCode.refused, expect.stringContaining("validate --fix")]);
	});

	it("would read otherwise than meant is not written", () => {
		const lying = (text: string): ReturnType<typeof read> => readDocument(sourceText(text.replace("- [ ] SA-2", "- [x] SA-2")));
		expect(() => applyChange(read(migration), checkOff("2/sa-1-deployment"), by, lying)).toThrow("would change as well");
		const blurred = (text: string): ReturnType<typeof read> => {
			const document = read(text);
			return { ...document, irregularities: [{ kind: "hidden-checkbox", span: { start: 0, end: 0 } }] };
		};
		expect(() => applyChange(read(migration), checkOff("2/sa-1-deployment"), by, blurred)).toThrow("could not be read as meant");
		const losing = (text: string): ReturnType<typeof read> => ({ ...read(text), risks: null });
		expect(() => applyChange(read(migration), checkOff("2/sa-1-deployment"), by, losing)).toThrow("where this is meant");
	});

	it("is corrected by sync, and only there if it is wrong", () => {
		const lying = migration.replace("| 🔴 Not Started | - | TBD | 0% |", "| 🟢 Not Started | - | TBD | 40% |");
		expect(edited(edited(lying, { kind: "sync" }), { kind: "sync" })).toBe(
			migration.replace(/\*Last Updated: .*\*/, "*Last Updated: 2026-11-24*"),
		);
		// A phase that nobody touches keeps its lie.
		expect(edited(lying, { kind: "note", phase: "3", text: "x" })).toContain("| 🟢 Not Started | - | TBD | 40% |");
	});
});
