import { createServer, type IncomingMessage } from "node:http";
import { createServer as createPlain, createSecureServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import { connect, createServer as createTcpServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import type { GrpcHealthRequest } from "../../../src/cluster/cluster.ts";
import type { LiveCluster } from "../../../src/cluster/live-cluster.ts";
import { decodeHealthResponse, encodeHealthRequest } from "../../../src/cluster/transport/grpc-message.ts";
import { liveCluster, portOf, problemOf, status } from "../api-server.ts";
import { Authority } from "../certificates.ts";

const authority = new Authority();
const signed = authority.sign("DNS:sa.boulder");
const client = authority.sign("DNS:observer");

const open: { close(): unknown }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.close();
});

async function listening(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push(server);
	return portOf(server);
}

/** The part of API server and kubelet that forwards a port to this machine. */
async function startCluster(
	refuse?: { code: number; body: unknown },
	dateless = false,
): Promise<{ cluster: LiveCluster; asked: IncomingMessage[] }> {
	const asked: IncomingMessage[] = [];
	const server = createServer();
	const sockets = new WebSocketServer({
		noServer: true,
		handleProtocols: (offered) => (offered.has("v4.channel.k8s.io") ? "v4.channel.k8s.io" : false),
	});
	if (!dateless) sockets.on("headers", (headers) => headers.push("Date: Tue, 24 Nov 2026 10:00:00 GMT"));
	server.on("upgrade", (request, socket, head) => {
		asked.push(request);
		if (refuse !== undefined) {
			const body = JSON.stringify(refuse.body);
			socket.end(`HTTP/1.1 ${refuse.code} No\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
			return;
		}
		sockets.handleUpgrade(request, socket, head, (websocket) => {
			const port = Number(new URL(request.url ?? "", "http://x").searchParams.get("ports"));
			const send = (channel: number, content: Buffer | string): void =>
				websocket.send(Buffer.concat([Buffer.of(channel), Buffer.from(content)]));
			const bytes = Buffer.of(port & 255, port >> 8);
			for (const channel of [0, 1]) send(channel, bytes);
			const onward = connect(port, "127.0.0.1");
			websocket.on("message", (data: Buffer) => onward.write(data.subarray(1)));
			onward.on("data", (data) => send(0, data));
			onward.on("error", (error) => {
				send(1, `error forwarding port ${port}: ${error.message}`);
				websocket.close();
			});
			onward.on("close", () => websocket.close());
			websocket.on("close", () => onward.destroy());
			websocket.on("error", () => onward.destroy());
		});
	});
	const cluster = liveCluster({ server: `http://127.0.0.1:${await listening(server)}` });
	open.push(cluster);
	return { cluster, asked };
}

type Answer = (stream: ServerHttp2Stream, service: string) => void;

async function startHealth(answer: Answer, secure: boolean): Promise<number> {
	const onStream = (stream: ServerHttp2Stream, headers: { ":path"?: string | undefined }): void => {
		const parts: Buffer[] = [];
		stream.on("error", () => {});
		stream.on("data", (part: Buffer) => parts.push(part));
		stream.on("end", () => {
			if (headers[":path"] !== "/grpc.health.v1.Health/Check") return stream.close();
			answer(stream, Buffer.concat(parts).subarray(7).toString());
		});
	};
	const tls = {
		cert: signed.certificate,
		key: signed.key,
		ca: authority.certificate,
		requestCert: true,
		rejectUnauthorized: true,
	};
	const server: Http2Server = secure ? createSecureServer(tls) : createPlain();
	server.on("stream", onStream);
	server.on("sessionError", () => {});
	return listening(server);
}

function answering(frame: readonly number[], code = "0", message?: string): Answer {
	return (stream) => {
		stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
		stream.on("wantTrailers", () =>
			stream.sendTrailers({ "grpc-status": code, ...(message === undefined ? {} : { "grpc-message": message }) }),
		);
		stream.end(Buffer.from(frame));
	};
}

const serving = answering([0, 0, 0, 0, 2, 8, 1]);
const request = (port: number): GrpcHealthRequest => ({
	namespace: "shop",
	pod: "sa-1",
	port,
	service: "",
	tls: null,
	timeoutMilliseconds: 3_000,
});
const tls = { authority: authority.certificate, certificate: client.certificate, key: client.key, serverName: "sa.boulder" };

describe("gRPC health", () => {
	it("is asked through a port-forward, and dated by the API server", async () => {
		const names: string[] = [];
		const port = await startHealth((stream, service) => {
			names.push(service);
			serving(stream, service);
		}, false);
		const { cluster, asked } = await startCluster();
		expect(await cluster.grpcHealth(request(port))).toEqual({
			kind: "health",
			status: "SERVING",
			observedAt: "2026-11-24T10:00:00.000Z",
		});
		await cluster.grpcHealth({ ...request(port), service: "sa.StorageAuthority" });
		expect(names).toEqual(["", "sa.StorageAuthority"]);
		expect(asked[0]).toMatchObject({ method: "GET", url: `/api/v1/namespaces/shop/pods/sa-1/portforward?ports=${port}` });
		expect(asked[0]?.headers).toMatchObject({ authorization: "Bearer the-token", upgrade: "websocket" });
	});

	it.each<[string, Answer, unknown]>([
		["not serving", answering([0, 0, 0, 0, 2, 8, 2]), { kind: "health", status: "NOT_SERVING" }],
		["unknown by default", answering([0, 0, 0, 0, 0]), { kind: "health", status: "UNKNOWN" }],
		["an error", answering([], "5", "no%20such service"), { kind: "error", code: "NOT_FOUND", message: "no such service" }],
		["an error beside an answer", answering([0, 0, 0, 0, 2, 8, 1], "13"), { kind: "error", code: "INTERNAL" }],
		[
			"an error without a body",
			(stream) =>
				stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": "12" }, { endStream: true }),
			{ kind: "error", code: "UNIMPLEMENTED" },
		],
		[
			"no status",
			(stream) => {
				stream.respond({ ":status": 200, "content-type": "application/grpc" });
				stream.end(Buffer.of(0, 0, 0, 0, 2, 8, 1));
			},
			{ kind: "error", code: "UNKNOWN" },
		],
		["garbage", answering([0, 0, 0, 0, 9, 8, 1]), { kind: "error", code: "INTERNAL" }],
		["nothing", answering([]), { kind: "error", code: "INTERNAL" }],
		[
			"HTTP",
			(stream) => {
				stream.respond({ ":status": 404 });
				stream.end("not found");
			},
			{ kind: "error", code: "UNKNOWN", message: expect.stringContaining("404") },
		],
		[
			"another format",
			(stream) => {
				stream.respond({ ":status": 200, "content-type": "text/html" });
				stream.end("hello");
			},
			{ kind: "error", code: "UNKNOWN" },
		],
		["an end", (stream) => stream.session?.destroy(), { kind: "no-connection" }],
	])("answers %s", async (_, answer, expected) => {
		const port = await startHealth(answer, false);
		const { cluster } = await startCluster();
		expect(await cluster.grpcHealth(request(port))).toMatchObject(expected instanceof Object ? expected : {});
	});

	it("is read with TLS and a client certificate, and reports why that fails", async () => {
		const port = await startHealth(serving, true);
		const { cluster } = await startCluster();
		expect(await cluster.grpcHealth({ ...request(port), tls })).toMatchObject({ kind: "health", status: "SERVING" });
		expect(await cluster.grpcHealth({ ...request(port), tls: { ...tls, serverName: null } })).toMatchObject({ kind: "health" });
		const messageFor = async (
			other: Partial<typeof tls> | { certificate: null; key: null } | { authority: null } | null,
		): Promise<string> => {
			const answer = await cluster.grpcHealth({ ...request(port), tls: other === null ? null : { ...tls, ...other } });
			expect(answer.kind).toBe("no-connection");
			return "message" in answer ? answer.message : "";
		};
		expect(await messageFor({ serverName: "ra.boulder" })).toContain("its certificate is for another host (DNS:sa.boulder)");
		expect(await messageFor({ authority: null })).toContain("unknown authority");
		expect(await messageFor({ certificate: null, key: null })).toMatch(/certificate required|connection|ECONNRESET/);
		expect(await messageFor(null)).toContain(`port ${port} of pod sa-1`);
		expect(await problemOf(cluster.grpcHealth({ ...request(port), tls: { ...tls, key: "no key" } }))).toMatchObject({
			kind: "tls",
		});
		const plain = await startHealth(serving, false);
		expect(await cluster.grpcHealth({ ...request(plain), tls })).toMatchObject({ kind: "no-connection" });
	});

	it("reports the kubelet's message about a closed port", async () => {
		const server = createTcpServer();
		const port = await listening(server);
		await new Promise((resolve) => server.close(resolve));
		const { cluster } = await startCluster();
		expect(await cluster.grpcHealth(request(port))).toMatchObject({
			kind: "no-connection",
			message: expect.stringContaining("ECONNREFUSED"),
		});
	});

	it("waits no longer than asked", async () => {
		const port = await listening(createTcpServer(() => {}));
		const { cluster } = await startCluster();
		const began = performance.now();
		const problem = await problemOf(cluster.grpcHealth({ ...request(port), timeoutMilliseconds: 300 }));
		expect(problem).toMatchObject({ kind: "timeout", message: `pod sa-1 did not answer on port ${port} within 0.3 s` });
		expect(performance.now() - began).toBeLessThan(20_000);
	});

	it.each([
		[
			403,
			status(
				403,
				"Forbidden",
				'pods "sa-1" is forbidden: User "jane" cannot get resource "pods/portforward" in API group "" in the namespace "shop"',
			),
			"forbidden",
		],
		[404, status(404, "NotFound", 'pods "sa-1" not found'), "unreachable"],
		[500, status(500, "InternalError", "error dialing backend"), "server-error"],
		[401, status(401, "Unauthorized", "Unauthorized"), "unauthorized"],
	])("is a problem where the API server answers %i", async (code, body, kind) => {
		const { cluster } = await startCluster({ code, body });
		expect(await problemOf(cluster.grpcHealth(request(9395)))).toMatchObject({
			kind,
			asked: { verb: "get", resource: "pods/portforward", namespace: "shop" },
		});
	});
});

describe("the bytes of a health check", () => {
	it("are those of protobuf", () => {
		expect([...encodeHealthRequest("")]).toEqual([0, 0, 0, 0, 0]);
		expect([...encodeHealthRequest("ab")]).toEqual([0, 0, 0, 0, 4, 0x0a, 2, 0x61, 0x62]);
		expect(encodeHealthRequest("x".repeat(300)).subarray(5, 8)).toEqual(Buffer.of(0x0a, 0xac, 0x02));
		const decode = (...message: number[]): string | null =>
			decodeHealthResponse(Buffer.of(0, 0, 0, 0, message.length, ...message));
		expect(decode(8, 3)).toBe("SERVICE_UNKNOWN");
		// Unknown fields of every wire type are passed over.
		expect(decode(0x12, 2, 8, 1, 0x1d, 1, 2, 3, 4, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x28, 0x96, 1, 8, 2)).toBe("NOT_SERVING");
		for (const broken of [[8], [8, 9], [0x12, 9, 1], [0x0b], [8, 255, 255, 255, 255, 255, 255]])
			expect(decode(...broken)).toBeNull();
		expect(decodeHealthResponse(Buffer.of(1, 0, 0, 0, 2, 8, 1))).toBeNull();
	});
});
