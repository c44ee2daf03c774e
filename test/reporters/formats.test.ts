import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import type { ItemVerdict, Verification } from "../../src/report/verification.ts";
import { renderJson } from "../../src/reporters/json.ts";
import { palette } from "../../src/reporters/palette.ts";
import { renderVerdictsGithub } from "../../src/reporters/verdicts/github.ts";
import { renderVerdictsInToto } from "../../src/reporters/verdicts/in-toto.ts";
import { verdictReporters } from "../../src/reporters/verdicts/index.ts";
import { renderVerdictsJunit } from "../../src/reporters/verdicts/junit.ts";
import { renderVerdictsMarkdown } from "../../src/reporters/verdicts/markdown.ts";
import { renderVerdictsPrometheus } from "../../src/reporters/verdicts/prometheus.ts";
import { renderVerdictsSarif } from "../../src/reporters/verdicts/sarif.ts";
import { renderVerdictsTap } from "../../src/reporters/verdicts/tap.ts";
import { renderVerdictsText } from "../../src/reporters/verdicts/text.ts";
import { renderYaml } from "../../src/reporters/yaml.ts";
import { printable } from "../../src/text/printable.ts";
import { projectFolder } from "../command-line.ts";
import { runs } from "../runs.ts";
import { anyVerification } from "./hostile-verification.ts";
import { parsePrometheus } from "./parsers/prometheus.ts";
import { parseTap } from "./parsers/tap.ts";
import { type Element, parseXml } from "./parsers/xml.ts";
import { layout, plain, rich } from "./verifications.ts";

const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "verify.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

/** Holds for a bad day, a quiet day, a day without anything, and any text in every field. */
function always(holds: (verification: Verification) => void, numRuns = runs({ fast: 50, thorough: 500 })): void {
	const nothing: Verification = { ...plain, items: [], phases: [], criteria: [] };
	/** Its name and the kinds in it stand at the start of lines. */
	const commanding: Verification = {
		...rich,
		document: "::error::owned",
		items: rich.items.map((item) => ({
			...item,
			evidence: item.evidence.map((one) => ({ ...one, kind: "  ::warning::owned" })),
		})),
	};
	for (const one of [rich, plain, nothing, commanding]) holds(one);
	fc.assert(fc.property(anyVerification, holds), { numRuns });
}

const holding = (item: ItemVerdict): boolean => item.checked && item.state === "confirmed";
const contradicted = (item: ItemVerdict): boolean => item.state === "regressed";
const unseen = (item: ItemVerdict): boolean => item.checked && item.state === "unverified";

describe("every format", () => {
	it("gives no command to a terminal or to the runner, with any text of a cluster", async () => {
		const renderers = await Promise.all(
			Object.entries(verdictReporters).map(async ([format, load]) => ({ format, render: await load() })),
		);
		always((verification) => {
			for (const { format, render } of renderers) {
				for (const width of [null, 40]) {
					const text = render(verification, { ...layout, width, detailed: true });
					expect(text, format).not.toContain("##[");
					expect(text, format).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/u);
					if (format !== "github") expect(text, format).not.toMatch(/^\s*::/m);
					expect(text === "" || text.endsWith("\n"), format).toBe(true);
				}
			}
		});
	});

	it("is the same twice", async () => {
		for (const load of Object.values(verdictReporters)) {
			const render = await load();
			expect(render(rich, layout)).toBe(render(rich, layout));
		}
	});
});

describe("json and yaml", () => {
	it("are the verification itself", () => {
		expect(validate(rich), JSON.stringify(validate.errors)).toBe(true);
		expect(validate(plain), JSON.stringify(validate.errors)).toBe(true);
		always((verification) => {
			expect(JSON.parse(renderJson(verification))).toEqual(verification);
			const shown: unknown = JSON.parse(JSON.stringify(verification), (_key, value: unknown) =>
				typeof value === "string" ? printable(value) : value,
			);
			expect(parseYaml(renderYaml(verification))).toEqual(shown);
		});
	});

	it("have a schema that takes nothing else", () => {
		const broken: readonly object[] = [
			{ ...rich, exitCode: "1" },
			{ ...rich, more: 1 },
			{ ...rich, observedAt: "yesterday" },
			{ ...rich, items: rich.items.map((item) => ({ ...item, state: "green" })) },
			{ ...rich, items: rich.items.map(({ line, ...item }) => item) },
			{ ...rich, criteria: rich.criteria.map((one) => ({ ...one, checked: true })) },
		];
		for (const one of broken) expect(validate(one)).toBe(false);
	});

	it("write out what several items share, for readers that limit aliases, and quote what YAML 1.1 takes for a date", () => {
		const shared = rich.items[0]?.evidence ?? [];
		const text = renderYaml({ ...rich, items: rich.items.map((item) => ({ ...item, evidence: shared })) });
		expect(text).not.toMatch(/[&*]a\d/);
		expect(text).toContain('observedAt: "2026-11-24T00:00:00Z"');
	});
});

