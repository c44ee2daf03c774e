import { afterEach, describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../../command-line.ts";
import { ApiServer, json, list, liveCluster, pod, problemOf } from "../api-server.ts";
import { Authority } from "../certificates.ts";
import { type SocksProxy, type SocksRules, startSocksProxy } from "./socks-proxy.ts";

const authority = new Authority();
const signed = authority.sign("IP:127.0.0.1,IP:10.0.0.7,IP:fd00:0:0:0:0:0:0:7,DNS:cluster.example");
const pods = { apiVersion: "v1", kind: "Pod", namespace: "shop" };

const open: { stop(): void }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.stop();
});

async function serverBehind(rules: SocksRules, isSecure = true): Promise<SocksProxy> {
	const server = await ApiServer.start(isSecure ? signed : null, (_, response) => json(response, list("Pod", "v1", [pod("a")])));
	const proxy = await startSocksProxy(server.port, rules);
	open.push(server, proxy);
	return proxy;
}

function clusterAt(server: string, proxy: string) {
	const cluster = liveCluster({ server, address: { authority: authority.certificate, proxy: new URL(proxy) } });
	open.push({ stop: () => cluster.close() });
	return cluster;
}

const login = { name: "me", password: "p@ss" };

describe("a SOCKS 5 proxy", () => {
	it.each<[string, SocksRules, string, string]>([
		["https://cluster.example:6443", {}, "", "3 cluster.example:6443 -"],
		["https://cluster.example", { login }, "me:p%40ss@", "3 cluster.example:443 me:p@ss"],
		["https://cluster.example:6443", { bound: 3 }, "me:p%40ss@", "3 cluster.example:6443 -"],
		["https://10.0.0.7:6443", { bound: 4 }, "", "1 0a000007:6443 -"],
		["https://[fd00::7]:6443", { dribbles: true, bound: 3 }, "", "4 fd000000000000000000000000000007:6443 -"],
		["http://cluster.example:8080", { dribbles: true }, "", "3 cluster.example:8080 -"],
	])("leads to %s with the rules %j and the login %j, and looks its name up itself", async (server, rules, user, asked) => {
		const proxy = await serverBehind(rules, server.startsWith("https:"));
		const cluster = clusterAt(server, `socks5://${user}127.0.0.1:${proxy.port}`);
		expect((await cluster.list(pods)).objects).toHaveLength(1);
		expect((await cluster.list(pods)).objects).toHaveLength(1);
		expect(proxy.asked).toEqual([asked]);
	});

	it.each<[string, SocksRules, string, string]>([
		["wants a login", { login }, "", "requires a user name and password"],
		["gets a wrong one", { login }, "me:wrong@", "rejected the user name or password"],
		["gets one that is too long", { login }, `${"m".repeat(256)}@`, "is longer than 255"],
		["speaks HTTP", { babble: "HTTP/1.1 400 Bad Request\r\n\r\n" }, "", "does not answer as a SOCKS 5 proxy"],
		["says nothing", { babble: "" }, "", "closed the connection"],
		["stops in the middle", { babble: "\u0005" }, "", "closed the connection"],
		["forbids it", { refusal: 2 }, "", "refused a connection to cluster.example:6443: its rules do not allow it"],
		["finds nobody", { refusal: 5 }, "", "refused a connection to cluster.example:6443: connection refused"],
		["has a code of its own", { refusal: 77 }, "", "refused a connection to cluster.example:6443: code 77"],
	])("that %s is named", async (_, rules, user, message) => {
		const proxy = await serverBehind(rules);
		const problem = await problemOf(
			clusterAt("https://cluster.example:6443", `socks5://${user}127.0.0.1:${proxy.port}`).list(pods),
		);
		expect(problem).toMatchObject({
			kind: "unreachable",
			message: expect.stringContaining(`the proxy 127.0.0.1:${proxy.port} `),
		});
		expect(problem.message).toContain(message);
		expect(problem.message).not.toContain("wrong");
	});

	it("is used at port 1080 where none is named", async () => {
		const problem = await problemOf(clusterAt("https://cluster.example", "socks5://127.0.0.1").list(pods));
		expect(problem.message).toContain("127.0.0.1:1080");
	});
});

describe("a kubeconfig with a SOCKS 5 proxy", () => {
	it("is used as kubectl uses it, and other kinds are refused by the same words everywhere", async () => {
		const kubeconfig = (proxy: string): string =>
			JSON.stringify({
				apiVersion: "v1",
				kind: "Config",
				"current-context": "c",
				contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
				clusters: [
					{ name: "c", cluster: { server: "https://cluster.example:6443", ...(proxy === "" ? {} : { "proxy-url": proxy }) } },
				],
				users: [{ name: "u", user: { token: "t" } }],
			});
		const said = (proxy: string, env: Readonly<Record<string, string>> = {}): string => {
			const folder = folderWith({
				"PHASE-STATUS.md": "## Phase 1: One\n\n- [x] A\n",
				"probes.yaml": "schemaVersion: 1\nprobes:\n  1/a: { pvc: { name: data, namespace: shop } }\n",
				config: kubeconfig(proxy),
			});
			const { code, stdout, stderr } = boulderMigrate(["verify", "-o", "json", "--kubeconfig", "config"], { folder, env });
			expect(code).toBe(3);
			return stdout + stderr;
		};
		// Nobody listens on port 1: that the proxy was asked for a way is what is said.
		expect(said("socks5://127.0.0.1:1")).toContain("127.0.0.1:1 is unreachable: connection refused");
		expect(said("", { HTTPS_PROXY: "socks5h://127.0.0.1:1" })).toContain("127.0.0.1:1 is unreachable: connection refused");
		expect(said("socks4://127.0.0.1:1")).toContain(
			'the cluster "c" of the kubeconfig has the proxy-url "socks4://127.0.0.1:1", which is not an http, https or socks5 address',
		);
		expect(said("", { HTTPS_PROXY: "ftp://me:secret@127.0.0.1:1" })).toContain(
			'the environment variable HTTPS_PROXY has the proxy "ftp://…@127.0.0.1:1/", which is not an http, https, socks5 or socks5h address',
		);
	});
});
