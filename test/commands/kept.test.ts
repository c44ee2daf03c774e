import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { property, assert as propertyHolds, string } from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { keptTree, textOfProbes } from "../../src/probes/file/kept-probes.ts";
import { parseProbesFile } from "../../src/probes/file/probe-fields.ts";
import { boulderMigrate, projectFolder, type Ran } from "../command-line.ts";
import { onePodFolder, podsWanted } from "../one-pod.ts";

const probes = (rest: string): string => `schemaVersion: 1\nprobes:\n  1/all: ${rest}\n`;
const exactly = (count: number): string => podsWanted(count, "object.metadata.name == 'aaa'");

let folder: string;
beforeEach(() => {
	folder = onePodFolder(exactly(1));
});

function verify(env: Readonly<Record<string, string>> = {}): Ran {
	return boulderMigrate(["verify", "--snapshot", "recording.json"], {
		folder,
		env: { XDG_CACHE_HOME: join(folder, "cache"), ...env },
	});
}

/** The results of one kind that are kept. */
function kept(what: "probes" | "document" = "probes"): string[] {
	try {
		return readdirSync(join(folder, "cache"), { recursive: true, encoding: "utf8" }).filter((path) =>
			new RegExp(`/${what}/\\w+$`).test(path),
		);
	} catch {
		return [];
	}
}

describe("the YAML of a probes file", () => {
	it("is read once for as long as the file stays what it is", () => {
		const first = verify();
		expect(first.stdout).toContain("1 ready");
		expect(kept()).toHaveLength(1);
		expect(verify()).toEqual(first);
		expect(kept()).toHaveLength(1);
		writeFileSync(join(folder, "probes.yaml"), exactly(2));
		expect(verify().stdout).not.toContain("1 ready");
		expect(kept()).toHaveLength(2);
		writeFileSync(join(folder, "probes.yaml"), exactly(1));
		expect(verify()).toEqual(first);
	});

	it("is what the second run goes by, so that it is not believed once it was changed", () => {
		const first = verify();
		const path = join(folder, "cache", kept()[0] ?? "");
		const whole = readFileSync(path);
		const changed = Buffer.from(whole.toString("latin1").replace('"value":1,', '"value":7,'), "latin1");
		for (const bad of [changed, whole.subarray(0, -1), Buffer.alloc(0)]) {
			writeFileSync(path, bad);
			expect(verify()).toEqual(first);
			expect(readFileSync(path)).toEqual(whole);
		}
	});

	it("is kept with how its expressions were parsed, which the second run takes from there", () => {
		expect(verify().stdout).toContain("1 ready");
		const path = join(folder, "cache", kept()[0] ?? "");
		const content = readFileSync(path).subarray(32).toString();
		const other = Buffer.from(content.replace('"op":"value","args":"aaa"', '"op":"value","args":"zzz"'));
		expect(other.toString()).not.toBe(content);
		writeFileSync(path, Buffer.concat([createHash("sha256").update(other).digest(), other]));
		expect(verify().stdout).not.toContain("1 ready");
	});

	it("is kept without its expressions where these are many", () => {
		const sizes = [1, 40].map((times) => {
			const many = Array.from({ length: times }, (_, index) => {
				const names = `'aaa', ${`'b${index}', `.repeat(450)}'c'`;
				return `  1/all-${index}: { resources: { namespace: a, apiVersion: v1, kind: Pod, exactly: 1, expect: "object.metadata.name in [${names}]" } }\n`;
			}).join("");
			const before = kept();
			writeFileSync(join(folder, "probes.yaml"), `schemaVersion: 1\nprobes:\n${many}`);
			verify();
			const [path = ""] = kept().filter((each) => !before.includes(each));
			return readFileSync(join(folder, "cache", path), "latin1").split('"op":"value"').length - 1;
		});
		expect(sizes).toEqual([452, 0]);
	});

	it("has its mistakes told at their place each time", () => {
		for (const [text, told] of [
			[probes("{ resources: { kindd: Pod } }"), 'probes.yaml:3:23: resources needs "apiVersion"'],
			[probes("{ workload: [ }"), "probes.yaml:3:"],
		] as const) {
			writeFileSync(join(folder, "probes.yaml"), text);
			const first = verify();
			expect(first.code).toBe(4);
			expect(first.stderr).toContain(told);
			expect(verify()).toEqual(first);
		}
	});

	it("is not kept where the user wants no cache", () => {
		expect(verify({ BOULDER_MIGRATE_NO_CACHE: "1" }).stdout).toContain("1 ready");
		expect(readdirSync(folder)).not.toContain("cache");
	});

	it("is kept for the last thirty versions alone", () => {
		for (let count = 1; count <= 32; count += 1) {
			writeFileSync(join(folder, "probes.yaml"), exactly(count));
			verify();
		}
		expect(kept()).toHaveLength(30);
		rmSync(join(folder, "cache"), { recursive: true });
	});
});

