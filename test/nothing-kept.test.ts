import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.ts";
import { ApiServer, json, list } from "./cluster/api-server.ts";
import { boulderMigrate, launcher, type Ran } from "./command-line.ts";
import { onePodFolder, podsWanted } from "./one-pod.ts";

let server: ApiServer;
beforeAll(async () => {
	server = await ApiServer.start(null, ({ url = "" }, response) => {
		if (url.startsWith("/api/v1/namespaces/kube-system"))
			return json(response, { kind: "Namespace", apiVersion: "v1", metadata: { name: "kube-system", uid: "u" } });
		json(response, list("Pod", "v1", [{ metadata: { name: "aaa", namespace: "a", uid: "1", resourceVersion: "5" } }]));
	});
});
afterAll(() => server.stop());

const places = ["home", "cache", "tmp"] as const;
let folder: string;
beforeEach(() => {
	folder = onePodFolder(podsWanted(1, "object.metadata.name == 'aaa'"));
	for (const place of places) mkdirSync(join(folder, place));
	const config = {
		clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${server.port}` } }],
		users: [],
		contexts: [{ name: "c", context: { cluster: "c" } }],
		"current-context": "c",
	};
	writeFileSync(join(folder, "config"), JSON.stringify(config));
});

const env = (): Record<string, string> => ({
	HOME: join(folder, "home"),
	XDG_CACHE_HOME: join(folder, "cache"),
	TMPDIR: join(folder, "tmp"),
	BOULDER_MIGRATE_REVIEWER: "A. Person",
});

/** Beside the test's own server, which has to answer meanwhile. */
function run(words: readonly string[], input = ""): Promise<Ran> {
	return new Promise((resolve) => {
		const all = { cwd: folder, env: { PATH: process.env.PATH, TZ: "UTC", ...env() } };
		const child = execFile(process.execPath, [launcher, ...words], all, (error, stdout, stderr) =>
			resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
		);
		child.stdin?.end(input);
	});
}

/** Everything below the three folders. */
function leftBehind(): string[] {
	return places.flatMap((place) =>
		readdirSync(join(folder, place), { recursive: true, encoding: "utf8" }).map((path) => `${place}/${path}`),
	);
}

const recorded = ["--snapshot", "recording.json"];
const live = ["--kubeconfig", "config"];
const requests = [
	{
		method: "initialize",
		id: 1,
		params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
	},
	{ method: "notifications/initialized" },
	{ method: "tools/call", id: 2, params: { name: "status", arguments: {} } },
]
	.map((request) => `${JSON.stringify({ jsonrpc: "2.0", ...request })}\n`)
	.join("");

describe("a command leaves nothing in the home, cache and temporary folders", () => {
	const runs: readonly { words: readonly string[]; says: string; input?: string; inGit?: boolean }[] = [
		{ words: ["--version"], says: "." },
		{ words: ["--help"], says: "check-off" },
		{ words: ["status"], says: "0/1" },
		{ words: ["status", "-o", "json"], says: '"phases"' },
		{ words: ["validate"], says: "PHASE-STATUS.md" },
		{ words: ["sync"], says: "" },
		{ words: ["verify", ...recorded], says: "Phase 1: All: ready;" },
		{ words: ["verify", ...live], says: "Phase 1: All: ready." },
		{ words: ["snapshot", ...live, "-o", "-"], says: '"recordedAt"' },
		{ words: ["check-off", "1/all"], says: "" },
		{ words: ["skip", "1/all", "--reason", "not needed"], says: "" },
		{ words: ["note", "1", "a lesson"], says: "" },
		{ words: ["report", "-o", "-.html"], says: "<html" },
		{ words: ["probes", "list"], says: "1/all" },
		{ words: ["probes", "explain", "1/all"], says: "1/all" },
		{ words: ["probes", "lint"], says: "" },
		{ words: ["probes", "rbac"], says: "Role" },
		{ words: ["deploy", "--image", "boulder-migrate:1", "--namespace", "a"], says: "CronJob" },
		{ words: ["completion", "bash"], says: "complete" },
		{ words: ["__complete", "check-off", ""], says: "1/all" },
		{ words: ["uncheck", "1/all"], says: "" },
		{ words: ["unskip", "1/all"], says: "" },
		{ words: ["block", "1", "--reason", "no budget"], says: "" },
		{ words: ["unblock", "1"], says: "" },
		{ words: ["phase", "1", "--target", "2030-01-01"], says: "" },
		{ words: ["review", "1", "looked at"], says: "" },
		{ words: ["gate", "1", ...live], says: "Phase 1" },
		{ words: ["verify", ...live, "--update"], says: "" },
		{ words: ["check-off", "1/all", "--verify", ...live], says: "" },
		{ words: ["init", "New", "-f", "new/PHASE-STATUS.md"], says: "" },
		{ words: ["diff", "HEAD"], says: "", inGit: true },
		{ words: ["history"], says: "", inGit: true },
		{ words: ["validate", "--staged"], says: "", inGit: true },
		{ words: ["git", "install"], says: "", inGit: true },
		{ words: ["git", "merge", "PHASE-STATUS.md", "PHASE-STATUS.md", "PHASE-STATUS.md"], says: "" },
		{ words: ["mcp"], says: '"id":1', input: requests },
		{ words: ["list"], says: "1/all" },
		{ words: ["next"], says: "All" },
		{ words: ["show", "1/all"], says: "1/all" },
		{ words: ["explain", "1/all"], says: "1/all" },
		{ words: ["risk", "add", "a risk"], says: "" },
		{ words: ["adopt"], says: "" },
		{ words: ["version"], says: "." },
		{ words: ["status", "--fil"], says: "" },
	];

	it("is looked at for every command", () => {
		const seen = new Set(runs.map(({ words }) => words[0]));
		expect(commands.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
	});

	it.each(runs)("$words", async ({ words, says, input, inGit }) => {
		if (inGit) {
			const identity = ["-c", "user.name=A", "-c", "user.email=a@b.c"];
			for (const git of [
				["init", "-q"],
				["add", "."],
				[...identity, "commit", "-qm", "start"],
			])
				execFileSync("git", git, { cwd: folder, env: { PATH: process.env.PATH, ...env() } });
		}
		const ran = await run(words, input);
		expect(ran.stdout, ran.stderr).toContain(says);
		expect(leftBehind()).toEqual([]);
	});
});

/** Changes what a program may have kept of an unchecked box and of a source, with a digest that fits. */
function forge(path: string): void {
	const content = readFileSync(path).subarray(32).toString("latin1");
	const other = Buffer.from(
		content.replaceAll('"value":false', '"value":true').replaceAll('"args":"aaa"', '"args":"zzz"'),
		"latin1",
	);
	writeFileSync(path, Buffer.concat([createHash("sha256").update(other).digest(), other]));
}

describe("a cache folder inside the project", () => {
	it.each([[["status"]], [["verify", ...recorded]], [["validate"]]])("changes nothing of what %s says", (words) => {
		const first = boulderMigrate(words, { folder, env: env() });
		for (const path of leftBehind()) {
			try {
				forge(join(folder, path));
			} catch {
				// A folder.
			}
		}
		expect(boulderMigrate(words, { folder, env: env() })).toEqual(first);
	});
});

it("no source uses a cache: not Node's own, not V8's, and no folder for one", () => {
	const source = join(import.meta.dirname, "..");
	const files = [
		"bin/boulder-migrate.cjs",
		...readdirSync(join(source, "src"), { recursive: true, encoding: "utf8" }).map((path) => `src/${path}`),
	].filter((path) => /\.[cm]?[jt]s$/.test(path));
	expect(files.length).toBeGreaterThan(100);
	const uses = files.filter((file) =>
		/enableCompileCache|cachedData|createCachedData|BOULDER_MIGRATE_NO_CACHE|env\.XDG_CACHE_HOME|tmpdir\(/.test(
			readFileSync(join(source, file), "utf8"),
		),
	);
	expect(uses).toEqual([]);
});
