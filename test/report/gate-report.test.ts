import { describe, expect, it } from "vitest";
import type { Gate, Obstacle } from "../../src/model/gate.ts";
import { gateReport } from "../../src/report/gate-report.ts";
import { plain } from "../reporters/verifications.ts";

const phase = { id: "1", title: "Base" };
const obstacle = (unverified: boolean): Obstacle => ({
	phase: "1",
	kind: "item",
	id: "1/a",
	line: 3,
	reason: "x",
	message: "x",
	next: null,
	unverified,
});
const report = (gate: Gate | null) => gateReport({ ...plain, gate }, phase);
const closed = (...obstacles: Obstacle[]): Gate => ({ phases: ["1"], open: false, obstacles, suppressed: [] });

describe("what gate reports", () => {
	it("is open only where the verification says so: exit code 0", () => {
		const suppressed = [{ phase: "1", rule: "overdue", line: 3, message: "late", why: "agreed" }];
		expect(report({ phases: ["1"], open: true, obstacles: [], suppressed })).toMatchObject({
			schemaVersion: 1,
			phase: "1",
			title: "Base",
			open: true,
			obstacles: [],
			suppressed,
			exitCode: 0,
		});
	});

	it("has exit code 1 where something contradicts it, and 3 where all that is missing could not be verified", () => {
		expect(report(closed(obstacle(true), obstacle(false)))).toMatchObject({ open: false, exitCode: 1 });
		expect(report(closed(obstacle(false)))).toMatchObject({ open: false, exitCode: 1 });
		expect(report(closed(obstacle(true), obstacle(true)))).toMatchObject({ open: false, exitCode: 3 });
	});

	it("is never open without a verdict", () => {
		const found = report(null);
		expect(found).toMatchObject({ open: false, obstacles: [], suppressed: [] });
		expect(found.exitCode).not.toBe(0);
	});

	it("shows where and when it was observed", () => {
		const { document, contexts, observedAt, age, ageHours, tool, digests, clusters, recording, orphans } = plain;
		expect(report(null)).toMatchObject({
			document,
			contexts,
			observedAt,
			age,
			ageHours,
			tool,
			digests,
			clusters,
			recording,
			orphans,
		});
	});
});
