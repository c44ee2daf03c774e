import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import { type ClusterOptions, clusterOptions } from "./cluster-options.ts";
import type { Declare } from "./command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import type { Host } from "./host.ts";
import { locateDocument } from "./locate-document.ts";

interface McpOptions extends DocumentOptions, ClusterOptions {
	readonly allowWrites?: boolean;
}

export const declareMcp: Declare = (command, host, done) => {
	clusterOptions(documentOptions(command))
		.option("--allow-writes", "let assistants check items off and uncheck them")
		.action(async (options: McpOptions) => done(await serve(options, host)));
};

/**
 * Serves until the other side closes standard input or the process is ended. Which document and which cluster is said here, by whoever
 * starts it: an assistant chooses neither, passes no gate, and runs no command of the probes file.
 */
async function serve(options: McpOptions, host: Host): Promise<ExitCode> {
	const at = locateDocument(host, options.file);
	if (at.path === null) throw new Failure("usage", "standard input carries the protocol", "name a file with --file FILE");
	const { McpServer } = await import("@modelcontextprotocol/sdk/server/mcp.js");
	const { StdioServerTransport } = await import("@modelcontextprotocol/sdk/server/stdio.js");
	const { addTools } = await import("./mcp/tools.ts");
	const server = new McpServer({ name: "boulder-migrate", title: "boulder-migrate", version: host.version });
	addTools(server, host, {
		document: [`--file=${at.path}`, ...(options.probes === undefined ? [] : [`--probes=${options.probes}`])],
		cluster: clusterWords(options),
		allowWrites: options.allowWrites ?? false,
	});
	await server.connect(new StdioServerTransport());
	host.stderr.write(`serving ${at.shown} over standard input and output, ${options.allowWrites ? "with writes" : "read-only"}\n`);
	await host.interrupted;
	await server.close();
	return exitCode.interrupted;
}

function clusterWords({ kubeconfig, context, namespace, snapshot, execAuth }: ClusterOptions): string[] {
	return [
		...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
		...(context ?? []).map((name) => `--context=${name}`),
		...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
		...(execAuth ? [] : ["--no-exec-auth"]),
		...(snapshot === undefined ? [] : [`--snapshot=${snapshot}`]),
	];
}
