import type { StatusDocument } from "../model/document.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { Rule } from "./rule.ts";

export const completedWithOpenGate: Rule = {
	name: "completed-with-open-gate",
	severity: "error",
	needsParent: true,
	reports: "a phase that a commit marks complete while checks, items or prerequisites are open",
	*check({ document, derived, parent }) {
		if (parent === null) return;
		const before = calledComplete(parent);
		const now = calledComplete(document);
		for (const { phase, row, own, validation, prerequisites, status } of derived) {
			if (status === "complete" || before.has(phase.id) || !now.has(phase.id)) continue;
			const complete = new Set(derived.filter((one) => one.status === "complete").map((one) => one.phase.id));
			const waits = [...new Set(prerequisites.map(({ on }) => on).filter((on) => !complete.has(on)))];
			const open = [
				own.done < own.counted ? `${own.counted - own.done} of its ${own.counted} items` : null,
				validation.done < validation.counted
					? `${validation.counted - validation.done} of its ${validation.counted} checks`
					: null,
				waits.length > 0 ? waits.map((on) => `Phase ${on}`).join(", ") : null,
			].filter((one) => one !== null);
			yield {
				span: row?.status?.status === "complete" ? row.status.span : (phase.status?.span ?? phase.heading),
				message: `Phase ${phase.id} is marked complete, but is not done: ${open.join("; ") || "it has no items that count"}`,
				hint: "run sync to write the actual status",
			};
		}
	},
};

function calledComplete(document: StatusDocument): ReadonlySet<PhaseId> {
	const rows = (document.summary?.rows ?? []).filter((row) => row.status?.status === "complete").map((row) => row.phase.value);
	const sections = document.phases.filter((phase) => phase.status?.status === "complete").map((phase) => phase.id);
	return new Set([...rows, ...sections]);
}
