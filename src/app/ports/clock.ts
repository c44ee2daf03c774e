/** The time of this machine. */
export interface Clock {
	now(): Date;
	/** Milliseconds since some moment, whatever somebody sets the machine's clock to: for how long something takes. */
	elapsed(): number;
	/** Resolves after some milliseconds. */
	sleep(milliseconds: number): Promise<void>;
}
