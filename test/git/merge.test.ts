import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change } from "../../src/edits/change.ts";
import { mergeDocuments } from "../../src/git/merge.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import { statesStatus } from "../../src/model/evidence/agreement.ts";
import { Failure } from "../../src/model/failure.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { rowKey } from "../../src/model/row-change.ts";
import { by, checkOff, edited, itemsOf, migration, read as readAnew, uncheck } from "../edits/editing.ts";
import { generatedDocument } from "../generated-document.ts";
import { runs } from "../runs.ts";

const known = new Map<string, StatusDocument>();

/** Each text is read many times here. */
function read(text: string): StatusDocument {
	const found = known.get(text) ?? readAnew(text);
	if (known.size > 50) known.clear();
	known.set(text, found);
	return found;
}

const merge = (base: string, ours: string, theirs: string): ReturnType<typeof mergeDocuments> =>
	mergeDocuments({ base: read(base), ours: read(ours), theirs: read(theirs) }, 7, read, "2026-11-24");

function clean(base: string, ours: string, theirs: string): StatusDocument {
	const merged = merge(base, ours, theirs);
	if (merged.kind === "doubt") throw new Error(merged.why);
	expect(merged.conflicts, merged.text).toBe(0);
	return read(merged.text);
}

const blockersOf = (document: StatusDocument): string[] =>
	(document.blockers?.blockers ?? []).map(({ phase, reason, since }) => JSON.stringify([phase, reason, since?.value]));

/** Everything that people wrote, in no order; not what is worked out from it, and not the words of a history row. */
function written(document: StatusDocument): unknown {
	return {
		items: itemsOf(document).map(({ id, text, box, notApplicable }) => [id, text.value, box.value, notApplicable?.value]),
		evidence: itemsOf(document).flatMap(({ id, evidence }) =>
			evidence.map((one) => `${id} ${one.text} ${one.reviewer} ${one.day.value}`).sort(),
		),
		notes: document.phases.map(({ notes }) => notes?.notes.map((note) => note.value).sort()),
		blockers: document.blockers && blockersOf(document).sort(),
		targets: document.summary?.rows.map(({ target }) => target?.value),
		criteria: document.phases.map(({ criteria }) => criteria.map(({ text }) => text.value)),
	};
}

function holdsTruth(document: StatusDocument): void {
	for (const derived of rollUp(document, "2026-11-24")) {
		const { row, phase, completion, status, blockers } = derived;
		const cell = row?.completion?.value;
		if (cell !== undefined) expect(cell.kind === "progress" && cell.percent?.value).toBe(completion);
		// A phase without items keeps what its author wrote.
		if (!statesStatus(derived)) continue;
		for (const one of [row?.status, phase.status])
			if (one != null && !(one.status === "blocked" && blockers.length === 0)) expect(one.status).toBe(status);
	}
}

const rowsOf = (document: StatusDocument): string[] =>
	(document.history?.rows ?? []).filter((row) => !row.placeholder).map(rowKey);

