import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { ageOf, describeAge } from "../../src/model/age.ts";
import { type Proof, provesTheSame, readProof, writeProof } from "../../src/model/evidence/proof.ts";
import { groupBy } from "../../src/model/group-by.ts";
import { refusePointer } from "../../src/model/lfs-pointer.ts";
import { memoize } from "../../src/model/memoize.ts";
import { ordinalOf } from "../../src/model/ordinal.ts";
import { percentageOf, statusOfPercentage, withPercentage } from "../../src/model/percent-status.ts";
import { rowKey } from "../../src/model/row-change.ts";
import { sourceText } from "../../src/text/decode.ts";

describe("the age of data", () => {
	const now = "2026-11-24T12:00:00Z";

	it("is told from more than an hour on", () => {
		expect(describeAge("2026-11-24T11:00:00Z", now)).toBeNull();
		expect(describeAge("2026-11-24T10:59:59Z", now)).toBe("60 min old");
		expect(describeAge("2026-11-18T12:00:00Z", now)).toBe("6 days old");
	});

	it("is none where the clock of the cluster is ahead by five minutes at most; beyond that the data is of the future", () => {
		expect(ageOf("2026-11-24T12:05:00Z", now)).toBe(0);
		expect(describeAge("2026-11-24T12:05:00Z", now)).toBeNull();
		expect(ageOf("2026-11-24T12:05:01Z", now)).toBe(-301_000);
		expect(describeAge("2026-11-24T12:05:01Z", now)).toBe("dated in the future");
		expect(ageOf("2026-11-24T11:59:59Z", now)).toBe(1000);
	});
});

describe("the id of a phase counts", () => {
	it.each([
		["One", 1],
		["twelve", 12],
		["I", 1],
		["IV", 4],
		["IX", 9],
		["XIV", 14],
		["XXI", 21],
		["iv", null],
		["A", null],
		["IVA", null],
		["AIV", null],
		["2", null],
		["thirteen", null],
		["", null],
	])("%j as %s", (id, number) => expect(ordinalOf(id)).toBe(number));
});

describe("a percentage in place of a status", () => {
	const written = (status: string) => readDocument(sourceText(`## Phase 1: x (${status})\n- [ ] a\n`)).phases[0]?.status;

	it.each([
		[0, "not-started"],
		[1, "in-progress"],
		[99, "in-progress"],
		[100, "complete"],
		[120, "complete"],
	])("of %i is %s", (percentage, status) => expect(statusOfPercentage(percentage)).toBe(status));

	it("is read and written as one, with whatever stands behind it", () => {
		const half = written("50 %");
		if (half == null) throw new Error("no status");
		expect(percentageOf(half)).toBe(50);
		expect(withPercentage(half, 7)).toBe("7 %");
		expect(percentageOf({ ...half, raw: "50%" })).toBe(50);
		expect(percentageOf({ ...half, raw: "about 50%" })).toBeNull();
		expect(percentageOf({ ...half, raw: "half" })).toBeNull();
		const at = { start: 0, end: 1 };
		expect(percentageOf({ ...half, status: null })).toBeNull();
		expect(percentageOf({ ...half, mark: { value: "🟢", span: at } })).toBeNull();
		expect(percentageOf({ ...half, word: { value: "done", span: at } })).toBeNull();
		expect(withPercentage({ ...half, raw: "50% of 100" }, 7)).toBe("7% of 100");
		const words = written("In Progress");
		expect(words == null ? 0 : percentageOf(words)).toBeNull();
	});
});

describe("a row of the review history", () => {
	const row = (cells: string) =>
		readDocument(
			sourceText(
				`## Phase 1: x\n- [ ] a\n\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| ${cells} |\n`,
			),
		).history?.rows[0];
	const key = (cells: string): string => {
		const found = row(cells);
		return found === undefined ? "" : rowKey(found);
	};

	it("is the same one however its cells are padded, and another one where a cell says something else", () => {
		expect(key("2026-01-01 |  Ana |1| x")).toBe(key("2026-01-01 | Ana | 1 | x"));
		for (const other of [
			"2026-01-02 | Ana | 1 | x",
			"2026-01-01 | Bo | 1 | x",
			"2026-01-01 | Ana | 2 | x",
			"2026-01-01 | Ana | 1 | y",
			"TBD | Ana | 1 | x",
		])
			expect(key(other), other).not.toBe(key("2026-01-01 | Ana | 1 | x"));
		expect(key("2026/1/1 | Ana | 1 | x")).toBe(key("2026-01-01 | Ana | 1 | x"));
		expect(key("TBD | Ana | 1 | x")).not.toBe(key("Week 3 | Ana | 1 | x"));
		expect(key("Week 2 | Ana | 1 | x")).not.toBe(key("Week 3 | Ana | 1 | x"));
	});
});

