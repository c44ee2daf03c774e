import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../command-line.ts";

/** `UPDATE_BENCHMARKS=1 npm run bench` writes what was measured into docs/benchmarks.md. */
export const isWanted = process.env.UPDATE_BENCHMARKS === "1";

export const milliseconds = (time: number): string => (time < 1000 ? `${time.toFixed(0)} ms` : `${(time / 1000).toFixed(1)} s`);

export function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
	return [line(header), line(header.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** Between the two comments of that name. */
export function intoPage(name: string, text: string): void {
	const page = join(projectFolder, "docs", "benchmarks.md");
	const between = new RegExp(`(?<=<!-- ${name} -->\\n)[\\s\\S]*?(?=<!-- /${name} -->)`);
	const before = readFileSync(page, "utf8");
	if (!between.test(before)) throw new Error(`docs/benchmarks.md has no place for ${name}.`);
	writeFileSync(
		page,
		before.replace(between, () => text),
	);
}
