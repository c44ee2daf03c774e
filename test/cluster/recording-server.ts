import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { TestCertificates } from "./test-certificates.ts";

/** Who a request says it is from. */
export interface Shown {
	/** `Authorization` and `Impersonate-…`, names in lower case, sorted. */
	readonly headers: readonly string[];
	/** The name in the client certificate. */
	readonly certificate: string | null;
	/** The name that the client asked for in TLS. */
	readonly serverName: string | null;
	readonly isProxied: boolean;
	readonly path: string;
}

export interface RecordingServer {
	readonly port: number;
	readonly plainPort: number;
	readonly proxyPort: number;
	/** What was shown since the last time it was taken. */
	take(): Shown[];
	/** Requests with these in their Authorization get a 401. */
	readonly refused: Set<string>;
	stop(): Promise<void>;
}

/** An API server that answers anything, over TLS and over plain HTTP, and an HTTP proxy that leads to it whatever it is asked for. */
export async function startRecordingServer(certificates: TestCertificates): Promise<RecordingServer> {
	let shown: Shown[] = [];
	const refused = new Set<string>();
	const proxied = new Set<number>();
	const answer = (request: IncomingMessage, response: ServerResponse): void => {
		shown.push(read(request, proxied));
		const isRefused = [...refused].some((part) => request.headers.authorization?.includes(part) ?? false);
		response.writeHead(isRefused ? 401 : 200, { "content-type": "application/json" });
		response.end(isRefused ? '{"kind":"Status","apiVersion":"v1","status":"Failure","code":401}' : '{"kind":"Fine"}');
	};
	const { certificate: cert, key } = certificates.server;
	const server = createServer({ cert, key, ca: certificates.authority, requestCert: true, rejectUnauthorized: false }, answer);
	const plain = createHttpServer(answer);
	const proxy = createHttpServer((_, response) => response.writeHead(405).end());
	const port = await listen(server);
	const tunnels = new Set<Socket>();
	proxy.on("connect", (_, socket: Socket) => {
		const onward = connect(port, "127.0.0.1", () => {
			const from = onward.localPort ?? 0;
			proxied.add(from);
			// The number is free for others then.
			onward.once("close", () => proxied.delete(from));
			socket.write("HTTP/1.1 200 OK\r\n\r\n");
			onward.pipe(socket).pipe(onward);
		});
		tunnels.add(socket).add(onward);
		onward.on("error", () => socket.destroy());
		socket.on("error", () => onward.destroy());
	});
	const plainPort = await listen(plain);
	const proxyPort = await listen(proxy);
	return {
		port,
		plainPort,
		proxyPort,
		refused,
		take() {
			const taken = shown;
			shown = [];
			return taken;
		},
		async stop() {
			for (const tunnel of tunnels) tunnel.destroy();
			for (const each of [server, plain, proxy]) {
				each.closeAllConnections();
				await new Promise((resolve) => each.close(resolve));
			}
		},
	};
}

function read(request: IncomingMessage, proxied: ReadonlySet<number>): Shown {
	const headers: string[] = [];
	for (let index = 0; index < request.rawHeaders.length; index += 2) {
		const name = request.rawHeaders[index]?.toLowerCase() ?? "";
		if (name === "authorization" || name.startsWith("impersonate-")) headers.push(`${name}: ${request.rawHeaders[index + 1]}`);
	}
	const socket = request.socket;
	const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
	const serverName = socket instanceof TLSSocket && "servername" in socket ? socket.servername : null;
	return {
		headers: headers.sort(),
		certificate: typeof subject?.CN === "string" ? subject.CN : null,
		serverName: typeof serverName === "string" && serverName !== "" ? serverName : null,
		isProxied: proxied.has(socket.remotePort ?? -1),
		path: request.url ?? "",
	};
}

function listen(server: ReturnType<typeof createHttpServer> | ReturnType<typeof createServer>): Promise<number> {
	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			const address: AddressInfo | string | null = server.address();
			resolve(typeof address === "object" && address !== null ? address.port : 0);
		});
	});
}
