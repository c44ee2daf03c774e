import type { DocumentDiff, PhaseDiff } from "../../report/document-diff.ts";

/** What changed in a phase, a sentence each, unescaped. */
export function phaseLines(phase: PhaseDiff): string[] {
	const lines: string[] = [];
	const step = (what: string, change: { readonly from: unknown; readonly to: unknown } | null, unit = ""): void => {
		if (change !== null) lines.push(`${what}: ${change.from ?? "-"}${unit} → ${change.to ?? "-"}${unit}`);
	};
	if (phase.presence !== "both") lines.push(`phase ${phase.presence}`);
	step("status", phase.status);
	step("completion", phase.completion, "%");
	step("goal", phase.goal);
	step("start", phase.start);
	step("target", phase.target);
	for (const { text, changes, was } of phase.items)
		lines.push(`${changes.join(", ")}: ${text}${was === null ? "" : ` (was ${was})`}`);
	for (const reason of phase.blockers.added) lines.push(`blocked by: ${reason}`);
	for (const reason of phase.blockers.removed) lines.push(`no longer blocked by: ${reason}`);
	for (const on of phase.dependencies.added) lines.push(`depends ${on}`);
	for (const on of phase.dependencies.removed) lines.push(`no longer depends ${on}`);
	for (const { id, evidence } of phase.evidence.added) lines.push(`evidence of ${id} added: ${evidence}`);
	for (const { id, evidence } of phase.evidence.removed) lines.push(`evidence of ${id} removed: ${evidence}`);
	for (const { id, from, to } of phase.probes)
		lines.push(
			from === null
				? `probe of ${id} added: ${to ?? "-"}`
				: to === null
					? `probe of ${id} removed: ${from}`
					: `probe of ${id} changed: ${from === to ? to : `${from} → ${to}`}`,
		);
	for (const text of phase.criteria.added) lines.push(`success criterion added: ${text}`);
	for (const text of phase.criteria.removed) lines.push(`success criterion removed: ${text}`);
	for (const note of phase.notes) lines.push(`note: ${note}`);
	return lines;
}

/** What changed in the risk register, and in the policy of the probes file. */
export function riskLines({ risks }: DocumentDiff): string[] {
	return [
		...risks.added.map((risk) => `added: ${risk}`),
		...risks.removed.map((risk) => `removed: ${risk}`),
		...risks.changed.map((change) => `changed: ${change}`),
	];
}
