import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, launcher, projectFolder } from "../command-line.ts";
import { readsOf } from "../recorded-things.ts";

const document = `# Plan

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Ground | 🟢 Complete | 2026-01-01 | - | 100% |

**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked

## Phase 1: Ground

### Status: 🟢 Complete

- [x] Dig
- [x] Drain

### Success Criteria
- Dry
`;
const kinds = ["Dig", "Drain", "Dry"] as const;
type Kind = (typeof kinds)[number];
const probesWith = (more = ""): string => `schemaVersion: 1
probes:
  1/dig: { resources: { namespace: a, apiVersion: example.org/v1, kind: Dig, expect: "object.spec.ok" }${more} }
  1/drain: { resources: { namespace: a, apiVersion: example.org/v1, kind: Drain, expect: "object.spec.ok" } }
  1/criteria/dry: { resources: { namespace: a, apiVersion: example.org/v1, kind: Dry, expect: "object.spec.ok" } }
`;

const hour = 3_600_000;
const now = Date.now();

function recordingOf(hoursAgo: number, failing: readonly Kind[] = [], uid = "5c0b"): string {
	const at = new Date(now - hoursAgo * hour).toISOString();
	const reads = readsOf(kinds, (kind) => !failing.includes(kind), at);
	return JSON.stringify({ schemaVersion: 1, recordedAt: at, contexts: [{ name: "staging", uid, reads }] });
}

function world(probes = probesWith()) {
	const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, "now.json": recordingOf(0) });
	const run = (...words: string[]) => boulderMigrate(words, { folder });
	/** A run of the past. */
	const past = (hoursAgo: number, failing: readonly Kind[] = [], uid?: string) => {
		writeFileSync(join(folder, "past.json"), recordingOf(hoursAgo, failing, uid));
		return run("verify", "--snapshot", "past.json", "--record", "log.ndjson");
	};
	return { folder, run, past, lines: () => readFileSync(join(folder, "log.ndjson"), "utf8").split("\n").filter(Boolean) };
}

/** Two runs of the past are enough for the rest of a log: the lines differ in their times alone. */
function logOf(past: (hoursAgo: number) => string, hours: readonly number[]): string {
	return hours.map((one) => `${past(one)}\n`).join("");
}

/** Makes any line of the past out of one that the program wrote. */
function lineMaker(line: string): (hoursAgo: number, red?: boolean) => string {
	return (hoursAgo, red = false) => {
		const at = new Date(now - hoursAgo * hour).toISOString();
		const record = JSON.parse(line);
		record.observedAt = record.ranAt = record.clusters[0].readAt = at;
		if (red) record.items = { confirmed: { pass: ["1/drain"] }, regressed: { fail: ["1/dig"] } };
		return JSON.stringify(record);
	};
}

