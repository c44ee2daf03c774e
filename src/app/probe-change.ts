import { Failure } from "../model/failure.ts";
import type { ProbeChange, ProbeSettings } from "../model/probe-settings.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import type { ProbesText } from "./open-document.ts";
import type { Ports } from "./ports/ports.ts";

/** What a probes file said and says; null where both versions are the same bytes. */
export async function probeChange(
	before: Uint8Array | null,
	after: ProbesText | null,
	{ output }: Pick<Ports, "output">,
): Promise<ProbeChange | null> {
	if (before === null && after === null) return null;
	if (before !== null && after !== null && Buffer.compare(before, after.bytes) === 0) return null;
	const { readProbeSettings } = await import("../probes/file/probe-settings.ts");
	const read = (text: string | null, file: string): ProbeSettings | null => {
		try {
			return text === null ? null : readProbeSettings(text, file);
		} catch (problem) {
			if (!(problem instanceof Failure)) throw problem;
			output.stderr.write(`${file} cannot be read, so that nothing in it verifies anything: ${problem.message}\n`);
			return null;
		}
	};
	const decoded = before === null ? null : decodeUtf8(before);
	const file = after?.displayPath ?? "probes.yaml";
	return { before: read(decoded?.kind === "text" ? decoded.text : null, file), after: read(after?.text ?? null, file) };
}
