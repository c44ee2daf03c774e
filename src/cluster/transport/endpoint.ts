import { Agent, type ClientRequestArgs } from "node:http";
import { connect as connectTcp, isIP } from "node:net";
import { type Duplex, PassThrough } from "node:stream";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { ClusterAddress, Identity } from "../kubeconfig/connection.ts";
import { ClusterProblem } from "../problem.ts";
import { connectionProblem } from "./connection-failure.ts";
import { secureContext, type TlsMaterial } from "./secure-context.ts";
import { monotonic } from "./time-limit.ts";

const connectMilliseconds = 5_000;
/** Proxies and firewalls may drop idle connections without notice. */
const maxAhead = 10_000;

const idle = new WeakSet<object>();

/** Whether it lay idle before it was used, so that the server may have closed it just then. */
export function wasIdleSocket(stream: object | null): boolean {
	return stream !== null && idle.has(stream);
}

/** The target of a connection: a server, the route to it, and its trusted authorities. */
export interface Endpoint {
	readonly server: URL;
	readonly proxy: URL | null;
	readonly tls: TlsMaterial & Pick<ConnectionOptions, "servername" | "rejectUnauthorized">;
}

export function endpointOf(address: ClusterAddress, identity: Identity): Endpoint {
	const { clientCertificate } = identity;
	return {
		server: address.server,
		proxy: address.proxy,
		tls: {
			...(address.authority === null ? {} : { ca: address.authority }),
			...(clientCertificate === null ? {} : { cert: clientCertificate.certificate, key: clientCertificate.key }),
			...(address.tlsServerName === null ? {} : { servername: address.tlsServerName }),
			rejectUnauthorized: !address.insecure,
		},
	};
}

/** Keeps connections to one endpoint alive. They come from `connect`, so requests are made as if the endpoint used plain HTTP. */
export class EndpointAgent extends Agent {
	readonly #peer: Endpoint;
	/** Being opened, or waiting to be taken: the agent itself learns of a connection only when it is handed over. */
	readonly #opening = new Set<Duplex[]>();
	/** Opened, or being opened, for requests to come. */
	readonly #ahead: { readonly stream: Promise<Duplex>; readonly opened: Duplex[]; readonly since: number }[] = [];

	constructor(peer: Endpoint, keepAlive: boolean) {
		super({ keepAlive, maxFreeSockets: 8 });
		this.#peer = peer;
	}

