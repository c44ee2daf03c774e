import { displayWidth } from "../../src/text/width.ts";
import type { TerminalState } from "../screen-of.ts";

const cell = { width: 8.4, height: 18 };
const padding = 16;
/** The palette's colours, as xterm has them; dim text is the text's colour, half as strong. */
const xterm: Readonly<Record<string, string>> = { "30": "#008787", "32": "#0087d7", "133": "#af5faf", "166": "#d75f00" };

/** What a terminal shows, as a small picture for light and dark pages. Text stays text. */
export function terminalSvg({ lines, styles }: Pick<TerminalState, "lines" | "styles">, columns: number, title: string): string {
	const rows = lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
	const width = Math.ceil(columns * cell.width + 2 * padding);
	const height = rows.length * cell.height + 2 * padding;
	const body = rows.flatMap((line, row) => runs(line, styles[row] ?? []).map((run) => drawn(run, row)));
	return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(title)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>${escaped(title)}</title>
<style>rect{fill:#fff;stroke:#d0d7de}text{fill:#1f2328;font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}.b{font-weight:700}.d{opacity:.65}@media (prefers-color-scheme:dark){rect{fill:#0d1117;stroke:#30363d}text{fill:#e6edf3}}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>
${body.join("\n")}
</svg>
`;
}

interface Run {
	readonly column: number;
	readonly text: string;
	readonly style: string;
}

/** Parts of a line with one style each, without the blanks around them. */
function runs(line: string, styles: readonly string[]): readonly Run[] {
	const found: { column: number; text: string; style: string }[] = [];
	let column = 0;
	for (const character of line) {
		const style = styles[column] ?? "";
		const last = found.at(-1);
		if (last !== undefined && last.style === style) last.text += character;
		else found.push({ column, text: character, style });
		column += displayWidth(character);
	}
	return found.flatMap(({ column: from, text, style }) => {
		const before = text.length - text.trimStart().length;
		return text.trim() === "" ? [] : [{ column: from + before, text: text.trim(), style }];
	});
}

function drawn({ column, text, style }: Run, row: number): string {
	const parts = style.split(";");
	const color = /38;5;(\d+)/.exec(style)?.[1];
	const fill = color === undefined ? "" : ` style="fill:${xterm[color] ?? "currentColor"}"`;
	const plain = style.replace(/38;5;\d+/, "").split(";");
	const name = [plain.includes("1") ? "b" : "", plain.includes("2") && parts.length > 0 ? "d" : ""].filter(Boolean).join(" ");
	const length = (displayWidth(text) * cell.width).toFixed(1);
	const x = (padding + column * cell.width).toFixed(1);
	const y = padding + row * cell.height + 13;
	return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${name === "" ? "" : ` class="${name}"`}${fill}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
