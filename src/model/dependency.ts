import type { Span } from "../text/span.ts";
import { groupBy } from "./group-by.ts";
import type { PhaseId } from "./phase-id.ts";

/** Hard: the prerequisite must be complete. Soft: it must have been started. */
export type DependencyKind = "hard" | "soft";

/** `phase` waits for `on`. */
export interface Dependency {
	readonly phase: PhaseId;
	readonly on: PhaseId;
	readonly kind: DependencyKind;
	readonly reason: string | null;
	readonly span: Span;
}

/** The prerequisites of each phase. */
export function prerequisites(edges: readonly Dependency[]): ReadonlyMap<PhaseId, readonly Dependency[]> {
	return groupBy(edges, ({ phase }) => phase);
}

/** The phases that are waited for, each once: "Phase 2". */
export function namesOfPrerequisites(edges: readonly Dependency[]): string[] {
	return [...new Set(edges.map(({ on }) => `Phase ${on}`))];
}

/**
 * Each cycle once, as the edges along it: found by depth-first search, so one is reported for every edge that closes a cycle.
 * Linear in the number of edges.
 */
export function cycles(edges: readonly Dependency[]): Dependency[][] {
	const byPhase = prerequisites(edges);
	const state = new Map<PhaseId, "open" | "done">();
	const found: Dependency[][] = [];
	for (const root of byPhase.keys()) {
		if (state.has(root)) continue;
		const path: { edges: readonly Dependency[]; next: number; phase: PhaseId }[] = [];
		const taken: Dependency[] = [];
		const enter = (phase: PhaseId): void => {
			state.set(phase, "open");
			path.push({ phase, edges: byPhase.get(phase) ?? [], next: 0 });
		};
		enter(root);
		for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
			const edge = frame.edges[frame.next];
			frame.next += 1;
			if (edge === undefined) {
				state.set(frame.phase, "done");
				path.pop();
				taken.pop();
				continue;
			}
			const seen = state.get(edge.on);
			if (seen === "open") {
				const from = path.findIndex((step) => step.phase === edge.on);
				found.push([...taken.slice(from), edge]);
			} else if (seen === undefined) {
				taken.push(edge);
				enter(edge.on);
			}
		}
	}
	return found;
}