/** A document of plain lines with every section that an edit may touch: small, so that edits meet. */
const plainDocument = fc
	.record({
		phases: fc.array(
			fc.record({
				items: fc.integer({ min: 1, max: 5 }),
				done: fc.nat(3),
				checks: fc.integer({ min: 0, max: 2 }),
				note: fc.boolean(),
			}),
			{ minLength: 1, maxLength: 3 },
		),
		blocker: fc.boolean(),
		reviews: fc.nat(2),
		eol: fc.constantFrom("\n", "\n", "\r\n"),
		last: fc.boolean(),
	})
	.map(({ phases, blocker, reviews, eol, last }) => {
		const lines = [
			"# M",
			"",
			"## Phase Status Summary",
			"",
			"| Phase | Description | Status | Start | Target | Completion |",
			"|--|--|--|--|--|--|",
		];
		lines.push(...phases.map((_phase, n) => `| Phase ${n} | Part ${n} | 🔴 Not Started | - | TBD | 0% |`));
		phases.forEach(({ items, done }, n) => {
			lines.push("", `## Phase ${n}: Part ${n}`, "", "### Status: 🔴 Not Started", "", "### Tasks");
			for (let i = 0; i < items; i += 1) lines.push(`- [${i < done ? "x" : " "}] Item ${n}${i} of it`);
			if (done > 0) lines.push("  - Evidence: before (Jo, 2026-01-01)");
		});
		lines.push("", "## Validation Checklist");
		phases.forEach(({ checks }, n) => {
			lines.push("", `### Phase ${n} Validation`);
			for (let i = 0; i < checks; i += 1) lines.push(`- [ ] Check ${n}${i} of it`);
		});
		lines.push(
			"",
			"## Dependencies and Blockers",
			"",
			"### Current Blockers",
			blocker ? "- Phase 0: no crew (since 2026-01-01)" : "None",
			"",
			"## Notes",
		);
		phases.forEach(({ note }, n) => {
			lines.push("", `### Phase ${n} Notes`, note ? "- Learned a lot" : "- (To be added)");
		});
		lines.push("", "## Review History", "", "| Date | Reviewer | Phase | Status Update |", "|--|--|--|--|");
		if (reviews === 0) lines.push("| (TBD) | - | - | Initial |");
		for (let i = 0; i < reviews; i += 1) lines.push(`| 2026-11-2${i} | Jo | Phase 0 | Review ${i} |`);
		lines.push("", "*Last Updated: 2026-11-01*");
		const text = lines.join(eol) + (last ? eol : "");
		const synced = applyChange(readAnew(text), { kind: "sync" }, { ...by, day: "2026-01-01" }, readAnew);
		return synced.kind === "changed" ? synced.text : text;
	});

const change = fc.record({
	kind: fc.constantFrom(
		"check-off",
		"check-off",
		"check-off",
		"evidence",
		"uncheck",
		"skip",
		"note",
		"block",
		"unblock",
		"review",
		"target",
	),
	at: fc.nat(),
	count: fc.integer({ min: 1, max: 3 }),
	day: fc.constantFrom("2026-11-20", "2026-11-22", "2026-11-24"),
	words: fc.constantFrom("seen it", "run 7 | green", "no quota", "*careful*"),
});
type Shape = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changeOf(document: StatusDocument, { kind, at, count, words }: Shape): Change | null {
	const items = itemsOf(document);
	const phase = document.phases[at % document.phases.length]?.id ?? "";
	const chosen = [0, 1, 2].slice(0, count).flatMap((n) => items[(at + n) % Math.max(items.length, 1)]?.id ?? []);
	if (chosen.length === 0) return null;
	switch (kind) {
		case "check-off":
			return checkOff(...chosen);
		case "evidence":
			return { kind: "check-off", items: chosen, evidence: { text: words, until: null } };
		case "uncheck":
			return uncheck(...chosen);
		case "skip":
			return { kind: "skip", items: chosen.slice(0, 1), reason: words };
		case "note":
		case "review":
			return { kind, phase, text: words };
		case "block":
			return { kind, phase, reason: words };
		case "unblock":
			return { kind, phase };
		default:
			return { kind: "dates", phase, start: null, target: { kind: "day", day: `2027-01-${10 + (at % 10)}` } };
	}
}

function apply(text: string, shapes: readonly Shape[], reviewer: string, ids: StatusDocument): string {
	let now = text;
	for (const shape of shapes) {
		const wanted = changeOf(ids, shape);
		if (wanted === null) continue;
		try {
			const applied = applyChange(read(now), wanted, { ...by, reviewer, day: shape.day, force: "a test" }, read);
			if (applied.kind === "changed") now = applied.text;
		} catch (problem) {
			if (!(problem instanceof Failure)) throw problem;
		}
	}
	return now;
}

const merges = runs({ fast: 100, thorough: 1000 });

