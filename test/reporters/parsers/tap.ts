import { parse } from "yaml";

export interface TestPoint {
	readonly ok: boolean;
	readonly description: string;
	readonly directive: string | null;
	readonly diagnostics: unknown;
}

/** A strict reader of TAP 14: any line that is not of the grammar, or a plan that does not add up, throws. */
export function parseTap(text: string): TestPoint[] {
	const lines = text.split("\n");
	if (lines.pop() !== "") throw new Error("no line feed at the end");
	if (lines.shift() !== "TAP version 14") throw new Error("no version");
	const points: TestPoint[] = [];
	let planned: number | null = null;
	while (lines.length > 0) {
		const line = lines.shift() ?? "";
		if (line.startsWith("# ")) continue;
		const plan = /^1\.\.(\d+)( # .*)?$/.exec(line);
		if (plan !== null) {
			if (planned !== null) throw new Error("two plans");
			planned = Number(plan[1]);
			continue;
		}
		const match = /^(not )?ok (\d+) - ((?:[^\\#]|\\[\\#])*?)(?: # ((?:TODO|SKIP) .*))?$/.exec(line);
		if (match === null || Number(match[2]) !== points.length + 1) throw new Error(`not a test point: ${line}`);
		let diagnostics: unknown = null;
		if (lines[0] === "  ---") {
			const end = lines.indexOf("  ...");
			const block = lines.splice(0, end + 1).slice(1, -1);
			if (block.some((one) => !one.startsWith("  "))) throw new Error("diagnostics not indented");
			diagnostics = parse(block.map((one) => one.slice(2)).join("\n"), { strict: true });
		}
		points.push({
			ok: match[1] === undefined,
			description: (match[3] ?? "").replace(/\\([\\#])/g, "$1"),
			directive: match[4] ?? null,
			diagnostics,
		});
	}
	if (planned !== points.length) throw new Error(`${points.length} points, ${planned} planned`);
	return points;
}
