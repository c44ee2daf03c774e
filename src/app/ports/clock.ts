/** The time of this machine. */
export interface Clock {
	now(): Date;
	/** Milliseconds on a monotonic clock: measures how long something takes, even if the machine's clock is set meanwhile. */
	elapsed(): number;
	/** Resolves after some milliseconds. */
	sleep(milliseconds: number): Promise<void>;
}
