import { hrtime } from "node:process";

/** Milliseconds on a monotonic clock. Node loads what `performance.now()` needs for longer than a request takes. */
export function monotonic(): number {
	const [seconds, nanoseconds] = hrtime();
	return seconds * 1_000 + nanoseconds / 1e6;
}
