import { execFileSync, spawnSync } from "node:child_process";
import {
	chmodSync,
	chownSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileProblem } from "../../src/app/ports/files.ts";
import type { LockOptions } from "../../src/host/lock.ts";
import { ourselves } from "../../src/host/lock-owner.ts";
import { updateFile, writeFile } from "../../src/host/update-file.ts";
import { Failure, Interrupted } from "../../src/model/failure.ts";
import { folderWith } from "../command-line.ts";

const patience: LockOptions = { command: "test", now: () => new Date(), wait: 100, interrupted: new Promise(() => {}) };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const append =
	(text: string) =>
	(content: Uint8Array): Uint8Array =>
		bytes(new TextDecoder().decode(content) + text);

/** A process number that was in use a moment ago. */
function deadProcess(): number {
	return spawnSync(process.execPath, ["-e", "0"]).pid;
}

function folderWithLock(lock: string): { folder: string; path: string } {
	const folder = folderWith({ "a.md": "old\n", "a.md.lock": lock });
	return { folder, path: join(folder, "a.md") };
}

describe("updating a file", () => {
	it("replaces its content and leaves nothing else behind", async () => {
		const folder = folderWith({ "a.md": "old\n" });
		expect(await updateFile(join(folder, "a.md"), append("new\n"), patience)).toBe(true);
		expect(readFileSync(join(folder, "a.md"), "utf8")).toBe("old\nnew\n");
		expect(readdirSync(folder)).toEqual(["a.md"]);
	});

	it("keeps mode and owner, and a chain of symbolic links", async () => {
		const folder = folderWith({ "a.md": "old\n" });
		const real = join(folder, "a.md");
		chmodSync(real, 0o640);
		if (process.getuid?.() === 0) chownSync(real, 65534, 65534);
		mkdirSync(join(folder, "sub"));
		symlinkSync("../a.md", join(folder, "sub", "b.md"));
		symlinkSync("sub/b.md", join(folder, "c.md"));
		const { uid, gid } = statSync(real);
		await updateFile(join(folder, "c.md"), append("new\n"), patience);
		expect(lstatSync(join(folder, "c.md")).isSymbolicLink()).toBe(true);
		expect(lstatSync(join(folder, "sub", "b.md")).isSymbolicLink()).toBe(true);
		expect(readFileSync(real, "utf8")).toBe("old\nnew\n");
		expect(statSync(real)).toMatchObject({ uid, gid });
		expect(statSync(real).mode & 0o7777).toBe(0o640);
		expect(readdirSync(join(folder, "sub"))).toEqual(["b.md"]);
	});

	it.each([
		["null", () => null],
		["the same bytes", (content: Uint8Array) => Uint8Array.from(content)],
	])("writes nothing for %s", async (_name, change) => {
		const folder = folderWith({ "a.md": "old\n" });
		const path = join(folder, "a.md");
		utimesSync(path, 1, 1);
		const { ino } = statSync(path);
		expect(await updateFile(path, change, patience)).toBe(false);
		expect(statSync(path)).toMatchObject({ ino, mtimeMs: 1000 });
	});

	it("plans again on what an editor saved in between, which knows no lock", async () => {
		const folder = folderWith({ "a.md": "old\n" });
		const path = join(folder, "a.md");
		const seen: string[] = [];
		await updateFile(
			path,
			(content) => {
				seen.push(new TextDecoder().decode(content));
				if (seen.length === 1) writeFileSync(path, "theirs\n");
				return append("ours\n")(content);
			},
			patience,
		);
		expect(seen).toEqual(["old\n", "theirs\n"]);
		expect(readFileSync(path, "utf8")).toBe("theirs\nours\n");
		expect(readdirSync(folder)).toEqual(["a.md"]);
	});

	it("gives up on an editor that never rests, and leaves theirs", async () => {
		const folder = folderWith({ "a.md": "old\n" });
		const path = join(folder, "a.md");
		let count = 0;
		const change = (content: Uint8Array): Uint8Array => {
			count += 1;
			writeFileSync(path, `theirs ${count}\n`);
			return append("ours\n")(content);
		};
		await expect(updateFile(path, change, patience)).rejects.toThrow(/another program again and again/);
		expect(readFileSync(path, "utf8")).toBe(`theirs ${count}\n`);
		expect(readdirSync(folder)).toEqual(["a.md"]);
	});

	it("leaves nothing behind when the change fails", async () => {
		const folder = folderWith({ "a.md": "old\n" });
		const change = (): never => {
			throw new Failure("refused", "a gate");
		};
		await expect(updateFile(join(folder, "a.md"), change, patience)).rejects.toThrow("a gate");
		expect(readdirSync(folder)).toEqual(["a.md"]);
	});

	it("sweeps away what killed processes left, and nothing that is not its own", async () => {
		const { command: _, ...us } = ourselves("", new Date());
		const dead = JSON.stringify({ ...us, pid: deadProcess() });
		const kept = { "a.md": "old\n", ".a.md.swp": "", ".a.md.123.tmp": "", ".b.md.0123456789ab.tmp": "", "a.md.bak": "" };
		const left = { ".a.md.0123456789ab.tmp": "ol", ".a.md.lock.0000000000001.0123456789ab.wait": dead };
		const folder = folderWith({ ...kept, ...left });
		await updateFile(join(folder, "a.md"), append("new\n"), patience);
		expect(readdirSync(folder).sort()).toEqual(Object.keys(kept).sort());
	});

	it.each([
		["a folder", (path: string) => mkdirSync(path)],
		["a FIFO", (path: string) => execFileSync("mkfifo", [path])],
		["a device", (path: string) => symlinkSync("/dev/null", path)],
		["a link that leads nowhere", (path: string) => symlinkSync("nowhere", path)],
		["nothing", () => {}],
	])("refuses %s", async (_name, make) => {
		const folder = folderWith({});
		make(join(folder, "a.md"));
		await expect(updateFile(join(folder, "a.md"), append("x"), patience)).rejects.toThrow(FileProblem);
		expect(existsSync("/dev/null.lock")).toBe(false);
	});
});

