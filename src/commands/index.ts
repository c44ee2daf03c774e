import type { CommandEntry } from "./command.ts";

/** Every command, in the order of the help. Without a command it is `status`. */
export const commands: readonly CommandEntry[] = [
	{
		name: "status",
		summary: "show the phases: progress, gates, blockers, what comes next",
		load: async () => (await import("./status.ts")).declareStatus,
	},
	{
		name: "validate",
		summary: "check the document against itself, and mend what can be derived",
		load: async () => (await import("./validate.ts")).declareValidate,
	},
];

export const defaultCommand = "status";

export function commandNames(): string[] {
	return commands.map((command) => command.name);
}
