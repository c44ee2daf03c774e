/** The time of this machine. */
export interface Clock {
	now(): Date;
	/** Resolves after some milliseconds. */
	sleep(milliseconds: number): Promise<void>;
}
