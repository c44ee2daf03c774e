import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Ports } from "../../src/app/ports/ports.ts";
import { realPorts } from "../../src/host/real-ports.ts";
import { Interrupted } from "../../src/model/failure.ts";
import { folderWith } from "../command-line.ts";

const ports = realPorts();
const change = (content: Uint8Array): Uint8Array => Buffer.concat([content, Buffer.from("b")]);
const how = { command: "test", wait: 100 };

describe("a task that was stopped", () => {
	it.each<[string, () => Promise<void>]>([
		["before it writes", () => Promise.resolve()],
		// As a request that arrived while git was waited for: the event loop has not looked at it.
		["by something that nobody has looked at yet", () => new Promise((resolve) => setImmediate(resolve))],
	])("%s writes nothing", async (_, stopped) => {
		const folder = folderWith({ "a.md": "a" });
		const writes: ((files: Ports["files"]) => Promise<unknown>)[] = [
			(files) => files.update(join(folder, "a.md"), change, how),
			(files) => files.write(join(folder, "b.md"), Buffer.from("b")),
			(files) => files.makeFolder(join(folder, "c")),
		];
		for (const write of writes) await expect(write(ports.until(stopped()).files)).rejects.toThrow(Interrupted);
		expect([readdirSync(folder), readFileSync(join(folder, "a.md"), "utf8")]).toEqual([["a.md"], "a"]);
	});

	it("keeps no other from writing", async () => {
		const folder = folderWith({ "a.md": "a" });
		await expect(ports.until(Promise.resolve()).files.makeFolder(join(folder, "c"))).rejects.toThrow(Interrupted);
		await ports.until(new Promise(() => {})).files.update(join(folder, "a.md"), change, how);
		expect(readFileSync(join(folder, "a.md"), "utf8")).toBe("ab");
	});

	it("ends the programs that its probes run", async () => {
		const folder = folderWith({});
		mkdirSync(join(folder, "k"));
		const tree = await ports.until(new Promise((resolve) => setTimeout(resolve, 300))).files.workTree(folder);
		const ran = await tree.run(["sh", "-c", "sleep 20; echo late > late"], { timeoutMilliseconds: 30_000 });
		expect([ran?.code ?? null, existsSync(join(folder, "late"))]).toEqual([null, false]);
	});
});

describe("many tasks in one process", () => {
	it("leave no listener behind", async () => {
		const folder = folderWith({ "a.md": "" });
		const before = process.listenerCount("SIGHUP");
		for (let count = 0; count < 12; count += 1) await ports.files.update(join(folder, "a.md"), change, how);
		expect([readFileSync(join(folder, "a.md"), "utf8"), process.listenerCount("SIGHUP")]).toEqual(["b".repeat(12), before]);
	});
});
