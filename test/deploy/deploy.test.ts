import { createServer } from "node:http";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { stringAt } from "../../src/cluster/objects/object.ts";
import { pushScript } from "../../src/deploy/scripts.ts";
import { isPlain, renderManifests } from "../../src/reporters/manifest-yaml.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";
import { expectGolden } from "../golden.ts";
import { all, deploy, document, image, manifestsOf, probes } from "./deployed-shop.ts";

describe("deploy", () => {
	it("prints the manifests, the same each time, and lists what no cluster can verify", () => {
		const { code, stdout, stderr } = deploy(all);
		expect(code).toBe(0);
		expectGolden("deploy.yaml", stdout);
		expect(deploy(all).stdout).toBe(stdout);
		expect(stderr).toContain("left out, because their probes read files that no cluster has: 1/overlays-build\n");
	});

	it("prints the same manifests as one List in JSON", () => {
		const { code, stdout } = deploy([...all, "-o", "json"]);
		expect([code, JSON.parse(stdout)]).toEqual([0, { apiVersion: "v1", kind: "List", items: manifestsOf(deploy(all).stdout) }]);
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
		["an image that is none", ["--image", "a b"], "invalid --image"],
		["a name that is too long", [...image, "--name", "a".repeat(41)], "at most 40"],
		["a name in capitals", [...image, "--name", "Verify"], "invalid --name"],
		["no namespace", [...image, "--namespace", "a/b"], "is not a valid namespace name"],
		["half a schedule", [...image, "--schedule", "*/30 *"], "invalid --schedule"],
		["an invalid duration", [...image, "--deadline", "soon"], 'invalid duration "soon" (use 30s, 5m)'],
		["a duration without a unit", [...image, "--stale-after", "90"], 'invalid duration "90" (use 30s, 5m)'],
		["a duration below a second", [...image, "--deadline", "500ms"], 'invalid duration "500ms": at least 1s'],
		["alerts on nothing", [...image, "--alerts"], "--alerts needs --pushgateway"],
		["a password", [...image, "--pushgateway", "http://a:b@c"], "no password"],
		["a variable", [...image, "--pushgateway", "http://c/$(HOME)"], "invalid --pushgateway"],
		["an item that is not there", [...image, "9/nothing"], "9/nothing"],
		["files alone", [...image, "1/overlays-build"], "nothing is left to verify"],
	])("refuses %s", (_, words, told) => {
		const { code, stdout, stderr } = deploy(words);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(told);
	});

	it("runs the image of the repository's Dockerfile unless another is given, and reports that it must be built", () => {
		const { code, stdout, stderr } = deploy([]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/image: "?ghcr\.io\/boulder-migrate\/boulder-migrate:\d/);
		expect(stderr).toContain("build it from the Dockerfile, and name it with --image");
		expect(deploy(image).stderr).not.toContain("Dockerfile");
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
