import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { launcher } from "../../command-line.ts";

const clients: Client[] = [];

export async function closeClients(): Promise<void> {
	for (const client of clients.splice(0)) await client.close();
}

/** The SDK's client, speaking to the built program as a child process. Close it with `closeClients` after the test. */
export async function connect(folder: string, words: readonly string[] = []): Promise<Client> {
	const client = new Client({ name: "test", version: "1.0.0" });
	const env = { PATH: process.env.PATH ?? "", HOME: folder, TZ: "UTC", GIT_AUTHOR_NAME: "Ana Lee", FORCE_COLOR: "1" };
	await client.connect(
		new StdioClientTransport({ command: process.execPath, args: [launcher, "mcp", ...words], cwd: folder, env, stderr: "pipe" }),
	);
	clients.push(client);
	return client;
}

export interface Said {
	readonly texts: readonly string[];
	readonly isError: boolean;
}

export async function ask(client: Client, name: string, given: Readonly<Record<string, unknown>> = {}): Promise<Said> {
	const { content, isError } = await client.callTool({ name, arguments: given });
	if (!Array.isArray(content)) throw new Error("no content");
	return { texts: content.map((one: { text: string }) => one.text), isError: isError === true };
}
