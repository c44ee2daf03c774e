import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, launcher } from "../command-line.ts";

/** Loaded first: tells in the end how much memory the process has had at most, and how long it kept the processor busy. */
const measure = `process.on("exit", () => {
	const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
	require("node:fs").writeFileSync(process.env.MEASURED, JSON.stringify({ megabytes: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }));
});`;

const document = "## Phase 1: x\n\n- [ ] Thing\n";
const config = (more: string): string => `apiVersion: v1\nkind: Config\n${more}\n`;
const probe = (yaml: string): string => `schemaVersion: 1\ndefaults: { namespace: a }\nprobes:\n  1/thing: ${yaml}\n`;
const pods = (object: object): string =>
	JSON.stringify({
		schemaVersion: 1,
		recordedAt: "2026-11-24T00:00:00Z",
		contexts: [
			{
				name: "a",
				uid: null,
				reads: [
					{
						ask: "list",
						question: { apiVersion: "v1", kind: "Pod", namespace: "a" },
						answer: {
							observedAt: "2026-11-24T00:00:00Z",
							consistent: true,
							objects: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "a" }, ...object }],
						},
					},
				],
			},
		],
	});
const onPods = (expression: string): string =>
	probe(`{ resources: { apiVersion: v1, kind: Pod, expect: ${JSON.stringify(expression)} } }`);
