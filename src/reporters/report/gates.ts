import { groupBy } from "../../model/group-by.ts";
import type { PhaseReport } from "../../report/status-report.ts";

export interface DrawnGate {
	readonly phase: string;
	readonly on: string;
	readonly kind: "hard" | "soft";
	readonly open: boolean;
}

/** Each dependency once; where a phase waits for another in both ways, the harder counts. */
export function gates(phases: readonly PhaseReport[]): DrawnGate[] {
	const found = new Map<string, DrawnGate>();
	for (const { id, dependencies } of phases)
		for (const { phase: on, kind, satisfied } of dependencies) {
			const key = JSON.stringify([on, id]);
			if (found.get(key)?.kind !== "hard") found.set(key, { phase: id, on, kind, open: satisfied });
		}
	return [...found.values()];
}

/** `Phase 3 waits until Phase 2 is complete`. */
export function gateSentence({ phase, on, kind, open }: DrawnGate): string {
	const needed = kind === "hard" ? "complete" : "started";
	return open ? `Phase ${phase} may go on: Phase ${on} is ${needed}` : `Phase ${phase} waits until Phase ${on} is ${needed}`;
}

/** A graph with more gates than this is drawn without those that others imply. */
const maxGates = 150;

/**
 * The gates to draw: all of a sparse graph; of a dense one its transitive reduction (Aho, Garey, Ullman 1972), because 100 phases that each
 * wait for all earlier ones have 4,950 gates, of which 99 carry all the information. A gate is left out only if others imply it: a hard
 * gate by a path of hard gates, a closed gate by a path that ends in a closed one.
 */
export function drawnGates(all: readonly DrawnGate[]): readonly DrawnGate[] {
	if (all.length <= maxGates) return all;
	const anyWay = reachable(all);
	const hardWay = reachable(all.filter(({ kind }) => kind === "hard"));
	const into = groupBy(all, ({ phase }) => phase);
	return all.filter((gate) => {
		const { phase, on, kind, open } = gate;
		const reach = kind === "hard" ? hardWay : anyWay;
		const leads = (from: string, to: string): boolean => reach.get(from)?.has(to) ?? false;
		// Gates within a circle are all drawn: each of them would seem to be implied by the rest.
		const isCircle = (one: string, other: string): boolean =>
			(anyWay.get(one)?.has(other) ?? false) && (anyWay.get(other)?.has(one) ?? false);
		if (isCircle(on, phase)) return true;
		return !(into.get(phase) ?? []).some(
			(other) =>
				other.on !== on &&
				(kind === "soft" || other.kind === "hard") &&
				(open || !other.open) &&
				leads(on, other.on) &&
				!isCircle(on, other.on) &&
				!isCircle(other.on, phase),
		);
	});
}

/** The phases that wait for each phase, directly or through others. */
function reachable(edges: readonly DrawnGate[]): ReadonlyMap<string, ReadonlySet<string>> {
	const next = groupBy(edges, ({ on }) => on);
	return new Map(
		[...next.keys()].map((start) => {
			const found = new Set<string>();
			const open = next.get(start)?.map(({ phase }) => phase) ?? [];
			for (let one = open.pop(); one !== undefined; one = open.pop()) {
				if (found.has(one)) continue;
				found.add(one);
				for (const { phase } of next.get(one) ?? []) open.push(phase);
			}
			return [start, found];
		}),
	);
}
