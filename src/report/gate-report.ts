import type { Obstacle, SuppressedObstacle } from "../model/gate.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { Verification } from "./verification.ts";

/** The result of `gate`: the shape of its JSON, which scripts rely on (schemas/gate.schema.json). */
export interface GateReport
	extends Pick<
		Verification,
		"document" | "contexts" | "observedAt" | "age" | "ageHours" | "tool" | "digests" | "clusters" | "recording" | "orphans"
	> {
	readonly schemaVersion: 1;
	readonly phase: PhaseId;
	readonly title: string;
	/** Whether the phase may be promoted. */
	readonly open: boolean;
	readonly obstacles: readonly Obstacle[];
	readonly suppressed: readonly SuppressedObstacle[];
	readonly exitCode: number;
}

export function gateReport(verification: Verification, phase: { readonly id: PhaseId; readonly title: string }): GateReport {
	const { document, contexts, observedAt, age, ageHours, tool, digests, clusters, recording, orphans, gate } = verification;
	const obstacles = gate?.obstacles ?? [];
	const open = gate?.open === true;
	return {
		schemaVersion: 1,
		document,
		phase: phase.id,
		title: phase.title,
		open,
		obstacles,
		suppressed: gate?.suppressed ?? [],
		contexts,
		observedAt,
		age,
		ageHours,
		tool,
		digests,
		clusters,
		recording,
		orphans,
		// What is contradicted takes precedence over what could not be verified.
		exitCode: open ? 0 : obstacles.every(({ unverified }) => unverified) ? 3 : 1,
	};
}
