import { percentage } from "../model/roll-up.ts";
import { itemsIn } from "./only-items.ts";
import type { StatusReport } from "./status-report.ts";

/** Several documents at once: the shape of the JSON of `status A B` (schemas/overview.schema.json). */
export interface Overview {
	readonly schemaVersion: 1;
	readonly total: { readonly done: number; readonly counted: number; readonly completion: number };
	/** The worst first: blocked, then overdue, then contradicted, then the least complete. */
	readonly documents: readonly StatusReport[];
}

/** Problems of a document that are known without a cluster. */
export interface PhaseProblems {
	readonly blocked: readonly string[];
	/** Ids of phases past their target, and by how many days the latest is. */
	readonly overdue: readonly string[];
	readonly overdueDays: number;
	readonly itemsOverdue: number;
	readonly contradictions: number;
	readonly irregularities: number;
}

export function overview(reports: readonly StatusReport[]): Overview {
	const documents = [...reports].sort((a, b) => {
		const [one, other] = [problemsIn(a), problemsIn(b)];
		return (
			other.blocked.length - one.blocked.length ||
			other.overdueDays - one.overdueDays ||
			other.itemsOverdue - one.itemsOverdue ||
			other.contradictions - one.contradictions ||
			a.total.completion - b.total.completion ||
			(a.document < b.document ? -1 : 1)
		);
	});
	const done = reports.reduce((sum, { total }) => sum + total.done, 0);
	const counted = reports.reduce((sum, { total }) => sum + total.counted, 0);
	return { schemaVersion: 1, total: { done, counted, completion: percentage({ done, counted }) }, documents };
}

export function problemsIn(report: StatusReport): PhaseProblems {
	const { phases, irregularities } = report;
	const late = phases.filter(({ overdueDays }) => overdueDays !== null);
	return {
		blocked: phases.filter(({ status }) => status === "blocked").map(({ id }) => id),
		overdue: late.map(({ id }) => id),
		overdueDays: Math.max(0, ...late.map(({ overdueDays }) => overdueDays ?? 0)),
		itemsOverdue: itemsIn(report).filter(({ overdueDays }) => overdueDays !== null).length,
		contradictions: phases.reduce((sum, phase) => sum + phase.contradictions.length, 0),
		irregularities,
	};
}
