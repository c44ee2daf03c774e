import { type Dependency, prerequisites } from "./dependency.ts";
import type { StatusDocument } from "./document.ts";
import type { PhaseId } from "./phase-id.ts";

export const obstacleKinds = ["item", "check", "criterion", "prerequisite", "blocker", "validation", "soak"] as const;

/** One thing that keeps a phase from being promoted. */
export interface Obstacle {
	/** The phase that cannot be promoted. */
	readonly phase: PhaseId;
	/** `validation`: an error that `validate` reports about the phase. `soak`: it is confirmed now, and has not been for long enough. */
	readonly kind: (typeof obstacleKinds)[number];
	/** The id of an item or criterion, the prerequisite's phase, or the rule of `validate`; null for a blocker. */
	readonly id: string | null;
	/** Of the document. */
	readonly line: number;
	/** CamelCase and stable. */
	readonly reason: string;
	/** One sentence, not escaped. */
	readonly message: string;
	/** What to do about it, usually a command. */
	readonly next: string | null;
	/** Nothing contradicts it: it could not be verified. */
	readonly unverified: boolean;
}

/** Whether phases can be promoted, by what this run saw. */
export interface Gate {
	readonly phases: readonly PhaseId[];
	readonly open: boolean;
	readonly obstacles: readonly Obstacle[];
	/** An obstacle that a comment in the document accepts. It is reported, so that it is not overlooked. */
	readonly suppressed: readonly SuppressedObstacle[];
}

export interface SuppressedObstacle {
	readonly phase: PhaseId;
	/** Of `validate`. */
	readonly rule: string;
	readonly line: number;
	readonly message: string;
	/** What the comment gives as its reason. */
	readonly why: string;
}

/** A prerequisite and the dependency by which it was reached first. */
export interface Prerequisite {
	readonly phase: PhaseId;
	readonly edge: Dependency;
}

/** Everything that a phase waits for, directly or through others, hard or soft: a phase is complete only after all of them. */
export function allPrerequisites(phase: PhaseId, document: StatusDocument): readonly Prerequisite[] {
	const edges = prerequisites(document.dependencies?.edges ?? []);
	const found = new Map<PhaseId, Prerequisite>();
	const open = [phase];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		for (const edge of edges.get(next) ?? []) {
			if (found.has(edge.on) || (edge.on === phase && next === phase)) continue;
			found.set(edge.on, { phase: edge.on, edge });
			if (edge.on !== phase) open.push(edge.on);
		}
	}
	return [...found.values()];
}
