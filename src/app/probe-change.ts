import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { everyItem } from "../model/phase.ts";
import type { ProbeChange, ProbeSettings } from "../model/probe-settings.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import type { OpenDocument, ProbesText } from "./open-document.ts";
import type { Ports } from "./ports/ports.ts";

/** The previous and the current content of a probes file; null if the bytes are equal, unless its items changed (`isMoved`). */
export async function probeChange(
	before: Uint8Array | null,
	after: ProbesText | null,
	{ output }: Pick<Ports, "output">,
	isMoved = false,
): Promise<ProbeChange | null> {
	if (before === null && after === null) return null;
	if (!isMoved && before !== null && after !== null && Buffer.compare(before, after.bytes) === 0) return null;
	const { readProbeSettings } = await import("../probes/file/probe-settings.ts");
	const read = (text: string | null, file: string): ProbeSettings | null => {
		try {
			return text === null ? null : readProbeSettings(text, file);
		} catch (problem) {
			if (!(problem instanceof Failure)) throw problem;
			output.stderr.write(`${file} cannot be read, so nothing in it counts as verified: ${problem.message}\n`);
			return null;
		}
	};
	const decoded = before === null ? null : decodeUtf8(before);
	const file = after?.displayPath ?? "probes.yaml";
	return { before: read(decoded?.kind === "text" ? decoded.text : null, file), after: read(after?.text ?? null, file) };
}

/** The same for a document and an earlier version of it: a probe may be lost without a change of its file, where items have other ids. */
export async function probesOfChange(
	open: OpenDocument,
	{ bytes, parent }: { readonly bytes: Uint8Array; readonly parent: StatusDocument },
	before: Uint8Array | null,
	ports: Pick<Ports, "output">,
): Promise<ProbeChange | null> {
	const idsOf = ({ phases }: StatusDocument): string =>
		JSON.stringify(phases.flatMap((phase) => [...everyItem(phase), ...phase.criteria].map(({ id }) => id)).sort());
	const change = await probeChange(before, open.probesFile, ports, idsOf(parent) !== idsOf(open.document));
	if (change === null) return null;
	const documentBefore = await open.readBefore(bytes, before);
	return documentBefore === null ? change : { ...change, documentBefore };
}
