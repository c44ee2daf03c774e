import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { listAt, stringAt } from "../../src/cluster/object.ts";
import { pushScript } from "../../src/deploy/scripts.ts";
import { isPlain, renderManifests } from "../../src/reporters/manifest-yaml.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";
import { expectGolden } from "../golden.ts";
import { has } from "../installed.ts";

const document = `# Shop
## Phase 1: Foundation
- [ ] Deployment web (port 80)
- [x] Overlays build
- [ ] Run book agreed on
`;
const probes = `schemaVersion: 1
cluster: { uid: 5c0b }
defaults: { namespace: shop }
probes:
  1/deployment-web: { workload: { kind: Deployment, name: web, service: web, ports: [80] } }
  1/overlays-build: { all: [{ workload: { kind: Deployment, name: web } }, { repository: { kustomize: [k8s] } }] }
  1/run-book-agreed-on: { attestation: { ask: Link it } }
`;
const image = ["--image", "registry.example/boulder-migrate:0.1.0"];
const all = [
	...image,
	"--publisher-image",
	"registry.example/kubectl:1.36",
	"--pushgateway",
	"http://pushgateway:9091",
	"--alerts",
];

function deploy(words: readonly string[], files: Readonly<Record<string, string | Uint8Array>> = {}) {
	return boulderMigrate(["deploy", ...words], {
		folder: folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, ...files }),
	});
}

function manifestsOf(text: string): unknown[] {
	return parseAllDocuments(text).map((one) => one.toJS());
}

describe("deploy", () => {
	it("prints the manifests, the same each time, and says what no cluster can verify", () => {
		const { code, stdout, stderr } = deploy(all);
		expect(code).toBe(0);
		expectGolden("deploy.yaml", stdout);
		expect(deploy(all).stdout).toBe(stdout);
		expect(stderr).toContain("left out, because their probes read files that no cluster has: 1/overlays-build\n");
	});

	it("prints fewer of them where nothing is published", () => {
		const { stdout, stderr } = deploy([
			...image,
			"--namespace",
			"tools",
			"--name",
			"nightly",
			"--schedule",
			"@daily",
			"1/deployment-web",
		]);
		expectGolden("deploy-alone.yaml", stdout);
		expect(stderr).toContain("the report is only in the log of each Job");
		expect(stdout).not.toContain("patch");
	});

	it("prints its help", () => {
		expectGolden("help-deploy.txt", boulderMigrate(["deploy", "--help"]).stdout);
	});

	it.each<[string, readonly string[], string]>([
		["no image", [], "--image REGISTRY/NAME:TAG"],
		["an image that is none", ["--image", "a b"], "no image"],
		["a name that is too long", [...image, "--name", "a".repeat(41)], "at most 40"],
		["a name in capitals", [...image, "--name", "Verify"], "is no name"],
		["no namespace", [...image, "--namespace", "a/b"], "is no name of a namespace"],
		["half a schedule", [...image, "--schedule", "*/30 *"], "is no schedule"],
		["no duration", [...image, "--deadline", "soon"], "is no duration"],
		["alerts on nothing", [...image, "--alerts"], "--alerts needs --pushgateway"],
		["a password", [...image, "--pushgateway", "http://a:b@c"], "no password"],
		["a variable", [...image, "--pushgateway", "http://c/$(HOME)"], "is no address"],
		["an item that is not there", [...image, "9/nothing"], "9/nothing"],
		["files alone", [...image, "1/overlays-build"], "nothing is left to verify"],
	])("refuses %s", (_, words, told) => {
		const { code, stdout, stderr } = deploy(words);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(told);
	});

	it("needs a namespace from somewhere, and a probes file", () => {
		const nowhere =
			"schemaVersion: 1\nprobes: { 1/deployment-web: { workload: { kind: Deployment, name: web, namespace: shop } } }\n";
		expect(deploy(image, { "probes.yaml": nowhere })).toMatchObject({ code: 2 });
		expect(deploy([...image, "-n", "tools"], { "probes.yaml": nowhere })).toMatchObject({ code: 0 });
		const folder = folderWith({ "PHASE-STATUS.md": document });
		expect(boulderMigrate(["deploy", ...image], { folder })).toMatchObject({ code: 4, stdout: "" });
	});

	it("refuses what no ConfigMap takes, and takes what just fits", () => {
		const padded = (size: number) => `${document}\n${"x".repeat(size - document.length - probes.length - 2)}\n`;
		expect(deploy(image, { "PHASE-STATUS.md": padded(1024 * 1024 - 99) })).toMatchObject({ code: 4, stdout: "" });
		expect(deploy(image, { "PHASE-STATUS.md": padded(1024 * 1024 - 101) }).code).toBe(0);
	});

	it.each<[string, string | Uint8Array]>([
		["CRLF", document.replaceAll("\n", "\r\n")],
		["a byte order mark", `\ufeff${document}`],
		["no last newline, and trailing spaces", `${document}  \n\n  x  `],
		["several last newlines", `${document}\n\n\n`],
		["an escape sequence", `${document}\u001b]0;title\u0007\u202e\n`],
		["lines of spaces", `${document} \n   \n \n`],
		["a tab first in a line", `${document}- a\n\tb\n`],
		["spaces first", `  ${document}`],
		["YAML", `${document}\n--- \n---\n...\n# a: b\n`],
	])("keeps every byte of a document with %s, and prints none that a terminal obeys", (_, text) => {
		const { stdout, code } = deploy(image, { "PHASE-STATUS.md": text });
		expect(code).toBe(0);
		const kept = manifestsOf(stdout).find((one) => stringAt(one, "metadata", "name") === "boulder-migrate-document");
		const coded = stringAt(kept, "binaryData", "PHASE-STATUS.md");
		const plain = stringAt(kept, "data", "PHASE-STATUS.md");
		const bytes = coded === null ? Buffer.from(plain ?? "") : Buffer.from(coded, "base64");
		expect(bytes.equals(Buffer.from(text))).toBe(true);
		expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\ufeff]/);
	});

	it("keeps every text readable that has no spaces where YAML libraries disagree", () => {
		const line = fc.oneof(
			fc.string({ unit: "grapheme-ascii" }),
			fc.constantFrom("", "  a", "# b", "- c", "---", "...", "a\tb", "a: b", '"', "null", "🔴 | x |", "%", "@", "a  "),
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
				const text = lines.filter((one) => one === "" || one.trim() !== "").join("\n");
				fc.pre(!/^[ \t\n]/.test(text) && !text.includes("##["));
				expect(isPlain(text)).toBe(true);
				expect(parse(renderManifests([{ data: { text } }]))).toEqual({ data: { text } });
			}),
		);
	});
});

