import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "./command-line.ts";

const text = readFileSync(join(projectFolder, "SECURITY.md"), "utf8");
const promises = [...text.matchAll(/^\| (.+?) \| ((?:`test\/[^`]+`(?:, )?)+) \|$/gm)];

describe("SECURITY.md", () => {
	it("names a test for every promise", () => {
		const section = text.split(/^## /m).find((part) => part.startsWith("What is promised")) ?? "";
		const rows = section
			.split("\n")
			.filter((line) => line.startsWith("|"))
			.slice(2);
		expect(rows.length).toBeGreaterThan(15);
		expect(promises.map(([row]) => row)).toEqual(rows);
	});

	it.each([...new Set(promises.flatMap(([, , files = ""]) => [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file)))])(
		"names %s, which is there and tests something",
		(file) => {
			expect(existsSync(join(projectFolder, file))).toBe(true);
			expect(readFileSync(join(projectFolder, file), "utf8")).toMatch(/\b(?:it|test)(?:\.\w+)*\(/);
		},
	);

	it("is linked from the README", () => {
		expect(readFileSync(join(projectFolder, "README.md"), "utf8")).toContain("](SECURITY.md)");
	});
});
