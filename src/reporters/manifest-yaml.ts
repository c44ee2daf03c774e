import { stringify } from "yaml";
import { printable } from "../text/printable.ts";

/** Manifests as `kubectl apply` takes them. Texts stay exactly as they are; that they may be printed is the caller's to settle: `isPlain`. */
export function renderManifests(manifests: readonly object[]): string {
	return manifests
		.map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" }))
		.join("---\n");
}

/** Whether a text of several lines can stand in a block of YAML, and on a terminal, byte by byte. */
export function isPlain(text: string): boolean {
	return text.split(/[\n\t]/).every((part) => printable(part) === part);
}