describe("many merges of two people's edits", () => {
	it("are the base with the edits of both, or leave a conflict; most are clean", () => {
		const counts = { clean: 0, conflicts: 0, doubt: 0 };
		const doubts = new Map<string, number>();
		fc.assert(
			fc.property(
				fc.oneof(
					{ weight: 60, arbitrary: plainDocument },
					{ weight: 10, arbitrary: generatedDocument({ lie: false }).map(({ markdown }) => markdown) },
					{ weight: 1, arbitrary: fc.constant(migration) },
				),
				fc.array(change, { minLength: 1, maxLength: 3 }),
				fc.array(change, { minLength: 1, maxLength: 3 }),
				(base, mine, other) => {
					const document = read(base);
					const ours = apply(base, mine, "Ana Lee", document);
					const theirs = apply(base, other, "Bo", document);
					const merged = merge(base, ours, theirs);
					if (merged.kind === "doubt") {
						counts.doubt += 1;
						doubts.set(merged.why, (doubts.get(merged.why) ?? 0) + 1);
						return;
					}
					// Nothing that either side added is lost, in a conflict neither.
					for (const row of [...rowsOf(read(ours)), ...rowsOf(read(theirs))])
						expect(merged.text).toContain(JSON.parse(row)[1] ?? "");
					if (merged.conflicts > 0) {
						counts.conflicts += 1;
						expect(merged.text).toMatch(/^<{7} ours$/m);
						expect(merged.text).toMatch(/^>{7} theirs\r?$/m);
						return;
					}
					counts.clean += 1;
					const result = read(merged.text);
					const [o, a, b] = [read(base), read(ours), read(theirs)];
					const expected = merge3(o, a, b);
					expect(written(result)).toEqual(expected);
					holdsTruth(result);
					expect(rowsOf(result).sort()).toEqual(withAllOf(rowsOf(a), rowsOf(b)));
					const days = (result.history?.rows ?? []).flatMap(({ date }) => (date.value.kind === "day" ? [date.value.day] : []));
					expect(days).toEqual([...days].sort());
					expect(result.irregularities.length).toBeLessThanOrEqual(Math.max(a.irregularities.length, b.irregularities.length));
				},
			),
			{ numRuns: merges },
		);
		process.stdout.write(`merges: ${JSON.stringify(counts)} ${JSON.stringify([...doubts].slice(0, 5))}\n`);
		expect(counts.clean).toBeGreaterThan(0.6 * merges);
		expect(counts.doubt).toBeLessThan(0.05 * merges);
	}, 900_000);
});

/** The rows of both, sorted; one that both have is there as often as in the one that has it more often. */
function withAllOf(ours: readonly string[], theirs: readonly string[]): string[] {
	const times = (row: string, rows: readonly string[]): number => rows.filter((one) => one === row).length;
	const more = theirs.filter((row, index) => times(row, theirs.slice(0, index + 1)) > times(row, ours));
	return [...ours, ...more].sort();
}

/** The base with the changes of both, worked out from what the three say alone. */
function merge3(o: StatusDocument, a: StatusDocument, b: StatusDocument): unknown {
	const three = (base: unknown, ours: unknown, theirs: unknown): unknown => {
		const same = (x: unknown, y: unknown): boolean => JSON.stringify(x) === JSON.stringify(y);
		if (same(ours, base)) return theirs;
		if (same(theirs, base) || same(ours, theirs)) return ours;
		throw new Error(`a contradiction was merged: ${JSON.stringify([base, ours, theirs])}`);
	};
	const union = (ours: readonly string[], theirs: readonly string[], base: readonly string[]): string[] =>
		[...new Set([...ours, ...theirs])]
			.filter((one) => !base.includes(one) || (ours.includes(one) && theirs.includes(one)))
			.sort();
	const find = (document: StatusDocument, id: string) => itemsOf(document).find((item) => item.id === id);
	const evidence = (document: StatusDocument): string[] =>
		itemsOf(document).flatMap(({ id, evidence: all }) => all.map((one) => `${id} ${one.text} ${one.reviewer} ${one.day.value}`));
	const notes = (document: StatusDocument, id: string): string[] =>
		document.phases.find((phase) => phase.id === id)?.notes?.notes.map(({ value }) => value) ?? [];
	const order = itemsOf(o).map(({ id }) => id);
	return {
		items: order.map((id) => {
			const [base, ours, theirs] = [find(o, id), find(a, id), find(b, id)];
			return [
				id,
				base?.text.value,
				three(base?.box.value, ours?.box.value, theirs?.box.value),
				three(base?.notApplicable?.value, ours?.notApplicable?.value, theirs?.notApplicable?.value),
			];
		}),
		evidence: order.flatMap((id) =>
			[...evidence(o), ...[...new Set([...evidence(a), ...evidence(b)])].filter((one) => !evidence(o).includes(one))]
				.filter(
					(one) =>
						one.startsWith(`${id} `) &&
						order.filter((other) => one.startsWith(`${other} `)).every((other) => other.length <= id.length),
				)
				.sort(),
		),
		notes: o.phases.map(({ id, notes: there }) => {
			if (there === null) return undefined;
			const all = union(notes(a, id), notes(b, id), notes(o, id));
			return all;
		}),
		blockers: o.blockers === null ? null : union(blockersOf(a), blockersOf(b), blockersOf(o)),
		targets: o.summary?.rows.map((row, index) =>
			three(row.target?.value, a.summary?.rows[index]?.target?.value, b.summary?.rows[index]?.target?.value),
		),
		criteria: o.phases.map(({ criteria }) => criteria.map(({ text }) => text.value)),
	};
}

