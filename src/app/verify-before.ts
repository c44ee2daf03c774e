import { exitCode, Failure } from "../model/failure.ts";
import { printable } from "../text/printable.ts";
import { refuseOldRecording } from "./old-recording.ts";
import { closeAll, clustersOf } from "./open-clusters.ts";
import type { ClusterOptions } from "./options.ts";
import type { Ports } from "./ports/ports.ts";
import { proofsOf } from "./proofs.ts";
import type { RoundOptions } from "./verify-once.ts";
import { verifyOnce } from "./verify-once.ts";

/**
 * Verifies items against the cluster before they are checked off; returns what was seen, as evidence. Throws a Failure where one of
 * them was not seen to be done: refused where it is not, unverified where that could not be seen. Nothing is written then.
 */
export async function verifyBefore(
	ports: Ports,
	ids: readonly string[],
	options: RoundOptions & ClusterOptions,
): Promise<ReadonlyMap<string, string>> {
	const opening = clustersOf(ports, options);
	// A failure is reported where it is awaited; another failure may come first.
	opening.catch(() => {});
	try {
		const { verification, bugs } = await verifyOnce(ids, options, ports, opening);
		refuseOldRecording(verification, options.maxAge, ports.clock.now());
		if (bugs[0] !== undefined) throw new Error(`the probe of ${bugs[0].id} has a bug`, { cause: bugs[0].thrown });
		const open = verification.items.filter(({ outcome }) => outcome !== "pass" && outcome !== "attested");
		const first = open.find(({ outcome }) => outcome !== "unknown") ?? open[0];
		if (first === undefined) {
			for (const { id, message } of verification.items) ports.output.stderr.write(`${printable(`${id}: ${message}`)}\n`);
			return await proofsOf(verification, verification.items, ports.clock.now());
		}
		const others = open.length > 1 ? ` (and ${open.length - 1} more of ${verification.items.length})` : "";
		const unseen = first.outcome === "unknown" || verification.exitCode === exitCode.unverified;
		throw new Failure(
			unseen ? "unverified" : "refused",
			`${first.id} was not seen to be done: ${first.message}${others}`,
			first.hint,
		);
	} finally {
		await closeAll(opening);
	}
}
