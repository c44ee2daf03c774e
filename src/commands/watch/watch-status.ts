import { dirname, join } from "node:path";
import type { DocumentPath } from "../../app/locate-document.ts";
import { type OpenDocument, openDocument } from "../../app/open-document.ts";
import { openProbes } from "../../app/open-probes.ts";
import type { DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { readStatus } from "../../app/read-status.ts";
import { sameDocument } from "../../app/repeat-options.ts";
import { dayOf } from "../../model/date.ts";
import { type ExitCode, Failure } from "../../model/failure.ts";
import { everyItem } from "../../model/phase.ts";
import { type ItemFacts, statusPage } from "../../terminal/status-page.ts";
import { clockOf } from "./time-of-day.ts";
import { watchView } from "./watch-view.ts";

/** `status --watch` at a terminal: the document, read again whenever it changes. */
export async function watchStatus(
	words: readonly string[],
	options: DocumentOptions,
	ports: Ports,
	at: DocumentPath & { readonly path: string },
	commands: readonly string[],
): Promise<ExitCode> {
	const probes = options.probes ?? join(dirname(at.path), "probes.yaml");
	return watchView(ports, {
		document: at.path,
		paths: [at.path, probes],
		every: null,
		options,
		read: async () => {
			const open = await openDocument(ports, at, options.probes);
			const today = dayOf(ports.clock.now());
			const { report } = readStatus(words, open.document, at.displayPath, today, { owners: open.owners, commands });
			const reading = { time: clockOf(ports.clock.now()), today, sameDocument: sameDocument(options) };
			return statusPage(report, await factsOf(ports, open), reading);
		},
	});
}

/** Evidence for each item. A probes file that cannot be read does not affect the status: the error appears in place of a probe. */
async function factsOf(ports: Ports, open: OpenDocument): Promise<ReadonlyMap<string, ItemFacts>> {
	const proofOf = await proofs(ports, open);
	return new Map<string, ItemFacts>(
		open.document.phases.flatMap((phase): (readonly [string, ItemFacts])[] => [
			...everyItem(phase).map((item) => [item.id, { item, proof: proofOf(item.id) }] as const),
			...phase.criteria.map(({ id }) => [id, { item: null, proof: proofOf(id) }] as const),
		]),
	);
}

async function proofs(ports: Ports, open: OpenDocument): Promise<(id: string) => string | null> {
	try {
		const { bindings, displayPath } = await openProbes(ports, open, null);
		return (id) => {
			const binding = bindings.of.get(id);
			if (binding === undefined) return null;
			const by = binding.key === id ? "" : ` by ${binding.key}`;
			return `Probe: proves that ${binding.probe.proves} (${displayPath ?? ""}:${binding.place.line}${by})`;
		};
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		return () => `Probe: ${problem.message}`;
	}
}