describe("verify --record", () => {
	it("appends a line for each run with any verdict, with the time at which the cluster was read", () => {
		const { past, lines, run } = world();
		expect([past(30).code, past(20, ["Dig", "Dry"]).code, past(10).code]).toEqual([0, 1, 0]);
		const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "verdict-record.schema.json"), "utf8"));
		const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
		const records = lines().map((line) => JSON.parse(line));
		for (const record of records) expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
		expect(records.map(({ observedAt, exitCode }) => [observedAt, exitCode])).toEqual([
			[new Date(now - 30 * hour).toISOString(), 0],
			[new Date(now - 20 * hour).toISOString(), 1],
			[new Date(now - 10 * hour).toISOString(), 0],
		]);
		expect(records[1]).toMatchObject({
			clusters: [{ context: "staging", uid: "5c0b" }],
			items: { confirmed: { pass: ["1/drain"] }, regressed: { fail: ["1/dig"] } },
			criteria: { fail: ["1/criteria/dry"] },
			reasons: { "1/dig": "NotAsExpected", "1/criteria/dry": "NotAsExpected" },
		});
		const history = run("history", "--verdicts", "log.ndjson");
		expect(history.stdout).toMatch(/^3 of 3 held in the last run, 2 flapped; 3 runs from /);
		const json = run("history", "--verdicts", "log.ndjson", "-o", "json");
		const historySchema = JSON.parse(readFileSync(join(projectFolder, "schemas", "verdict-history.schema.json"), "utf8"));
		const matches = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(historySchema);
		expect(matches(JSON.parse(json.stdout)), JSON.stringify(matches.errors)).toBe(true);
	});

	it("completes a line that a crash cut off, and the history reports that it was left out", () => {
		const { folder, past, run, lines } = world();
		past(2);
		appendFileSync(join(folder, "log.ndjson"), '{"schemaVersion":1,"obs');
		past(1);
		expect(lines()).toHaveLength(3);
		const { stdout, stderr } = run("history", "--verdicts", "log.ndjson");
		expect(stdout).toContain("2 runs from");
		expect(stderr).toBe("log.ndjson: 1 line cannot be read as a record of verify, and left out\n");
	});

	it("loses no line of several writers at once", async () => {
		const { folder, lines } = world();
		const words = [launcher, "verify", "--snapshot", "now.json", "--record", "log.ndjson", "-o", "json"];
		const options = { cwd: folder, stdio: "ignore" as const, env: { PATH: process.env.PATH, HOME: process.env.HOME } };
		const writers = Array.from(
			{ length: 6 },
			() => new Promise((done) => spawn(process.execPath, words, options).once("exit", done)),
		);
		expect(await Promise.all(writers)).toEqual([0, 0, 0, 0, 0, 0]);
		expect(lines().map((line) => JSON.parse(line).exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
	});

	it("keeps the log within its limit", () => {
		const { folder, past, lines } = world();
		past(1);
		const make = lineMaker(lines()[0] ?? "");
		const many = Array.from({ length: 100 }, (_, index) => make(200 - index, index % 2 === 0));
		writeFileSync(join(folder, "log.ndjson"), `${many.join("\n")}\n`);
		const { code } = boulderMigrate(["verify", "--snapshot", "now.json", "--record", "log.ndjson", "--record-limit", "16kB"], {
			folder,
		});
		expect(code).toBe(0);
		const text = readFileSync(join(folder, "log.ndjson"), "utf8");
		expect(text.length).toBeLessThan(16 * 1024);
		expect(text.length).toBeGreaterThan(8 * 1024);
		expect(JSON.parse(lines().at(-1) ?? "").observedAt).toBe(new Date(now).toISOString());
	});

	it("is refused with --watch, and if the log is not a regular file", () => {
		const { run } = world();
		expect(run("verify", "--watch", "--record", "x").code).toBe(2);
		expect(run("verify", "--snapshot", "now.json", "--record", "/dev/null").code).toBe(4);
		expect(run("verify", "--snapshot", "now.json", "--record", "missing/log.ndjson").code).toBe(5);
		expect(run("history", "--verdicts", "missing.ndjson")).toMatchObject({ code: 4, stdout: "" });
	});
});

describe("history --verdicts", () => {
	it("reads 10,000 runs of 105 items in little time and 200 MB", { timeout: 120_000 }, () => {
		const items = Array.from({ length: 105 }, (_, index) => `2/item-number-${index}-with-an-id-of-the-usual-length`);
		const { folder } = world();
		const file = openSync(join(folder, "log.ndjson"), "w");
		for (let index = 0; index < 10_000; index += 1) {
			const at = new Date(now - (10_000 - index) * 1_800_000).toISOString();
			// Every run differs from the one before it: that is the most that there is to read.
			const red = new Set(items.filter((_, item) => (item * 7 + index) % 50 === 0));
			const record = {
				schemaVersion: 1,
				observedAt: at,
				ranAt: at,
				document: "PHASE-STATUS.md",
				clusters: [{ context: "staging", uid: "5c0b", readAt: at }],
				recording: false,
				version: "1",
				digests: { document: `sha256:${"0".repeat(64)}`, probes: null },
				exitCode: 1,
				items: { confirmed: { pass: items.filter((id) => !red.has(id)) }, regressed: { fail: [...red] } },
				criteria: {},
				soaking: [],
				reasons: Object.fromEntries([...red].map((id) => [id, "CrashLoopBackOff"])),
			};
			writeSync(file, `${JSON.stringify(record)}\n`);
		}
		closeSync(file);
		const measure = join(folder, "measure.mjs");
		writeFileSync(
			measure,
			`process.on("exit", () => { const u = process.resourceUsage(); console.error(JSON.stringify({ cpu: (u.userCPUTime + u.systemCPUTime) / 1e6, megabytes: u.maxRSS / 1024 })); });`,
		);
		const { stdout, stderr } = spawnSync(
			process.execPath,
			["--import", measure, launcher, "history", "--verdicts", "log.ndjson", "-o", "json"],
			{ cwd: folder, env: { PATH: process.env.PATH, HOME: process.env.HOME }, encoding: "utf8", maxBuffer: 1 << 28 },
		);
		expect(JSON.parse(stdout).clusters[0]).toMatchObject({ runs: 10_000 });
		expect(JSON.parse(stdout).clusters[0].items).toHaveLength(105);
		const { cpu, megabytes } = JSON.parse(stderr);
		expect(megabytes).toBeLessThan(200);
		// Seconds of the processor: 1.5 on a quiet machine, and up to twice that where two threads share a core.
		expect(cpu).toBeLessThan(4);
	});

	it("reads a log that git merged by union", () => {
		const { folder, past, run, lines } = world();
		const git = (...words: string[]) => {
			const who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"];
			const ran = spawnSync("git", [...who, ...words], { cwd: folder, encoding: "utf8" });
			expect(ran.status, ran.stderr).toBe(0);
		};
		past(9);
		git("init", "-q", "-b", "main");
		expect(run("git", "install", "--merge-driver").code).toBe(0);
		git("add", "log.ndjson", ".gitattributes");
		git("commit", "-qm", "a");
		git("checkout", "-qb", "side");
		past(7, ["Dig"]);
		git("commit", "-qam", "b");
		git("checkout", "-q", "main");
		past(8);
		past(6);
		git("commit", "-qam", "c");
		git("merge", "-q", "-m", "d", "side");
		expect(lines()).toHaveLength(4);
		const { clusters } = JSON.parse(run("history", "--verdicts", "log.ndjson", "-o", "json").stdout);
		expect(clusters[0]).toMatchObject({ runs: 4, to: new Date(now - 6 * hour).toISOString() });
		expect(clusters[0].items.find(({ id }: { id: string }) => id === "1/dig")).toMatchObject({ flaps: 1, green: true });
	});
});

