import { printable } from "../text/printable.ts";

/** A command to the GitHub runner on a line of its own. Each line of the data is escaped apart, so that only our own line feeds break. */
export function workflowCommand(
	name: "error" | "warning" | "notice",
	properties: Readonly<Record<string, string | number>>,
	lines: readonly string[],
): string {
	const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
	return `::${name} ${written.join(",")}::${data(lines)}\n`;
}

/** The runner's own escapes; other special characters are made visible instead of sent. */
function data(lines: readonly string[]): string {
	return lines.map(printable).join("\n").replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
	return data([text]).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
