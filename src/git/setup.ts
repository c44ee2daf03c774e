/** What `git install` writes. */

const mark = "# Written by boulder-migrate git install: check only, it changes nothing.";

/** The program that a hook or a merge driver runs; null: the one on the PATH. */
export interface InstalledProgram {
	readonly node: string;
	readonly script: string;
}

/**
 * Finds the program, for a shell at the top of the work tree: the one that installed this, else the one on the PATH. Nothing in the work
 * tree is ever run, because a branch by someone else may contain anything: folders of the PATH that are relative or inside it are dropped,
 * also for the programs that the program runs, and a link that leads into it is not followed.
 */
function findProgram(program: InstalledProgram | null): string {
	const recorded =
		program === null
			? ""
			: `if [ -x ${quote(program.node)} ] && [ -f ${quote(program.script)} ] && outside ${quote(program.node)} && outside ${quote(program.script)}; then
	run() { ${quote(program.node)} ${quote(program.script)} "$@"; }
el`;
	return `top=$(pwd -P)
clean=
set -f
IFS=:
for folder in $PATH; do
	case "$folder" in /*) ;; *) continue ;; esac
	real=$(cd "$folder" 2>/dev/null && pwd -P) || continue
	case "$real/" in "$top"/*) continue ;; esac
	clean="$clean\${clean:+:}$folder"
done
unset IFS
set +f
PATH="\${clean:-/usr/bin:/bin}"
export PATH
outside() { case "$(readlink -f "$1" 2>/dev/null || echo "$1")/" in "$top"/*) false ;; *) true ;; esac; }
${recorded}if found=$(command -v boulder-migrate 2>/dev/null) && outside "$found"; then
	run() { "$found" "$@"; }
`;
}

/** The pre-commit hook. `documents` are named from the top of the work tree, where git runs it. */
export function hookFor(documents: readonly string[], program: InstalledProgram | null): string {
	return `#!/bin/sh
${mark}
${listStart}${JSON.stringify(documents)}
${findProgram(program)}else
	echo "boulder-migrate is not installed, so the status document was not checked and nothing was committed." >&2
	echo "Install it outside of this work tree, then run boulder-migrate git install again; git commit --no-verify commits without the check." >&2
	exit 1
fi
run validate --staged --if-staged -- ${documents.map(quote).join(" ")}
`;
}

const listStart = "# documents: ";

/** The documents that an installed hook checks; empty where it was written by a version that did not name them. */
export function documentsOf(hook: string): readonly string[] {
	const line = hook.split("\n").find((one) => one.startsWith(listStart));
	if (line === undefined) return [];
	try {
		const list: unknown = JSON.parse(line.slice(listStart.length));
		return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
	} catch {
		return [];
	}
}

export function isOurs(text: string): boolean {
	return text.includes(mark);
}

/**
 * The configuration of the merge driver. Git takes a driver that cannot be started for a conflict, and leaves one side's text without any
 * marker. So where the program is missing, git's own merge does the work.
 */
export function driverFor(program: InstalledProgram | null): Readonly<Record<string, string>> {
	const find = findProgram(program).replaceAll("%", "%%");
	return {
		"merge.boulder-migrate.name": "status document by phases and items",
		"merge.boulder-migrate.driver": `${find}else
	run() { shift 2; git merge-file -L ours -L base -L theirs --marker-size="$4" "$2" "$1" "$3"; }
fi
run git merge %O %A %B %L %P`,
	};
}

/** Quotes a text as one word of a shell, with any characters: it is never typed by hand. */
function quote(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

/** How git merges a document, and a log of verdicts: of that it takes the lines of both sides. */
export type MergeAttribute = "merge=boulder-migrate" | "merge=union";

export function attributeLine(path: string, attribute: MergeAttribute): string {
	return `${pattern(path)} ${attribute}`;
}

export function hasAttribute(attributes: string, path: string, attribute: MergeAttribute): boolean {
	return attributes.split(/\r?\n/).some((line) => line.startsWith(`${pattern(path)} `) && line.split(/\s+/).includes(attribute));
}

/** Every log in the folder of a document, at any depth: `*.ndjson` there. */
export function logsBeside(document: string): string {
	const at = document.lastIndexOf("/") + 1;
	return `${document.slice(0, at)}*.ndjson`;
}

/** Anchored at the top, except for the logs of a folder; what means something in a pattern is escaped, and a path with blanks is quoted. */
function pattern(path: string): string {
	const isLogs = path.endsWith("*.ndjson");
	const named = isLogs ? path.slice(0, -"*.ndjson".length) : path;
	const escaped = `/${named.replace(/[\\*?[\]]/g, "\\$&")}${isLogs ? "*.ndjson" : ""}`;
	return /[\s"]/.test(escaped) ? `"${escaped.replace(/["\\]/g, "\\$&")}"` : escaped;
}
