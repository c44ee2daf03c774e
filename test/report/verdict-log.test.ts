import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictHistory } from "../../src/report/verdict-history.ts";
import { readRecord, recordLine, recordOf } from "../../src/report/verdict-record.ts";
import { projectFolder } from "../command-line.ts";
import { anyVerification } from "../reporters/hostile-verification.ts";
import { plain, rich } from "../reporters/verifications.ts";
import { at, now, read, run } from "./log-lines.ts";

const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "verdict-record.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
const historyOf = (lines: readonly string[], id = "1/a") =>
	verdictHistory(read(lines), "log").clusters[0]?.items.find((item) => item.id === id);

describe("a record of a run", () => {
	it("is a line of JSON that reads back as it was, with any text of a cluster or a document", () => {
		fc.assert(
			fc.property(anyVerification, (verification) => {
				const record = recordOf(verification, now.toISOString());
				const line = recordLine(record);
				expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
				expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(record)));
			}),
		);
		for (const verification of [rich, plain]) {
			const line = recordLine(recordOf(verification, now.toISOString()));
			expect(readRecord(line)).toEqual(JSON.parse(line));
			validate(JSON.parse(line));
			expect(validate.errors).toBeNull();
		}
	});

	it("lists every observed item once, by its state, and not what is not applicable", () => {
		const record = recordOf(rich, now.toISOString());
		const listed = Object.values(record.items).flatMap((byOutcome) => Object.values(byOutcome).flat());
		const asked = rich.items.filter(({ state }) => state !== "skipped").map(({ id }) => id);
		expect(listed.sort()).toEqual(asked.sort());
		expect(record.observedAt).toBe(rich.observedAt);
	});

	it.each([
		"",
		"{",
		"null",
		"[]",
		"<<<<<<< ours",
		'{"schemaVersion":1}',
		run(0, "pass").slice(0, -1),
		run(0, "pass").replace("confirmed", "holds"),
	])("is nothing else: %s", (line) => {
		expect(readRecord(line)).toBeNull();
	});
});

describe("the history of verdicts", () => {
	it("reports since when an item has held, how often it flapped, and when it first was red", () => {
		const lines = [
			run(0, "pass"),
			run(1, "fail"),
			run(2, "pass"),
			run(3, "unknown"),
			run(4, "pending"),
			run(5, "pass"),
			run(9, "pass"),
		];
		expect(historyOf(lines)).toMatchObject({
			state: "confirmed",
			green: true,
			since: at(5),
			widestGap: 4 * 3600,
			runs: 7,
			flaps: 1,
			firstRed: at(1),
			lastRed: at(1),
		});
	});

	it("does not depend on the order of the lines, nor on lines that are there twice: git merged two logs", () => {
		const lines = [run(0, "pass"), run(1, "fail"), run(2, "pass"), run(5, "pass")];
		const expected = verdictHistory(read(lines), "log");
		const shuffles = fc.shuffledSubarray([...lines, ...lines], { minLength: 8, maxLength: 8 });
		fc.assert(
			fc.property(shuffles, (shuffled) => {
				expect(verdictHistory(read(shuffled), "log")).toEqual(expected);
			}),
		);
	});

	it("does not call green what the last run did not observe", () => {
		expect(historyOf([run(0, "pass"), run(1, "-")])).toMatchObject({ green: false, observed: false, lastObserved: at(0) });
	});

	it("does not call an item red that was not done yet", () => {
		expect(historyOf([run(0, "open"), run(1, "open"), run(2, "pass")])).toMatchObject({ firstRed: null, flaps: 0, since: at(2) });
		expect(historyOf([run(0, "pass"), run(1, "open")])).toMatchObject({ firstRed: at(1), flaps: 1 });
	});

	it("counts an item as green that only greenFor keeps back", () => {
		const soaking = run(1, "pending", { soaking: ["1/a"] });
		expect(historyOf([run(0, "fail"), soaking, run(2, "pass")])).toMatchObject({ green: true, since: at(1), flaps: 0 });
	});

	it("keeps clusters apart", () => {
		const other = run(1, "fail", { clusters: [{ context: "prod", uid: "77aa", readAt: at(1) }] });
		const { clusters } = verdictHistory(read([run(0, "pass"), other]), "log");
		expect(clusters.map(({ uids, items }) => [uids[0], items.find(({ id }) => id === "1/a")?.green])).toEqual([
			["77aa", false],
			["5c0b", true],
		]);
	});

	it("leaves out what is cut off, a conflict marker, or dated in the future, and counts it", () => {
		const log = read([run(0, "pass"), run(1, "pass").slice(0, 50), "<<<<<<< ours", run(1000, "fail"), ""]);
		expect([log.runs.length, log.unreadable, log.future]).toEqual([1, 2, 1]);
	});

	it("names each change of the tool's version and of the probes", () => {
		const lines = [run(0, "pass"), run(1, "pass"), run(2, "pass", { version: "2" })];
		expect(verdictHistory(read(lines), "log").clusters[0]?.changes.map(({ at: when, version }) => [when, version])).toEqual([
			[at(0), "1"],
			[at(2), "2"],
		]);
	});
});