describe("junit", () => {
	const number = (element: Element, name: string): number => Number(element.attributes.get(name) ?? Number.NaN);
	const results = ["failure", "error", "skipped"];

	it("is well-formed, of the usual structure, and its counts are true", () => {
		always((verification) => {
			const root = parseXml(renderVerdictsJunit(verification, layout));
			expect(root.name).toBe("testsuites");
			const suites = root.children;
			const cases = suites.flatMap((suite) => suite.children.filter((child) => child.name === "testcase"));
			expect(cases.length).toBe(verification.items.length + verification.criteria.length);
			for (const suite of suites) {
				expect(suite.name).toBe("testsuite");
				expect(suite.children.map((child) => child.name).join(" ")).toMatch(/^properties(?: testcase)*$/);
				const exitCodes = suite.children[0]?.children.filter((child) => child.attributes.get("name") === "exitCode");
				expect(exitCodes?.map((one) => one.attributes.get("value"))).toEqual([String(verification.exitCode)]);
			}
			for (const one of cases) {
				expect([...one.attributes.keys()]).toEqual(["classname", "name", "time"]);
				expect(one.children.length).toBeLessThanOrEqual(1);
				for (const child of one.children) expect(results).toContain(child.name);
			}
			for (const parent of [root, ...suites]) {
				const own = parent === root ? cases : parent.children.filter((child) => child.name === "testcase");
				expect(number(parent, "tests")).toBe(own.length);
				for (const [attribute, result] of Object.entries({ failures: "failure", errors: "error", skipped: "skipped" }))
					expect(number(parent, attribute)).toBe(own.filter((one) => one.children[0]?.name === result).length);
			}
			const failing = verification.criteria.filter(({ outcome }) => outcome === "fail").length;
			expect(number(root, "failures")).toBe(verification.items.filter(contradicted).length + failing);
			expect(number(root, "errors")).toBe(verification.items.filter(unseen).length);
			const passed = cases.filter((one) => one.children.length === 0).map((one) => one.attributes.get("classname"));
			const holds = [
				...verification.items.filter(holding),
				...verification.criteria.filter(({ outcome }) => outcome === "pass" || outcome === "attested"),
			];
			expect(new Set(passed)).toEqual(new Set(holds.map((one) => shownInXml(one.id))));
		});
	});

	it("has the whole message, what was expected and found, and the next step", () => {
		const root = parseXml(renderVerdictsJunit(rich, layout));
		const failure = root.children[0]?.children.find((child) => child.attributes.get("classname") === "2/sa-1-deployment")
			?.children[0];
		const message = rich.items[0]?.message ?? "";
		expect(failure?.name).toBe("failure");
		expect(failure?.attributes.get("message")).toContain(message);
		expect(failure?.text.split("\n")[0]).toBe(message);
		expect(failure?.text).toContain("expected at least 1 ready pod, found 0 ready pods");
		expect(failure?.text).toContain("next: kubectl");
		expect(failure?.text).toContain("status/PHASE-STATUS.md:31");
	});

	function shownInXml(text: string): string {
		return printable(text).replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
	}
});

