import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { workTree } from "../../src/host/work-tree.ts";
import { Failure } from "../../src/model/failure.ts";
import { folderWith } from "../command-line.ts";

describe("the folder of a probes file", () => {
	const outer = folderWith({ "secret.txt": "canary" });
	const root = join(outer, "root");
	mkdirSync(join(root, "inner"), { recursive: true });
	writeFileSync(join(root, "inner", "a.txt"), "here");
	symlinkSync("../secret.txt", join(root, "file-link.txt"));
	symlinkSync("..", join(root, "folder-link"));
	symlinkSync("inner/a.txt", join(root, "inside-link.txt"));
	const tree = workTree(root, { PATH: process.env.PATH });

	it.each([
		"../secret.txt",
		"inner/../../secret.txt",
		join(outer, "secret.txt"),
		"file-link.txt",
		"folder-link/secret.txt",
		"a\0b",
	])("gives nothing outside of it: %j", (path) => {
		expect(() => tree.readText(path)).toThrow(Failure);
		expect(() => tree.run(["true"], { timeoutMilliseconds: 1_000, path })).toThrow(Failure);
	});

	it("finds no file outside of it, and follows no link to look for one", () => {
		expect(tree.find("**")).toEqual(["inner/a.txt"]);
		expect(() => tree.find("../*")).toThrow(Failure);
		expect(() => tree.find("folder-link/*")).toThrow(Failure);
	});

	it("returns its files, also through a link that stays in it", () => {
		expect([tree.readText("inner/a.txt"), tree.readText("inside-link.txt"), tree.readText("none")]).toEqual([
			"here",
			"here",
			null,
		]);
	});
});