describe("two people", () => {
	it("check off different items of one group, with evidence: both are done, the cells are right, the rows of both in order", () => {
		const ours = edited(
			migration,
			{ kind: "check-off", items: ["2/sa-1-deployment"], evidence: { text: "a", until: null } },
			{ reviewer: "Ana", day: "2026-11-24" },
		);
		const theirs = edited(
			migration,
			{ kind: "check-off", items: ["2/sa-2-deployment"], evidence: { text: "b", until: null } },
			{ reviewer: "Bo", day: "2026-11-20" },
		);
		const result = clean(migration, ours, theirs);
		expect(
			itemsOf(result)
				.filter(({ box }) => box.value)
				.map(({ id, evidence }) => [id, evidence.length]),
		).toEqual([
			["2/sa-1-deployment", 1],
			["2/sa-2-deployment", 1],
		]);
		expect(result.source.text).toContain("| **Phase 2** | Service Splitting | 🟡 In Progress | 2026-11-20 | TBD | 6% |");
		expect(result.history?.rows.map(({ reviewer }) => reviewer?.value)).toEqual(["Bo", "Ana"]);
		expect(result.source.text.endsWith("*Last Updated: 2026-11-24*")).toBe(true);
		holdsTruth(result);
	});

	it("contradict each other: the markers stand there alone, everything else is merged", () => {
		const ours = edited(migration, { kind: "dates", phase: "3", start: null, target: { kind: "day", day: "2027-01-01" } });
		const theirs = edited(
			edited(migration, { kind: "dates", phase: "3", start: null, target: { kind: "day", day: "2027-02-02" } }),
			checkOff("2/sa-1-deployment"),
		);
		const merged = merge(migration, ours, theirs);
		expect(merged).toMatchObject({ kind: "merged", conflicts: 1 });
		const text = merged.kind === "merged" ? merged.text : "";
		const markers = /<{7} ours\n(.*)\n={7}\n(.*)\n>{7} theirs\n/s.exec(text);
		expect([markers?.[1], markers?.[2]]).toEqual([expect.stringContaining("2027-01-01"), expect.stringContaining("2027-02-02")]);
		expect(markers?.[0].split("\n").length).toBe(6);
		expect(text).toContain("- [x] SA-1 Deployment");
		expect(text).toContain("| **Phase 2** | Service Splitting | 🟡 In Progress | 2026-11-24 | TBD | 3% |");
	});

	it("tick and reword one item: that is a question", () => {
		const ours = edited(migration, checkOff("2/sa-1-deployment"));
		const theirs = migration.replace("- [ ] SA-1 Deployment (port 9395)", "- [ ] SA-1 StatefulSet (port 9395)");
		expect(merge(migration, ours, theirs)).toMatchObject({ kind: "merged", conflicts: 1 });
	});

	it("reword neighbouring items and insert others", () => {
		const ours = migration.replace("- [ ] SA-1 Deployment (port 9395)", "- [ ] SA-1 StatefulSet (port 9395)");
		const theirs = migration.replace(
			"- [ ] SA-2 Deployment (port 9495)",
			"- [ ] SA-2 StatefulSet (port 9495)\n- [ ] SA-3 StatefulSet",
		);
		const both = merge(migration, ours, theirs);
		if (both.kind !== "merged") throw new Error(both.why);
		expect(both.text).toContain("SA-1 StatefulSet");
		expect(both.text).toContain("SA-3 StatefulSet");
	});

	it("are not used if a version is garbled or has markers", () => {
		expect(merge(migration, migration.replaceAll("🔴", "ðŸ”´"), migration).kind).toBe("doubt");
		expect(merge(migration, `<<<<<<< a\n${migration}\n>>>>>>> b\n`, migration).kind).toBe("doubt");
	});
});
