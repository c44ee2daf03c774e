const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs synchronous work that may block: no listener can run meanwhile, so these signals end the process as if it had none. */
export function withDefaultSignals<T>(work: () => T): T {
	const listeners = signals.map((signal) => [signal, process.rawListeners(signal)] as const);
	for (const [signal] of listeners) process.removeAllListeners(signal);
	try {
		return work();
	} finally {
		for (const [signal, all] of listeners)
			for (const listener of all) process.on(signal, (...args) => listener.apply(process, args));
	}
}
