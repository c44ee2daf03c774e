import { basename } from "node:path";
import type { Invocation } from "../../app/ports/ports.ts";

/** Editors that open a file at a line by `+LINE FILE`, by the name of their program. */
const plusLine = /^(?:(?:n?vim?|gvim|view|nvi|elvis|emacs|emacsclient|nano|pico|micro|kak|mg|joe|jed|ne|less))$/;
/** Editors that open `FILE:LINE`. */
const colonLine = /^(?:hx|helix|subl|zed|mate)$/;
/** Visual Studio Code and its relatives. */
const gotoLine = /^(?:code|code-insiders|codium|cursor|windsurf)$/;

/**
 * The program and arguments that open a file at a line in the editor of the user: `VISUAL`, else `EDITOR`, else vi. As git does, a shell
 * reads the variable, which may hold options; the path is passed beside it and never read by the shell.
 */
export function editorCommand(env: Invocation["env"], path: string, line: number): readonly string[] {
	const editor = [env.VISUAL, env.EDITOR].find((one) => one !== undefined && one.trim() !== "") ?? "vi";
	const name = basename((editor.trim().split(/\s+/)[0] ?? "").replaceAll(/["']/g, ""));
	const place = plusLine.test(name)
		? [`+${line}`, path]
		: gotoLine.test(name)
			? ["--goto", `${path}:${line}`]
			: colonLine.test(name)
				? [`${path}:${line}`]
				: [path];
	return ["sh", "-c", `${editor} "$@"`, editor, ...place];
}
