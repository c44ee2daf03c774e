import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "../control-plane/api.ts";
import { programPath } from "../control-plane/binaries.ts";
import { makeAuthority, makeCertificate } from "../control-plane/certificates.ts";
import type { Forward } from "../control-plane/kwok.ts";
import { freePorts, type Processes } from "../control-plane/processes.ts";
import { metricsServer } from "./metrics-api.ts";

/** Real servers behind every simulated pod: each answers at its port by port-forward and, in a network namespace, through the API's proxy. */
export interface RealServers {
	readonly http: number;
	readonly grpc: GrpcServers;
	/** Null where Debian's `prometheus` is not installed, or outside a network namespace. Scrapes itself, `http` and the API server. */
	readonly prometheus: number | null;
	/** Null outside a network namespace. For autoscalers; see metrics-api.ts. */
	readonly metricsApi: number | null;
	/** Nobody listens there. */
	readonly refused: number;
	readonly forwards: readonly Forward[];
}

/** Every server knows the services "" (the server as a whole), "up" (SERVING) and "down" (NOT_SERVING). */
export interface GrpcServers {
	/** Mutual TLS, SERVING. */
	readonly mutualTls: number;
	/** Mutual TLS, NOT_SERVING as a whole. */
	readonly notServing: number;
	/** No TLS. */
	readonly plain: number;
	/** No TLS and no health service: UNIMPLEMENTED. */
	readonly noHealth: number;
	/** The name in the certificates of the servers. */
	readonly serverName: string;
	/** PEM: of the servers, of a client that they trust, and of one that they do not. */
	readonly authority: string;
	readonly client: { readonly certificate: string; readonly key: string };
	readonly stranger: { readonly certificate: string; readonly key: string };
	/** PEM of an authority that has signed nothing of this. */
	readonly otherAuthority: string;
}

interface ServerOptions {
	readonly processes: Processes;
	readonly folder: string;
	readonly pki: string;
	readonly apiPort: number;
	readonly networkNamespace: boolean;
}

const httpServer = fileURLToPath(new URL("http.mjs", import.meta.url));
const serverName = "sa.service.test";

export async function startRealServers(around: ServerOptions): Promise<RealServers> {
	const { processes, folder, pki, apiPort, networkNamespace } = around;
	const [http = 0, mutualTls = 0, notServing = 0, plain = 0, noHealth = 0, prometheusPort = 0, metrics = 0, refused = 0] =
		await freePorts(8);
	// Alone in its namespace a server may answer at every address; else at loopback only.
	const host = networkNamespace ? "0.0.0.0" : "127.0.0.1";
	const start = async (name: string, command: readonly string[]) => {
		if ((await processes.start({ name, command, log: join(folder, `${name}.log`) })) === null)
			throw new Error(`${name} cannot be run`);
	};
	makeCertificate(pki, "grpc", `/CN=${serverName}`, `subjectAltName=DNS:${serverName}`);
	makeCertificate(pki, "grpc-client", "/CN=client.test", "extendedKeyUsage=clientAuth");
	makeAuthority(pki, "other");
	makeCertificate(pki, "grpc-stranger", "/CN=stranger.test", "extendedKeyUsage=clientAuth", "other");
	const { stdout } = await promisify(execFile)(fileURLToPath(new URL("grpc-health/build.sh", import.meta.url)));
	const kinds = { "mutual-tls": mutualTls, "mutual-tls-not-serving": notServing, plain, "no-health": noHealth };
	await start("grpc", [stdout.trim(), pki, ...Object.entries(kinds).map(([kind, port]) => `${kind}=${host}:${port}`)]);
	await start("http", [process.execPath, httpServer, host, String(http)]);
	const program = networkNamespace ? programPath("prometheus") : null;
	if (program !== null) await start("prometheus", prometheusCommand(program, around, prometheusPort, http));
	if (networkNamespace) await start("metrics", [process.execPath, metricsServer, pki, host, String(metrics), String(apiPort)]);
	else await Promise.all([http, ...Object.values(kinds)].map((port) => until(`port ${port}`, () => accepts(port))));

	const prometheus = program === null ? null : prometheusPort;
	const ports = [http, mutualTls, notServing, plain, noHealth, refused, ...(prometheus === null ? [] : [prometheus])];
	const pem = (name: string) => readFileSync(join(pki, name), "utf8");
	const pair = (name: string) => ({ certificate: pem(`${name}.crt`), key: pem(`${name}.key`) });
	return {
		http,
		grpc: {
			mutualTls,
			notServing,
			plain,
			noHealth,
			serverName,
			authority: pem("ca.crt"),
			client: pair("grpc-client"),
			stranger: pair("grpc-stranger"),
			otherAuthority: pem("other.crt"),
		},
		prometheus,
		metricsApi: networkNamespace ? metrics : null,
		refused,
		forwards: ports.map((port) => ({ from: port, to: port })),
	};
}

function prometheusCommand(program: string, { folder, pki, apiPort }: ServerOptions, port: number, http: number): string[] {
	const job = (name: string, target: number, more: object = {}) => ({
		job_name: name,
		static_configs: [{ targets: [`127.0.0.1:${target}`] }],
		...more,
	});
	const tls = { ca_file: join(pki, "ca.crt"), cert_file: join(pki, "admin.crt"), key_file: join(pki, "admin.key") };
	const config = {
		global: { scrape_interval: "2s", evaluation_interval: "2s" },
		scrape_configs: [
			job("prometheus", port),
			job("http", http),
			job("down", 1),
			job("apiserver", apiPort, { scheme: "https", tls_config: tls, scrape_interval: "10s" }),
		],
	};
	const file = join(folder, "prometheus.json");
	writeFileSync(file, JSON.stringify(config));
	return [
		program,
		`--config.file=${file}`,
		`--storage.tsdb.path=${join(folder, "tsdb")}`,
		`--web.listen-address=0.0.0.0:${port}`,
	];
}

function accepts(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1", () => {
			socket.destroy();
			resolve(true);
		});
		socket.on("error", () => resolve(false));
	});
}
