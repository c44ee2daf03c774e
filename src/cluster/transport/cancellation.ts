/** Cancels waiting requests at the end of a run, with one listener on the signal for all of them. */
export class Cancellation {
	readonly #signal: AbortSignal;
	readonly #waiting = new Set<() => void>();
	readonly #notify = (): void => {
		for (const cancel of this.#waiting) cancel();
	};

	constructor(signal: AbortSignal) {
		this.#signal = signal;
		signal.addEventListener("abort", this.#notify);
	}

	get cancelled(): boolean {
		return this.#signal.aborted;
	}

	/** Calls back when the run ends, unless the returned function was called before. */
	onCancel(cancel: () => void): () => void {
		this.#waiting.add(cancel);
		return () => this.#waiting.delete(cancel);
	}

	close(): void {
		this.#signal.removeEventListener("abort", this.#notify);
	}
}
