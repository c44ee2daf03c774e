import type { Command, Help, Option } from "commander";
import { wrap } from "../../text/width.ts";
import { commandGroups, helpTexts } from "./help-texts.ts";

/** Where the commands are documented, relative to the package. */
const documentation = "docs/commands.md";

/** The help of a command as gh and kubectl print it: usage, groups, examples, its own options first, then those it shares with others. */
export function renderHelp(command: Command, helper: Help): string {
	const width = Math.min(helper.helpWidth ?? 100, 100);
	const path = pathOf(command);
	const isProgram = path === "";
	const examples = isProgram ? programExamples : (helpTexts[path]?.examples ?? []);
	return [
		wrap(helper.commandDescription(command), width).join("\n"),
		section("Usage", [`  ${helper.commandUsage(command)}`]),
		...(isProgram
			? commandGroups.map(({ title, commands }) => section(title, commandLines(command, commands, helper, width)))
			: []),
		...(isProgram || command.commands.length === 0
			? []
			: [
					section(
						"Commands",
						commandLines(
							command,
							command.commands.map((one) => one.name()),
							helper,
							width,
						),
					),
				]),
		section(
			"Arguments",
			pairs(
				helper.visibleArguments(command).map((one) => [one.required ? `${one.name()} (required)` : one.name(), one.description]),
				width,
			),
		),
		...optionSections(command, helper, width),
		section(
			"Examples",
			examples.flatMap(({ words, does }) => [`  # ${does}`, `  $ boulder-migrate ${words}`]),
		),
		section("Learn more", [`  ${documentation}${isProgram ? "" : `#${path.split(" ")[0]}`}`, ...(isProgram ? [helpHint] : [])]),
	]
		.filter((part) => part !== "")
		.join("\n");
}

const helpHint = "  boulder-migrate COMMAND --help";

const programExamples = [
	{ words: "status", does: "Show the phases" },
	{ words: "next", does: "Show what to do next" },
	{ words: "verify --context staging", does: "Compare the checklist with a cluster" },
	{ words: "check-off 2/sa-1-deployment", does: "Check off an item" },
];

/** `probes explain`; empty for the program itself. */
function pathOf(command: Command): string {
	return command.parent === null ? "" : `${pathOf(command.parent)} ${command.name()}`.trim();
}

function commandLines(command: Command, names: readonly string[], helper: Help, width: number): string[] {
	return pairs(
		names.flatMap((name) => {
			const found = command.commands.find((one) => one.name() === name);
			return found === undefined ? [] : [[name, helper.subcommandDescription(found)] as const];
		}),
		width,
	);
}

/** A command's own options come first; `--help` and what every command takes come last. */
function optionSections(command: Command, helper: Help, width: number): string[] {
	const options = helper.visibleOptions(command).filter(({ long }) => long !== "--help");
	const groups = new Map<string, Option[]>([["Options:", []]]);
	for (const option of options) {
		const group = option.helpGroupHeading || "Options:";
		groups.set(group, [...(groups.get(group) ?? []), option]);
	}
	const sections = [...groups].map(([title, of]) =>
		section(
			title.replace(/:$/, ""),
			pairs(
				of.map((option) => [option.flags, `${helper.optionDescription(option)}${option.mandatory ? " (required)" : ""}`]),
				width,
			),
		),
	);
	const inherited = [
		["-h, --help", "print help for a command"],
		["--no-color", "do not color the output"],
	] as const;
	return [...sections, section("Global options", pairs(inherited, width))];
}

function section(title: string, lines: readonly string[]): string {
	return lines.length === 0 ? "" : `\n${title}:\n${lines.join("\n")}`;
}

/** Two columns, the second one wrapped. */
function pairs(rows: readonly (readonly [string, string])[], width: number): string[] {
	const first = Math.max(0, ...rows.map(([name]) => name.length));
	return rows.flatMap(([name, text]) => {
		const lines = wrap(text, Math.max(20, width - first - 4));
		return (lines.length === 0 ? [""] : lines).map((line, index) =>
			`  ${(index === 0 ? name : "").padEnd(first)}  ${line}`.trimEnd(),
		);
	});
}