describe("what was read of a document", () => {
	const run = (...words: string[]): Ran =>
		boulderMigrate(words, { folder, env: { XDG_CACHE_HOME: join(folder, "cache"), BOULDER_MIGRATE_REVIEWER: "A. Person" } });
	const write = (text: string): void => writeFileSync(join(folder, "PHASE-STATUS.md"), text);

	it("is kept for as long as the document stays what it is", () => {
		const first = run("status");
		expect(first.stdout).toContain("0/1");
		expect(kept("document")).toHaveLength(1);
		expect(run("status")).toEqual(first);
		expect(verify().stdout).toContain("1 ready");
		expect(kept("document")).toHaveLength(1);
		write("## Phase 1: Start\n- [x] All\n");
		expect(run("status").stdout).toContain("1/1");
		expect(kept("document")).toHaveLength(2);
		write("## Phase 1: Start\n- [ ] All\n");
		expect(run("status")).toEqual(first);
	});

	it("depends on the words of the probes file", () => {
		write("## Step 1: Start\n- [ ] All\n");
		expect(run("status").code).toBe(4);
		writeFileSync(join(folder, "probes.yaml"), `${exactly(1)}vocabulary:\n  phase: [Step]\n`);
		expect(run("status").stdout).toContain("0/1");
	});

	it("is what the next look goes by, and no edit", () => {
		run("status");
		const path = join(folder, "cache", kept("document")[0] ?? "");
		const content = Buffer.from(
			readFileSync(path).subarray(32).toString().replace('"box":{"value":false', '"box":{"value":true'),
		);
		const changed = Buffer.concat([createHash("sha256").update(content).digest(), content]);
		writeFileSync(path, changed);
		expect(run("status").stdout).toContain("1/1");
		expect(run("validate").stdout).not.toContain("1/1");
		expect(run("check-off", "1/all").code).toBe(0);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toContain("- [x] All");
	});

	it("is not believed once it was changed", () => {
		const first = run("status");
		const path = join(folder, "cache", kept("document")[0] ?? "");
		const whole = readFileSync(path);
		const changed = Buffer.from(whole.toString("latin1").replace('"value":false', '"value":true'), "latin1");
		for (const bad of [changed, whole.subarray(0, -1), Buffer.alloc(0)]) {
			writeFileSync(path, bad);
			expect(run("status")).toEqual(first);
			expect(readFileSync(path)).toEqual(whole);
		}
	});

	it("is not kept of a document that is too long", () => {
		write(`## Phase 1: Start\n${Array.from({ length: 4000 }, (_, index) => `- [ ] Item ${index}\n`).join("")}`);
		expect(run("status").stdout).toContain("0/4000");
		expect(kept("document")).toEqual([]);
	});
});

describe("a tree as text", () => {
	it("comes back as it was", () => {
		const real = parseProbesFile(readFileSync(join(projectFolder, "status", "probes.yaml"), "utf8"), "probes.yaml");
		expect(keptTree(textOfProbes(real) ?? "")).toEqual(real);
		propertyHolds(
			property(string({ unit: "binary" }), (text) => {
				const tree = parseProbesFile(`a: [ ${JSON.stringify(text)}, 1.5, true, null ]\n__proto__: { b: 0x1F }`, "x");
				expect(keptTree(textOfProbes(tree) ?? "")).toEqual(tree);
			}),
		);
	});

	it("is none where a number would be another one", () => {
		for (const value of [".inf", "-.inf", ".nan", "-0.0"]) expect(textOfProbes(parseProbesFile(`a: ${value}`, "x"))).toBeNull();
	});
});
