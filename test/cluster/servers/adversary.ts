import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as startRequest } from "node:https";
import { createServer as createPlainServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { Signed } from "../certificates.ts";

/** The API server that stands behind, and who asks it: the faults are in what comes back, not in the rights. */
export interface Behind {
	readonly server: URL;
	readonly authority: string;
	readonly certificate: string;
	readonly key: string;
}

export interface Passed {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

export interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** Below HTTP, within TLS. */
	readonly socket: Duplex;
	/** Resets the connection. */
	readonly reset: () => void;
	/** From 1, over all connections. */
	readonly number: number;
	/** Asks the real API server. */
	readonly behind: () => Promise<Passed>;
	/** Gives its answer as it is. */
	readonly pass: () => Promise<void>;
}

export interface Fault {
	/** Of an ordinary request; without it the answer is passed. */
	readonly answer?: (exchange: Exchange) => void | Promise<void>;
	/** Of an upgrade to a WebSocket, such as a port-forward; without it everything is passed. */
	readonly upgrade?: (socket: Duplex) => void;
	/** Of a connection, before TLS. */
	readonly connection?: (socket: Socket) => void;
}

/** Stands before the real API server, and does to its answers what a bad network, a bad proxy or a bad person would. */
export class Adversary {
	readonly asked: { readonly path: string; readonly authorization: string | undefined }[] = [];
	readonly #server: Server;
	readonly #sockets = new Set<Duplex>();
	readonly #below = new Map<number, Socket>();
	readonly #behind: Behind;
	readonly #fault: Fault;

	private constructor(signed: Signed, behind: Behind, fault: Fault) {
		this.#behind = behind;
		this.#fault = fault;
		this.#server =
			fault.connection === undefined
				? createServer({ cert: signed.certificate, key: signed.key }, (request, response) => void this.#answer(request, response))
						.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head))
						.on("secureConnection", (socket) => this.#keep(socket))
				: createPlainServer(fault.connection);
		this.#server.on("connection", (socket) => {
			this.#keep(socket);
			if (socket.remotePort !== undefined) this.#below.set(socket.remotePort, socket);
		});
	}

	static async start(signed: Signed, behind: Behind, fault: Fault): Promise<Adversary> {
		const adversary = new Adversary(signed, behind, fault);
		await new Promise<void>((resolve) => adversary.#server.listen(0, "127.0.0.1", resolve));
		return adversary;
	}

	get url(): string {
		const address = this.#server.address();
		return `https://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
	}

	stop(): void {
		this.#server.close();
		for (const socket of this.#sockets) socket.destroy();
	}

	/** TLS cannot reset, the connection below it can. */
	#reset({ remotePort }: Socket): void {
		for (const [port, below] of this.#below) if (port === remotePort) below.resetAndDestroy();
	}

	#keep(socket: Duplex): void {
		this.#sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => this.#sockets.delete(socket));
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		this.asked.push({ path: request.url ?? "", authorization: request.headers.authorization });
		response.on("error", () => {});
		const behind = () => this.#ask(request);
		const pass = async (): Promise<void> => {
			const { status, headers, body } = await behind();
			response.writeHead(status, headers).end(body);
		};
		const reset = (): void => this.#reset(request.socket);
		const exchange = { request, response, socket: request.socket, reset, number: this.asked.length, behind, pass };
		try {
			await (this.#fault.answer === undefined ? pass() : this.#fault.answer(exchange));
		} catch {
			response.destroy();
		}
	}

	#ask(request: IncomingMessage): Promise<Passed> {
		const { server, authority, certificate, key } = this.#behind;
		return new Promise((resolve, reject) => {
			const headers = {
				accept: request.headers.accept ?? "*/*",
				"accept-encoding": request.headers["accept-encoding"] ?? "identity",
			};
			const options = { method: request.method ?? "GET", ca: authority, cert: certificate, key, headers, agent: false };
			const asked = startRequest(new URL(request.url ?? "/", server), options, (answer) => {
				const parts: Buffer[] = [];
				answer.on("data", (part: Buffer) => parts.push(part));
				answer.on("error", reject);
				answer.on("end", () => {
					const kept = ["content-type", "content-encoding", "retry-after", "date", "audit-id", "x-marker"];
					const found = kept.flatMap((name) => (typeof answer.headers[name] === "string" ? [[name, answer.headers[name]]] : []));
					resolve({ status: answer.statusCode ?? 502, headers: Object.fromEntries(found), body: Buffer.concat(parts) });
				});
			});
			asked.on("error", reject);
			asked.end();
		});
	}

	#upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		this.asked.push({ path: request.url ?? "", authorization: request.headers.authorization });
		this.#keep(socket);
		if (this.#fault.upgrade !== undefined) {
			this.#fault.upgrade(socket);
			return;
		}
		const { server, authority, certificate, key } = this.#behind;
		const to = connectTls({ host: server.hostname, port: Number(server.port), ca: authority, cert: certificate, key });
		this.#keep(to);
		const lines = Object.entries(request.headers)
			.filter(([name]) => name !== "authorization")
			.map(([name, value]) => `${name}: ${String(value)}\r\n`);
		to.write(`GET ${request.url ?? "/"} HTTP/1.1\r\n${lines.join("")}\r\n`);
		to.write(head);
		socket.pipe(to).pipe(socket);
		to.on("close", () => socket.destroy());
		socket.on("close", () => to.destroy());
	}
}