describe("gate --soak", () => {
	const { folder, past, lines, run } = world();
	past(1);
	const make = lineMaker(lines()[0] ?? "");
	const gate = (log: string, ...words: string[]) => {
		writeFileSync(join(folder, "log.ndjson"), log);
		const ran = run("gate", "1", "--snapshot", "now.json", "--verdicts", "log.ndjson", "-o", "json", ...words);
		return { ...ran, obstacles: ran.code === 2 || ran.code === 4 ? [] : JSON.parse(ran.stdout).obstacles };
	};
	const daily = Array.from({ length: 9 }, (_, day) => (8 - day) * 24);
	const reasons = ({ obstacles }: { obstacles: readonly { kind: string; id: string; reason: string }[] }) =>
		obstacles.map(({ kind, id, reason }) => `${kind} ${id} ${reason}`);

	it("opens where everything was green in every run of that time", () => {
		expect(gate(logOf(make, daily), "--soak", "7d")).toMatchObject({ code: 0, obstacles: [] });
		// A run of another part in between says nothing about it.
		const other = JSON.stringify({ ...JSON.parse(make(30)), items: {}, criteria: {} });
		expect(gate(`${logOf(make, daily)}${other}\n`, "--soak", "7d").code).toBe(0);
	});

	it.each<[string, string, string]>([
		["a red run in between", `${logOf(make, daily)}${make(50, true)}\n`, "NotGreenThroughout"],
		["too few days", logOf(make, daily.slice(3)), "NotGreenLongEnough"],
		["a gap", logOf(make, [...daily.slice(0, 4), ...daily.slice(6)]), "GapInRuns"],
		["a gap up to now", logOf(make, daily.slice(0, -2)), "GapInRuns"],
		["no run", "\n", "NotGreenLongEnough"],
	])("stays closed with %s", (_, log, reason) => {
		const found = gate(log, "--soak", "7d");
		expect(found.code).toBe(1);
		expect(reasons(found)).toContain(`soak 1/dig ${reason}`);
	});

	it("keeps items apart, and takes a longer gap where that is said", () => {
		const red = `${logOf(make, daily)}${make(50, true)}\n`;
		expect(reasons(gate(red, "--soak", "7d"))).toEqual(["soak 1/dig NotGreenThroughout"]);
		const gappy = logOf(make, [...daily.slice(0, 4), ...daily.slice(6)]);
		expect(gate(gappy, "--soak", "7d", "--max-gap", "3d").code).toBe(0);
	});

	it("counts no run of another cluster, and none that is dated in the future", () => {
		const elsewhere = logOf(make, daily).replaceAll("5c0b", "77aa");
		expect(gate(elsewhere, "--soak", "7d").code).toBe(1);
		expect(gate(`${logOf(make, daily)}${make(-48, true)}\n`, "--soak", "7d").code).toBe(0);
	});

	it("opens nothing that is red now", () => {
		writeFileSync(join(folder, "red.json"), recordingOf(0, ["Drain"]));
		writeFileSync(join(folder, "log.ndjson"), logOf(make, daily));
		const { code, stdout } = run("gate", "1", "--snapshot", "red.json", "--verdicts", "log.ndjson", "--soak", "7d", "-o", "json");
		expect([code, reasons(JSON.parse(stdout))]).toEqual([1, ["item 1/drain NotAsExpected"]]);
	});

	it("needs a log, and reports that", () => {
		expect(run("gate", "1", "--snapshot", "now.json", "--soak", "7d").code).toBe(2);
		expect(run("gate", "1", "--snapshot", "now.json", "--soak", "7d", "--verdicts", "missing.ndjson").code).toBe(4);
	});
});

