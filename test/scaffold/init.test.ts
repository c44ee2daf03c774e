import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { normalisedText } from "../../src/edits/escape.ts";
import { dayOf } from "../../src/model/date.ts";
import { readProbes } from "../../src/probes/file/read-probes.ts";
import { renderNewProbes } from "../../src/reporters/new-probes.ts";
import { check } from "../../src/rules/check.ts";
import { bindProbes } from "../../src/scaffold/bind-probes.ts";
import { newDocument } from "../../src/scaffold/new-document.ts";
import { type Migration, planOf } from "../../src/scaffold/plan.ts";
import { inventoryKinds } from "../../src/scaffold/workload.ts";
import { sourceText } from "../../src/text/decode.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";
import { expectGolden } from "../golden.ts";
import { recording, shop, workload } from "./recorded-shop.ts";

const shopWords = [
	"init",
	"--title",
	"Shop | *Migration*",
	"--phase",
	"1: Foundation",
	"--phase",
	"2: Service #2 splitting #",
	"--phase",
	"Cutover",
	"--snapshot",
	"shop.json",
];

describe("init", () => {
	it("writes a document and a probes file that have no finding, from what runs", () => {
		const folder = folderWith({ "shop.json": shop });
		const { code, stdout, stderr } = boulderMigrate([...shopWords, "-n", "shop", "-n", "shop-jobs", "-n", "empty"], { folder });
		expect([code, stdout]).toEqual([0, "status/PHASE-STATUS.md: 3 phases, 8 workloads\nstatus/probes.yaml: 24 probes\n"]);
		expect(stderr).toContain("nothing runs in empty\n");
		expect(stderr).toContain("in shop no probe asks for what leads to several workloads: api\n");
		const text = readFileSync(join(folder, "status", "PHASE-STATUS.md"), "utf8");
		expectGolden("init.md", text.replaceAll(new Date().toISOString().slice(0, 10), "2026-11-24"));
		expectGolden("init-probes.yaml", readFileSync(join(folder, "status", "probes.yaml"), "utf8"));
		expect(boulderMigrate(["validate", "--strict"], { folder })).toMatchObject({ code: 0, stderr: "" });
		expect(boulderMigrate(["probes", "lint"], { folder }).code).toBe(0);
		const status = JSON.parse(boulderMigrate(["status", "-o", "json"], { folder }).stdout);
		expect(status.phases.map(({ title, counted, waitsFor }: Record<string, unknown>) => [title, counted, waitsFor])).toEqual([
			["Foundation", 3, []],
			["Service #2 splitting #", 8, ["1"]],
			["Cutover", 3, ["2"]],
		]);
	});

	it("says as JSON what it wrote", () => {
		const folder = folderWith({});
		const words = ["init", "--title", "T", "--phase", "All", "-n", "a", "--workload", "b/CronJob/backup", "-o", "json"];
		const { code, stdout } = boulderMigrate(words, { folder });
		expect([code, JSON.parse(stdout)]).toEqual([
			0,
			{
				schemaVersion: 1,
				document: "status/PHASE-STATUS.md",
				probesFile: "status/probes.yaml",
				phases: [{ id: "1", title: "All" }],
				workloads: [{ kind: "CronJob", namespace: "b", name: "backup" }],
				probes: 5,
			},
		]);
	});

	it("takes workloads that are named, without any cluster", () => {
		const folder = folderWith({});
		const words = ["init", "--title", "T", "--phase", "All", "--output-dir", "deep/er", "-n", "a"];
		const named = ["--workload", "deployment/web:80,81", "--workload", "b/CronJob/backup"];
		expect(boulderMigrate([...words, ...named], { folder }).code).toBe(0);
		const probes = readFileSync(join(folder, "deep", "er", "probes.yaml"), "utf8");
		expect(probes).toContain("1/deployment-web:\n");
		expect(probes).toMatch(/1\/cronjob-backup:\n\s+cronjob:\n\s+name: backup\n\s+namespace: b\n/);
		expect(probes).not.toContain("uid");
		expect(boulderMigrate(["validate", "--strict", "--file", "deep/er/PHASE-STATUS.md"], { folder }).code).toBe(0);
	});

	it("writes phases without a workload", () => {
		const folder = folderWith({});
		expect(boulderMigrate(["init", "--title", "T", "--phase", "4: All", "--no-cluster"], { folder }).code).toBe(0);
		expect(boulderMigrate(["validate", "--strict"], { folder }).code).toBe(0);
	});

	it("overwrites nothing", () => {
		for (const file of ["PHASE-STATUS.md", "probes.yaml"]) {
			const folder = folderWith({ [file]: "mine" });
			const { code, stderr } = boulderMigrate(["init", "--title", "T", "--phase", "A", "--no-cluster", "--output-dir", "."], {
				folder,
			});
			expect(code).toBe(5);
			expect(stderr).toContain(`${file} already exists`);
			expect(readFileSync(join(folder, file), "utf8")).toBe("mine");
			expect(["PHASE-STATUS.md", "probes.yaml"].filter((name) => existsSync(join(folder, name)))).toEqual([file]);
		}
	});

	it.each<[string, readonly string[], number, string]>([
		["nothing", [], 2, '--title TITLE, --phase "1: TITLE", --namespace NAME are needed'],
		["no namespace", ["--title", "T", "--phase", "A"], 2, "--namespace NAME is needed"],
		[
			"phases out of order",
			["--title", "T", "--phase", "2: A", "--phase", "1: B", "--no-cluster"],
			2,
			"phase 1 comes after phase 2",
		],
		["an empty title", ["--title", " ", "--phase", "A", "--no-cluster"], 2, "the title is empty"],
		["a phase without a title", ["--title", "T", "--phase", "1:", "--no-cluster"], 2, "is empty"],
		["another phase", ["--title", "T", "--phase", "A", "--no-cluster", "--workloads-in", "7"], 2, "there is no phase 7"],
		["no workload", ["--title", "T", "--phase", "A", "--workload", "Pod/x"], 2, "kinds are Deployment"],
		["a name that is none", ["--title", "T", "--phase", "A", "--workload", "Deployment/a`b"], 2, "invalid --workload"],
		["a namespace that is none", ["--title", "T", "--phase", "A", "-n", "../x"], 2, "not a valid namespace name"],
		["a title that is more than a title", ["--title", "T", "--phase", "A: b (optional)", "--no-cluster"], 0, ""],
		[
			"a recording that lacks something",
			["--title", "T", "--phase", "A", "-n", "other", "--snapshot", "shop.json"],
			3,
			"recording",
		],
	])("with %s reports what is wrong", (_, words, expected, told) => {
		const folder = folderWith({ "shop.json": shop });
		const { code, stderr } = boulderMigrate(["init", ...words], { folder });
		expect(stderr).toContain(told);
		expect(code).toBe(expected);
		expect(existsSync(join(folder, "status", "PHASE-STATUS.md"))).toBe(expected === 0);
	});

	it("takes nothing over that no API server would have named", () => {
		const hostile = ["a | b\n## Phase 9: x", "<!-- id: x -->", "`b`", "..", "\u001b[2J", "x (optional)"];
		const text = recording({
			shop: [...hostile.map((name) => workload("Deployment", name, { app: name })), workload("Deployment", "good", {})],
		});
		const folder = folderWith({ "shop.json": text });
		const { code, stderr } = boulderMigrate([...shopWords, "-n", "shop"], { folder });
		expect(code).toBe(0);
		expect(stderr).toContain("left out, because no cluster has such names: ");
		expect(stderr).not.toContain("\u001b");
		const written =
			readFileSync(join(folder, "status", "PHASE-STATUS.md"), "utf8") +
			readFileSync(join(folder, "status", "probes.yaml"), "utf8");
		expect(written.match(/Deployment [^(\n]*/g)).toEqual(["Deployment good", "Deployment good"]);
	});

	it("makes of any titles and names a document without findings, whose probes bind", () => {
		const words = fc.oneof(
			fc.string({ unit: "grapheme", maxLength: 20 }),
			fc.constantFrom(
				"a # b ##",
				"# x",
				"1. a",
				"- [x] a",
				"| a |",
				"<b>",
				"Phase 3: x",
				"~~x~~ (N/A: y)",
				"(optional)",
				"Optional: a",
				"*Last Updated: x*",
				"https://x.org/a_b_c|d",
				"&amp;",
				"\\",
				"![a](b)",
				"🔴 Blocked",
				"None",
				"---",
				"Notes",
				"Review History",
			),
		);
		const title = fc
			.array(words, { minLength: 1, maxLength: 3 })
			.map((parts) => normalisedText(parts.join(" ")))
			.filter((text) => text !== "");
		const label = fc.stringMatching(/^[a-z0-9](?:[-a-z0-9]{0,8}[a-z0-9])?$/);
		const name = fc.array(label, { minLength: 1, maxLength: 2 }).map((labels) => labels.join("."));
		const workloads = fc.uniqueArray(
			fc.record({
				kind: fc.constantFrom(...inventoryKinds),
				namespace: fc.constantFrom("shop", "jobs"),
				name,
				ports: fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 3 }),
				services: fc.array(
					fc.record({ name: label, ports: fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 2 }) }),
					{ maxLength: 2 },
				),
			}),
			{ maxLength: 8, selector: (one) => `${one.kind}/${one.namespace}/${one.name}` },
		);
		let refused = 0;
		let taken = 0;
		fc.assert(
			fc.property(title, fc.array(title, { minLength: 1, maxLength: 3 }), workloads, (heading, titles, found) => {
				const phases = titles.map((text, index) => ({ id: String(index + 1), title: text }));
				const migration: Migration = {
					title: heading,
					phases,
					workloadPhase: "1",
					namespaces: ["shop", "jobs"],
					workloads: found,
					clusterUid: "u",
				};
				const plan = planOf(migration);
				const today = dayOf(new Date("2026-11-24T00:00:00Z"));
				const document = readDocument(sourceText(newDocument(migration, plan, today)));
				const bound = bindProbes(document, plan);
				if (bound === null) {
					refused += 1;
					return;
				}
				taken += 1;
				expect(check(document, today).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
				const probes = readProbes(renderNewProbes(migration, bound), "probes.yaml");
				expect(probes.bindings.map(({ key }) => key)).toEqual(bound.map(({ id }) => id));
				expect(new Set(bound.map(({ id }) => id)).size).toBe(bound.length);
			}),
		);
		expect(refused).toBeLessThan(taken);
	});

	it("prints its help", () => {
		expectGolden("help-init.txt", boulderMigrate(["init", "--help"]).stdout);
	});
});
