import { dirname } from "node:path";
import { printable } from "../text/printable.ts";
import type { DocumentPath } from "./locate-document.ts";
import type { Ports } from "./ports/ports.ts";

/** Names the document that was written, if it is not in the current directory and could be the wrong one. */
export function reportWritten(ports: Ports, { path, displayPath }: DocumentPath): void {
	if (path !== null && dirname(path) !== ports.invocation.directory)
		ports.output.stderr.write(`wrote ${printable(displayPath)}\n`);
}
