import { describe, expect, it } from "vitest";
import { editorCommand } from "../../../src/commands/watch/editor.ts";

describe("the editor", () => {
	it.each([
		[{}, "vi", ["+7", "/a b.md"]],
		[{ EDITOR: "nano" }, "nano", ["+7", "/a b.md"]],
		[{ VISUAL: "code --wait", EDITOR: "nano" }, "code --wait", ["--goto", "/a b.md:7"]],
		[{ EDITOR: "/opt/bin/hx" }, "/opt/bin/hx", ["/a b.md:7"]],
		[{ VISUAL: "  ", EDITOR: "emacsclient -t" }, "emacsclient -t", ["+7", "/a b.md"]],
		// Of an editor that is not known, only that it takes a file.
		[{ EDITOR: "my-editor" }, "my-editor", ["/a b.md"]],
	])("of %j is %s", (env, editor, words) => {
		expect(editorCommand(env, "/a b.md", 7)).toEqual(["sh", "-c", `${editor} "$@"`, editor, ...words]);
	});
});
