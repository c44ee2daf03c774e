import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, launcher, projectFolder, realDocument } from "../command-line.ts";

const recording = join(projectFolder, "test", "fixtures", "staging.recording.json");
const env = { PATH: process.env.PATH, HOME: "/nonexistent", TZ: "UTC" };

interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly seconds: number;
}

/** Runs the program in the thread of the tests, for what cannot take its memory. */
function run(words: readonly string[]): Ended {
	const began = performance.now();
	const ran = boulderMigrate(words, { env: { HOME: "/nonexistent" } });
	return { ...ran, seconds: (performance.now() - began) / 1000 };
}

/** Runs the program with little memory, and not for long: who reads without a limit is killed for it. */
function runAlone(
	words: readonly string[],
	stdin: number | "ignore" = "ignore",
	more: Readonly<Record<string, string>> = {},
): Ended {
	const began = performance.now();
	const { status, stdout, stderr } = spawnSync(process.execPath, ["--max-old-space-size=200", launcher, ...words], {
		env: { ...env, ...more },
		stdio: [stdin, "pipe", "pipe"],
		encoding: "utf8",
		timeout: 50_000,
		killSignal: "SIGKILL",
	});
	return { code: status, stdout, stderr, seconds: (performance.now() - began) / 1000 };
}

const runnerFor = (kind: string): typeof run => (kind === "a device" ? (words) => runAlone(words) : run);

const makers: Readonly<Record<string, (path: string) => void>> = {
	"a named pipe": (path) => execFileSync("mkfifo", [path]),
	"a device": (path) => symlinkSync("/dev/zero", path),
	"a directory": (path) => mkdirSync(path),
	"a symbolic link to a file that does not exist": (path) => symlinkSync("nowhere", path),
};
const special = Object.entries(makers);

function documentFolder(): string {
	return folderWith({
		"PHASE-STATUS.md": readFileSync(realDocument),
		"probes.yaml": readFileSync(join(projectFolder, "status", "probes.yaml")),
	});
}

const inputs: Readonly<Record<string, (folder: string, path: string) => readonly string[]>> = {
	document: (_, path) => ["validate", "--file", path],
	"probes file": (folder, path) => ["status", "--file", join(folder, "PHASE-STATUS.md"), "--probes", path],
	recording: (folder, path) => ["verify", "--file", join(folder, "PHASE-STATUS.md"), "--snapshot", path],
	kubeconfig: (folder, path) => ["verify", "--file", join(folder, "PHASE-STATUS.md"), "--kubeconfig", path],
	verdicts: (folder, path) => [
		"report",
		"--file",
		join(folder, "PHASE-STATUS.md"),
		"--verdicts",
		path,
		"-o",
		join(folder, "a.md"),
	],
};

describe.each(Object.entries(inputs))("as the %s", (_input, words) => {
	it.each(special)("%s is refused at once, in one sentence", (kind, make) => {
		const folder = documentFolder();
		const path = join(folder, "input");
		make(path);
		const { code, stderr, seconds } = runnerFor(kind)(words(folder, path));
		expect(stderr).toBe(`boulder-migrate: ${path} is ${kind}${kind.startsWith("a symbolic") ? "" : ", not a regular file"}\n`);
		expect(code).toBe(4);
		expect(seconds).toBeLessThan(40);
	});
});

describe("the probes file next to the document", () => {
	it.each(special)("is not skipped where it is %s", (kind, make) => {
		const folder = folderWith({ "PHASE-STATUS.md": readFileSync(realDocument) });
		make(join(folder, "probes.yaml"));
		const { code, stderr } = runnerFor(kind)(["status", "--file", join(folder, "PHASE-STATUS.md")]);
		expect(stderr).toContain(`probes.yaml is ${kind}`);
		expect(code).toBe(4);
	});
});

