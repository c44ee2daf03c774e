import { editDocument } from "../../app/edit-document.ts";
import type { ClusterOptions, EditCommandOptions, MaxAgeOption } from "../../app/options.ts";
import type { Day } from "../../model/date.ts";
import { Failure } from "../../model/failure.ts";
import { counts } from "../../model/item.ts";
import type { Declare } from "../command.ts";
import { clusterOptions } from "../options/cluster-options.ts";
import { maxAgeOption } from "../options/duration-option.ts";
import { day, editOptions } from "../options/edit-options.ts";
import { verdictsOption } from "../options/record-option.ts";
import { chooseItems, type Purpose } from "./choose-items.ts";

interface CheckOffOptions extends EditCommandOptions, ClusterOptions, MaxAgeOption {
	readonly verify?: boolean;
	readonly verdicts?: string;
	readonly evidence?: string;
	readonly until?: Day;
	readonly force?: boolean;
	readonly reason?: string;
}

const purpose: Purpose = {
	title: "Check off",
	offers: (item) => !item.box.value && item.struck === null,
	ranges: { take: counts, because: "they do not count" },
};

export const declareCheckOff: Declare = (command, ports, done) => {
	verdictsOption(maxAgeOption(clusterOptions(editOptions(command))), "greenFor, with --verify")
		.argument("[item...]", "ids, parts of ids, words of a text, a range a..b, a group GROUP/*; leading phases narrow them")
		.option("--verify", "verify against the cluster first, and check off only what is verified")
		.option("--evidence <text>", "evidence to write under each item")
		.option("--until <day>", "with --evidence: date on which it expires", day)
		.option("--force", "override a closed gate; requires --reason, recorded in the review history")
		.option("--reason <text>", "with --force: why the gate is overridden")
		.action(async (words: readonly string[], options: CheckOffOptions) => {
			const { evidence, until, force, reason } = options;
			if (force && !reason?.trim())
				throw new Failure("usage", "--force needs a reason", "add --reason TEXT: it is recorded in the review history");
			if (!force && reason !== undefined)
				throw new Failure("usage", "--reason states why a gate is overridden", "use it with --force");
			if (until !== undefined && evidence === undefined)
				throw new Failure("usage", "--until is the day on which evidence expires", "use it with --evidence TEXT");
			if (options.maxAge !== undefined && !options.verify)
				throw new Failure("usage", "--max-age limits the age of what --verify reads", "use it with --verify");
			if (options.verdicts !== undefined && !options.verify)
				throw new Failure("usage", "--verdicts is the log that --verify uses for greenFor", "use it with --verify");
			if (evidence?.trim() === "") throw new Failure("usage", "--evidence is empty", "describe what you observed");
			done(
				await editDocument(ports, options, {
					command: "check-off",
					force: force ? (reason ?? null) : null,
					decide: async (open) => {
						const items = await chooseItems(ports, words, open, purpose);
						const proofs = options.verify
							? await (await import("../../app/verify-before.ts")).verifyBefore(ports, items, options)
							: undefined;
						return {
							kind: "check-off",
							items,
							evidence: evidence === undefined ? null : { text: evidence, until: until ?? null },
							...(proofs === undefined ? {} : { proofs }),
						};
					},
				}),
			);
		});
};
