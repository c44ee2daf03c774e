import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ourselves } from "../../../src/host/lock-owner.ts";
import { folderWith, launcher, type Ran } from "../../command-line.ts";
import { longDocument } from "../../writing/long-document.ts";

const old = longDocument(1, 6);
const id = "1/service-1-1-1-deployment";
const words = ["check-off", id, "--reviewer", "Jo", "--date", "2026-11-24"];
/** Mounts of one's own, for nobody else to see. */
const canMount = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]).status === 0;

/** Of a script of the shell that runs where it may mount: `$F` is a folder, `$D` the document outside of it, `run` checks off in `$F`. */
function mounted(script: string): { code: number; said: string; after: string; left: string[] } {
	const folder = folderWith({ "document.md": old });
	mkdirSync(join(folder, "at"));
	const whole = `set -e; F=$1/at; D=$1/document.md
O=$1
run() { code=0; (cd "$F" && ${[process.execPath, launcher, ...words].map((word) => `'${word}'`).join(" ")}) > "$O/said" 2>&1 || code=$?; }
report() { cat "$F/PHASE-STATUS.md" > "$O/after"; ls -A "$F" > "$O/left"; echo $code > "$O/code"; }
${script}`;
	const { status, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", whole, "sh", folder], {
		encoding: "utf8",
		timeout: 60_000,
		env: { PATH: process.env.PATH, HOME: process.env.HOME },
	});
	expect([status, stderr]).toEqual([0, ""]);
	const read = (name: string): string => readFileSync(join(folder, name), "utf8");
	return { code: Number(read("code")), said: read("said"), after: read("after"), left: read("left").trim().split("\n") };
}

describe.skipIf(!canMount)("a document on a file system", () => {
	it("that is full leaves the document as it was, or has just enough room, and nothing is left next to it", () => {
		const codes = new Set<number>();
		for (const free of [0, 1, 2, 4, 6, 10]) {
			const { code, said, after, left } = mounted(`mount -t tmpfs -o size=128k tmpfs "$F"; cp "$D" "$F/PHASE-STATUS.md"
dd if=/dev/zero of="$F/filler" bs=4096 2> /dev/null || true
truncate -s "-$((${free} * 4096))" "$F/filler"
run; report`);
			codes.add(code);
			expect(left).toEqual(["PHASE-STATUS.md", "filler"]);
			if (code === 0) expect(after).toContain("- [x] Service 1-1-1 Deployment");
			else {
				expect([code, after]).toEqual([5, old]);
				expect(said).toMatch(/^boulder-migrate: .* cannot be written: no space is left on the device\n {2}make room there/);
			}
		}
		expect(codes).toEqual(new Set([0, 5]));
	});

	it("that has no names left stays as it was", () => {
		const { code, after, left } = mounted(`mount -t tmpfs -o nr_inodes=2 tmpfs "$F"; cp "$D" "$F/PHASE-STATUS.md"; run; report`);
		expect([code, after === old, left]).toEqual([5, true, ["PHASE-STATUS.md"]]);
	});

	it("that is read-only stays as it was", () => {
		const { code, said, after, left } = mounted(`mount -t tmpfs tmpfs "$F"; cp "$D" "$F/PHASE-STATUS.md"
mount -o remount,ro "$F"; run; report`);
		expect([code, after === old, left]).toEqual([5, true, ["PHASE-STATUS.md"]]);
		expect(said).toMatch(/the file system is read-only\n {2}mount it writable, or work on a copy/);
	});

	it("of which only the file itself is mounted stays as it was", () => {
		const { code, said, after, left } = mounted(`mount -t tmpfs tmpfs "$F"; touch "$F/PHASE-STATUS.md"
mount --bind "$D" "$F/PHASE-STATUS.md"; run; report`);
		expect([code, after === old, left]).toEqual([5, true, ["PHASE-STATUS.md"]]);
		expect(said).toMatch(/something is mounted over this very file, so it cannot be replaced\n {2}mount its folder/);
	});
});

const isRoot = process.getuid?.() === 0;

