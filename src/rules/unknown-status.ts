import { nearest } from "../model/did-you-mean.ts";
import { statuses, type WrittenStatus } from "../model/status.ts";
import { writtenAs } from "../model/vocabulary.ts";
import type { Problem, Rule } from "./rule.ts";

export const unknownStatus: Rule = {
	name: "unknown-status",
	severity: "error",
	reports: "a status whose words and mark are neither in the legend nor known otherwise",
	*check({ document }) {
		const known = statuses.flatMap((status) => document.vocabulary.statuses[status].words);
		const judge = function* (phase: string, written: WrittenStatus | null): Generator<Problem> {
			if (written === null || written.status !== null) return;
			const said = written.word?.value ?? written.raw;
			const close = nearest(said, known);
			yield {
				span: written.span,
				message: said === "" ? `Phase ${phase} has an empty status` : `Phase ${phase}: "${said}" is no known status`,
				hint:
					close === null
						? `known are ${statuses.map((status) => writtenAs(document.vocabulary, status).word).join(", ")}; teach others in the legend`
						: `did you mean "${close}"?`,
			};
		};
		for (const row of document.summary?.rows ?? []) yield* judge(row.phase.value, row.status);
		for (const phase of document.phases) yield* judge(phase.id, phase.status);
	},
};
