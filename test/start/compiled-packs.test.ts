import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	chmodSync,
	closeSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder, type Ran, realDocument } from "../command-line.ts";
import { onePodFolder, podsWanted } from "../one-pod.ts";

const demoRecording = join(projectFolder, "status", "demo", "cluster.json");

let cache: string;
beforeEach(() => {
	cache = mkdtempSync(join(tmpdir(), "boulder-migrate-cache-"));
});
afterEach(() => rmSync(cache, { recursive: true }));

/** With the document read anew, for which all packs are needed. */
function status(env: Readonly<Record<string, string>> = {}): Ran {
	const read = join(cache, "boulder-migrate", "kept");
	if (existsSync(read)) rmSync(read, { recursive: true });
	const ran = boulderMigrate(["status", "--file", realDocument], { env: { XDG_CACHE_HOME: cache, ...env } });
	expect(ran).toMatchObject({ code: 0, stderr: "" });
	return ran;
}

/** The packs that were kept, with the time at which they were written. */
function kept(): Map<string, number> {
	return new Map(
		readdirSync(cache, { recursive: true, withFileTypes: true, encoding: "utf8" })
			.filter((entry) => entry.isFile() && entry.parentPath.includes("/compiled/"))
			.map((entry) => join(entry.parentPath, entry.name))
			.map((path) => [path, statSync(path).mtimeMs]),
	);
}

describe("what V8 made of the packs", () => {
	it("is kept by the first run, for nobody else to read, and only read by the second", () => {
		const first = status();
		const after = kept();
		expect([...after.keys()].map((path) => path.split("/").at(-1))).toEqual(expect.arrayContaining(["main", "document"]));
		for (const path of after.keys()) {
			expect(statSync(path).mode & 0o777).toBe(0o600);
			expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
			expect(path).toContain(`/boulder-migrate/compiled/${process.version}-`);
		}
		expect(status()).toEqual(first);
		expect(kept()).toEqual(after);
	});

	it("is made anew where it was cut short or changed, and never believed", () => {
		const wanted = status();
		for (const path of [...kept().keys()].filter((each) => !each.endsWith("/kinds"))) {
			const whole = readFileSync(path);
			const flipped = (at: number): Buffer => {
				const copy = Buffer.from(whole);
				copy[at] = (copy[at] ?? 0) ^ 0x10;
				return copy;
			};
			for (const bad of [Buffer.alloc(0), whole.subarray(0, 20), whole.subarray(0, -8), ...[3, 40, 900, 2_000].map(flipped)]) {
				writeFileSync(path, bad);
				expect(status()).toEqual(wanted);
				expect(readFileSync(path).length).toBeGreaterThan(1_000);
				expect(status()).toEqual(wanted);
			}
		}
	});

	it("grows by what another kind of run compiles, once", () => {
		const folder = onePodFolder(podsWanted(1, "object.metadata.name == 'aaa'"));
		const verify = (recording: string): Ran =>
			boulderMigrate(["verify", "--snapshot", recording], { folder, env: { XDG_CACHE_HOME: cache } });
		const size = (): number =>
			[...kept().keys()].filter((path) => path.endsWith("/verify")).map((path) => statSync(path).size)[0] ?? 0;
		expect(verify("missing.json").code).toBe(4);
		expect(verify("missing.json").code).toBe(4);
		const without = size();
		expect(without).toBeGreaterThan(10_000);
		const first = verify("recording.json");
		expect(first.stdout).toContain("1 ready");
		expect(size()).toBeGreaterThan(without * 1.05);
		expect(verify("recording.json")).toEqual(first);
		const after = kept();
		expect(verify("recording.json")).toEqual(first);
		expect(verify("missing.json").code).toBe(4);
		expect(kept()).toEqual(after);
	});

	it("takes what kinds of runs it knows from a file that may be anything", () => {
		const wanted = status();
		const [kinds = ""] = [...kept().keys()].filter((path) => path.endsWith("/kinds"));
		const whole = readFileSync(kinds);
		for (const bad of [Buffer.alloc(0), whole.subarray(0, -1), Buffer.from("x")]) {
			writeFileSync(kinds, bad);
			expect(status()).toEqual(wanted);
			expect(readFileSync(kinds)).toEqual(whole);
		}
	});

	it("is not read from a folder into which others may write", () => {
		const wanted = status();
		const [path = ""] = kept().keys();
		// What V8 would be misled by: the digest is right, the content is not.
		const content = readFileSync(path).subarray(32).fill(0xff, 100, 3_000);
		const misleading = Buffer.concat([createHash("sha256").update(content).digest(), content]);
		writeFileSync(path, misleading);
		chmodSync(dirname(path), 0o777);
		expect(status()).toEqual(wanted);
		expect(readFileSync(path)).toEqual(misleading);
	});

	it("costs nothing but time where it cannot be written", () => {
		const wanted = status();
		rmSync(cache, { recursive: true });
		writeFileSync(cache, "a file");
		expect(status()).toEqual(wanted);
		expect(readFileSync(cache, "utf8")).toBe("a file");
		expect(status({ XDG_CACHE_HOME: "/proc/nothing" })).toEqual(wanted);
		rmSync(cache);
		mkdirSync(cache);
	});

	it("is not kept where the user wants no such thing", () => {
		expect(status({ NODE_DISABLE_COMPILE_CACHE: "1" }).code).toBe(0);
		expect(kept().size).toBe(0);
	});

	it("is accepted after a run whose patterns changed how V8 works", () => {
		const folder = onePodFolder(podsWanted(1, "object.metadata.name.matches('^a+$')"));
		const verify = (): Ran =>
			boulderMigrate(["verify", "--snapshot", "recording.json"], { folder, env: { XDG_CACHE_HOME: cache } });
		const first = verify();
		expect(first.stdout).toContain("1 ready");
		// The second reads nothing itself, so that it is of another kind.
		expect(verify()).toEqual(first);
		const after = kept();
		expect(after.size).toBeGreaterThan(2);
		expect(verify()).toEqual(first);
		expect(kept()).toEqual(after);
	});

	it("goes when it is of a build that was made long ago", () => {
		status();
		const [path = ""] = kept().keys();
		const builds = dirname(dirname(path));
		for (const [name, days] of [
			["long-ago", 61],
			["lately", 59],
		] as const) {
			mkdirSync(join(builds, name));
			const then = Date.now() / 1000 - days * 24 * 60 * 60;
			utimesSync(join(builds, name), then, then);
		}
		rmSync(path);
		status();
		expect(readdirSync(builds)).toContain("lately");
		expect(readdirSync(builds)).not.toContain("long-ago");
	});
});

