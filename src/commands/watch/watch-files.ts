import type { Ports } from "../../app/ports/ports.ts";

/** Runs `show` now and after each change of a file, one run at a time, until the user interrupts. */
export async function watchFiles(ports: Ports, paths: readonly string[], show: () => Promise<void>): Promise<void> {
	let changed: () => void = () => {};
	let stopped = false;
	let pending = true;
	const watchers = paths.map((path) =>
		ports.files.watch(path, () => {
			pending = true;
			changed();
		}),
	);
	void ports.invocation.interrupted.then(() => {
		stopped = true;
		changed();
	});
	try {
		while (!stopped) {
			if (pending) {
				pending = false;
				await show();
			} else {
				await new Promise<void>((resolve) => {
					changed = resolve;
				});
			}
		}
	} finally {
		for (const watcher of watchers) watcher.stop();
	}
}