	override createConnection(_: ClientRequestArgs, created?: (error: Error | null, stream: Duplex) => void): undefined {
		this.#next().then(
			(stream) => created?.(null, stream),
			(error: unknown) => created?.(connectionProblem(error, hostAndPort(this.#peer.server)), new PassThrough()),
		);
	}

	/** Opens so many connections, which the next requests take. */
	connectAhead(count: number): void {
		for (let made = 0; made < count; made += 1) {
			const opened: Duplex[] = [];
			this.#opening.add(opened);
			const stream = connectTo(this.#peer, opened);
			stream.then(
				// No other listener exists until a request takes the connection.
				(open) => open.on("error", () => {}),
				() => {},
			);
			this.#ahead.push({ stream, opened, since: monotonic() });
		}
	}

	/**
	 * A connection for a request. One that was opened ahead and has failed, or was closed since, is replaced: nothing watches it while the
	 * document is being read, so its timeout may have passed although the server was quick.
	 */
	async #next(): Promise<Duplex> {
		for (;;) {
			const ahead = this.#ahead.shift();
			if (ahead === undefined) return this.#dial();
			if (monotonic() - ahead.since > maxAhead) {
				for (const stream of ahead.opened) stream.destroy();
				this.#opening.delete(ahead.opened);
				continue;
			}
			const stream = await ahead.stream.catch(() => null);
			this.#opening.delete(ahead.opened);
			if (stream === null || stream.destroyed || stream.readableEnded) return this.#dial();
			idle.add(stream);
			return stream;
		}
	}

	async #dial(): Promise<Duplex> {
		const opened: Duplex[] = [];
		this.#opening.add(opened);
		try {
			return await connectTo(this.#peer, opened);
		} finally {
			this.#opening.delete(opened);
		}
	}

	override destroy(): void {
		super.destroy();
		for (const opened of this.#opening) for (const stream of opened) stream.destroy();
	}
}

/** A connection ready for HTTP. Throws ClusterProblem; the whole of proxy, TCP and TLS may take five seconds. */
async function connectTo(peer: Endpoint, opened: Duplex[]): Promise<Duplex> {
	const { promise: late, stop } = timeout(`${hostAndPort(peer.proxy ?? peer.server)} did not accept a connection within 5 s`);
	try {
		return await Promise.race([open(peer, opened), late]);
	} catch (error) {
		for (const stream of opened) stream.destroy();
		throw error;
	} finally {
		stop();
	}
}

async function open(peer: Endpoint, opened: Duplex[]): Promise<Duplex> {
	const stream = peer.proxy === null ? await tcp(peer.server, opened) : await tunnel(peer.server, peer.proxy, opened);
	return peer.server.protocol === "https:" ? secure(stream, peer.server, peer.tls, opened) : stream;
}

function tcp(url: URL, opened: Duplex[]): Promise<Duplex> {
	return new Promise((resolve, reject) => {
		const socket = connectTcp({ host: hostOf(url), port: portOf(url) });
		opened.push(socket);
		socket.setNoDelay(true);
		const fail = (error: unknown): void => reject(connectionProblem(error, hostAndPort(url)));
		socket.on("error", fail);
		socket.once("close", fail);
		socket.once("connect", () => {
			socket.removeListener("close", fail);
			resolve(socket);
		});
	});
}

function secure(stream: Duplex, url: URL, tls: Endpoint["tls"], opened: Duplex[]): Promise<Duplex> {
	return new Promise((resolve, reject) => {
		const host = hostOf(url);
		const name = tls.servername ?? (isIP(host) === 0 ? host : undefined);
		const { ca: _ca, cert: _cert, key: _key, ...more } = tls;
		const socket = connectTls({
			...more,
			secureContext: secureContext(tls),
			socket: stream,
			host,
			...(name === undefined ? {} : { servername: name }),
			ALPNProtocols: ["http/1.1"],
		});
		opened.push(socket);
		const fail = (error: unknown): void => reject(connectionProblem(error, hostAndPort(url)));
		socket.once("error", fail);
		socket.once("close", () => fail(new Error("the connection was closed during the TLS handshake")));
		socket.once("secureConnect", () => {
			socket.removeListener("error", fail);
			resolve(socket);
		});
	});
}

async function tunnel(target: URL, proxy: URL, opened: Duplex[]): Promise<Duplex> {
	const plain = await tcp(proxy, opened);
	if (proxy.protocol === "socks5:" || proxy.protocol === "socks5h:") {
		// Few clusters are behind one.
		const { connectThroughSocks } = await import("./socks.ts");
		const name = decodeURIComponent(proxy.username);
		const login = name === "" ? null : { name, password: decodeURIComponent(proxy.password) };
		await connectThroughSocks(plain, hostAndPort(proxy), { host: hostOf(target), port: portOf(target) }, login);
		return plain;
	}
	const stream = proxy.protocol === "https:" ? await secure(plain, proxy, {}, opened) : plain;
	const host = hostOf(target);
	const to = host.includes(":") ? `[${host}]:${portOf(target)}` : `${host}:${portOf(target)}`;
	const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
	const authorization = login === ":" ? "" : `Proxy-Authorization: Basic ${Buffer.from(login).toString("base64")}\r\n`;
	stream.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n${authorization}\r\n`);
	const head = await proxyAnswer(stream, proxy);
	const status = /^HTTP\/1\.[01] (\d{3})([^\r]*)/.exec(head);
	if (status?.[1] === undefined) {
		throw new ClusterProblem("unreachable", `the proxy ${hostAndPort(proxy)} does not answer as an HTTP proxy`);
	}
	if (!status[1].startsWith("2")) {
		const statusText = `${status[1]}${status[2] ?? ""}`.trim();
		throw new ClusterProblem("unreachable", `the proxy ${hostAndPort(proxy)} refused a connection to ${to}: ${statusText}`);
	}
	return stream;
}

function proxyAnswer(stream: Duplex, proxy: URL): Promise<string> {
	return new Promise((resolve, reject) => {
		let head = Buffer.alloc(0);
		const fail = (cause: string): void => reject(new ClusterProblem("unreachable", `the proxy ${hostAndPort(proxy)} ${cause}`));
		const read = (): void => {
			for (let part = stream.read(); part !== null; part = stream.read()) {
				head = Buffer.concat([head, Buffer.from(part)]);
				const end = head.indexOf("\r\n\r\n");
				if (end < 0 && head.length > 16_384) fail("answers with an endless header");
				if (end < 0) continue;
				stream.removeListener("readable", read);
				// What follows belongs to the server behind the proxy.
				if (head.length > end + 4) stream.unshift(head.subarray(end + 4));
				resolve(head.toString("latin1", 0, end));
				return;
			}
		};
		stream.on("readable", read);
		stream.once("error", (error) => fail(`broke the connection: ${error.message}`));
		stream.once("close", () => fail("closed the connection"));
	});
}

function timeout(message: string): { promise: Promise<never>; stop: () => void } {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const promise = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new ClusterProblem("timeout", message)), connectMilliseconds);
	});
	return { promise, stop: () => clearTimeout(timer) };
}

export function hostAndPort(url: URL): string {
	return `${url.hostname}:${portOf(url)}`;
}

function hostOf(url: URL): string {
	return url.hostname.replace(/^\[|\]$/g, "");
}

function portOf(url: URL): number {
	if (url.port !== "") return Number(url.port);
	if (url.protocol.startsWith("socks5")) return 1080;
	return url.protocol === "https:" ? 443 : 80;
}
