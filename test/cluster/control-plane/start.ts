import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registerMetricsApi } from "../servers/metrics-api.ts";
import { type RealServers, startRealServers } from "../servers/start.ts";
import { Api, until } from "./api.ts";
import { type AuditedRequest, auditPolicy, readAudit } from "./audit.ts";
import { makeAuthority, makeCertificate, makeSigningKey } from "./certificates.ts";
import { commandsOf, type Ports } from "./commands.ts";
import { adminKubeconfig, ServiceAccounts } from "./kubeconfigs.ts";
import { kwokConfiguration } from "./kwok.ts";
import { freePorts, Processes, relay } from "./processes.ts";

export interface ControlPlaneOptions {
	/** Where the programs are; see binaries.ts. */
	readonly binaries: string;
	/** Simulated nodes; 2 unless told. */
	readonly nodes?: number;
	/** False: etcd and the API server alone, where any status that is put on an object stays. */
	readonly controllers?: boolean;
	/** Record who asks what; see `audit()`. */
	readonly audit?: boolean;
	/** Controllers ask as often as they can; else 20 times a second, which is half an hour for thousands of Deployments. */
	readonly unthrottled?: boolean;
	/** Pod addresses are this machine's, so that the API server's proxy reaches real servers. Needs the right to make a namespace. */
	readonly networkNamespace?: boolean;
	/** Real servers: gRPC health and HTTP; Prometheus needs the network namespace. Reached by port-forward to their port of any pod. */
	readonly servers?: boolean;
	/** Further programs, in the network namespace where there is one. */
	readonly programs?: (place: ProgramPlace) => readonly { readonly name: string; readonly command: readonly string[] }[];
}

export interface ProgramPlace {
	/** Goes with the control plane. */
	readonly folder: string;
	/** Certificates: `ca.crt` and `admin.crt` with `admin.key`, for the API server at 127.0.0.1 and this port. */
	readonly pki: string;
	readonly apiPort: number;
}

export type Component = "etcd" | "apiserver" | "controller-manager" | "scheduler" | "kwok";

export interface ControlPlane {
	/** Of an administrator. */
	readonly kubeconfig: string;
	readonly server: string;
	readonly kubectl: string;
	readonly api: Api;
	readonly accounts: ServiceAccounts;
	readonly servers: RealServers | null;
	/** Everything that was asked, in order; empty unless told to record. */
	audit(): AuditedRequest[];
	/** Stands still, as a machine that is paused, until `resume`. */
	pause(component: Component): Promise<void>;
	resume(component: Component): Promise<void>;
	/** Asked to end, as by a rollout; fulfilled when it has ended. */
	terminate(component: Component): Promise<void>;
	/** Again after its end. It is not waited for until it is ready. */
	start(component: Component): Promise<void>;
	/** Killed; its port refuses. */
	kill(component: Component): Promise<void>;
	/** Nothing is left when this is fulfilled. */
	stop(): Promise<void>;
	/** For a message when something went wrong. */
	log(component: Component): string;
}

