import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, launcher, startProgram } from "../command-line.ts";

const text = "## Phase 1: A\n\n- [x] Web\n";
const files = {
	"PHASE-STATUS.md": text,
	"probes.yaml": "schemaVersion: 1\nprobes:\n  1/web: { workload: { kind: Deployment, name: web, namespace: shop } }\n",
	"r.json": JSON.stringify({
		schemaVersion: 1,
		recordedAt: "2026-11-30T00:00:00Z",
		contexts: [{ name: "c", uid: null, reads: [] }],
	}),
};

function folderWithPipe(name: string): string {
	const folder = folderWith(files);
	execFileSync("mkfifo", [join(folder, name)]);
	return folder;
}

describe("a result that goes into a named pipe", () => {
	it.each([
		["out.html", ["report", "-o", "out.html"]],
		["out.xml", ["verify", "--snapshot", "r.json", "-o", "junit=out.xml"]],
		["accepted", ["validate", "--baseline", "accepted", "--update-baseline"]],
	])("is refused where no program reads it: %s", (name, words) => {
		const { code, stderr } = startProgram(words, { folder: folderWithPipe(name) });
		expect([code, stderr]).toEqual([4, expect.stringContaining(`${name} is a named pipe that no program reads\n`)]);
	});

	it("reaches a program that is slower than this one, whole", () => {
		const folder = folderWithPipe("out.html");
		writeFileSync(join(folder, "PHASE-STATUS.md"), `${text}${"- [ ] Another item, of many\n".repeat(2000)}`);
		// It has a reader before the program starts, which takes little at a time of what is several times as long as the pipe.
		const script = 'exec 3<> out.html; "$0" "$1" report -o out.html & exec 4< out.html 3>&-; dd bs=512 <&4 > got; wait $!';
		const { status } = spawnSync("bash", ["-c", script, process.execPath, launcher], {
			cwd: folder,
			env: { PATH: process.env.PATH, HOME: folder, TZ: "UTC" },
			timeout: 30_000,
		});
		expect(status).toBe(0);
		expect(boulderMigrate(["report", "-o", "whole.html"], { folder }).code).toBe(0);
		const [got, whole] = ["got", "whole.html"].map((name) => readFileSync(join(folder, name), "utf8").length);
		expect(got).toBeGreaterThan(200_000);
		expect(got).toBe(whole);
	});

	it("is named with the device where that is full", () => {
		const { code, stderr } = boulderMigrate(["verify", "--snapshot", "r.json", "-o", "junit=/dev/full"], {
			folder: folderWith(files),
		});
		expect([code, stderr]).toEqual([5, expect.stringContaining("/dev/full cannot be written: no space is left")]);
	});
});

describe("a version that git merge is given", () => {
	it.each(["o", "a", "b"])("is refused where %s is a named pipe, rather than waited for", (name) => {
		const folder = folderWith({ o: text, a: text, b: text, [name]: "" });
		execFileSync("rm", [join(folder, name)]);
		execFileSync("mkfifo", [join(folder, name)]);
		const { code, stderr } = startProgram(["git", "merge", "o", "a", "b"], { folder });
		expect([code, stderr]).toEqual([4, expect.stringMatching(/[oab] is a named pipe, not a regular file\n$/)]);
	});
});

describe("a symbolic link that leads nowhere, in a usual place", () => {
	function folderWithLink(): string {
		const folder = folderWith(files);
		mkdirSync(join(folder, "status"));
		symlinkSync("nowhere", join(folder, "status", "PHASE-STATUS.md"));
		return folder;
	}

	it.each([["status"], ["validate"], ["note", "1", "x", "--reviewer", "Ana"]])(
		"is not passed over for another document: %s",
		(...words) => {
			const folder = folderWithLink();
			const { code, stderr } = boulderMigrate(words, { folder });
			expect([code, stderr]).toEqual([4, expect.stringContaining("symbolic link")]);
			expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(text);
		},
	);

	it("is not replaced by init", () => {
		const folder = folderWithLink();
		const { code } = boulderMigrate(["init", "--title", "New", "--phase", "1: A", "--no-cluster", "--yes"], { folder });
		expect(code).not.toBe(0);
		expect(lstatSync(join(folder, "status", "PHASE-STATUS.md")).isSymbolicLink()).toBe(true);
		expect(existsSync(join(folder, "status", "probes.yaml"))).toBe(false);
	});
});
