import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publishScript, verifyScript } from "../../src/deploy/scripts.ts";
import { folderWith, launcher } from "../command-line.ts";

/** The part of kubectl that the script needs, with the API server's limits: 1 MiB for keys and values, each key in one field. */
const kubectl = `#!${process.execPath}
const { existsSync, readFileSync, readdirSync, statSync, writeFileSync, appendFileSync } = require("node:fs");
const words = process.argv.slice(2);
const option = (name) => words.find((word) => word.startsWith(name + "="))?.slice(name.length + 1);
const store = process.env.STORE + (words[2] === "watch-verdicts" ? ".verdicts" : "");
if (words[0] === "create") {
	const folder = option("--from-file");
	const data = {}, binaryData = {};
	for (const name of readdirSync(folder)) {
		if (!statSync(folder + "/" + name).isFile()) continue;
		const bytes = readFileSync(folder + "/" + name);
		try { data[name] = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); }
		catch { binaryData[name] = bytes.toString("base64"); }
	}
	console.log(JSON.stringify({ metadata: { name: words[2] }, data, binaryData }));
} else {
	appendFileSync(process.env.STORE + ".log", words.join(" ") + "\\n");
	const now = JSON.parse(readFileSync(store, "utf8"));
	const patch = JSON.parse(readFileSync(words[words.indexOf("--patch-file") + 1], "utf8"));
	const data = { ...now.data, ...patch.data }, binaryData = { ...now.binaryData, ...patch.binaryData };
	const size = Object.entries(data).reduce((sum, [key, value]) => sum + key.length + Buffer.byteLength(value), 0);
	if (size > 1024 * 1024 || Object.keys(binaryData).some((key) => key in data) || existsSync(store + ".refuse-" + readFileSync(process.env.STORE + ".log", "utf8").trim().split("\\n").length)) {
		console.error("The ConfigMap is invalid");
		process.exit(1);
	}
	writeFileSync(store, JSON.stringify({ data, binaryData }));
}
`;

const keys = ["exit-code", "messages.txt", "metrics.prom", "report.txt", "verify.json"];
const old = Object.fromEntries(keys.map((key) => [key, "an old verdict"]));

/** Verifies a document whose items are all checked and all wrong, and publishes the report as the CronJob's pod does. */
function publish(count: number, { refusals = 0, text = "Überprüft", rounds = 1 } = {}) {
	const ids = Array.from({ length: count }, (_, index) => `item-${index}`);
	const folder = folderWith({
		"PHASE-STATUS.md": `## Phase 1: One\n\n${ids.map((id) => `- [x] ${text} <!-- id: ${id} -->\n`).join("")}`,
		"probes.yaml": `schemaVersion: 1\nprobes:\n${ids.map((id) => `  1/${id}: { repository: { files: [${id}.yaml] } }\n`).join("")}`,
		"boulder-migrate": `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`,
		kubectl,
		"configmap.json": JSON.stringify({ data: old }),
	});
	for (const program of ["boulder-migrate", "kubectl"]) chmodSync(join(folder, program), 0o755);
	for (const made of ["report", "home"]) mkdirSync(join(folder, made));
	const store = join(folder, "configmap.json");
	for (let attempt = 1; attempt <= refusals; attempt += 1) writeFileSync(`${store}.refuse-${attempt}`, "");
	const env = {
		PATH: `${folder}:${process.env.PATH}`,
		HOME: join(folder, "home"),
		REPORT: join(folder, "report"),
		REPORT_NAME: "watch-report",
		REPORT_NAMESPACE: "tools",
		BOULDER_MIGRATE_FILE: join(folder, "PHASE-STATUS.md"),
		STORE: store,
		LOG: join(folder, "log"),
		LOG_NAME: "watch-verdicts",
	};
	mkdirSync(env.LOG);
	const log = `${store}.verdicts`;
	writeFileSync(log, JSON.stringify({ data: {} }));
	const logged = (): string => JSON.parse(readFileSync(log, "utf8")).data["verdicts.ndjson"] ?? "";
	const run = (script: string) => spawnSync("sh", ["-c", script, "verify"], { env, encoding: "utf8", maxBuffer: 1 << 28 });
	const verified = run(verifyScript);
	const published = run(publishScript);
	for (let round = 1; round < rounds; round += 1) {
		// What Kubernetes mounts for the next run.
		writeFileSync(join(env.LOG, "verdicts.ndjson"), logged());
		run(verifyScript);
		run(publishScript);
	}
	const { data } = JSON.parse(readFileSync(store, "utf8")) as { data: Readonly<Record<string, string>> };
	return {
		verified,
		published,
		data,
		log: logged(),
		metrics: readFileSync(join(folder, "report", "metrics.prom"), "utf8"),
	};
}

describe("the published report", { timeout: 120_000 }, () => {
	it("has everything where it fits", () => {
		const { verified, published, data, metrics } = publish(3);
		expect([verified.status, published.status]).toEqual([0, 1]);
		expect(Object.keys(data).sort()).toEqual(keys);
		expect(data).toMatchObject({ "exit-code": "1\n", "report.txt": verified.stdout, "messages.txt": verified.stderr });
		expect(data["metrics.prom"]).toBe(metrics);
		expect(JSON.parse(data["verify.json"] ?? "").summary.regressed).toBe(3);
	});

	it.each([
		[4_000, "Überprüft"],
		[6_000, "Überprüft ".repeat(12)],
	])("of %i regressed items says what was left out, and keeps nothing old", (count, text) => {
		const { verified, published, data, metrics } = publish(count, { text });
		expect([verified.status, published.status, published.stderr]).toEqual([0, 1, ""]);
		expect(Object.values(data)).not.toContain("an old verdict");
		expect(data["exit-code"]).toBe("1\n");
		expect(data["report.txt"]?.split("\n")[0]).toBe(verified.stdout.split("\n")[0]);
		for (const file of ["verify.json", "metrics.prom"] as const)
			if (data[file] === "") expect(data["messages.txt"]).toContain(`${file} is left out`);
		expect(data["verify.json"]).toBe("");
		expect(data["report.txt"]).not.toContain("\ufffd");
		const isCut = (data["report.txt"]?.length ?? 0) < verified.stdout.length;
		expect(data["report.txt"]?.includes("… cut here")).toBe(isCut);
		// The Pushgateway gets all of them.
		expect(metrics).toContain("boulder_migrate_items");
	});

	it("comes with a log that has a line for each run", () => {
		const { log } = publish(3, { rounds: 3 });
		const exitCodes = log
			.split("\n")
			.filter(Boolean)
			.map((line) => JSON.parse(line).exitCode);
		expect(exitCodes).toEqual([1, 1, 1]);
	});

	it("is emptied, rather than kept, where it is refused all the same", () => {
		const { published, data } = publish(3, { refusals: 1 });
		expect(published.status).toBe(3);
		expect(data).toMatchObject({ "exit-code": "1\n", "report.txt": "", "verify.json": "", "metrics.prom": "" });
		expect(data["messages.txt"]).toContain("could not be published");
	});

	it("fails where it cannot be published at all", () => {
		const { published, data } = publish(3, { refusals: 2 });
		expect([published.status, data]).toEqual([3, old]);
	});
});