describe.runIf(has("promtool", "needed"))("the alert rules", () => {
	const group = "shop.boulder-migrate";
	const series = (name: string, labels: string, values: string) => ({ series: `${name}{report="${group}"${labels}}`, values });
	const items = (state: string, values: string) => series("boulder_migrate_items", `,phase="1",state="${state}"`, values);
	const fresh = series("boulder_migrate_verify_observed_timestamp_seconds", "", "0+60x600");

	function firing(input: readonly object[], at: string): string[] {
		const rule = manifestsOf(deploy(all).stdout).at(-1);
		const folder = folderWith({ "rules.json": JSON.stringify({ groups: listAt(rule, "spec", "groups") }) });
		const names = ["BoulderMigrateRegressed", "BoulderMigrateUnverified", "BoulderMigrateReportStale"];
		expect(spawnSync("promtool", ["check", "rules", join(folder, "rules.json")]).status).toBe(0);
		// promtool tells what fires only by what was expected not to: each alert is asked for by itself.
		return names.filter((alertname) => {
			const test = {
				rule_files: ["rules.json"],
				tests: [{ interval: "1m", input_series: input, alert_rule_test: [{ eval_time: at, alertname, exp_alerts: [] }] }],
			};
			writeFileSync(join(folder, "test.json"), JSON.stringify(test));
			const { status, stderr, stdout } = spawnSync("promtool", ["test", "rules", "test.json"], { cwd: folder, encoding: "utf8" });
			if (status !== 0 && !/exp: ?\[/i.test(stderr + stdout)) throw new Error(stderr + stdout);
			return status !== 0;
		});
	}

	it.each<[string, readonly object[], string, readonly string[]]>([
		["nothing while all is well", [items("regressed", "0x600"), items("unverified", "0x600"), fresh], "5h", []],
		["what regressed, at once", [items("regressed", "0x9 2x600"), fresh], "10m", ["BoulderMigrateRegressed"]],
		["what cannot be verified, after an hour", [items("unverified", "0 1x600"), fresh], "62m", ["BoulderMigrateUnverified"]],
		["nothing for a gap of half an hour", [items("unverified", "1x30 0x600"), fresh], "62m", []],
		[
			"a report that stands still",
			[series("boulder_migrate_verify_observed_timestamp_seconds", "", "0x600")],
			"135m",
			["BoulderMigrateReportStale"],
		],
		["no report at all", [items("ready", "1x600")], "15m", ["BoulderMigrateReportStale"]],
		[
			"nothing of another CronJob",
			[{ ...items("regressed", "1x600"), series: 'boulder_migrate_items{report="b.a",state="regressed"}' }, fresh],
			"15m",
			[],
		],
	])("tell %s", (_, input, at, told) => {
		expect(firing(input, at)).toEqual(told);
	});
});

describe("the push of the metrics", () => {
	const exposition = '# HELP a b\n# TYPE a gauge\na{b="c"} 1\n';

	async function push(metrics: string, exit: string, status = 200) {
		const seen: { method: string | undefined; url: string | undefined; body: string }[] = [];
		const server = createServer((request, answer) => {
			let body = "";
			request.setEncoding("utf8").on("data", (part: string) => {
				body += part;
			});
			request.on("end", () => {
				seen.push({ method: request.method, url: request.url, body });
				answer.writeHead(status).end("told");
			});
		});
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
		const address = server.address();
		const port = typeof address === "object" && address !== null ? address.port : 0;
		const folder = folderWith({ "metrics.prom": metrics, "exit-code": exit });
		const { spawn } = await import("node:child_process");
		const child = spawn(process.execPath, ["-e", pushScript], {
			env: { REPORT: folder, PUSHGATEWAY: `http://127.0.0.1:${port}/metrics/job/boulder-migrate/report/shop.a` },
		});
		let stderr = "";
		child.stderr.setEncoding("utf8").on("data", (part: string) => {
			stderr += part;
		});
		const code = await new Promise((done) => child.on("close", done));
		server.close();
		return { code, seen, stderr };
	}

	it("replaces the group, and ends with the exit code of verify", async () => {
		const { code, seen } = await push(exposition, "1\n");
		expect(code).toBe(1);
		expect(seen).toEqual([{ method: "PUT", url: "/metrics/job/boulder-migrate/report/shop.a", body: exposition }]);
	});

	it("fails where there is nothing to push, or the gateway refuses", async () => {
		expect(await push("", "4\n")).toMatchObject({ code: 4, seen: [] });
		expect(await push("", "0\n")).toMatchObject({ code: 3, seen: [] });
		const refused = await push(exposition, "0\n", 400);
		expect(refused.code).toBe(3);
		expect(refused.stderr).toContain("400 told");
	});
});
