import type { Ports } from "../../app/ports/ports.ts";
import { printable } from "../../text/printable.ts";
import type { Bug } from "../../verify/run-probes.ts";

/** Reports probes that crashed, each item by its id; the verdicts of the others have already been printed. */
export function reportBugs(ports: Ports, bugs: readonly Bug[]): void {
	for (const { id, thrown } of bugs) {
		const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
		ports.output.stderr.write(`boulder-migrate: the probe of ${printable(id)} has a bug, please report it with what follows\n`);
		ports.output.stderr.write(`${trace.split("\n").map(printable).join("\n")}\n`);
	}
}
