import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Exchange, Fault } from "./adversary.ts";

/** What the proxy does, how long the whole run may take, and what is known of the verdicts besides that none is greener. */
export interface Case {
	readonly fault: Fault;
	readonly seconds: number;
	/** `all`: no question was answered. `none`: as if there were no fault. `by-luck`: whoever asks again may get every answer. */
	readonly unknown: "all" | "some" | "none" | "by-luck";
	readonly reason?: string;
}

export const status = (code: number, reason: string, message = "no"): string =>
	JSON.stringify({ kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code });
export const jsonType = { "Content-Type": "application/json" };

/** The same for requests and upgrades: something that is written in place of an answer. */
function instead(write: (socket: Exchange["socket"]) => void): Fault {
	return { answer: ({ socket }) => write(socket), upgrade: write };
}

function answered(code: number, headers: Readonly<Record<string, string>>, body: string): Fault {
	const head = Object.entries({ ...headers, "Content-Length": String(Buffer.byteLength(body)) }).map(
		([name, value]) => `${name}: ${value}\r\n`,
	);
	return {
		answer: ({ response }) => void response.writeHead(code, headers).end(body),
		upgrade: (socket) => socket.end(`HTTP/1.1 ${code} X\r\n${head.join("")}\r\n${body}`),
	};
}

/** Puts off each question once. */
function onceEach(): Fault {
	const asked = new Set<string | undefined>();
	return {
		answer: async ({ request, response, pass }) => {
			if (asked.has(request.url)) await pass();
			else response.writeHead(429, { ...jsonType, "Retry-After": "0" }).end(status(429, "TooManyRequests"));
			asked.add(request.url);
		},
	};
}

function dripping(socket: Exchange["socket"], bytes: Buffer): void {
	let at = 0;
	const drip = setInterval(() => {
		if (socket.destroyed) clearInterval(drip);
		else socket.write(bytes.subarray(at % bytes.length, (at % bytes.length) + 1));
		at += 1;
	}, 100);
	socket.on("close", () => clearInterval(drip));
}

/** As fast as it is taken, for ever. */
function endless(socket: Exchange["socket"], head: string, part: Buffer): void {
	socket.write(head);
	const more = (): void => {
		while (!socket.destroyed && socket.write(part));
		if (!socket.destroyed) socket.once("drain", more);
	};
	more();
}

async function cut(exchange: Exchange, end: (exchange: Exchange) => void): Promise<void> {
	const { status: code, headers, body } = await exchange.behind();
	exchange.response.writeHead(code, { ...headers, "Content-Length": String(body.length) });
	exchange.response.write(body.subarray(0, body.length / 2), () => end(exchange));
}

const emptyPage = (token: string): string =>
	JSON.stringify({ kind: "List", apiVersion: "v1", metadata: { resourceVersion: "1", continue: token }, items: [] });

export const calm: Readonly<Record<string, Case>> = {
	"no fault": { fault: {}, seconds: 20, unknown: "none" },
	"a late answer": {
		fault: { answer: ({ pass }) => new Promise((resolve) => setTimeout(() => resolve(pass()), 300)) },
		seconds: 20,
		unknown: "none",
	},
};

