import type { ItemReport, PhaseReport, StatusReport } from "./status-report.ts";

/**
 * The report with only some of the items; phases without any are left out, unless `keepsPhase` keeps them. The totals of a phase still
 * cover all its items.
 */
export function onlyItems(
	report: StatusReport,
	isSelected: (item: Pick<ItemReport, "owners" | "overdueDays">) => boolean,
	keepsPhase: (phase: PhaseReport) => boolean = () => false,
): StatusReport {
	const phases = report.phases.flatMap((phase): PhaseReport[] => {
		const items = phase.items.filter(isSelected);
		const checks = phase.validation.items.filter(isSelected);
		const criteriaChecks = phase.criteriaChecks.items.filter(isSelected);
		const criteria = phase.criteria.filter(({ owners }) => isSelected({ owners, overdueDays: null }));
		const known = new Set([...items, ...checks, ...criteriaChecks].map(({ id }) => id));
		if (known.size + criteria.length === 0 && !keepsPhase(phase)) return [];
		return [
			{
				...phase,
				items,
				validation: { ...phase.validation, items: checks },
				criteriaChecks: { ...phase.criteriaChecks, items: criteriaChecks },
				criteria,
				next: phase.next.filter((id) => known.has(id)),
			},
		];
	});
	return { ...report, phases };
}

/** Every item that is left, in document order. */
export function itemsIn(report: StatusReport): readonly ItemReport[] {
	return report.phases.flatMap((phase) => [...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items]);
}
