import { createServer as createProxy, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ApiServer, json, list, liveCluster, pod, portOf, problemOf } from "../api-server.ts";
import { Authority } from "../certificates.ts";

const authority = new Authority();
const signed = authority.sign("IP:127.0.0.1,DNS:cluster.example");

const open: { stop(): void }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.stop();
});

const pods = { apiVersion: "v1", kind: "Pod", namespace: "shop" };

/** Lets through to `port` whatever is asked for, and remembers it. */
async function startProxy(port: number, refusal?: string): Promise<{ port: number; asked: string[] }> {
	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const server: Server = createProxy();
	server.on("connect", (request, socket: Socket) => {
		asked.push(`${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
		sockets.add(socket);
		if (refusal !== undefined) return socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
		const onward = connect(port, "127.0.0.1", () => {
			socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
			socket.pipe(onward).pipe(socket);
		});
		onward.on("error", () => socket.destroy());
		socket.on("error", () => onward.destroy());
		return undefined;
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push({
		stop: () => {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	});
	return { port: portOf(server), asked };
}

describe("a proxy", () => {
	it("is asked for a way to the server, with its own login", async () => {
		const server = await ApiServer.start(signed, (_, response) => json(response, list("Pod", "v1", [pod("a")])));
		const proxy = await startProxy(server.port);
		const cluster = liveCluster({
			server: "https://cluster.example:6443",
			address: { authority: authority.certificate, proxy: new URL(`http://me:p%40ss@127.0.0.1:${proxy.port}`) },
		});
		open.push(server, { stop: () => cluster.close() });
		expect((await cluster.list(pods)).objects).toHaveLength(1);
		expect((await cluster.list(pods)).objects).toHaveLength(1);
		expect(proxy.asked).toEqual([`cluster.example:6443 Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
		expect(server.asked[0]?.headers).toMatchObject({ host: "cluster.example:6443", authorization: "Bearer the-token" });
		expect(server.asked[0]?.headers["proxy-authorization"]).toBeUndefined();
	});

	it("that refuses or is away is named", async () => {
		const refusing = await startProxy(1, "407 Proxy Authentication Required");
		const messageFor = async (proxy: string): Promise<string> => {
			const cluster = liveCluster({ server: "https://cluster.example:6443", address: { proxy: new URL(proxy) } });
			const problem = await problemOf(cluster.list(pods));
			cluster.close();
			expect(problem.kind).toBe("unreachable");
			return problem.message;
		};
		expect(await messageFor(`http://127.0.0.1:${refusing.port}`)).toContain(
			"refused a connection to cluster.example:6443: 407 Proxy Authentication Required",
		);
		expect(await messageFor("http://127.0.0.1:1")).toContain("127.0.0.1:1 is unreachable: connection refused");
	});
});

describe("a client certificate", () => {
	it("is shown, and asked for where it is missing", async () => {
		const client = authority.sign("DNS:client", "/O=system:masters/CN=admin");
		const subjects: string[] = [];
		const server = createTlsServer(
			{ cert: signed.certificate, key: signed.key, ca: authority.certificate, requestCert: true },
			(request, response) => {
				const socket = request.socket;
				if ("getPeerCertificate" in socket && typeof socket.getPeerCertificate === "function")
					subjects.push(socket.getPeerCertificate().subject.CN);
				json(response, list("Pod", "v1", [pod("a")]));
			},
		);
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		open.push({ stop: () => server.close() });
		const address = { authority: authority.certificate };
		const url = `https://127.0.0.1:${portOf(server)}`;
		const cluster = liveCluster({ server: url, address, identities: [{ headers: [], clientCertificate: client }] });
		expect((await cluster.list(pods)).objects).toHaveLength(1);
		cluster.close();
		expect(subjects).toEqual(["admin"]);
		expect(await problemOf(liveCluster({ server: url, address }).list(pods))).toMatchObject({
			kind: "tls",
			message: expect.stringContaining("certificate required"),
		});
		const broken = { certificate: "x", key: "y" };
		expect(
			await problemOf(liveCluster({ server: url, address, identities: [{ headers: [], clientCertificate: broken }] }).list(pods)),
		).toMatchObject({ kind: "tls" });
		const header = { headers: [["Authorization", "Bearer a\nb"] as const], clientCertificate: client };
		expect(await problemOf(liveCluster({ server: url, address, identities: [header] }).list(pods))).toMatchObject({
			kind: "credentials",
		});
	});
});