describe("a file that a repository probe reads", () => {
	it.each(special.filter(([kind]) => !kind.startsWith("a symbolic")))("is refused where it is %s", (kind, make) => {
		const folder = folderWith({
			"PHASE-STATUS.md": "# Status\n\n## Phase 1: A\n\n- [x] One\n",
			"probes.yaml": "schemaVersion: 1\nprobes:\n  1/one:\n    repository:\n      contains: { file: input, text: hello }\n",
			"r.json": JSON.stringify({
				schemaVersion: 1,
				recordedAt: "2026-11-30T00:00:00Z",
				contexts: [{ name: "a", uid: null, reads: [] }],
			}),
		});
		// A device is reached by a link, which leaves the folder: refused as such.
		make(join(folder, "input"));
		const { code, stderr } = runnerFor(kind)([
			"verify",
			"--file",
			join(folder, "PHASE-STATUS.md"),
			"--snapshot",
			join(folder, "r.json"),
		]);
		expect(stderr).toContain(kind === "a device" ? "leaves the folder" : `input is ${kind}, not a regular file`);
		expect(code).toBe(4);
	});
});

describe("standard input", () => {
	it.each(["/dev/zero", "/dev/null", "/dev/urandom"])("is refused where it is %s", (device) => {
		const descriptor = openSync(device, "r");
		const { code, stderr, seconds } = runAlone(["validate", "--file", "-"], descriptor);
		closeSync(descriptor);
		expect(stderr).toBe("boulder-migrate: standard input is a device, not a file or a pipe\n");
		expect(code).toBe(4);
		expect(seconds).toBeLessThan(40);
	});

	it("is read from a file or a pipe", () => {
		const descriptor = openSync(realDocument, "r");
		expect(runAlone(["status", "--file", "-"], descriptor).code).toBe(0);
		closeSync(descriptor);
		const words = `cat "$2" | "$0" "$1" status --file - && "$0" "$1" status --file /dev/stdin < "$2" && "$0" "$1" status --file <(sleep 0.3; cat "$2")`;
		const piped = spawnSync("bash", ["-c", words, process.execPath, launcher, realDocument], { env, encoding: "utf8" });
		expect(piped).toMatchObject({ status: 0, stderr: "" });
		expect(piped.stdout.match(/items done/g)).toHaveLength(3);
	});

	it.each(["-", "/dev/stdin", "<(cat /dev/zero)"])("ends at the limit when it never ends: %s", (file) => {
		const words = `${file === "-" ? "cat /dev/zero |" : ""} "$0" "$1" validate --file ${file} ${file === "/dev/stdin" ? "< <(cat /dev/zero)" : ""}`;
		const { status, stderr } = spawnSync("bash", ["-c", words, process.execPath, launcher], {
			env,
			encoding: "utf8",
			timeout: 50_000,
		});
		expect(stderr).toMatch(/^boulder-migrate: \S+(?: input)? is larger than 16 MB, the maximum here\n$/);
		expect(status).toBe(4);
	});

	it("can be interrupted while it waits for a pipe that stays open", async () => {
		for (const [signal, number] of [
			["SIGINT", 130],
			["SIGTERM", 143],
		] as const) {
			const words = `exec 3< <(sleep 60); exec "$0" "$1" validate --file /dev/fd/3`;
			const child = spawn("bash", ["-c", words, process.execPath, launcher], { env, stdio: "ignore" });
			const ended = new Promise((done) => child.once("exit", (code, by) => done(code ?? (by === "SIGINT" ? 130 : 143))));
			// Ready when it has the pipe open a second time, and sleeps.
			for (let tries = 0; tries < 200 && descriptorsOf(child.pid) < 2; tries++) await new Promise((done) => setTimeout(done, 50));
			child.kill(signal);
			expect(await ended).toBe(number);
		}
	});
});

