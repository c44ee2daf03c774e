import { describe, expect, it } from "vitest";
import type { StatusDocument } from "../../src/model/document.ts";
import { Failure } from "../../src/model/failure.ts";
import { everyItem } from "../../src/model/phase.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { check } from "../../src/rules/check.ts";
import { expectGolden } from "../golden.ts";
import { apply, checkOff, migration, read } from "./editing.ts";

/** The days of a migration, one after the other. */
function* days(): Generator<string> {
	for (let time = Date.UTC(2026, 10, 24); ; time += 2 * 24 * 3600 * 1000) yield new Date(time).toISOString().slice(0, 10);
}

const reviewers = ["Priya", "Jo Doe", "Tomás"];

/** The items of a phase, as they are to be done. */
function idsOf(document: StatusDocument, phase: string): string[] {
	return document.phases.filter((one) => one.id === phase).flatMap((one) => everyItem(one).map((item) => item.id));
}

describe("a whole migration", () => {
	it("is recorded item by item, in the order of the gates, and every document on the way is right", () => {
		let text = migration;
		let edits = 0;
		const calendar = days();
		let today = "";
		const step = (change: Parameters<typeof apply>[1], message: string | null = null): void => {
			const applied = apply(text, change, { day: today, reviewer: reviewers[edits % 3] ?? "Jo", message });
			expect(applied.kind).toBe("changed");
			if (applied.kind === "changed") text = applied.text;
			edits += 1;
			const findings = check(read(text), today).filter(({ severity }) => severity === "error");
			expect(findings).toEqual([]);
		};
		for (const phase of ["2", "3", "4", "5", "6"]) {
			for (const [index, id] of idsOf(read(text), phase).entries()) {
				if (index % 6 === 0) today = calendar.next().value ?? "";
				if (id === "2/sa-1-deployment")
					step({ kind: "dates", phase: "2", start: null, target: { kind: "day", day: "2027-02-01" } });
				if (id === "4/implement-configuration-hot-reload") {
					step({ kind: "skip", items: [id], reason: "Boulder reads its configuration once; a rollout does it" });
					continue;
				}
				if (id === "3/move-migrations-to-configmaps") {
					step({ kind: "block", phase: "3", reason: "the registry is down" });
					step({ kind: "note", phase: "3", text: "Pull images before the window, not in it" });
					today = calendar.next().value ?? "";
					step({ kind: "unblock", phase: "3" });
				}
				if (id === "5/optional-service-mesh-integration") continue;
				if (id === "2/validation/rollback-tested") {
					const evidence = { text: "drill of the staging cluster, 14 minutes", until: "2027-06-30" };
					step({ kind: "check-off", items: [id], evidence });
				} else step(checkOff(id));
			}
			const derived = rollUp(read(text), "2026-11-24").find((one) => one.phase.id === phase);
			expect([phase, derived?.status, derived?.completion]).toEqual([phase, "complete", 100]);
		}
		step({ kind: "review", phase: "6", text: "Signed off for production" });
		expect(edits).toBeGreaterThan(104);
		expect(rollUp(read(text), "2026-11-24").map(({ status }) => status)).toEqual(new Array(5).fill("complete"));
		expect(apply(text, { kind: "sync" }).kind).toBe("unchanged");
		expectGolden("migration-finished.md", text);
	});

	it("is refused where a gate is closed", () => {
		const refusal = (text: string, id: string): string => {
			try {
				apply(text, checkOff(id));
			} catch (error) {
				if (error instanceof Failure) return `${error.exitCode} ${error.message}`;
				throw error;
			}
			return "";
		};
		// From the last phase to the first: every one but the first waits for others.
		const document = read(migration);
		const refused = document.phases
			.flatMap(everyItem)
			.reverse()
			.filter(({ id }) => refusal(migration, id) !== "");
		expect([...new Set(refused.map(({ phase }) => phase))]).toEqual(["6", "5", "4", "3"]);
		expect(refused.length).toBe(document.phases.flatMap(everyItem).filter(({ phase }) => phase !== "2").length);
		expect(refusal(migration, "3/create-bootstrap-job-for-first-time-setup")).toBe(
			"5 Phase 3 cannot be worked on before Phase 2 is complete (line 217)",
		);
		expect(refusal(migration, "6/configure-resource-requestslimits")).toBe(
			"5 Phase 6 cannot be worked on before Phase 2, Phase 3 and Phase 4 are complete (line 220)",
		);
		// A soft prerequisite must only have been started.
		const started = apply(migration, checkOff("2/sa-1-deployment"));
		expect(refusal(migration, "4/document-configuration-schema")).toContain("before Phase 2 has started (line 218)");
		expect(started.kind === "changed" && refusal(started.text, "4/document-configuration-schema")).toBe("");
		expect(started.kind === "changed" && refusal(started.text, "5/create-grafana-dashboards")).not.toBe("");
	});
});
