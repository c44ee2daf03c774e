import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { ourselves } from "../../../src/host/lock-owner.ts";
import { folderWith, launcher } from "../../command-line.ts";
import { closeClients, connect } from "./mcp-client.ts";

afterEach(closeClients);

const text = "# Status\n\n## Phase 1: One\n\n- [ ] Web Deployment\n";
const probes = `schemaVersion: 1
probes:
  1/web-deployment:
    workload: { kind: Deployment, name: web, namespace: shop }
`;

/** An API server that accepts every request and answers none. */
async function silentServer() {
	const connections = new Set<Socket>();
	let requests = 0;
	const server = createServer(() => {
		requests += 1;
	});
	server.on("connection", (socket) => {
		connections.add(socket);
		socket.on("close", () => connections.delete(socket));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return {
		port,
		isAsked: () => vi.waitFor(() => expect(requests).toBeGreaterThan(0), { timeout: 20_000, interval: 20 }),
		isLeft: () => vi.waitFor(() => expect(connections.size).toBe(0), { timeout: 20_000, interval: 20 }),
	};
}

function place(port: number): string {
	const kubeconfig = {
		apiVersion: "v1",
		kind: "Config",
		"current-context": "c",
		contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
		clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${port}` } }],
		users: [{ name: "u", user: { token: "t" } }],
	};
	return folderWith({ "PHASE-STATUS.md": text, "probes.yaml": probes, config: JSON.stringify(kubeconfig) });
}

/** Calls a tool, and gives how to cancel the call as a user of an assistant does. */
function cancellable(client: Client, name: string, given: Readonly<Record<string, unknown>>): { cancel(): Promise<unknown> } {
	const stop = new AbortController();
	const ended = client
		.callTool({ name, arguments: given }, undefined, { signal: stop.signal })
		.catch((problem: unknown) => problem);
	return {
		cancel: () => {
			stop.abort("changed my mind");
			return ended;
		},
	};
}

describe("an assistant's call that is canceled", { timeout: 60_000 }, () => {
	it.each([
		["verify", {}],
		["gate", { phase: "1" }],
		["check_off", { items: ["1/web-deployment"] }],
	])("leaves no connection of %s open, and nothing written", async (name, given) => {
		const server = await silentServer();
		const folder = place(server.port);
		const client = await connect(folder, ["--allow-writes", "--kubeconfig", "config"]);
		const call = cancellable(client, name, given);
		await server.isAsked();
		await call.cancel();
		await server.isLeft();
		// The server is still there for the next question.
		await client.ping();
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(text);
	});

	it.each(["check_off", "uncheck"])("does not make %s wait for a lock and write then", async (name) => {
		const document = text.replace("[ ]", name === "uncheck" ? "[x]" : "[ ]");
		const folder = folderWith({ "PHASE-STATUS.md": document });
		const lock = join(folder, "PHASE-STATUS.md.lock");
		writeFileSync(lock, JSON.stringify(ourselves("test", new Date())));
		const waiting = (): string[] => readdirSync(folder).filter((file) => file.endsWith(".wait"));
		const client = await connect(folder, ["--allow-writes"]);
		const call = cancellable(client, name, { items: ["1/web-deployment"], ...(name === "uncheck" ? {} : { verify: false }) });
		await vi.waitFor(() => expect(waiting()).toHaveLength(1), { timeout: 20_000, interval: 20 });
		await call.cancel();
		await vi.waitFor(() => expect(waiting()).toEqual([]), { timeout: 20_000, interval: 20 });
		unlinkSync(lock);
		await client.ping();
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(document);
	});
});

describe("a server whose client has gone", { timeout: 60_000 }, () => {
	it.each([
		["verify", {}],
		["check_off", { items: ["1/web-deployment"] }],
	])("ends at once in the middle of %s, and writes nothing", async (name, given) => {
		const server = await silentServer();
		const folder = place(server.port);
		const child = spawn(process.execPath, [launcher, "mcp", "--allow-writes", "--kubeconfig", "config"], {
			cwd: folder,
			env: { PATH: process.env.PATH, HOME: folder },
			stdio: ["pipe", "pipe", "ignore"],
		});
		onTestFinished(() => void child.kill("SIGKILL"));
		const ended = once(child, "exit");
		const send = (message: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
		const hello = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } };
		send({ id: 1, method: "initialize", params: hello });
		send({ method: "notifications/initialized" });
		send({ id: 2, method: "tools/call", params: { name, arguments: given } });
		await server.isAsked();
		// As for a client that was killed: both pipes are closed.
		child.stdout.destroy();
		child.stdin.end();
		await server.isLeft();
		const late = new Promise((resolve) => setTimeout(resolve, 30_000, ["still running"]).unref());
		expect(await Promise.race([ended, late])).toEqual([0, null]);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(text);
	});
});
