import type { Host } from "../../app/host.ts";
import { printable } from "../../text/printable.ts";
import type { Bug } from "../../verify/examine.ts";

/** Tells of probes that broke, each item by its id; the verdicts of the others were told before. */
export function tellBugs(host: Host, bugs: readonly Bug[]): void {
	for (const { id, thrown } of bugs) {
		const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
		host.stderr.write(`boulder-migrate: the probe of ${printable(id)} has a bug, please report it with what follows\n`);
		host.stderr.write(`${trace.split("\n").map(printable).join("\n")}\n`);
	}
}