describe("a proof", () => {
	const proof: Proof = {
		message: "rolled out",
		clusters: [{ context: "staging", uid: "5c0b" }],
		readAt: "2026-11-24T10:00:00Z",
		probes: "1a2b3c4d",
		objects: "5e6f7a8b",
	};
	const written = (more: Partial<Proof>): string => writeProof({ ...proof, ...more }, { version: "1", age: "live" });

	it("is written in one line that a person understands", () => {
		expect(written({})).toBe(
			"Verified: rolled out; cluster 5c0b (staging), read 2026-11-24T10:00:00Z, live; boulder-migrate 1, probes 1a2b3c4d, objects 5e6f7a8b",
		);
		expect(written({ clusters: [], probes: null, objects: null })).toBe(
			"Verified: rolled out; work tree, read 2026-11-24T10:00:00Z, live; boulder-migrate 1",
		);
		expect(written({ clusters: [...proof.clusters, { context: "prod", uid: null }] })).toContain(
			"; cluster 5c0b (staging) and cluster unknown (prod), read ",
		);
	});

	it("cuts a message of more than 200 characters, and no character in two", () => {
		expect(readProof(written({ message: "x".repeat(200) }))?.message).toBe("x".repeat(200));
		expect(readProof(written({ message: "x".repeat(201) }))?.message).toBe(`${"x".repeat(199)}…`);
		expect(readProof(written({ message: `${"x".repeat(198)}😀😀` }))?.message).toBe(`${"x".repeat(198)}…`);
	});

	it("reads back as it was written, of as many clusters as there are", () => {
		const clusters = [...proof.clusters, { context: "arn:aws (old)", uid: null }, { context: "c", uid: "d" }];
		expect(readProof(written({ clusters }))).toEqual({ ...proof, clusters });
		expect(readProof(written({ clusters: [], probes: null, objects: null }))).toEqual({
			...proof,
			clusters: [],
			probes: null,
			objects: null,
		});
	});

	it("is none where anything stands before or behind it, or its digests are cut off", () => {
		for (const text of [
			`I: ${written({})}`,
			`${written({})}, and more`,
			written({ probes: "1a2b" }),
			written({ objects: "xyz" }),
			written({ readAt: "today" }),
		])
			expect(readProof(text), text).toBeNull();
	});

	it("proves the same as another one of the same clusters and objects, whenever it was read", () => {
		const two = [
			{ context: "a", uid: "1" },
			{ context: "b", uid: null },
		];
		expect(provesTheSame(proof, { ...proof, readAt: "2026-11-25T10:00:00Z", message: "fine", probes: null })).toBe(true);
		expect(provesTheSame({ ...proof, clusters: two }, { ...proof, clusters: two.toReversed() })).toBe(true);
		expect(provesTheSame(proof, { ...proof, clusters: [{ context: "renamed", uid: "5c0b" }] })).toBe(true);
		expect(provesTheSame(proof, { ...proof, clusters: [{ context: "staging", uid: "77aa" }] })).toBe(false);
		expect(provesTheSame(proof, { ...proof, clusters: two })).toBe(false);
		expect(provesTheSame(proof, { ...proof, objects: null })).toBe(false);
	});
});

describe("a Git LFS pointer", () => {
	const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
	const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";

	it("is refused with the command that fetches its content", () => {
		const refused = (): void => refusePointer(bytes(pointer), "a.md", "a status document", " origin");
		expect(refused).toThrow("a.md is a Git LFS pointer, not a status document");
		try {
			refused();
		} catch (problem) {
			expect(problem).toMatchObject({ hint: "fetch its content: git lfs pull origin", exitCode: 4 });
		}
	});

	it("is none where a text only mentions it, or is too long for one", () => {
		for (const text of [` ${pointer}`, "", "version 1", pointer + " ".repeat(1025 - pointer.length)])
			expect(() => refusePointer(bytes(text), "a.md", "x")).not.toThrow();
		expect(() => refusePointer(bytes(pointer + " ".repeat(1024 - pointer.length)), "a.md", "x")).toThrow();
	});
});

describe("things by their keys", () => {
	it("keep their order, and the order in which the keys come", () => {
		expect([...groupBy(["b1", "a1", "b2", "a2", "b3"], (one) => one[0])]).toEqual([
			["b", ["b1", "b2", "b3"]],
			["a", ["a1", "a2"]],
		]);
	});
});

describe("what was worked out of an object", () => {
	it("is worked out once for each, though it is nothing", () => {
		const asked: object[] = [];
		const of = memoize((key: object) => {
			asked.push(key);
			return undefined;
		});
		const [one, other] = [{}, {}];
		of(one);
		of(other);
		of(one);
		expect(asked).toEqual([one, other]);
		expect(asked[0]).toBe(one);
	});
});
