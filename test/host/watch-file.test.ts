import { pbkdf2 } from "node:crypto";
import { rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { watchFile } from "../../src/host/watch-file.ts";
import { folderWith } from "../command-line.ts";

/** A file system that keeps times in steps of two seconds, as FAT does. */
vi.mock("node:fs", async (importOriginal) => {
	const fs = await importOriginal<typeof import("node:fs")>();
	const coarse = (ns: bigint): bigint => ns - (ns % 2_000_000_000n);
	return {
		...fs,
		statSync: (path: string, options: { readonly bigint: true }) => {
			const found = fs.statSync(path, options);
			const [mtimeNs, ctimeNs] = [coarse(found.mtimeNs), coarse(found.ctimeNs)];
			return Object.assign(found, { mtimeNs, ctimeNs, mtimeMs: mtimeNs / 1_000_000n, ctimeMs: ctimeNs / 1_000_000n });
		},
	};
});

const watchers: { stop(): void }[] = [];
afterEach(() => {
	for (const watcher of watchers.splice(0)) watcher.stop();
});

/** Watches a file; `next` waits for the next call that nobody has waited for yet. */
function watching(path: string, intervalMs = 5): { readonly calls: () => number; next(): Promise<void> } {
	let calls = 0;
	let waitedFor = 0;
	let wake = (): void => {};
	watchers.push(
		watchFile(
			path,
			() => {
				calls++;
				wake();
			},
			intervalMs,
		),
	);
	return {
		calls: () => calls,
		next: async () => {
			waitedFor++;
			while (calls < waitedFor)
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
		},
	};
}

const fileWith = (content: string): string => join(folderWith({ "a.md": content }), "a.md");

describe("watching a file", () => {
	it("reports a change made right after the call, while every thread of the pool is busy", async () => {
		const path = fileWith("before");
		utimesSync(path, 1e9, 1e9);
		const busy = Array.from({ length: 4 }, () => new Promise((resolve) => pbkdf2("a", "b", 50_000, 64, "sha512", resolve)));
		const watcher = watching(path);
		writeFileSync(path, "after");
		await watcher.next();
		await Promise.all(busy);
	});

	it("reports a change of one letter within one step of the file system's clock", async () => {
		for (let round = 0; round < 20; round++) {
			const path = fileWith("a");
			const watcher = watching(path);
			writeFileSync(path, "b");
			await watcher.next();
		}
	});

	it("reports each change, also that the file is gone and that it is back", async () => {
		const path = fileWith("a");
		const watcher = watching(path);
		writeFileSync(path, "b");
		await watcher.next();
		rmSync(path);
		await watcher.next();
		writeFileSync(path, "b");
		await watcher.next();
		expect(watcher.calls()).toBe(3);
	});

	it("reports nothing while nothing changes, however old the file is, and nothing once stopped", async () => {
		const path = fileWith("a");
		const watcher = watching(path);
		const recent = 4_000;
		while (Date.now() - Number(statSync(path, { bigint: true }).ctimeMs) < recent) await sleep(50);
		expect(watcher.calls()).toBe(0);
		for (const each of watchers) each.stop();
		writeFileSync(path, "b");
		await sleep(50);
		expect(watcher.calls()).toBe(0);
	});
});
