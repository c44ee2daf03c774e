import { resolve } from "node:path";
import { locateDocument } from "../../app/locate-document.ts";
import type { ClusterOptions, DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { type ExitCode, exitCode, Failure } from "../../model/failure.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";
import { clusterOptions } from "../options/cluster-options.ts";
import { documentOptions } from "../options/document-options.ts";
import { verdictsOption } from "../options/record-option.ts";

interface McpOptions extends DocumentOptions, ClusterOptions {
	readonly allowWrites?: boolean;
	readonly verdicts?: string;
}

export const declareMcp: Declare = (command, ports, done) => {
	verdictsOption(clusterOptions(documentOptions(command)), "greenFor")
		.option("--allow-writes", "let assistants check items off and uncheck them")
		.action(async (options: McpOptions) => done(await serve(options, ports)));
};

/**
 * Serves until the client disconnects or the process receives a signal, and then cancels what is running. The user who starts the server
 * chooses the document and the cluster: an assistant chooses neither, overrides no gate, and runs no command of the probes file.
 */
async function serve(options: McpOptions, ports: Ports): Promise<ExitCode> {
	const at = locateDocument(ports, options.file);
	if (at.path === null) throw new Failure("usage", "standard input carries the protocol", "name a file with --file FILE");
	const { McpServer } = await import("@modelcontextprotocol/sdk/server/mcp.js");
	const { StdioServerTransport } = await import("@modelcontextprotocol/sdk/server/stdio.js");
	const [{ addTools }, { addResources, lastReport }, { addPrompts, instructions }] = await Promise.all([
		import("./tools.ts"),
		import("./resources.ts"),
		import("./prompts.ts"),
	]);
	const about = { name: "boulder-migrate", title: "boulder-migrate", version: ports.invocation.version };
	const server = new McpServer(about, { instructions });
	const last = lastReport();
	const running = new Set<Promise<unknown>>();
	const settings = {
		document: [`--file=${at.path}`, ...(options.probes === undefined ? [] : [`--probes=${options.probes}`])],
		cluster: clusterWords(options),
		allowWrites: options.allowWrites ?? false,
		last,
	};
	addTools(server, ports, settings, running);
	addResources(
		server,
		ports,
		{ document: at.path, probes: options.probes === undefined ? undefined : resolve(ports.invocation.directory, options.probes) },
		last,
	);
	addPrompts(server);
	const ended = Promise.race([
		ports.invocation.interrupted.then(() => exitCode.interrupted),
		ports.input.ended().then(() => exitCode.done),
		new Promise<ExitCode>((resolve) => {
			// The transport closes on its own only after a message that exceeds its limit.
			server.server.onclose = () => resolve(exitCode.unusable);
		}),
	]);
	server.server.onerror = (problem) => ports.output.stderr.write(`boulder-migrate: ${printable(problem.message)}\n`);
	await server.connect(new StdioServerTransport());
	ports.output.stderr.write(
		`serving ${at.displayPath} over standard input and output, ${options.allowWrites ? "with writes" : "read-only"}\n`,
	);
	const code = await ended;
	await server.close();
	await Promise.allSettled(running);
	return code;
}

function clusterWords({ kubeconfig, context, namespace, snapshot, execAuth, verdicts }: McpOptions): string[] {
	return [
		...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
		...(context ?? []).map((name) => `--context=${name}`),
		...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
		...(execAuth ? [] : ["--no-exec-auth"]),
		...(snapshot === undefined ? [] : [`--snapshot=${snapshot}`]),
		...(verdicts === undefined ? [] : [`--verdicts=${verdicts}`]),
	];
}