describe("the lock", () => {
	it("of a live process is respected: a refusal in time that names it", async () => {
		const { folder, path } = folderWithLock(JSON.stringify(ourselves("check-off", new Date("2026-11-24T10:00:00Z"))));
		const began = performance.now();
		const refused = updateFile(path, append("x"), patience);
		await expect(refused).rejects.toThrow(`check-off (process ${process.pid} on ${hostname()}) since 2026-11-24T10:00:00.000Z`);
		await expect(refused).rejects.toMatchObject({ exitCode: 5, hint: expect.stringContaining(`rm ${path}.lock`) });
		expect(performance.now() - began).toBeGreaterThanOrEqual(100);
		expect(readdirSync(folder).sort()).toEqual(["a.md", "a.md.lock"]);
	});

	it.each([
		["another host", { host: "elsewhere" }],
		["another boot", { bootId: "0" }],
		["another container", { pidNamespace: "pid:[1]" }],
	])("of a process of %s is respected, dead or not", async (_name, difference) => {
		const { path } = folderWithLock(JSON.stringify({ ...ourselves("x", new Date()), pid: deadProcess(), ...difference }));
		await expect(updateFile(path, append("x"), patience)).rejects.toThrow(Failure);
		expect(readFileSync(path, "utf8")).toBe("old\n");
	});

	it.each(["", "{", '{"pid":-1,"host":"x"}', "[]", "null"])(
		"that has no content (%j) is respected, with the way out",
		async (content) => {
			const { path } = folderWithLock(content);
			await expect(updateFile(path, append("x"), patience)).rejects.toMatchObject({
				hint: expect.stringContaining("remove it: rm"),
			});
		},
	);

	it.each([
		["is dead", () => ({ pid: deadProcess() })],
		["had this number before", () => ({ pid: process.ppid, processStart: "1" })],
	])("of a process that %s is taken over", async (_name, difference) => {
		const { folder, path } = folderWithLock(JSON.stringify({ ...ourselves("x", new Date()), ...difference() }));
		expect(await updateFile(path, append("new\n"), patience)).toBe(true);
		expect(readdirSync(folder)).toEqual(["a.md"]);
	});

	it("is taken over even if who took it over before was killed as well", async () => {
		const dead = JSON.stringify({ ...ourselves("x", new Date()), pid: deadProcess() });
		const folder = folderWith({ "a.md": "old\n", "a.md.lock": dead, "a.md.lock.lock": dead });
		expect(await updateFile(join(folder, "a.md"), append("new\n"), patience)).toBe(true);
		expect(readdirSync(folder)).toEqual(["a.md"]);
	});

	it.each([
		["one lock deeper", ["a.md.lock.lock"]],
		["two locks deeper", ["a.md.lock.lock.lock"]],
		["and a lock that is not deeper", ["a.md.lock", "a.md.lock.lock.lock"]],
		["all of them", ["a.md.lock", "a.md.lock.lock", "a.md.lock.lock.lock"]],
	])("leaves nothing of those who were killed while they took it over: %s", async (_name, locks) => {
		const us = ourselves("x", new Date());
		const dead = JSON.stringify({ ...us, pid: deadProcess() });
		const elsewhere = JSON.stringify({ ...us, host: "elsewhere" });
		const others = { "b.md.lock.lock": dead, "a.md.lock.lock.lock.lock.lock": elsewhere, "a.md.lock.lock.old": dead };
		const folder = folderWith({ "a.md": "old\n", ...others, ...Object.fromEntries(locks.map((lock) => [lock, dead])) });
		expect(await updateFile(join(folder, "a.md"), append("new\n"), patience)).toBe(true);
		expect(readdirSync(folder).sort()).toEqual(["a.md", ...Object.keys(others)].sort());
	});

	it("names its owner while it is held, readable only by its owner", async () => {
		const folder = folderWith({ "a.md": "old\n" });
		const path = join(folder, "a.md");
		let held: unknown;
		let mode = 0;
		await updateFile(
			path,
			() => {
				held = JSON.parse(readFileSync(`${path}.lock`, "utf8"));
				mode = statSync(`${path}.lock`).mode & 0o777;
				return null;
			},
			patience,
		);
		expect(held).toMatchObject({ pid: process.pid, host: hostname(), command: "test", bootId: expect.anything() });
		expect(mode).toBe(0o600);
	});

	it("is the same for a file and a link to it", async () => {
		const { folder, path } = folderWithLock(JSON.stringify(ourselves("check-off", new Date())));
		symlinkSync(path, join(folder, "link.md"));
		await expect(updateFile(join(folder, "link.md"), append("x"), patience)).rejects.toThrow(Failure);
	});

	it("is waited for until it is free", async () => {
		const { path } = folderWithLock(JSON.stringify(ourselves("check-off", new Date())));
		const waiting = updateFile(path, append("new\n"), { ...patience, wait: 20_000 });
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(readFileSync(path, "utf8")).toBe("old\n");
		execFileSync("rm", [`${path}.lock`]);
		expect(await waiting).toBe(true);
	});

	it("is not waited for when the user asks to stop", async () => {
		const { folder, path } = folderWithLock(JSON.stringify(ourselves("check-off", new Date())));
		const interrupted = new Promise<void>((resolve) => setTimeout(resolve, 50));
		await expect(updateFile(path, append("x"), { ...patience, wait: 20_000, interrupted })).rejects.toThrow(Interrupted);
		expect(readdirSync(folder).sort()).toEqual(["a.md", "a.md.lock"]);
	});

	it("goes to the process that waits longest, but not forever to one that never comes", async () => {
		const elsewhere = JSON.stringify({ ...ourselves("x", new Date()), host: "elsewhere" });
		const folder = folderWith({ "a.md": "old\n", ".a.md.lock.0000000000001.0123456789ab.wait": elsewhere });
		const began = performance.now();
		expect(await updateFile(join(folder, "a.md"), append("new\n"), { ...patience, wait: 20_000 })).toBe(true);
		expect(performance.now() - began).toBeGreaterThan(900);
	});
});

describe("writing a result", () => {
	it("creates a file, replaces one, follows a link, and writes into a device", () => {
		const folder = folderWith({ "a.txt": "old" });
		symlinkSync("a.txt", join(folder, "link.txt"));
		writeFile(join(folder, "link.txt"), bytes("new"));
		writeFile(join(folder, "b.txt"), bytes("b"));
		writeFile("/dev/null", bytes("x"));
		expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("new");
		expect(lstatSync(join(folder, "link.txt")).isSymbolicLink()).toBe(true);
		expect(statSync(join(folder, "b.txt")).mode & 0o111).toBe(0);
		expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
		expect(() => writeFile(folder, bytes("x"))).toThrow(/folder/);
		expect(() => writeFile(join(folder, "no", "c.txt"), bytes("x"))).toThrow(Failure);
	});
});
