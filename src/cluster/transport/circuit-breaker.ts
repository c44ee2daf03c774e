import { ClusterProblem } from "../problem.ts";
import { monotonic } from "./time-limit.ts";

const checkMilliseconds = 5_000;

/**
 * Circuit breaker: a server that does not respond keeps each request waiting for its whole timeout. Requests that queue for a connection
 * need not each find that out: while the server is silent, one checks with a short timeout, and the others wait for its result and share
 * it.
 */
export class CircuitBreaker {
	#problem: ClusterProblem | null = null;
	#check: Promise<void> | null = null;
	#failedAt = Number.NEGATIVE_INFINITY;
	#answeredAt = Number.NEGATIVE_INFINITY;

	/**
	 * `ask` gets its milliseconds. Throws the problem of another request if there was no response since. `mayCheck`: its timeout would be
	 * the server's.
	 */
	async run<T>(milliseconds: number, mayCheck: boolean, ask: (milliseconds: number) => Promise<T>): Promise<T> {
		while (this.#check !== null) await this.#check;
		if (this.#problem === null) return ask(milliseconds);
		if (monotonic() - this.#failedAt < checkMilliseconds) throw this.#problem;
		if (!mayCheck) return ask(milliseconds);
		const asking = ask(Math.min(milliseconds, checkMilliseconds));
		this.#check = asking.then(
			() => {},
			(problem: unknown) => this.#failed(problem),
		);
		try {
			return await asking;
		} finally {
			this.#check = null;
		}
	}

	#failed(problem: unknown): void {
		const isSilent = problem instanceof ClusterProblem && (problem.kind === "timeout" || problem.kind === "unreachable");
		this.#problem = isSilent ? problem : null;
		this.#failedAt = monotonic();
	}

	answered(): void {
		this.#answeredAt = monotonic();
		this.#problem = null;
	}

	/** A request that began at a time of `monotonic()` had no response before its timeout. */
	unanswered(began: number, problem: ClusterProblem): void {
		if (began > this.#answeredAt) this.#problem = problem;
	}
}