/** About four seconds. Everything ends with this process, however it ends. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await startOnce(options);
		} catch (error) {
			// Somebody may have taken a port between our look and our use.
			const taken = error instanceof Error && error.message.includes("address already in use");
			if (!taken || attempt === 3) throw error;
		}
	}
}

async function startOnce(options: ControlPlaneOptions): Promise<ControlPlane> {
	const { binaries, nodes = 2, controllers = true, audit = false, unthrottled = false } = options;
	const { networkNamespace = false, servers = false, programs } = options;
	const folder = mkdtempSync(join(tmpdir(), "control-plane-"));
	const pki = join(folder, "pki");
	mkdirSync(pki);
	makeAuthority(pki);
	makeCertificate(pki, "server", "/CN=kube-apiserver", "subjectAltName=IP:127.0.0.1,DNS:localhost,IP:10.0.0.1");
	makeCertificate(pki, "admin", "/O=system:masters/CN=admin", "extendedKeyUsage=clientAuth");
	makeSigningKey(pki, "sa");
	const [etcd = 0, etcdPeer = 0, api = 0, kubelet = 0, outside = 0] = await freePorts(5);
	const ports: Ports = { etcd, etcdPeer, api, kubelet };
	const kubeconfig = join(folder, "kubeconfig");
	const inner = join(folder, "kubeconfig-inside");
	const server = `https://127.0.0.1:${networkNamespace ? outside : api}`;
	writeFileSync(inner, adminKubeconfig(pki, `https://127.0.0.1:${api}`));
	writeFileSync(kubeconfig, adminKubeconfig(pki, server));
	if (audit) writeFileSync(join(folder, "audit-policy.json"), JSON.stringify(auditPolicy));

	const processes = new Processes(networkNamespace ? ownNetwork : [], [folder]);
	// The way in, from outside the namespace: a process of its own, as tests that wait for a child block this one.
	const gate = networkNamespace ? new Processes([], []) : null;
	const end = async () => {
		await Promise.all([processes.end(), gate?.end()]);
	};
	const client = new Api({
		server,
		authority: readFileSync(join(pki, "ca.crt"), "utf8"),
		clientCertificate: {
			certificate: readFileSync(join(pki, "admin.crt"), "utf8"),
			key: readFileSync(join(pki, "admin.key"), "utf8"),
		},
		token: null,
	});
	try {
		const commands = commandsOf({ binaries, folder, ports, kubeconfig: inner, audit, unthrottled });
		const start = async (name: Component) => {
			const log = join(folder, `${name}.log`);
			if ((await processes.start({ name, command: commands[name], log })) === null) throw new Error(`${name} cannot be run`);
		};
		const log = (name: Component) => readFileSync(join(folder, `${name}.log`), "utf8");
		await Promise.all([start("etcd"), start("apiserver")]);
		if (gate !== null) {
			const socket = join(folder, "api.socket");
			const command = (...words: string[]) => [process.execPath, relay, ...words];
			await processes.start({ name: "relay", command: command(socket, String(api)), log: join(folder, "relay.log") });
			await gate.start({ name: "relay", command: command(String(outside), socket), log: join(folder, "gate.log") });
		}
		const real = servers ? await startRealServers({ processes, folder, pki, apiPort: api, networkNamespace }) : null;
		for (const { name, command } of programs?.({ folder, pki, apiPort: api }) ?? [])
			if ((await processes.start({ name, command, log: join(folder, `${name}.log`) })) === null)
				throw new Error(`${name} cannot be run`);
		const ended = () => (["etcd", "apiserver"] as const).find((name) => processes.hasEnded(name));
		await until("the API server", async () => ended() !== undefined || (await client.call("/readyz")).status === 200, 60_000, 50);
		const lost = ended();
		if (lost !== undefined) throw new Error(`${lost} ended:\n${log(lost).slice(-3000)}`);
		writeFileSync(join(folder, "kwok.yaml"), kwokConfiguration(real?.forwards ?? []));
		if (controllers) await Promise.all([start("controller-manager"), start("scheduler"), start("kwok")]);
		await Promise.all(
			Array.from({ length: nodes }, (_, number) => client.json("/api/v1/nodes", { method: "POST", body: node(number) })),
		);
		await until("the default namespace", () => client.get("v1", "Namespace", undefined, "default"));
		if (real !== null && real.metricsApi !== null) await registerMetricsApi(client, real.metricsApi);
		if (controllers) await until("ready nodes", async () => (await client.list("v1", "Node")).every(isReadyNode));
		return {
			kubeconfig,
			server,
			kubectl: join(binaries, "kubectl"),
			api: client,
			accounts: new ServiceAccounts(client, folder, server, join(pki, "ca.crt")),
			servers: real,
			audit: () => readAudit(join(folder, "audit.log")),
			pause: (component) => processes.signal(component, "SIGSTOP"),
			resume: (component) => processes.signal(component, "SIGCONT"),
			terminate: async (component) => {
				await processes.signal(component, "SIGTERM");
				await until("the end", () => processes.hasEnded(component), 60_000, 20);
			},
			start,
			kill: (component) => processes.stop(component),
			stop: async () => {
				client.close();
				await end();
			},
			log,
		};
	} catch (error) {
		client.close();
		await end();
		throw error;
	}
}

/** A namespace in which every address of a pod is this machine. */
export const ownNetwork = [
	"unshare",
	...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]),
	"--net",
	"sh",
	"-c",
	'PATH=$PATH:/usr/sbin:/sbin; ip link set lo up && ip route add local 10.244.0.0/16 dev lo && exec "$@"',
	"sh",
] as const;

function node(number: number): object {
	const resources = { cpu: "64", memory: "256Gi", pods: "10000" };
	const name = `node-${number}`;
	return {
		apiVersion: "v1",
		kind: "Node",
		metadata: { name, labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux" } },
		status: { allocatable: resources, capacity: resources },
	};
}

/** Ready, and open to pods: the node lifecycle controller has taken its taint away. */
function isReadyNode(node: object): boolean {
	const text = JSON.stringify(node);
	return (
		/"type":"Ready","status":"True"|"status":"True"[^}]*"type":"Ready"/.test(text) &&
		!text.includes("node.kubernetes.io/not-ready")
	);
}
