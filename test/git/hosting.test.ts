import { describe, expect, it } from "vitest";
import type { Git } from "../../src/git/git.ts";
import { lineLinks, siteOf } from "../../src/git/hosting.ts";

describe("the lines of a file on a hosting site", () => {
	it.each([
		["https://github.com/o/r.git", "https://github.com/o/r/blob/c0ffee/a/b.md?plain=1#L"],
		["git@github.com:o/r.git", "https://github.com/o/r/blob/c0ffee/a/b.md?plain=1#L"],
		["ssh://git@github.example.org:2222/o/r", "https://github.example.org/o/r/blob/c0ffee/a/b.md?plain=1#L"],
		["https://gitlab.com/group/sub/r.git", "https://gitlab.com/group/sub/r/-/blob/c0ffee/a/b.md?plain=1#L"],
		["git@bitbucket.org:o/r.git", "https://bitbucket.org/o/r/src/c0ffee/a/b.md#lines-"],
		["https://codeberg.org/o/r", "https://codeberg.org/o/r/src/commit/c0ffee/a/b.md?display=source#L"],
		// A secret in the address is never published.
		["https://ci:s3cret@github.com/o/r.git", "https://github.com/o/r/blob/c0ffee/a/b.md?plain=1#L"],
	])("of %s begin with %s", (url, expected) => {
		expect(siteOf(url)?.("c0ffee", "a/b.md")).toBe(expected);
	});

	it.each([
		"https://git.example.org/o/r.git",
		"/srv/github/r.git",
		"../github.com/r",
		"file:///github.com/o/r",
		"https://github.com/only",
		'https://github.com/o/r"onclick=x',
		"javascript:github.com/o/r",
	])("are unknown for %s", (url) => {
		expect(siteOf(url)).toBeNull();
	});

	const answers: Readonly<Record<string, string | null>> = {
		config: "remote.fork.url https://example.org/x\nremote.origin.url git@github.com:o/r.git\n",
		"rev-parse": "c0ffee\n",
		"for-each-ref": "refs/remotes/origin/main\n",
		diff: "",
	};
	const git =
		(changed: Readonly<Record<string, string | null>>): Git =>
		async ([word = ""]) => {
			const said = { ...answers, ...changed }[word] ?? null;
			return { code: said === null ? 1 : 0, stdout: new TextEncoder().encode(said ?? ""), stderr: "" };
		};

	it("are those of the commit that was pushed, and of no other text", async () => {
		expect(await lineLinks(git({}), "status/a b.md")).toEqual({
			before: "https://github.com/o/r/blob/c0ffee/status/a%20b.md?plain=1#L",
		});
		for (const without of [{ config: null }, { "for-each-ref": "" }, { diff: null }])
			expect(await lineLinks(git(without), "a.md")).toBeNull();
	});
});