describe("tap", () => {
	it("has a line an item, and fails what is contradicted or could not be seen, and nothing else", () => {
		always((verification) => {
			const points = parseTap(renderVerdictsTap(verification, layout));
			const all = [...verification.items, ...verification.criteria];
			expect(points.length).toBe(all.length);
			points.forEach((point, index) => {
				const one = all[index];
				expect(point.description).toBe(printable(`${one?.id} ${one?.text}`));
				if (!point.ok) expect(point.diagnostics).toMatchObject({ message: printable(one?.message ?? ""), outcome: one?.outcome });
			});
			const own = points.slice(0, verification.items.length);
			const at = (wanted: (item: ItemVerdict) => boolean): number[] =>
				verification.items.flatMap((item, index) => (wanted(item) ? [index] : []));
			const where = (wanted: (point: (typeof points)[number]) => boolean): number[] =>
				own.flatMap((point, index) => (wanted(point) ? [index] : []));
			expect(where((point) => !point.ok && point.directive === null)).toEqual(at((item) => contradicted(item) || unseen(item)));
			expect(where((point) => point.ok && point.directive === null)).toEqual(at(holding));
			points.slice(verification.items.length).forEach((point, index) => {
				expect(!point.ok && point.directive === null).toBe(verification.criteria[index]?.outcome === "fail");
			});
			expect(where((point) => point.ok && (point.directive ?? "").startsWith("TODO"))).toEqual(
				at((item) => item.state === "ready"),
			);
		});
	});
});

describe("github", () => {
	it("has exactly one command for each thing that does not hold, the worst first", () => {
		always((verification) => {
			const text = renderVerdictsGithub(verification, layout);
			const lines = text.split("\n");
			expect(lines.pop()).toBe("");
			const commands = lines.map((line) => /^::(error|warning|notice) file=[^:,]*,line=(\d+),title=[^:,]*::(.*)$/.exec(line));
			expect(commands.map((match) => match?.[1])).toEqual([
				...verification.items.filter(contradicted).map(() => "error"),
				...verification.criteria.filter(({ outcome }) => outcome === "fail").map(() => "error"),
				...verification.items.filter(unseen).map(() => "warning"),
				...verification.items.filter((item) => item.state === "unsettled").map(() => "notice"),
			]);
			const first = verification.items.find(contradicted);
			if (first === undefined) return;
			const data = (commands[0]?.[3] ?? "").replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
			expect(Number(commands[0]?.[2])).toBe(first.line);
			expect(data.split("\n")[0]).toContain(printable(first.message));
			expect(data.split("\n").length).toBe(first.hint === null ? 1 : 2);
		});
	});
});

describe("sarif", () => {
	const nonEmpty = { type: "string", minLength: 1 };
	const message = { type: "object", required: ["text"], properties: { text: nonEmpty } };
	const location = {
		type: "object",
		required: ["physicalLocation"],
		properties: {
			physicalLocation: {
				type: "object",
				required: ["artifactLocation", "region"],
				properties: {
					artifactLocation: {
						type: "object",
						required: ["uri"],
						properties: { uri: { type: "string", pattern: "^(?:[A-Za-z0-9._~!*'()/-]|%[0-9A-F]{2})*$" } },
					},
					region: { type: "object", required: ["startLine"], properties: { startLine: { type: "integer", minimum: 1 } } },
				},
			},
		},
	};
	/** The parts of the standard's schema that we write. */
	const structure = {
		type: "object",
		required: ["$schema", "version", "runs"],
		properties: {
			version: { const: "2.1.0" },
			runs: {
				type: "array",
				minItems: 1,
				maxItems: 1,
				items: {
					type: "object",
					required: ["tool", "results", "invocations"],
					properties: {
						tool: { type: "object", required: ["driver"] },
						invocations: { type: "array", items: { type: "object", required: ["executionSuccessful", "exitCode"] } },
						results: {
							type: "array",
							items: {
								type: "object",
								required: ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
								properties: {
									level: { enum: ["error", "warning", "note"] },
									message,
									locations: { type: "array", minItems: 1, items: location },
									partialFingerprints: { type: "object", additionalProperties: nonEmpty },
								},
							},
						},
					},
				},
			},
		},
	};
	const hasStructure = new Ajv2020({ strict: false, allErrors: true }).compile(structure);

	it("is SARIF 2.1.0 with a result at the line of each thing that does not hold", () => {
		always((verification) => {
			const sarif = JSON.parse(renderVerdictsSarif(verification, layout));
			expect(hasStructure(sarif), JSON.stringify(hasStructure.errors)).toBe(true);
			const [run] = sarif.runs;
			expect(run.invocations).toEqual([{ executionSuccessful: verification.exitCode !== 3, exitCode: verification.exitCode }]);
			const found: { ruleId: string; ruleIndex: number; level: string; message: { text: string } }[] = run.results;
			for (const one of found) {
				expect(run.tool.driver.rules[one.ruleIndex]).toMatchObject({
					id: one.ruleId,
					defaultConfiguration: { level: one.level },
				});
				expect(one.message.text.replaceAll("{{", "").replaceAll("}}", "")).not.toMatch(/[{}]/);
				expect(one.message.text.replace(/\\[\\[\]]/g, "")).not.toMatch(/[[\]\\]/);
			}
			const rule = (name: string): number => found.filter((one) => one.ruleId === name).length;
			expect(rule("regressed")).toBe(verification.items.filter(contradicted).length);
			expect(rule("criterion-failing")).toBe(verification.criteria.filter(({ outcome }) => outcome === "fail").length);
			expect(rule("unverified")).toBe(verification.items.filter(unseen).length);
			expect(rule("unsettled")).toBe(verification.items.filter((item) => item.state === "unsettled").length);
		});
	});
});

