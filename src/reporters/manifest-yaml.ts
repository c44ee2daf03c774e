import { parseDocument, stringify } from "yaml";
import { printable } from "../text/printable.ts";

/** Manifests as `kubectl apply` takes them. Texts stay exactly as they are; that they may be printed is the caller's to settle: `isPlain`. */
export function renderManifests(manifests: readonly object[]): string {
	return manifests
		.map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" }))
		.join("---\n");
}

/**
 * Whether a text of several lines can stand in a block of YAML, and on a terminal, byte by byte. Lines of spaces alone cannot: libraries
 * disagree on them, and the one that writes here loses some. That it reads back is seen, not believed.
 */
export function isPlain(text: string): boolean {
	if (/^[ \t]/.test(text) || /^[ \t]+$/m.test(text)) return false;
	if (!text.split(/[\n\t]/).every((part) => printable(part) === part)) return false;
	return parseDocument(renderManifests([{ data: { text } }])).getIn(["data", "text"]) === text;
}
