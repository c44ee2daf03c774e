/** JSON for scripts. What JSON leaves raw but a terminal obeys or hides, or GitHub's runner takes for a command (`##[`), is escaped. */
export function renderJson(report: unknown): string {
	return `${JSON.stringify(report, null, 2).replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

const unsafe = new RegExp(
	"[\\u007f-\\u009f\\u061c\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]|(?<=##)\\[",
	"g",
);