/** How many descriptors of a process are this pipe: the one that it got, and the one that it opened to read. */
function descriptorsOf(pid: number | undefined): number {
	const links = spawnSync("bash", ["-c", `readlink /proc/${pid}/fd/3; for f in /proc/${pid}/fd/*; do readlink "$f"; done`], {
		encoding: "utf8",
	});
	const [pipe, ...all] = links.stdout.split("\n");
	return all.filter((link) => link === pipe && link.startsWith("pipe:")).length;
}

describe("files that are read up to their limit", () => {
	it("has 16 MB for a document, and not one byte more", () => {
		const head = "# A\n\n## Phase 1: B\n\n- [ ] One\n\n<!-- ";
		const folder = folderWith({ "a.md": `${head}${"x".repeat(16 * 1024 * 1024 - head.length - 3)}-->` });
		const whole = run(["status", "--file", join(folder, "a.md")]);
		expect([whole.code, whole.stdout]).toEqual([0, expect.stringContaining("0 of 1 items")]);
		writeFileSync(join(folder, "a.md"), "x", { flag: "a" });
		expect(run(["validate", "--file", join(folder, "a.md")])).toMatchObject({
			code: 4,
			stderr: expect.stringContaining("larger than 16 MB"),
		});
	});
});

/** An edit that waits for a lock longer than these tests allow. */
function blockWithin15s(folder: string): string[] {
	const file = join(folder, "PHASE-STATUS.md");
	return ["block", "4", "--reason", "x", "--reviewer", "Jo", "--file", file, "--lock-timeout", "15s"];
}

describe("in place of a lock", () => {
	it.each([...special, ["a symbolic link to another file", (path: string) => symlinkSync("probes.yaml", path)] as const])(
		"%s is not a lock, and no process waits for it",
		(_kind, make) => {
			const folder = documentFolder();
			const lock = join(folder, "PHASE-STATUS.md.lock");
			make(lock);
			const before = readFileSync(join(folder, "PHASE-STATUS.md"), "utf8");
			const words = blockWithin15s(folder);
			const { code, stderr, seconds } = run(words);
			expect(stderr).toMatch(
				/^boulder-migrate: .+\/PHASE-STATUS\.md\.lock is a .+, where boulder-migrate keeps a lock file\n {2}it is not a lock; remove it: rm/,
			);
			expect(code).toBe(4);
			expect(seconds).toBeLessThan(40);
			expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(before);
			expect(readdirSync(folder).sort()).toEqual(["PHASE-STATUS.md", "PHASE-STATUS.md.lock", "probes.yaml"]);
		},
	);

	it.each(special)("%s in the place of a wait ticket is named, not a lock that does not exist", (_kind, make) => {
		const folder = documentFolder();
		make(join(folder, ".PHASE-STATUS.md.lock.0000000000001.0123456789ab.wait"));
		const words = blockWithin15s(folder);
		const { code, stderr, seconds } = run(words);
		expect(stderr).toMatch(/0123456789ab\.wait is a .+, where boulder-migrate keeps a lock file/);
		expect(stderr).not.toContain("locked by");
		expect(code).toBe(4);
		expect(seconds).toBeLessThan(40);
	});
});

describe("a file with several names", () => {
	const edit = (path: string): readonly string[] => ["block", "4", "--reason", "x", "--reviewer", "Jo", "--file", path];

	it("is not split in two silently", () => {
		const folder = documentFolder();
		const path = join(folder, "PHASE-STATUS.md");
		linkSync(path, join(folder, "other.md"));
		const before = readFileSync(path, "utf8");
		const { code, stderr } = run(edit(path));
		expect(stderr).toContain("has 2 hard links");
		expect(code).toBe(5);
		expect([readFileSync(path, "utf8"), readFileSync(join(folder, "other.md"), "utf8")]).toEqual([before, before]);
		// The hint works as it is printed.
		const hint = stderr.split("separate it from them first: ")[1] ?? "";
		expect(spawnSync("bash", ["-c", hint]).status).toBe(0);
		expect(run(edit(path)).code).toBe(0);
		expect(readFileSync(join(folder, "other.md"), "utf8")).toBe(before);
	});

	it("is not split as a result either", () => {
		const folder = documentFolder();
		writeFileSync(join(folder, "a.html"), "old");
		linkSync(join(folder, "a.html"), join(folder, "b.html"));
		const { code } = run(["report", "--file", join(folder, "PHASE-STATUS.md"), "-o", join(folder, "a.html")]);
		expect(code).toBe(5);
		expect(readFileSync(join(folder, "b.html"), "utf8")).toBe("old");
	});
});

