import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import { dirname, join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClusterAddress, Identity } from "../../../src/cluster/kubeconfig/connection.ts";
import { resolveContexts } from "../../../src/cluster/kubeconfig/resolve-contexts.ts";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { folderWith } from "../../command-line.ts";
import { kubectl, runKubectl } from "../kubectl.ts";
import { type RecordingServer, type Shown, startRecordingServer } from "../recording-server.ts";
import { makeCertificates } from "../test-certificates.ts";
import { realOutside } from "./environment.ts";
import { type Case, cases, type Kit } from "./identity-cases.ts";

const certificates = makeCertificates();
let server: RecordingServer;
beforeAll(async () => {
	server = await startRecordingServer(certificates);
});
afterAll(() => server.stop());

describe.skipIf(kubectl === null)("what a request shows is what kubectl shows", () => {
	it.each(cases)("$name", async (example) => {
		const kit: Kit = { ...server, certificates };
		const byKubectl = await askByKubectl(example, kit);
		const byUs = await askByUs(example, kit);
		if (example.kubectlAsks === true) {
			expect(byKubectl).toEqual("refused");
			expect(byUs).not.toEqual("refused");
			return;
		}
		expect(byUs).toEqual(byKubectl);
		// The comparison is worth something only where both came as far as was meant.
		expect(byKubectl === "refused" ? "refused" : "sent").toBe(example.refused === true ? "refused" : "sent");
	});
});

interface Sent {
	readonly shown: Shown;
	/** What plugins were told, one line a run. */
	readonly plugin: readonly unknown[];
}

async function askByKubectl(example: Case, kit: Kit): Promise<Sent | "refused"> {
	const folder = lay(example, kit);
	const options = example.kubeconfig === undefined ? [] : ["--kubeconfig", example.kubeconfig];
	const context = example.context === undefined ? [] : ["--context", example.context];
	const words = example.isBelowPath === true ? ["version"] : ["get", "--raw", "/probe"];
	await runKubectl([...options, ...context, ...words], folder, example.env?.(kit) ?? {});
	return sent(folder, example);
}

async function askByUs(example: Case, kit: Kit): Promise<Sent | "refused"> {
	const folder = lay(example, kit);
	const env = { PATH: process.env.PATH ?? "", HOME: folder, ...example.env?.(kit) };
	try {
		const [resolved] = resolveContexts(realOutside(folder, env), {
			kubeconfig: example.kubeconfig ?? null,
			contexts: example.context === undefined ? [] : [example.context],
			namespace: null,
			arePluginsAllowed: true,
		});
		if (resolved === undefined) return "refused";
		await ask(resolved.address, await resolved.credentials.identity(), pathOf(example));
	} catch (problem) {
		if (!(problem instanceof ClusterProblem) && !isConnectionError(problem)) throw problem;
		if (problem instanceof ClusterProblem) expect(problem.kind).toBe("credentials");
	}
	return sent(folder, example);
}

function lay(example: Case, kit: Kit): string {
	server.take();
	const folder = folderWith({});
	for (const [name, content] of Object.entries(example.files(kit))) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), content);
		if (content.startsWith("#!")) chmodSync(join(folder, name), 0o755);
	}
	return folder;
}

/** `kubectl get --raw` leaves the path of the server out. */
function pathOf(example: Case): string {
	return example.isBelowPath === true ? "/version" : "/probe";
}

/** kubectl may ask for the server's version before, and may run an expired plugin for each. */
function sent(folder: string, example: Case): Sent | "refused" {
	const shown = server
		.take()
		.map((request) => ({ ...request, path: request.path.replace(/\?.*$/, "") }))
		.findLast((request) => request.path.endsWith(pathOf(example)));
	if (shown === undefined) return "refused";
	return { shown, plugin: [...new Set(linesOf(join(folder, "plugin.log")))].map((line) => JSON.parse(line)) };
}

function linesOf(path: string): string[] {
	try {
		return readFileSync(path, "utf8")
			.split("\n")
			.filter((line) => line !== "");
	} catch {
		return [];
	}
}

function isConnectionError(problem: unknown): boolean {
	return problem instanceof Error && "code" in problem;
}

/** A request as the transport would send it, by Node alone. */
function ask(address: ClusterAddress, identity: Identity, asked: string): Promise<void> {
	const { server: url, proxy } = address;
	const headers: Record<string, string[]> = {};
	for (const [name, value] of identity.headers) headers[name] = [...(headers[name] ?? []), value];
	const path = `${url.pathname.replace(/\/$/, "")}${asked}`;
	const tls = {
		...(address.authority === null ? {} : { ca: address.authority }),
		...(address.tlsServerName === null ? {} : { servername: address.tlsServerName }),
		...(identity.clientCertificate === null
			? {}
			: { cert: identity.clientCertificate.certificate, key: identity.clientCertificate.key }),
		rejectUnauthorized: !address.insecure,
	};
	return new Promise((resolve, reject) => {
		// Go leads the unspecified address of either version to the machine itself.
		const options = { host: url.hostname === "[::]" ? "127.0.0.1" : url.hostname, port: url.port, path, headers, agent: false };
		const send = (outgoing: ReturnType<typeof request>): void => {
			outgoing.on("response", (response) => response.resume().on("end", () => resolve()));
			outgoing.on("error", reject).end();
		};
		if (url.protocol === "http:") return send(request(options));
		if (proxy === null) return send(secureRequest({ ...options, ...tls }));
		const target = `${url.hostname}:${url.port}`;
		const tunnel = request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: target, agent: false });
		tunnel.on("connect", (_, socket) => {
			const secured = connect({ socket, servername: url.hostname, ...tls });
			send(request({ ...options, agent: undefined, createConnection: () => secured }));
		});
		tunnel.on("error", reject).end();
	});
}