describe("prometheus", () => {
	it("has one series an item, counts by phase and state, and the exit code", () => {
		always((verification) => {
			const samples = parsePrometheus(renderVerdictsPrometheus(verification));
			const of = (name: string): typeof samples => samples.filter((one) => one.name === `boulder_migrate_${name}`);
			expect(of("item").map((one) => [one.labels.get("id"), one.labels.get("state"), one.value])).toEqual(
				verification.items.map((item) => [printable(item.id), item.state, 1]),
			);
			expect(of("criterion").map((one) => [one.labels.get("id"), one.labels.get("outcome")])).toEqual(
				verification.criteria.map(({ id, outcome }) => [printable(id), outcome]),
			);
			expect(of("items").reduce((sum, one) => sum + one.value, 0)).toBe(verification.items.length);
			expect(of("verify_exit_code").map((one) => one.value)).toEqual([verification.exitCode]);
			expect(of("verify_observed_timestamp_seconds").map((one) => one.value)).toEqual([1795478400]);
			expect(of("phase_claimed_ratio").length).toBe(verification.phases.length);
		});
	});
});

describe("in-toto", () => {
	it("is a Statement v1 about the bytes of the document", () => {
		always((verification) => {
			const statement = JSON.parse(renderVerdictsInToto(verification, layout));
			expect(statement).toEqual({
				_type: "https://in-toto.io/Statement/v1",
				subject: [{ name: verification.document, digest: { sha256: layout.documentSha256 } }],
				predicateType: "urn:boulder-migrate:verification:v1",
				predicate: verification,
			});
		});
		expect("urn:boulder-migrate:verification:v1").toMatch(/^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[a-z0-9:.-]+$/);
	});
});

