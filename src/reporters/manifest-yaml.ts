import { parseDocument, stringify } from "yaml";
import { printable } from "../text/printable.ts";

/** Manifests as `kubectl apply` takes them. Texts stay exactly as they are; that they may be printed is the caller's to settle: `isPlain`. */
export function renderManifests(manifests: readonly object[]): string {
	return manifests
		.map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" }))
		.join("---\n");
}

/**
 * Whether a text of several lines can stand in a block of YAML, and on a terminal, byte by byte. Lines of spaces alone and lines
 * that begin with a tab cannot: the library that writes here loses some of the ones, and kubectl refuses the others. That it reads back is seen, not believed.
 */
export function isPlain(text: string): boolean {
	if (/^[ \t\n]/.test(text) || /^[ \t]+$|^ *\t/m.test(text)) return false;
	if (!text.split(/[\n\t]/).every((part) => printable(part) === part)) return false;
	return parseDocument(renderManifests([{ data: { text } }])).getIn(["data", "text"]) === text;
}
