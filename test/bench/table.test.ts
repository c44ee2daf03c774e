import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { folderWith, launcher, projectFolder, realDocument } from "../command-line.ts";
import { longDocument, shortDocument } from "./documents.ts";
import { intoPage, isWanted, milliseconds, tableOf } from "./page.ts";
import { medians, type Process, timeAndMemory } from "./processes.ts";

/** The benchmarks of docs/benchmarks.md. `UPDATE_BENCHMARKS=1 npm run bench` writes them there. */
const sections: string[] = [];

const packages = join(projectFolder, "node_modules");
const node = process.execPath;
const remark = join(packages, "remark-cli", "cli.js");
const markdownlint = join(packages, "markdownlint-cli2", "markdownlint-cli2-bin.mjs");

/** Where the tests' control plane is built; it is a yardstick, so that it may be missing. */
function kubectl(): string | null {
	const assets = process.env.KUBEBUILDER_ASSETS;
	const script = join(projectFolder, "test", "cluster", "control-plane", "build.sh");
	const folder = assets || execFileSync(script, ["--where"], { encoding: "utf8" }).trim();
	return existsSync(join(folder, "kubectl")) ? join(folder, "kubectl") : null;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): void {
	sections.push(tableOf(header, rows));
}

describe("the table of docs/benchmarks.md", () => {
	it("start-up: status takes a third of the time of the programs that lint the same document", () => {
		const folder = folderWith({ "PHASE-STATUS.md": readFileSync(realDocument) });
		const path = kubectl();
		const processes: Record<string, Process> = {
			"`node -e 0`": { program: node, words: ["-e", "0"], folder },
			...(path === null ? {} : { "`kubectl version --client`": { program: path, words: ["version", "--client"], folder } }),
			"`boulder-migrate --version`": { program: node, words: [launcher, "--version"], folder },
			"`boulder-migrate status`": { program: node, words: [launcher, "status"], folder },
			"`boulder-migrate validate`": { program: node, words: [launcher, "validate"], folder },
			"`remark PHASE-STATUS.md`": { program: node, words: [remark, "PHASE-STATUS.md"], folder },
			"`markdownlint-cli2 PHASE-STATUS.md`": { program: node, words: [markdownlint, "PHASE-STATUS.md"], folder, mayEndWith: 1 },
		};
		const times = medians(processes, 7);
		const bare = times.get("`node -e 0`")?.cpu ?? Number.NaN;
		table(
			["one document of 105 items", "time", "processor", "processor × node"],
			[...times].map(([name, { wall, cpu }]) => [name, milliseconds(wall), milliseconds(cpu), (cpu / bare).toFixed(1)]),
		);
		const cpu = (name: string): number => times.get(name)?.cpu ?? Number.NaN;
		expect(cpu("`boulder-migrate status`")).toBeLessThanOrEqual(cpu("`remark PHASE-STATUS.md`") / 3);
		expect(cpu("`boulder-migrate status`")).toBeLessThanOrEqual(cpu("`markdownlint-cli2 PHASE-STATUS.md`") / 3);
	});

	it("validate of many documents is quicker than linting them", () => {
		const rows: string[][] = [];
		for (const [number, rounds] of [
			[1, 3],
			[100, 3],
			[1000, 1],
		] as const) {
			const names = Array.from({ length: number }, (_, index) => `${index}.md`);
			const folder = folderWith(Object.fromEntries(names.map((name, index) => [name, shortDocument(index)])));
			const processes = {
				ours: { program: node, words: [launcher, "validate", ...names], folder },
				theirs: { program: node, words: [markdownlint, "*.md"], folder, mayEndWith: 1 },
			};
			const times = medians(processes, rounds);
			const [ours, theirs] = [times.get("ours"), times.get("theirs")];
			if (ours === undefined || theirs === undefined) throw new Error("Nothing was measured.");
			rows.push([number.toLocaleString("en"), milliseconds(ours.wall), milliseconds(theirs.wall)]);
			expect(ours.cpu, `${number} documents`).toBeLessThanOrEqual(theirs.cpu);
		}
		table(["documents of 1 KB", "`boulder-migrate validate`", "`markdownlint-cli2`"], rows);
	});

	it("status of a long document takes time and memory in proportion to its length", () => {
		const measured = [10_000, 100_000, 1_000_000, 5_000_000].map((length) => {
			const onePhase = longDocument(2).length - longDocument(1).length;
			const text = longDocument(Math.max(1, Math.round(length / onePhase)));
			const items = text.match(/^- \[ \]/gm)?.length ?? 0;
			const folder = folderWith({ "PHASE-STATUS.md": text });
			return { bytes: Buffer.byteLength(text), items, ...timeAndMemory(launcher, ["status"], folder) };
		});
		table(
			["`boulder-migrate status` of", "items", "time", "memory at most"],
			measured.map(({ bytes, items, ms, mb }) => [
				bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`,
				items.toLocaleString("en"),
				milliseconds(ms),
				`${mb.toFixed(0)} MB`,
			]),
		);
		const [, , one, five] = measured;
		expect(five?.ms).toBeLessThanOrEqual(8 * (one?.ms ?? 0));
		expect(five?.mb).toBeLessThanOrEqual(1500);
	});
});

afterAll(() => {
	const machine = `Medians of interleaved runs on ${availableParallelism()} cores, Node ${process.versions.node}:`;
	const text = `\n${[machine, ...sections].join("\n\n")}\n\n`;
	process.stdout.write(text);
	if (isWanted && sections.length === 3) intoPage("benchmarks", text);
});
