import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../command-line.ts";
import { onScreen, type Step } from "../on-screen.ts";
import { demoMigration } from "./demo-migration.ts";
import { terminalSvg } from "./terminal-svg.ts";

const kept = join(projectFolder, "docs", "pictures");
const size = { rows: 24, columns: 80 };
const env = { TERM: "xterm-256color", FORCE_COLOR: "2", NO_COLOR: "" };
const { folder, snapshot } = demoMigration();

it.each<[string, string, readonly string[], readonly Step[]]>([
	[
		"watch-verify",
		"verify --watch at a terminal of 80 columns",
		["verify", "--watch", "--snapshot", snapshot],
		[{ wait: "verified \\d\\d:" }],
	],
	[
		"watch-failing",
		"verify --watch: the failing items alone, one of them opened",
		["verify", "--watch", "--snapshot", snapshot],
		[{ wait: "verified \\d\\d:" }, { keys: "F" }, { wait: "\\[F" }, { keys: "\r" }, { wait: "next: " }],
	],
	[
		"watch-status",
		"status --watch at a terminal of 80 columns",
		["status", "--watch"],
		[{ wait: "read \\d\\d:" }, { keys: "j" }, { wait: "SA-2" }, { keys: "k" }, { wait: "SA-1" }],
	],
])("takes the picture %s", (name, title, words, steps) => {
	const run = onScreen(words, [...steps, { look: "picture" }, { keys: "q" }], { folder, env, ...size });
	const shown = run.looks.picture;
	if (shown === undefined) throw new Error("nothing was shown");
	const picture = terminalSvg(shown, size.columns, title);
	expect(picture.length).toBeLessThan(20_000);
	writeFileSync(join(kept, `${name}.svg`), picture);
});
