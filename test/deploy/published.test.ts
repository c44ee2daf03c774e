import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { publishScript, verifyScript } from "../../src/deploy/scripts.ts";
import { makeCertificates } from "../cluster/test-certificates.ts";
import { folderWith, launcher } from "../command-line.ts";

/** An API server that patches two ConfigMaps, with the limit of the real one: 1 MiB for keys and values. Refuses the first requests. */
const apiServer = `
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const [, folder, refusals] = process.argv;
let count = 0;
const server = require("node:https").createServer({ key: readFileSync(folder + "/key.pem"), cert: readFileSync(folder + "/cert.pem") }, (request, answer) => {
	let text = "";
	request.setEncoding("utf8").on("data", (part) => { text += part; }).on("end", () => {
		const name = /^\\/api\\/v1\\/namespaces\\/tools\\/configmaps\\/(watch-report|watch-verdicts)\\?/.exec(request.url)?.[1];
		const end = (status, body) => answer.writeHead(status).end(body);
		if (name === undefined || request.method !== "PATCH") return end(404, "no such ConfigMap");
		if (request.headers.authorization !== "Bearer of-watch") return end(401, "Unauthorized");
		if (request.headers["content-type"] !== "application/merge-patch+json") return end(415, "no patch");
		const store = folder + "/" + name + ".json";
		const data = { ...JSON.parse(readFileSync(store, "utf8")).data, ...JSON.parse(text).data };
		const size = Object.entries(data).reduce((sum, [key, value]) => sum + key.length + Buffer.byteLength(value), 0);
		if (size > 1024 * 1024 || ++count <= Number(refusals)) return end(422, "The ConfigMap is invalid");
		writeFileSync(store, JSON.stringify({ data }));
		end(200, "{}");
	});
}).listen(0, "127.0.0.1", () => writeFileSync(folder + "/port", String(server.address().port)));
`;

const certificates = makeCertificates();
const servers: ChildProcess[] = [];
afterAll(() => {
	for (const server of servers) server.kill();
});

async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await setTimeout(20);
}

const keys = ["exit-code", "messages.txt", "metrics.prom", "report.txt", "verify.json"];
const old = Object.fromEntries(keys.map((key) => [key, "an old verdict"]));

/** Verifies a document whose items are all checked and all wrong, and publishes the report as the CronJob's pod does. */
async function publish(count: number, { refusals = 0, text = "Überprüft", rounds = 1 } = {}) {
	const ids = Array.from({ length: count }, (_, index) => `item-${index}`);
	const folder = folderWith({
		"PHASE-STATUS.md": `## Phase 1: One\n\n${ids.map((id) => `- [x] ${text} <!-- id: ${id} -->\n`).join("")}`,
		"probes.yaml": `schemaVersion: 1\nprobes:\n${ids.map((id) => `  1/${id}: { repository: { files: [${id}.yaml] } }\n`).join("")}`,
		"boulder-migrate": `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`,
		"watch-report.json": JSON.stringify({ data: old }),
		"watch-verdicts.json": JSON.stringify({ data: {} }),
		"key.pem": certificates.server.key,
		"cert.pem": certificates.server.certificate,
		"ca.crt": certificates.authority,
		token: "of-watch\n",
	});
	chmodSync(join(folder, "boulder-migrate"), 0o755);
	for (const made of ["report", "home"]) mkdirSync(join(folder, made));
	const server = spawn(process.execPath, ["-e", apiServer, folder, String(refusals)], { stdio: "inherit" });
	servers.push(server);
	await until(() => existsSync(join(folder, "port")));
	const env = {
		PATH: `${folder}:${process.env.PATH}`,
		HOME: join(folder, "home"),
		REPORT: join(folder, "report"),
		REPORT_NAME: "watch-report",
		REPORT_NAMESPACE: "tools",
		BOULDER_MIGRATE_FILE: join(folder, "PHASE-STATUS.md"),
		ACCOUNT: folder,
		KUBERNETES_SERVICE_HOST: "127.0.0.1",
		KUBERNETES_SERVICE_PORT: readFileSync(join(folder, "port"), "utf8"),
		LOG: join(folder, "log"),
		LOG_NAME: "watch-verdicts",
	};
	mkdirSync(env.LOG);
	const stored = (name: string): Readonly<Record<string, string>> =>
		JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")).data;
	const logged = (): string => stored("watch-verdicts")["verdicts.ndjson"] ?? "";
	const run = (program: string, words: readonly string[]) =>
		spawnSync(program, words, { env, encoding: "utf8", maxBuffer: 1 << 28 });
	const verify = () => run("sh", ["-c", verifyScript, "verify"]);
	const publishIt = () => run(process.execPath, ["-e", publishScript]);
	const verified = verify();
	const published = publishIt();
	for (let round = 1; round < rounds; round += 1) {
		// What Kubernetes mounts for the next run.
		writeFileSync(join(env.LOG, "verdicts.ndjson"), logged());
		verify();
		publishIt();
	}
	return {
		verified,
		published,
		data: stored("watch-report"),
		log: logged(),
		metrics: readFileSync(join(folder, "report", "metrics.prom"), "utf8"),
	};
}

describe("the published report", { timeout: 120_000 }, () => {
	it("has everything where it fits", async () => {
		const { verified, published, data, metrics } = await publish(3);
		expect([verified.status, published.status]).toEqual([0, 1]);
		expect(Object.keys(data).sort()).toEqual(keys);
		expect(data).toMatchObject({ "exit-code": "1\n", "report.txt": verified.stdout, "messages.txt": verified.stderr });
		expect(data["metrics.prom"]).toBe(metrics);
		expect(JSON.parse(data["verify.json"] ?? "").summary.regressed).toBe(3);
	});

	it.each([
		[4_000, "Überprüft"],
		[6_000, "Überprüft ".repeat(12)],
	])("of %i regressed items lists what was left out, and keeps nothing old", async (count, text) => {
		const { verified, published, data, metrics } = await publish(count, { text });
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

	it("comes with a log that has a line for each run", async () => {
		const { log } = await publish(3, { rounds: 3 });
		const exitCodes = log
			.split("\n")
			.filter(Boolean)
			.map((line) => JSON.parse(line).exitCode);
		expect(exitCodes).toEqual([1, 1, 1]);
	});

	it("is emptied, rather than kept, where it is refused all the same", async () => {
		const { published, data } = await publish(3, { refusals: 1 });
		expect(published.status).toBe(3);
		expect(data).toMatchObject({ "exit-code": "1\n", "report.txt": "", "verify.json": "", "metrics.prom": "" });
		expect(data["messages.txt"]).toContain("could not be published");
	});

	it("fails where it cannot be published at all", async () => {
		const { published, data } = await publish(3, { refusals: 2 });
		expect([published.status, data]).toEqual([3, old]);
	});
});
