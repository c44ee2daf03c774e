import { parseDocument, stringify } from "yaml";
import { printable } from "../text/printable.ts";

/** Manifests as `kubectl apply` takes them. Texts stay exactly as they are; that they may be printed is the caller's to settle: `isPlain`. */
export function renderManifests(manifests: readonly object[]): string {
	return manifests
		.map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" }))
		.join("---\n");
}

/**
 * Whether a text of several lines can be a YAML block, and printed on a terminal, byte by byte. Lines of only spaces and lines
 * that begin with a tab cannot: the YAML library loses some of the former, and kubectl refuses the latter. The result is read back to check
 * it.
 */
export function isPlain(text: string): boolean {
	if (/^[ \t\n]/.test(text) || /^[ \t]+$|^ *\t/m.test(text)) return false;
	if (!text.split(/[\n\t]/).every((part) => printable(part) === part)) return false;
	return parseDocument(renderManifests([{ data: { text } }])).getIn(["data", "text"]) === text;
}
