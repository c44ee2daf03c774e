import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { everyItem } from "../../src/model/phase.ts";
import { every, some } from "../../src/probes/combinations/combine.ts";
import type { ProbeResult } from "../../src/probes/probe.ts";
import { renderVerdictsText } from "../../src/reporters/verdicts/text.ts";
import { sourceText } from "../../src/text/decode.ts";
import { verification } from "../../src/verify/verification.ts";
import { projectFolder } from "../command-line.ts";
import { layout } from "../reporters/verifications.ts";

const still: ProbeResult = {
	outcome: "pending",
	reason: "Suspended",
	message: "CronJob x is parked: it is suspended",
	hint: null,
	evidence: [],
	parked: true,
};
const { parked: _, ...open } = { ...still, reason: "RollingOut", message: "rolls out" };
const broken: ProbeResult = { ...open, outcome: "fail" };

const document = readDocument(sourceText("# M\n\n## Phase 1: One\n\n- [x] Ticked\n- [ ] Open\n"));
const items = document.phases.flatMap(everyItem);
const judged = (...found: readonly ProbeResult[]) =>
	verification(
		{
			document,
			displayPath: "M.md",
			items,
			criteria: [],
			recording: null,
			judgedAt: "2026-11-24T12:00:00Z",
			version: "1.0.0",
			digests: { document: `sha256:${"0".repeat(64)}`, probes: null },
			requireComplete: false,
			phases: [],
			findings: [],
			orphans: [],
			isBound: () => true,
			named: new Set<string>(),
		},
		found.map((each, index) => ({
			context: `c${index}`,
			uid: null,
			readAt: null,
			isAnswered: true,
			findings: new Map(items.map(({ id }) => [id, each])),
		})),
	);

describe("what is parked", () => {
	it("is pending with a mark of its own, by the schema", () => {
		const report = judged(still);
		expect(report.items.map(({ outcome, state, parked }) => [outcome, state, parked])).toEqual([
			["pending", "unsettled", true],
			["pending", "open", true],
		]);
		expect(report.exitCode).toBe(0);
		const schema: unknown = JSON.parse(readFileSync(join(projectFolder, "schemas/verify.schema.json"), "utf8"));
		const validate = new Ajv2020({ strict: false }).compile(Object(schema));
		expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(true);
		expect(JSON.stringify(judged(open))).not.toContain("parked");
	});

	it("is reported as such in text", () => {
		const text = renderVerdictsText(judged(still), layout);
		expect(text).toMatch(
			/Parked: suspended, paused, or scaled to zero on purpose \(2 items\)\n {2}‖ 2 items: CronJob x is parked/,
		);
		expect(text).not.toContain("In progress");
		expect(text).toContain("0 of 1 checked item confirmed, 1 parked");
	});

	it("does not hide what is still on its way, in parts or in clusters", () => {
		expect(every([still, still])).toMatchObject({ outcome: "pending", parked: true });
		expect(every([still, open])).toMatchObject({ reason: "RollingOut" });
		expect(every([still, open]).parked).toBeUndefined();
		expect(every([still, broken]).parked).toBeUndefined();
		expect(some([broken, still])).toMatchObject({ outcome: "pending", parked: true });
		expect(judged(still, open).items[0]).toMatchObject({ reason: "RollingOut" });
		expect(judged(still, open).items[0]?.parked).toBeUndefined();
	});
});