it.skipIf(!isRoot || spawnSync("setpriv", ["--reuid", "65534", "true"]).status !== 0)(
	"a folder that may not be written keeps its document",
	() => {
		const folder = folderWith({ "PHASE-STATUS.md": old });
		spawnSync("chmod", ["755", folder]);
		spawnSync("chmod", ["666", join(folder, "PHASE-STATUS.md")]);
		const command = ["--reuid", "65534", "--regid", "65534", "--clear-groups", process.execPath, launcher, ...words];
		const { status, stderr } = spawnSync("setpriv", command, { cwd: folder, encoding: "utf8", env: { PATH: process.env.PATH } });
		expect(stderr).toMatch(/permission denied\n {2}a file is replaced at once: its folder must also be writable/);
		expect([status, readFileSync(join(folder, "PHASE-STATUS.md"), "utf8") === old]).toEqual([5, true]);
		expect(readdirSync(folder)).toEqual(["PHASE-STATUS.md"]);
	},
);

describe("while a check-off waits for the lock", () => {
	/** `change` is done when it waits; then the lock is taken away, if it is still there. */
	async function meanwhile(file: string, lock: string, change: () => void): Promise<Ran> {
		writeFileSync(lock, JSON.stringify(ourselves("check-off", new Date())));
		const child = spawn(process.execPath, [launcher, ...words, "--file", file, "--lock-timeout", "20s"], {
			stdio: ["ignore", "pipe", "pipe"],
			env: { PATH: process.env.PATH, HOME: process.env.HOME },
		});
		let stdout = "";
		let stderr = "";
		child.stdout.on("data", (part) => {
			stdout += part;
		});
		child.stderr.on("data", (part) => {
			stderr += part;
		});
		const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
		const folder = join(lock, "..");
		while (!readdirSync(folder).some((name) => name.endsWith(".wait"))) await new Promise((resolve) => setTimeout(resolve, 20));
		change();
		rmSync(lock, { force: true });
		return { code: await ended, stdout, stderr };
	}

	it("its folder may vanish: that is reported, and is not a bug", async () => {
		const folder = folderWith({ "PHASE-STATUS.md": old });
		const path = join(folder, "PHASE-STATUS.md");
		const { code, stdout, stderr } = await meanwhile(path, `${path}.lock`, () => rmSync(folder, { recursive: true }));
		expect([code, stdout]).toEqual([5, ""]);
		expect(stderr).toMatch(/cannot be written: its folder does not exist\n {2}check whether it was moved/);
	});

	it("its folder may be moved: what is there is old or new", async () => {
		const outer = folderWith({});
		mkdirSync(join(outer, "a"));
		const path = join(outer, "a", "PHASE-STATUS.md");
		writeFileSync(path, old);
		const { code } = await meanwhile(path, `${path}.lock`, () => renameSync(join(outer, "a"), join(outer, "b")));
		expect(code).toBe(5);
		expect(readFileSync(join(outer, "b", "PHASE-STATUS.md"), "utf8")).toBe(old);
	});

	it("the link to it may come to lead elsewhere: what was locked is written, what it leads to now is not", async () => {
		const folder = folderWith({ "a.md": old, "b.md": old });
		const link = join(folder, "PHASE-STATUS.md");
		symlinkSync("a.md", link);
		const { code } = await meanwhile(link, join(folder, "a.md.lock"), () => {
			unlinkSync(link);
			symlinkSync("b.md", link);
		});
		expect(code).toBe(0);
		expect(readFileSync(join(folder, "a.md"), "utf8")).toContain("- [x] Service 1-1-1 Deployment");
		expect(readFileSync(join(folder, "b.md"), "utf8")).toBe(old);
		expect(readdirSync(folder).sort()).toEqual(["PHASE-STATUS.md", "a.md", "b.md"]);
	});

	it("a link may be put in its place: nothing that it leads to is read into the document, or written", async () => {
		const folder = folderWith({ "PHASE-STATUS.md": old, "secret.md": old });
		const path = join(folder, "PHASE-STATUS.md");
		const { code, stderr } = await meanwhile(path, `${path}.lock`, () => {
			unlinkSync(path);
			symlinkSync("secret.md", path);
		});
		expect(code).toBe(4);
		expect(stderr).toContain("it is not a regular file");
		expect(readFileSync(join(folder, "secret.md"), "utf8")).toBe(old);
		expect(readdirSync(folder).sort()).toEqual(["PHASE-STATUS.md", "secret.md"]);
	});
});