it("the launcher hands on all that was written to a reader that takes its time", () => {
	const phases = Array.from({ length: 400 }, (_, index) => `## Phase ${index + 1}: ${"long name ".repeat(20)}\n- [ ] One\n`);
	const folder = folderWith({ "PHASE-STATUS.md": phases.join("\n") });
	const program = join(projectFolder, "bin", "boulder-migrate.cjs");
	const slowly = `"${process.execPath}" "${program}" status -o json | (sleep 0.5; cat)`;
	const { stdout, stderr } = spawnSync("sh", ["-c", slowly], {
		cwd: folder,
		encoding: "utf8",
		maxBuffer: 1 << 28,
		env: { PATH: process.env.PATH },
	});
	expect(stderr).toBe("");
	expect(stdout.length).toBeGreaterThan(100_000);
	expect(JSON.parse(stdout).phases).toHaveLength(400);
});

it.skipIf(!existsSync("/dev/full")).each([
	["status", "--file", realDocument],
	["report", "--file", realDocument, "-o", "-.md"],
	["verify", "-o", "json", "--file", realDocument, "--snapshot", demoRecording],
])("the launcher fails where the result of %s cannot be written", (...words) => {
	const full = openSync("/dev/full", "w");
	const program = join(projectFolder, "bin", "boulder-migrate.cjs");
	const env = { PATH: process.env.PATH };
	const ran = spawnSync(process.execPath, [program, ...words], { stdio: ["ignore", full, "pipe"], encoding: "utf8", env });
	closeSync(full);
	expect(ran.stderr).toContain("the result cannot be written: ENOSPC");
	expect(ran.status).toBe(4);
});

describe("the packs", () => {
	it("are of ASCII alone, which is how they are read", () => {
		const packs = join(projectFolder, "dist", "packs");
		const names = readdirSync(packs);
		expect(names.length).toBeGreaterThan(20);
		expect(names.filter((name) => readFileSync(join(packs, name)).some((byte) => byte > 0x7f))).toEqual([]);
	});

	it("of the parsers are loaded by the first run alone: the second knows what they found", () => {
		const program = mkdtempSync(join(tmpdir(), "boulder-migrate-program-"));
		for (const part of ["bin", "dist", "package.json"])
			cpSync(join(projectFolder, part), join(program, part), { recursive: true });
		const folder = onePodFolder(podsWanted(1, "object.metadata.name == 'aaa'"));
		const verify = (): { status: number | null; stdout: string; stderr: string } => {
			const words = [join(program, "bin", "boulder-migrate.cjs"), "verify", "--snapshot", "recording.json"];
			const env = { PATH: process.env.PATH, XDG_CACHE_HOME: cache };
			const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8", env });
			return { status, stdout, stderr };
		};
		const first = verify();
		expect(first.stdout).toContain("1 ready");
		const packs = join(program, "dist", "packs");
		const parsers = readdirSync(packs).filter((name) =>
			/parseAllDocuments|enableOptionalTypes/.test(readFileSync(join(packs, name), "latin1")),
		);
		expect(parsers.length).toBeGreaterThan(1);
		for (const name of parsers) rmSync(join(packs, name));
		expect(verify()).toEqual(first);
		writeFileSync(join(folder, "probes.yaml"), podsWanted(1, "object.metadata.name == 'bbb'"));
		expect(verify().status).toBe(70);
		rmSync(program, { recursive: true });
	});
});
