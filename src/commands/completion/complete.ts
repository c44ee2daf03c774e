import { Command } from "commander";
import { locateDocument } from "../../app/locate-document.ts";
import { type OpenDocument, openDocument } from "../../app/open-document.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { oneLine } from "../../app/select-items.ts";
import { dayOf } from "../../model/date.ts";
import { type ExitCode, exitCode } from "../../model/failure.ts";
import type { Item } from "../../model/item.ts";
import { everyItem } from "../../model/phase.ts";
import { phasesNamed } from "../../model/phase-range.ts";
import { normalised } from "../../model/words/vocabulary.ts";
import { printable } from "../../text/printable.ts";
import { commands } from "../index.ts";

interface Candidate {
	readonly value: string;
	readonly description: string;
}

/**
 * What the completion scripts ask for: the words of a command line, the last one unfinished. Prints a candidate a line, `VALUE TAB
 * DESCRIPTION`; nothing where the shell should offer files. Never fails: a message would land in the middle of what is being typed.
 */
export async function complete(ports: Ports): Promise<ExitCode> {
	try {
		const words = ports.invocation.argv.slice(1);
		for (const { value, description } of await candidates(ports, words.slice(0, -1), words.at(-1) ?? "")) {
			// Offers only values that are inserted exactly as they are displayed.
			if (printable(value) === value) ports.output.stdout.write(`${value}\t${printable(description)}\n`);
		}
	} catch {}
	return exitCode.done;
}

async function candidates(ports: Ports, before: readonly string[], current: string): Promise<readonly Candidate[]> {
	const names = commands.map(({ name }) => name);
	const at = before.findIndex((word) => names.includes(word));
	const entry = commands.find(({ name }) => name === before[at]);
	if (entry === undefined) {
		const named = commands.map(({ name, summary }) => ({ value: name, description: summary }));
		return [...named, { value: "help", description: "print help for a command" }].filter(startsWith(current));
	}
	if (before.slice(0, at).includes("help")) return [];
	const command = new Command(entry.name).exitOverride();
	(await entry.load())(command, ports, () => {});
	const previous = before.at(-1) ?? "";
	const option = command.options.find((one) => previous === one.long || previous === one.short);
	if (option?.required) {
		if (option.long === "--output") {
			const formats = option.description.split(", ").map((value) => ({ value, description: "" }));
			return formats.filter(startsWith(current));
		}
		return /<day>/.test(option.flags) ? days(ports, option.long ?? "").filter(startsWith(current)) : [];
	}
	if (current.startsWith("-")) {
		const options = command.options.filter((one) => !one.hidden);
		return options.map(({ long, description }) => ({ value: long ?? "", description })).filter(startsWith(current));
	}
	const given = argumentsIn(before.slice(at + 1), command);
	if (entry.name === "completion")
		return ["bash", "zsh", "fish"].map((value) => ({ value, description: "" })).filter(startsWith(current));
	const ask = asked.get(entry.name);
	if (ask === undefined || (ask.once && given.length > 0)) return [];
	const file = valueAfter(before, ["-f", "--file"]);
	const open = await openDocument(ports, locateDocument(ports, file), valueAfter(before, ["--probes"]));
	return ask.offer(open, current, given);
}

interface Asked {
	/** Only its first argument is one. */
	readonly once: boolean;
	readonly offer: (open: OpenDocument, current: string, given: readonly string[]) => readonly Candidate[];
}

const onePhase: Asked = { once: true, offer: ({ document }, current) => phases(document.phases).filter(startsWith(current)) };

/** What the arguments of each command are. */
const asked: ReadonlyMap<string, Asked> = new Map([
	["status", { ...onePhase, once: false }],
	["show", { ...items(() => true), once: true }],
	["explain", { ...items(() => true), once: true }],
	["check-off", items((item) => !item.box.value && item.struck === null)],
	["uncheck", items((item) => item.box.value)],
	["skip", items((item) => item.struck === null && !item.box.value)],
	["unskip", items((item) => item.struck !== null)],
	["gate", onePhase],
	["block", onePhase],
	[
		"unblock",
		{
			once: true,
			offer: ({ document }, current) => {
				const blocked = new Set(document.blockers?.blockers.map((blocker) => blocker.phase));
				return phases(document.phases.filter((phase) => blocked.has(phase.id))).filter(startsWith(current));
			},
		},
	],
	["phase", onePhase],
	["note", onePhase],
	["review", onePhase],
]);

function phases(all: OpenDocument["document"]["phases"]): readonly Candidate[] {
	return all.map((phase) => ({ value: phase.id, description: oneLine(phase.title.value) }));
}

/** By the beginning of an id, with or without its phase; else by words of the text. Phases named before narrow them. */
function items(offered: (item: Item) => boolean): Asked {
	return {
		once: false,
		offer: ({ document }, current, given) => {
			const ids = document.phases.map((phase) => phase.id);
			const scope = new Set(given.flatMap((word) => phasesNamed(word, ids) ?? []));
			const within = document.phases.filter((phase) => scope.size === 0 || scope.has(phase.id));
			const all = within.flatMap(everyItem).filter((item) => offered(item) && !given.includes(item.id));
			const typed = current.toLowerCase();
			const words = normalised(current).split(" ");
			const byId = all.filter(({ id }) => id.startsWith(typed) || id.slice(id.indexOf("/") + 1).startsWith(typed));
			const byWords = (item: Item): boolean => words.every((word) => normalised(item.text.value).includes(word));
			const found = byId.length > 0 ? byId : all.filter(byWords);
			const groups = within.flatMap((phase) =>
				phase.groups.filter(({ id }) => all.some((item) => item.phase === phase.id) && id !== ""),
			);
			const whole = groups.map(({ id, title }) => ({ value: `${id}/*`, description: oneLine(title) }));
			return [
				...found.map((item) => ({ value: item.id, description: oneLine(item.text.value) })),
				...(current.includes("/group") || current.endsWith("*") ? whole.filter(startsWith(current)) : []),
			];
		},
	};
}

function days(ports: Ports, option: string): readonly Candidate[] {
	const today = { value: dayOf(ports.clock.now()), description: "today" };
	if (option !== "--start" && option !== "--target") return [today];
	return [today, { value: "TBD", description: "to be decided" }, { value: "-", description: "none" }];
}

function startsWith(current: string): (candidate: Candidate) => boolean {
	return ({ value }) => value.startsWith(current);
}

/** The words that are neither options nor option values. */
function argumentsIn(words: readonly string[], command: Command): readonly string[] {
	return words.filter((word, index) => {
		const previous = words[index - 1];
		const option = command.options.find((one) => previous !== undefined && (one.long === previous || one.short === previous));
		return !word.startsWith("-") && !option?.required;
	});
}

function valueAfter(words: readonly string[], names: readonly string[]): string | undefined {
	const at = words.findLastIndex((word) => names.includes(word));
	return at < 0 ? undefined : words[at + 1];
}
