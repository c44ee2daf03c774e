import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { projectFolder } from "./command-line.ts";

/** Compares with a file in test/golden. `UPDATE_GOLDEN=1` writes it: read the difference before you commit it. */
export function expectGolden(name: string, actual: string): void {
	const path = join(projectFolder, "test", "golden", name);
	if (process.env.UPDATE_GOLDEN === "1") writeFileSync(path, actual);
	expect(existsSync(path), `there is no golden file ${name}: run with UPDATE_GOLDEN=1 and read it`).toBe(true);
	expect(actual).toBe(readFileSync(path, "utf8"));
}