describe("greenFor", () => {
	const verdictOf = (stdout: string) => JSON.parse(stdout).items.find(({ id }: { id: string }) => id === "1/dig");

	it("lets a probe pass once the log shows that it has passed for so long", () => {
		const { folder, past, lines, run } = world(probesWith(", greenFor: 7d"));
		expect(past(1).code).toBe(0);
		const [first = ""] = lines();
		expect(JSON.parse(first)).toMatchObject({ soaking: ["1/dig"], items: { unsettled: { pending: ["1/dig"] } } });
		const make = lineMaker(first);
		const verify = () => run("verify", "--snapshot", "now.json", "--verdicts", "log.ndjson", "-o", "json");
		expect(verdictOf(verify().stdout)).toMatchObject({ state: "unsettled", reason: "NotGreenLongEnough", soaking: true });
		const daily = Array.from({ length: 9 }, (_, day) => make((8 - day) * 24));
		writeFileSync(join(folder, "log.ndjson"), `${daily.join("\n")}\n`);
		expect(verdictOf(verify().stdout)).toMatchObject({ state: "confirmed", outcome: "pass" });
		writeFileSync(join(folder, "log.ndjson"), `${daily.join("\n")}\n${make(50, true)}\n`);
		expect(verdictOf(verify().stdout)).toMatchObject({ state: "unsettled", reason: "NotGreenThroughout" });
	});

	it("never passes without a log", () => {
		const { run } = world(probesWith(", greenFor: 7d, maxGap: 1d"));
		const { code, stdout } = run("verify", "--snapshot", "now.json", "-o", "json");
		expect([code, verdictOf(stdout).state, verdictOf(stdout).reason]).toEqual([3, "unverified", "NoVerdictLog"]);
	});

	it.each([", greenFor: soon", ", maxGap: 1d", ", greenFor: 0s", ", greenFor: 7d, service: { name: a }"])(
		"refuses %s",
		(more) => {
			expect(world(probesWith(more)).run("verify", "--snapshot", "now.json").code).toBe(4);
		},
	);
});

describe("check-off --verify of an item with greenFor", () => {
	const soaking = probesWith(", greenFor: 24h");
	const unchecked = document
		.replace("- [x] Dig", "- [ ] Dig")
		.replace("🟢 Complete | 2026", "🟡 In Progress | 2026")
		.replace("100%", "50%")
		.replace("Status: 🟢 Complete", "Status: 🟡 In Progress");

	it("is refused without the log, and where the log does not show it", () => {
		const { folder, run, past } = world(soaking);
		writeFileSync(join(folder, "PHASE-STATUS.md"), unchecked);
		const checkOff = (...words: string[]) =>
			run("check-off", "1/dig", "--verify", "--snapshot", "now.json", "--reviewer", "Ann", ...words);
		expect(checkOff()).toMatchObject({ code: 3, stderr: expect.stringContaining("without a log of verdicts") });
		past(3);
		expect(checkOff("--verdicts", "log.ndjson").code).toBe(5);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(unchecked);
		for (const hours of [30, 24, 18, 12, 6]) past(hours);
		expect(checkOff("--verdicts", "log.ndjson").code).toBe(0);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toContain("- [x] Dig");
		expect(run("check-off", "1/dig", "--verdicts", "log.ndjson").code).toBe(2);
	});
});