export const quick: Readonly<Record<string, Case>> = {
	"a reset in the middle of every body": {
		fault: { answer: (one) => cut(one, ({ reset }) => reset()) },
		seconds: 20,
		unknown: "some",
	},
	"a body that ends early": {
		fault: { answer: (one) => cut(one, ({ response }) => response.destroy()) },
		seconds: 20,
		unknown: "some",
	},
	"half a body that looks whole": {
		fault: {
			answer: async ({ behind, response }) => {
				const { status: code, headers, body } = await behind();
				response.writeHead(code, headers).end(body.subarray(0, body.length / 2));
			},
		},
		seconds: 20,
		unknown: "some",
	},
	"a connection that is never made": { fault: { connection: () => {} }, seconds: 20, unknown: "all", reason: "TimedOut" },
	"a connection that is reset": {
		fault: { connection: (socket) => void socket.resetAndDestroy() },
		seconds: 20,
		unknown: "all",
		reason: "Unreachable",
	},
	"bytes that are not TLS": {
		fault: { connection: (socket) => void socket.end(randomBytes(4_000)) },
		seconds: 20,
		unknown: "all",
	},
	"bytes that are not HTTP": {
		fault: instead((socket) => socket.end(randomBytes(4_000))),
		seconds: 20,
		unknown: "all",
		reason: "BadAnswer",
	},
	"a header that is too large": {
		fault: instead((socket) => socket.end(`HTTP/1.1 200 OK\r\nX-Filler: ${"x".repeat(1_000_000)}\r\n\r\n`)),
		seconds: 20,
		unknown: "all",
		reason: "BadAnswer",
	},
	"headers without end": {
		fault: instead((socket) => endless(socket, "HTTP/1.1 200 OK\r\n", Buffer.from("X-A: b\r\n".repeat(100)))),
		seconds: 20,
		unknown: "all",
		reason: "BadAnswer",
	},
	"another protocol": {
		fault: {
			answer: ({ socket }) => void socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
		},
		seconds: 20,
		unknown: "all",
	},
	"a login page": { fault: answered(200, { "Content-Type": "text/html" }, "<html>Log in</html>"), seconds: 20, unknown: "some" },
	"nothing with success": { fault: answered(204, jsonType, ""), seconds: 20, unknown: "some" },
	"a Status with success": { fault: answered(200, jsonType, status(200, "Success")), seconds: 20, unknown: "some" },
	"too many requests, with no time to come back": {
		fault: answered(429, jsonType, status(429, "TooManyRequests")),
		seconds: 20,
		unknown: "all",
		reason: "Throttled",
	},
	"too many requests, and a second to wait": {
		fault: answered(429, { ...jsonType, "Retry-After": "1" }, status(429, "TooManyRequests")),
		seconds: 20,
		unknown: "all",
		reason: "Throttled",
	},
	"too many requests, and an hour to wait": {
		fault: answered(429, { ...jsonType, "Retry-After": "3600" }, status(429, "TooManyRequests")),
		seconds: 20,
		unknown: "all",
		reason: "Throttled",
	},
	"too many requests when it is asked for the first time": { fault: onceEach(), seconds: 20, unknown: "none" },
	"an error of the server": { fault: answered(500, jsonType, status(500, "InternalError", "etcd")), seconds: 20, unknown: "all" },
	"an error of a proxy": {
		fault: answered(503, { "Content-Type": "text/plain" }, "no healthy upstream"),
		seconds: 20,
		unknown: "some",
	},
	"a token that has ended": {
		fault: answered(401, jsonType, status(401, "Unauthorized")),
		seconds: 20,
		unknown: "all",
		reason: "Unauthorized",
	},
	"no rights": { fault: answered(403, jsonType, status(403, "Forbidden")), seconds: 20, unknown: "all", reason: "Forbidden" },
	"a list whose pages never end": {
		fault: { answer: ({ response, number }) => void response.writeHead(200, jsonType).end(emptyPage(`page-${number}`)) },
		seconds: 20,
		unknown: "some",
	},
	"a fault in two of three answers": {
		fault: {
			answer: ({ number, pass, response, reset }) =>
				number % 3 === 1 ? pass() : number % 3 === 2 ? void response.writeHead(503).end() : reset(),
		},
		seconds: 20,
		unknown: "by-luck",
	},
};

export const slow: Readonly<Record<string, Case>> = {
	"a small body that is a large one": {
		fault: { answer: ({ response }) => void response.writeHead(200, { ...jsonType, "Content-Encoding": "gzip" }).end(bomb()) },
		seconds: 45,
		unknown: "some",
	},
	"a body without end": {
		fault: instead((socket) =>
			endless(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", Buffer.alloc(1_000_000, " ")),
		),
		seconds: 45,
		unknown: "all",
	},
	"a server that says nothing": { fault: instead(() => {}), seconds: 45, unknown: "all", reason: "TimedOut" },
	"a body of ten bytes a second": {
		fault: {
			answer: async ({ behind, response, socket }) => {
				const { status: code, headers, body } = await behind();
				response.writeHead(code, { ...headers, "Content-Length": String(body.length) }).flushHeaders();
				dripping(socket, body);
			},
		},
		seconds: 45,
		// A short body of a Service arrives in time.
		unknown: "some",
	},
	"a header of ten bytes a second": {
		fault: instead((socket) => {
			socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
			dripping(socket, Buffer.from("x"));
		}),
		seconds: 45,
		unknown: "all",
		reason: "TimedOut",
	},
	"a port-forward whose header drips": {
		fault: {
			upgrade: (socket) => {
				socket.write("HTTP/1.1 101 Switching Protocols\r\nX-Slow: ");
				dripping(socket, Buffer.from("x"));
			},
		},
		seconds: 20,
		unknown: "some",
	},
	"a port-forward that is refused bit by bit": {
		fault: {
			upgrade: (socket) => {
				socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 90000\r\n\r\n");
				dripping(socket, Buffer.from("x"));
			},
		},
		seconds: 20,
		unknown: "some",
	},
	"news without end": {
		fault: instead((socket) => dripping(socket, Buffer.from("HTTP/1.1 102 Processing\r\n\r\n"))),
		seconds: 45,
		unknown: "all",
		reason: "TimedOut",
	},
};

/** Of a document whose probes list sixty namespaces. */
export const many: Readonly<Record<string, Pick<Case, "fault" | "seconds">>> = {
	"a server that says nothing to them": { fault: instead(() => {}), seconds: 45 },
	"a server that asks to wait nine seconds": {
		fault: answered(429, { ...jsonType, "Retry-After": "9" }, status(429, "TooManyRequests")),
		seconds: 45,
	},
};

let bombBytes: Buffer | null = null;
function bomb(): Buffer {
	bombBytes ??= gzipSync(Buffer.alloc(300 * 1024 * 1024, " "));
	return bombBytes;
}
