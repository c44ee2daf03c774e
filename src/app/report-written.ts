import { dirname } from "node:path";
import { printable } from "../text/printable.ts";
import type { Host } from "./host.ts";
import type { DocumentPath } from "./locate-document.ts";

/** Names the document that was written, where it is not in the current directory and could be another one than was meant. */
export function reportWritten(host: Host, { path, shown }: DocumentPath): void {
	if (path !== null && dirname(path) !== host.directory) host.stderr.write(`wrote ${printable(shown)}\n`);
}