const laughs = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i === 0 ? "x" : `*a${i - 1}, *a${i - 1}`}]`).join("\n");

type Files = Readonly<Record<string, string>>;
const markdown = (text: string): [string[], Files] => [["validate"], { "PHASE-STATUS.md": `${document}${text}` }];
const probes = (text: string): [string[], Files] => [["probes", "lint"], { "probes.yaml": text }];
const settings = (text: string): [string[], Files] => [["status"], { "probes.yaml": text }];
const kubeconfig = (text: string): [string[], Files] => [
	["verify", "--kubeconfig", "config"],
	{ config: text, "probes.yaml": onPods("true") },
];
const recorded = (recording: string, yaml = onPods("true")): [string[], Files] => [
	["verify", "--snapshot", "cluster.json"],
	{ "cluster.json": recording, "probes.yaml": yaml },
];

const bombs: Readonly<Record<string, [string[], Files]>> = {
	"Markdown: deep lists": markdown(Array.from({ length: 3_000 }, (_, i) => `${" ".repeat(i)}- [ ] a`).join("\n")),
	"Markdown: deep quotes in lists": markdown(`${"> - ".repeat(5_000)}[ ] a\n`),
	"Markdown: brackets": markdown(`- [ ] ${"[".repeat(200_000)}\n`),
	"Markdown: links in links": markdown(`- [ ] ${"[a](".repeat(50_000)}\n`),
	"Markdown: emphasis": markdown(`- [ ] ${"*a **b ".repeat(30_000)}\n`),
	"Markdown: a table of one row": markdown(`|${"a|".repeat(20_000)}\n|${"-|".repeat(20_000)}\n|${"b|".repeat(20_000)}\n`),
	"Markdown: entities": markdown(`- [ ] ${"&#x".repeat(100_000)}\n`),
	"Markdown: words of the legend": markdown(
		`\n**Legend**: ${Array.from({ length: 150_000 }, (_, i) => `🔴 W${i}`).join(" | ")}\n`,
	),
	"Markdown: blockers of one phase": markdown(
		`\n## Dependencies and Blockers\n\n### Current Blockers\n\n${Array.from({ length: 20_000 }, (_, i) => `- Phase 1: reason ${i}`).join("\n")}\n`,
	),
	"Markdown: items of one phase": [
		["status", "1"],
		{ "PHASE-STATUS.md": `## Phase 1: x\n\n${Array.from({ length: 40_000 }, (_, i) => `- [ ] a${i}`).join("\n")}\n` },
	],
	"Markdown: check-off of a group for each item": [
		["check-off", "1/*", "--reviewer", "Ana", "--dry-run"],
		{ "PHASE-STATUS.md": `## Phase 1: x\n\n${Array.from({ length: 8_000 }, (_, i) => `### G${i}\n\n- [ ] a`).join("\n\n")}\n` },
	],
	"Markdown: definitions": markdown("[a]: b\n".repeat(10_000)),
	"YAML: aliases of aliases": probes(`${laughs}\n${probe("{ all: *a29 }")}`),
	"YAML: depth": probes(`a: ${"[".repeat(100_000)}`),
	"YAML: maps in maps": probes(probe("{a: ".repeat(50_000))),
	"YAML: keys without end": probes(probe(Array.from({ length: 60_000 }, (_, i) => `\n    k${i}: 1`).join(""))),
	"YAML: a long text in quotes": probes(probe(`"${"\\u0041".repeat(300_000)}"`)),
	"YAML: questions": probes("? ".repeat(500_000)),
	"YAML: anchors": probes("&a ".repeat(300_000)),
	"YAML: dashes": probes(`${"- ".repeat(500_000)}a`),
	"YAML: anchors in the vocabulary": settings(`vocabulary: ${"&a ".repeat(100_000)}`),
	"YAML: anchors in the policy": settings(`policy: ${"&a ".repeat(100_000)}`),
	"YAML: a list for each element of a list": probes(
		`schemaVersion: 1\ndefaults: { namespace: a }\nlists:\n  l:\n${"    - a\n".repeat(20_000)}probes:\n  1/thing: { forEach: { list: l, probe: { forEach: { list: l, probe: { job: { name: $(each) } } } } } }\n`,
	),
	"YAML: tags": probes(`${"!".repeat(500_000)} a`),
	"YAML: white space": probes(probe(`${" ".repeat(1_000_000)}x`)),
	"kubeconfig: aliases of aliases": kubeconfig(config(`${laughs}\nclusters: *a29`)),
	"kubeconfig: depth": kubeconfig(config(`clusters: ${"[".repeat(100_000)}`)),
	"kubeconfig: keys without end": kubeconfig(config(Array.from({ length: 100_000 }, (_, i) => `k${i}: {a: b}`).join("\n"))),
	"kubeconfig: questions": kubeconfig("? ".repeat(500_000)),
	"kubeconfig: anchors": kubeconfig("&a ".repeat(300_000)),
	"recording: depth": recorded("[".repeat(5_000_000)),
	"recording: depth in an object": recorded(pods({ spec: JSON.parse(`${"[".repeat(150)}${"]".repeat(150)}`) })),
	"recording: twenty megabytes of text": recorded(
		pods({ spec: { a: "x".repeat(20_000_000) } }),
		onPods("object.spec.a.matches('^(a|x)*y$')"),
	),
	"recording: a long number": recorded(`{"schemaVersion":1${"0".repeat(1_000_000)}}`),
	"CEL: loops in loops": recorded(
		pods({ spec: { l: Array.from({ length: 400 }, (_, i) => i) } }),
		onPods("object.spec.l.all(a, object.spec.l.all(b, object.spec.l.all(c, a + b + c >= 0)))"),
	),
	"CEL: texts that double": recorded(
		pods({}),
		onPods(`cel.bind(x, "aaaa", ${"cel.bind(x, x + x, ".repeat(40)}x == ""${")".repeat(41)}`),
	),
	"CEL: a pattern that backtracks": recorded(
		pods({ spec: { a: `${"a".repeat(60)}!` } }),
		onPods("object.spec.a.matches('^((a+){20})+$')"),
	),
	"repository: a glob that backtracks": [
		["verify", "--snapshot", "cluster.json"],
		{
			"cluster.json": pods({}),
			["a".repeat(240)]: "x",
			"probes.yaml": probe(`{ repository: { files: ["${"*a".repeat(40)}b"] } }`),
		},
	],
};

describe("an input made to hurt", () => {
	it.each(Object.entries(bombs))("is done with in five seconds and 300 MB: %s", (_, [words, files]) => {
		const folder = folderWith({ "PHASE-STATUS.md": document, ...files });
		const tools = folderWith({ "measure.cjs": measure });
		const env = { PATH: process.env.PATH, HOME: tools, MEASURED: join(tools, "measured") };
		const command = ["--require", join(tools, "measure.cjs"), launcher, ...words];
		const { status, stdout, stderr } = spawnSync(process.execPath, command, {
			cwd: folder,
			env,
			encoding: "utf8",
			timeout: 60_000,
		});
		const told = `${stdout.slice(0, 500)}${stderr.slice(0, 500)}`;
		expect([0, 1, 3, 4], told).toContain(status);
		const { megabytes, seconds } = JSON.parse(readFileSync(env.MEASURED, "utf8"));
		expect(megabytes, told).toBeLessThan(300);
		expect(seconds, told).toBeLessThan(5);
	});
});
