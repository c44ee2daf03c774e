import { everyInvisibleAboveC0 } from "../text/invisible.ts";

/** JSON for scripts. What JSON leaves raw but a terminal obeys or hides, or GitHub's runner takes for a command (`##[`), is escaped. */
export function renderJson(report: unknown): string {
	const json = JSON.stringify(report, null, 2);
	return `${json.replace(everyInvisibleAboveC0, escaped).replace(/(?<=##)\[/g, escaped)}\n`;
}

/** JSON escapes code units: a character above U+FFFF is two of them. */
function escaped(character: string): string {
	return character
		.split("")
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
		.join("");
}
