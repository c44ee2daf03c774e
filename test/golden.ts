import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { projectFolder } from "./command-line.ts";

/** Compares with a file in test/golden. `UPDATE_GOLDEN=1` writes it: read the difference before you commit it. */
export function expectGolden(name: string, actual: string): void {
	expectFile(join("test", "golden", name), actual);
}

/** The same for a file of the project that is generated, such as documentation. */
export function expectFile(name: string, actual: string): void {
	const path = join(projectFolder, name);
	if (process.env.UPDATE_GOLDEN === "1") writeFileSync(path, actual);
	expect(existsSync(path), `there is no file ${name}: run with UPDATE_GOLDEN=1 and read it`).toBe(true);
	expect(actual).toBe(readFileSync(path, "utf8"));
}
