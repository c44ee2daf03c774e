import { hrtime } from "node:process";
import type { Milliseconds } from "../cluster.ts";

/**
 * The time that several requests share, such as the pages of a list. It starts with the first request that is sent, so that waiting
 * for a free connection does not count. Its length is read again each time: another probe with a longer timeout may join.
 */
export class TimeLimit {
	readonly #milliseconds: Milliseconds;
	#startedAt: number | null = null;

	constructor(milliseconds: Milliseconds) {
		this.#milliseconds = milliseconds;
	}

	/** Starts the time unless it has started. */
	start(): void {
		this.#startedAt ??= monotonic();
	}

	get milliseconds(): number {
		return typeof this.#milliseconds === "number" ? this.#milliseconds : this.#milliseconds();
	}

	/** As `monotonic()` counts. */
	get deadline(): number {
		return (this.#startedAt ?? monotonic()) + this.milliseconds;
	}

	get isOver(): boolean {
		return monotonic() >= this.deadline;
	}
}

/** The timeout of a response that several callers wait for: the maximum of theirs. Unlimited until one of them sets a limit. */
export class MaxTime {
	#maxFixed: number | null = null;
	readonly #times = new Set<() => number>();

	add(time: Milliseconds): void {
		if (typeof time === "number") this.#maxFixed = Math.max(this.#maxFixed ?? 0, time);
		else this.#times.add(time);
	}

	readonly milliseconds = (): number => {
		let maxMilliseconds = this.#maxFixed ?? (this.#times.size === 0 ? Number.POSITIVE_INFINITY : 0);
		for (const time of this.#times) maxMilliseconds = Math.max(maxMilliseconds, time());
		return maxMilliseconds;
	};
}

/** Milliseconds on a monotonic clock. Node loads what `performance.now()` needs for longer than a request takes. */
export function monotonic(): number {
	const [seconds, nanoseconds] = hrtime();
	return seconds * 1_000 + nanoseconds / 1e6;
}
