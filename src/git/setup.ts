/** What `git install` writes. */

const mark = "# Written by boulder-migrate git install: check only, it changes nothing.";

/** The program of the project comes first, so that all who commit have the same version; npx is not asked to download any. */
export const hook = `#!/bin/sh
${mark}
if [ -x node_modules/.bin/boulder-migrate ]; then exec node_modules/.bin/boulder-migrate validate --staged; fi
if command -v boulder-migrate >/dev/null 2>&1; then exec boulder-migrate validate --staged; fi
echo "boulder-migrate is not installed, so the status document was not checked and nothing was committed." >&2
echo "Install it in this project or in the PATH; git commit --no-verify commits without the check." >&2
exit 1
`;

export function isOurs(text: string): boolean {
	return text.includes(mark);
}

/**
 * Git takes a driver that cannot be started for a conflict, and leaves one side's text without any marker. So where the program is
 * missing, git's own merge does the work.
 */
export const driver: Readonly<Record<string, string>> = {
	"merge.boulder-migrate.name": "status document by phases and items",
	"merge.boulder-migrate.driver":
		"if [ -x node_modules/.bin/boulder-migrate ]; then node_modules/.bin/boulder-migrate git merge %O %A %B %L %P; " +
		"elif command -v boulder-migrate >/dev/null 2>&1; then boulder-migrate git merge %O %A %B %L %P; " +
		"else git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B; fi",
};

export function attributeLine(path: string): string {
	return `${pattern(path)} merge=boulder-migrate`;
}

export function hasAttribute(attributes: string, path: string): boolean {
	return attributes
		.split(/\r?\n/)
		.some((line) => line.startsWith(`${pattern(path)} `) && /\smerge=boulder-migrate(?:\s|$)/.test(line));
}

/** Anchored at the top; what means something in a pattern is escaped, and a path with blanks is quoted. */
function pattern(path: string): string {
	const escaped = `/${path.replace(/[\\*?[\]]/g, "\\$&")}`;
	return /[\s"]/.test(escaped) ? `"${escaped.replace(/["\\]/g, "\\$&")}"` : escaped;
}
