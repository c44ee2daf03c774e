import { monotonic } from "./monotonic.ts";

/**
 * The time that several requests have together, such as the pages of a list. It starts with the first request that is sent, so that waiting
 * for a free connection does not count. Its length is asked for anew: another probe that is allowed to wait longer may join.
 */
export class TimeLimit {
	readonly #milliseconds: () => number;
	#startedAt: number | null = null;

	constructor(milliseconds: () => number) {
		this.#milliseconds = milliseconds;
	}

	/** Starts the time unless it has started. */
	start(): void {
		this.#startedAt ??= monotonic();
	}

	get milliseconds(): number {
		return this.#milliseconds();
	}

	/** As `monotonic()` counts. */
	get deadline(): number {
		return (this.#startedAt ?? monotonic()) + this.#milliseconds();
	}

	get isOver(): boolean {
		return monotonic() >= this.deadline;
	}
}

/** How long to wait for an answer that several wait for: the longest of what they allow. As long as nobody has said, without limit. */
export class MaxTime {
	readonly #times = new Set<() => number>();

	add(time: () => number): void {
		this.#times.add(time);
	}

	readonly milliseconds = (): number => {
		let maxMilliseconds = this.#times.size === 0 ? Number.POSITIVE_INFINITY : 0;
		for (const time of this.#times) maxMilliseconds = Math.max(maxMilliseconds, time());
		return maxMilliseconds;
	};
}

/** For whoever sets no limit. */
export function unlimited(): number {
	return Number.POSITIVE_INFINITY;
}
