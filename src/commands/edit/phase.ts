import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import { selectPhase } from "../../app/select-phases.ts";
import { isDay, readDate, type SettableDate } from "../../model/date.ts";
import { Failure } from "../../model/failure.ts";
import type { Declare } from "../command.ts";
import { createOption, editOptions } from "../options/edit-options.ts";

interface PhaseOptions extends EditCommandOptions {
	readonly start?: string;
	readonly target?: string;
}

export const declarePhase: Declare = (command, ports, done) => {
	createOption(editOptions(command))
		.argument("<phase>", "its number, or words of its title")
		.option("--start <day>", "start date: YYYY-MM-DD, TBD, or -")
		.option("--target <day>", "target date: YYYY-MM-DD, TBD, or -")
		.action(async (word: string, options: PhaseOptions) => {
			const { start, target } = options;
			if (start === undefined && target === undefined)
				throw new Failure("usage", "no date is given", "use --start DAY, --target DAY or both");
			done(
				await editDocument(ports, options, {
					command: "phase",
					decide: ({ document }) => ({
						kind: "dates",
						phase: selectPhase(word, document.phases),
						start: start === undefined ? null : writtenDate("--start", start, document.vocabulary.undecided),
						target: target === undefined ? null : writtenDate("--target", target, document.vocabulary.undecided),
					}),
				}),
			);
		});
};

function writtenDate(option: string, text: string, undecided: readonly string[]): SettableDate {
	const date = text.trim() === "" ? null : readDate(text, undecided);
	if (date?.kind === "none" || date?.kind === "undecided" || (date?.kind === "day" && isDay(text.trim()))) return date;
	const hint = date?.kind === "day" ? `did you mean ${date.day}?` : "use YYYY-MM-DD, TBD, or -";
	throw new Failure("usage", `invalid date "${text}" for ${option}`, hint);
}
