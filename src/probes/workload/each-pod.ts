import type { KubeObject } from "../../cluster/objects/object.ts";
import { isReady } from "../shared/pods.ts";

/** Pods of one workload that are asked at the same time. */
const maxAtOnce = 8;

/** The ready pods to probe: all of them, unless the probe sets a sample, which is spread over the whole list. */
export function podsToAsk(pods: readonly KubeObject[], sample: number | null): readonly KubeObject[] {
	const ready = pods.filter(isReady);
	if (sample === null || sample >= ready.length) return ready;
	return Array.from({ length: sample }, (_, index) => ready[Math.floor((index * ready.length) / sample)]).filter(
		(pod) => pod !== undefined,
	);
}

/** Asks each, a few at a time, and keeps their order. What one throws is thrown once those that were started have ended. */
export async function askEach<One, Answer>(all: readonly One[], ask: (one: One) => Promise<Answer>): Promise<Answer[]> {
	const answers: Answer[] = [];
	for (let from = 0; from < all.length; from += maxAtOnce) {
		const batch = await Promise.allSettled(all.slice(from, from + maxAtOnce).map(ask));
		for (const result of batch) {
			if (result.status === "rejected") throw result.reason;
			answers.push(result.value);
		}
	}
	return answers;
}
