import { nearest } from "../model/did-you-mean.ts";
import { statuses, type WrittenStatus } from "../model/status.ts";
import { normalised, writtenAs } from "../model/words/vocabulary.ts";
import type { Problem, Rule } from "./rule.ts";

export const unknownStatus: Rule = {
	name: "unknown-status",
	severity: "warning",
	reports: "a status whose word and mark are not known; it is left as written",
	*check({ document }) {
		const listed = (document.legend?.entries ?? [])
			.filter(({ status }) => status === null)
			.map(({ word, mark }) => word ?? mark ?? "");
		const reported = new Set(listed.map(normalised));
		const judge = function* (phase: string, written: WrittenStatus | null): Generator<Problem> {
			if (written === null || written.status !== null) return;
			const word = written.word?.value ?? written.raw;
			// One word is one finding, however many phases have it.
			const key = normalised(word) || word;
			if (reported.has(key)) return;
			reported.add(key);
			const known = statuses.flatMap((status) => document.vocabulary.statuses[status].words);
			const close = word === "" ? null : nearest(word, known);
			yield {
				span: written.span,
				message:
					word === ""
						? `Phase ${phase} has an empty status`
						: `Phase ${phase}: the status "${word}" is not known, so it is left as it is`,
				hint:
					close === null
						? `map it to ${statuses.map((status) => (status === "closed" ? status : writtenAs(document.vocabulary, status).word)).join(", ")} in the legend, or in vocabulary: statuses: of the probes file`
						: `did you mean "${close}"?`,
			};
		};
		for (const row of document.summary?.rows ?? []) yield* judge(row.phase.value, row.status);
		for (const phase of document.phases) {
			// Next to a status in the heading, other words in the section explain it.
			if (phase.headingStatus?.status == null) yield* judge(phase.id, phase.status);
			yield* judge(phase.id, phase.headingStatus);
		}
	},
};
