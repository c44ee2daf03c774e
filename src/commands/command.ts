import type { Command } from "commander";
import type { Ports } from "../app/ports/ports.ts";
import type { ExitCode } from "../model/failure.ts";

/** Declares a command's arguments and options; `done` takes the exit code of its action. */
export type Declare = (command: Command, ports: Ports, done: (code: ExitCode) => void) => void;

/** A command as the program's help knows it; the rest is loaded when it is called. */
export interface CommandEntry {
	readonly name: string;
	readonly summary: string;
	readonly load: () => Promise<Declare>;
}

/** Called by the completion scripts, not by people: no help names it. */
export const completeCommand = "__complete";
