import { dirname, join } from "node:path";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { Ports } from "../../app/ports/ports.ts";

/**
 * The last result of `verify` in this session. It is kept only in memory, and never used as the current state: it includes the time when it
 * was read.
 */
export interface LastReport {
	keep(json: string | null): void;
	readonly json: string | null;
}

export function lastReport(): LastReport {
	let text: string | null = null;
	return {
		keep: (json) => {
			text = json ?? text;
		},
		get json() {
			return text;
		},
	};
}

/** The document, its probes file and the last report, as whole resources. The user chose their paths; a client cannot. */
export function addResources(
	server: McpServer,
	ports: Ports,
	paths: { readonly document: string; readonly probes: string | undefined },
	last: LastReport,
): void {
	const file = (path: string): string => {
		const bytes = ports.files.read(path);
		if (bytes === null) throw new Error("no such file");
		return new TextDecoder().decode(bytes);
	};
	server.registerResource(
		"document",
		"boulder-migrate://document",
		{ title: "Status document", description: "The status document as it is now.", mimeType: "text/markdown" },
		(uri) => ({ contents: [{ uri: uri.href, mimeType: "text/markdown", text: file(paths.document) }] }),
	);
	server.registerResource(
		"probes",
		"boulder-migrate://probes",
		{ title: "Probes file", description: "Defines how each item is verified.", mimeType: "application/yaml" },
		(uri) => {
			const path = paths.probes ?? join(dirname(paths.document), "probes.yaml");
			return { contents: [{ uri: uri.href, mimeType: "application/yaml", text: file(path) }] };
		},
	);
	server.registerResource(
		"last-report",
		"boulder-migrate://reports/last",
		{
			title: "Last report",
			description: "The JSON of the last verify of this session, with the time at which the cluster was read.",
			mimeType: "application/json",
		},
		(uri) => {
			if (last.json === null) throw new Error("nothing has been verified in this session: call the tool verify first");
			return { contents: [{ uri: uri.href, mimeType: "application/json", text: last.json }] };
		},
	);
}
