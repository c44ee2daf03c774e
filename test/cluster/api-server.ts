import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Credentials, Identity, ResolvedContext } from "../../src/cluster/kubeconfig/connection.ts";
import { LiveCluster } from "../../src/cluster/live-cluster.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import type { Signed } from "./certificates.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as a test says, and remembers what it was asked. */
export class ApiServer {
	readonly asked: IncomingMessage[] = [];
	connections = 0;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();

	private constructor(handler: Handler, signed: Signed | null) {
		const listener: Handler = (request, response) => {
			this.asked.push(request);
			handler(request, response);
		};
		this.#server =
			signed === null ? createPlainServer(listener) : createServer({ cert: signed.certificate, key: signed.key }, listener);
		this.#server.on("connection", (socket) => {
			this.connections += 1;
			this.#sockets.add(socket);
			socket.on("close", () => this.#sockets.delete(socket));
		});
	}

	static async start(signed: Signed | null, handler: Handler, port = 0): Promise<ApiServer> {
		const server = new ApiServer(handler, signed);
		await new Promise<void>((resolve) => server.#server.listen(port, "127.0.0.1", resolve));
		return server;
	}

	get port(): number {
		return portOf(this.#server);
	}

	paths(): string[] {
		return this.asked.map((request) => request.url ?? "");
	}

	/** As a server does with idle ones. */
	dropConnections(): void {
		for (const socket of this.#sockets) socket.destroy();
	}

	stop(): void {
		this.#server.close();
		for (const socket of this.#sockets) socket.destroy();
	}
}

export function portOf(server: Server): number {
	const address: AddressInfo | string | null = server.address();
	if (address === null || typeof address === "string") throw new Error("the server does not listen");
	return address.port;
}

export function json(
	response: ServerResponse,
	value: unknown,
	status = 200,
	headers: Readonly<Record<string, string>> = {},
): void {
	response.writeHead(status, { "Content-Type": "application/json", ...headers });
	response.end(JSON.stringify(value));
}

export function status(code: number, reason: string, message: string, more: Readonly<Record<string, unknown>> = {}): unknown {
	return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code, ...more };
}

export function list(kind: string, apiVersion: string, items: readonly unknown[], next?: string): unknown {
	const metadata = { resourceVersion: "7", ...(next === undefined ? {} : { continue: next, remainingItemCount: 1 }) };
	return { kind: `${kind}List`, apiVersion, metadata, items };
}

export function pod(name: string, more: Readonly<Record<string, unknown>> = {}): unknown {
	return { metadata: { name, namespace: "shop", uid: `uid-${name}`, resourceVersion: "5" }, ...more };
}

interface Settings {
	readonly server: string;
	readonly address?: Partial<ResolvedContext["address"]>;
	readonly identities?: readonly Identity[];
	readonly requestMilliseconds?: number;
	readonly signal?: AbortSignal;
}

export const anybody: Identity = { headers: [["Authorization", "Bearer the-token"]], clientCertificate: null };

export function contextOf({ server, address, identities = [anybody] }: Settings): {
	resolved: ResolvedContext;
	renewals: () => number;
} {
	let renewals = 0;
	const credentials: Credentials = {
		identity: async () => credentials.atHand() ?? anybody,
		atHand: () => identities[Math.min(renewals, identities.length - 1)] ?? anybody,
		renew: () => {
			if (renewals >= identities.length - 1) return false;
			renewals += 1;
			return true;
		},
	};
	const resolved: ResolvedContext = {
		address: {
			context: "test",
			server: new URL(server),
			authority: null,
			insecure: false,
			tlsServerName: null,
			proxy: null,
			namespace: null,
			...address,
		},
		credentials,
	};
	return { resolved, renewals: () => renewals };
}

export const testNow = "2026-11-24T12:00:00.000Z";

export function liveCluster(settings: Settings): LiveCluster {
	return new LiveCluster({
		resolved: contextOf(settings).resolved,
		signal: settings.signal ?? new AbortController().signal,
		now: () => new Date(testNow),
		userAgent: "boulder-migrate/test",
		requestMilliseconds: settings.requestMilliseconds ?? 45_000,
	});
}

/** The problem that a promise fails with. */
export async function problemOf(promise: Promise<unknown>): Promise<ClusterProblem> {
	try {
		await promise;
	} catch (error) {
		if (error instanceof ClusterProblem) return error;
		throw error;
	}
	throw new Error("there was no problem");
}