describe("long names", () => {
	it.each([200, 201, 217, 218, 255])("of %i bytes can be written", (length) => {
		const name = `${"é".repeat(60)}${"a".repeat(length - 123)}.md`;
		expect(Buffer.byteLength(name)).toBe(length);
		const folder = folderWith({ [name]: readFileSync(realDocument) });
		const { code, stderr } = run(["block", "4", "--reason", "x", "--reviewer", "Jo", "--file", join(folder, name)]);
		const path = join(folder, name);
		expect([code, stderr]).toEqual([
			0,
			`wrote ${path}\n${path}: Phase 4: 0 of 15 items done\nnext: boulder-migrate next --file ${path}\n`,
		]);
		expect(readFileSync(join(folder, name), "utf8")).not.toBe(readFileSync(realDocument, "utf8"));
		expect(readdirSync(folder)).toEqual([name]);
	});
});

describe("an unusual machine", () => {
	const clock = folderWith({
		"clock.cjs":
			"const Real = Date; const now = Number(process.env.FAKE_NOW);\n" +
			"globalThis.Date = class extends Real { constructor(...a) { a.length === 0 ? super(now) : super(...a); } static now() { return now; } };\n",
	});

	const document = documentFolder();
	const file = ["--file", join(document, "PHASE-STATUS.md")];

	// Every wrong clock, and every command that asks for the time.
	it.each([
		[253_402_300_800_000, [["validate"]]],
		[-1, [["block", "4", "--reason", "x", "--reviewer", "Jo"]]],
		[-62_167_219_300_000, [["phase", "2", "--start", "2026-01-01", "--reviewer", "Jo"]]],
		[
			8_640_000_000_000_001,
			[
				["verify", "--snapshot", recording],
				["report", "-o", join(document, "a.md")],
			],
		],
	])("has a clock at %i", (now, commands) => {
		for (const words of commands) {
			const { code, stderr } = runAlone([...words, ...file], "ignore", {
				NODE_OPTIONS: `--require ${join(clock, "clock.cjs")}`,
				FAKE_NOW: String(now),
			});
			expect(stderr, words[0]).toMatch(
				/^boulder-migrate: the clock of this machine shows .+, which is not between 1970 and 9999\n {2}set the clock\n$/,
			);
			expect(code, words[0]).toBe(4);
		}
	});

	it("lets Node write nothing and run nothing", () => {
		const folder = documentFolder();
		const file = ["--file", join(folder, "PHASE-STATUS.md")];
		const flag = Number(process.versions.node.split(".")[0]) < 22 ? "--experimental-permission" : "--permission";
		const options = { NODE_OPTIONS: `${flag} --allow-fs-read=* --no-warnings` };
		expect(runAlone(["status", ...file], "ignore", options).code).toBe(0);
		const edit = runAlone(["block", "4", "--reason", "x", "--reviewer", "Jo", ...file], "ignore", options);
		expect(edit.stderr).toContain("PHASE-STATUS.md.lock cannot be written: Node's permission mode does not allow it");
		expect(edit.code).toBe(5);
		const git = runAlone(["git", "install", ...file], "ignore", options);
		expect(git.stderr).toBe(
			"boulder-migrate: Node's permission mode denies ChildProcess\n  allow it: node --allow-child-process\n",
		);
		expect(git.code).toBe(4);
	});
});