describe("markdown", () => {
	interface Node {
		readonly type: string;
		readonly value?: string;
		readonly url?: string;
		readonly depth?: number;
		readonly children?: readonly Node[];
	}
	const processor = remark().use(remarkGfm);
	const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
	const ours = /^(?:<\/?sub>|<details><summary>\d+ items? not checked off<\/summary>|<\/details>)$/;

	it("keeps its structure, hides no link, mentions no user", () => {
		always((verification) => {
			const text = renderVerdictsMarkdown(verification, layout);
			const nodes = flat(processor.parse(text));
			const count = (type: string): number => nodes.filter((node) => node.type === type).length;
			for (const node of nodes) if (node.type === "html") expect(node.value).toMatch(ours);
			// A bare address may be made a link by whoever shows it; one that says something else than where it leads is never ours.
			for (const node of nodes) {
				const label = (node.children ?? []).map((child) => child.value ?? "").join("");
				if (node.type === "link") expect([label, `http://${label}`, `mailto:${label}`]).toContain(node.url);
			}
			for (const type of ["image", "linkReference", "imageReference", "footnoteReference", "definition"])
				expect(count(type), type).toBe(0);
			for (const type of ["code", "blockquote", "thematicBreak", "strong", "emphasis", "delete", "break"])
				expect(count(type), type).toBe(0);
			expect(nodes.filter((node) => node.type === "heading" && node.depth === 3).length).toBe(1);
			expect(count("tableRow")).toBe(verification.phases.length === 0 ? 0 : verification.phases.length + 1);
			expect(count("tableCell")).toBe(count("tableRow") * 6);
			for (const node of nodes) if (node.type === "text") expect(node.value).not.toMatch(/@[\w-]|#\d/);
		}, 60);
	});

	it("names every item but those that hold and those that do not apply", () => {
		const text = renderVerdictsMarkdown(rich, layout);
		for (const item of rich.items)
			expect(text.includes(`\`${item.id}\``), item.id).toBe(item.state !== "confirmed" && item.state !== "skipped");
	});
});

describe("text", () => {
	it("shows what contradicts the document before everything else, and no empty section", () => {
		const lines = renderVerdictsText(rich, layout).split("\n");
		const at = (start: string): number => lines.findIndex((line) => line.startsWith(start));
		const order = [
			"Phases 2 and 3: ",
			"Regressed",
			"Unverified",
			"Failing",
			"In progress",
			"Checked",
			"Ready",
			"Success criteria",
		];
		const places = order.map(at);
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(places[0]).toBe(0);
		expect(places).not.toContain(-1);
		expect(renderVerdictsText(plain, layout)).not.toMatch(/^(?:Regressed|Unverified|In progress|Checked)/m);
	});

	it("reports one cause once, for any number of items", () => {
		const text = renderVerdictsText({ ...rich, items: rich.items.filter((item) => item.checked) }, layout);
		expect(text.split("the namespace boulder-jobs does not exist").length - 1).toBe(1);
		expect(text).toContain("3 items: the namespace boulder-jobs does not exist");
	});

	it("stays short where a whole cluster is out of reach, but names everything that regressed", () => {
		const many = (state: "regressed" | "unverified"): Verification => {
			const [one] = rich.items.filter((item) => item.checked && item.state === state);
			const items =
				one === undefined ? [] : Array.from({ length: 80 }, (_, index) => ({ ...one, id: `2/item-${index}`, contexts: [] }));
			return { ...rich, items };
		};
		const named = (text: string): number => new Set(text.match(/2\/item-\d+/g)).size;
		const unreachable = renderVerdictsText(many("unverified"), layout);
		expect(named(unreachable)).toBe(0);
		expect(unreachable).toContain("80 items: the namespace boulder-jobs does not exist");
		expect(named(renderVerdictsText(many("unverified"), { ...layout, detailed: true }))).toBe(80);
		expect(named(renderVerdictsText(many("regressed"), layout))).toBe(80);
	});

	it("never sounds good where nothing was seen", () => {
		const unbound = rich.items.filter((item) => item.outcome === "unbound");
		const blind = renderVerdictsText({ ...rich, phases: [], items: unbound, criteria: [] }, layout);
		expect(blind).toContain("nothing was verified, as no item has a probe or evidence");
		expect(blind).not.toContain("nothing contradicts");
		expect(renderVerdictsText({ ...plain, phases: [], items: [] }, layout)).toContain("Nothing was verified");
		expect(renderVerdictsText(plain, layout)).toContain("nothing contradicts the document");
		for (const state of ["regressed", "unverified", "unsettled", "claimed"]) {
			const items = rich.items.filter((item) => item.state === state || item.state === "confirmed");
			expect(renderVerdictsText({ ...rich, items }, layout)).not.toContain("nothing contradicts");
		}
	});

	it("says the same in colour", async () => {
		const coloured = renderVerdictsText(rich, { ...layout, paint: await palette(3), detailed: true });
		expect(coloured).toContain("\u001b[1m");
		expect(coloured.replaceAll(/\u001b\[[0-9;]*m/g, "")).toBe(renderVerdictsText(rich, { ...layout, detailed: true }));
	});
});

describe("--require complete", () => {
	it("makes a finding of what is not checked off, in every format that has findings", () => {
		const required = { ...layout, requireComplete: true };
		const open = rich.items.filter((item) => !item.checked && !item.optional && item.state !== "skipped").length;
		expect(open).toBeGreaterThan(3);
		const failures = (text: string): number => Number(parseXml(text).attributes.get("failures"));
		expect(failures(renderVerdictsJunit(rich, required)) - failures(renderVerdictsJunit(rich, layout))).toBe(open);
		const errors = (text: string): number => text.split("\n::error").length;
		expect(errors(renderVerdictsGithub(rich, required)) - errors(renderVerdictsGithub(rich, layout))).toBe(open);
		const red = (text: string): number => parseTap(text).filter((point) => !point.ok && point.directive === null).length;
		expect(red(renderVerdictsTap(rich, required)) - red(renderVerdictsTap(rich, layout))).toBe(open);
		expect(renderVerdictsText(rich, required)).toContain(`${open} required items not checked off`);
	});
});
