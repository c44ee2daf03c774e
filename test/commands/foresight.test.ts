import { execFile } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cluster } from "../../src/cluster/cluster.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import { sharedCluster } from "../../src/cluster/shared-cluster.ts";
import { Foresight } from "../../src/commands/foresight.ts";
import type { Host, Kept, OpenCluster } from "../../src/commands/host.ts";
import { verifyOnce } from "../../src/commands/verify-once.ts";
import { realHost } from "../../src/host/real-host.ts";
import { ApiServer, json, list } from "../cluster/api-server.ts";
import { folderWith, launcher, type Ran } from "../command-line.ts";

const pods = { apiVersion: "v1", kind: "Pod", namespace: "shop" };
const jobs = { apiVersion: "batch/v1", kind: "Job", namespace: "shop" };
const events = { apiVersion: "v1", kind: "Event", namespace: "shop" };
const open = (cluster: Cluster, uid = "this"): OpenCluster => {
	const opened: OpenCluster = { cluster, uid: async () => uid, refreshed: () => opened, close: () => {} };
	return opened;
};

/** A cluster whose answers come when the test says so. */
function slowCluster(): { cluster: Cluster; asked: string[]; answer: () => void; fail: () => void } {
	const asked: string[] = [];
	const waiting: {
		resolve: (empty: { objects: []; observedAt: string; consistent: true }) => void;
		reject: (why: Error) => void;
	}[] = [];
	const cluster: Cluster = {
		context: "slow",
		list: ({ kind }) => {
			asked.push(kind);
			return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
		},
		http: () => Promise.reject(new ClusterProblem("unreachable", "nothing listens")),
		grpcHealth: () => Promise.reject(new ClusterProblem("unreachable", "nothing listens")),
	};
	return {
		cluster,
		asked,
		answer: () => {
			for (const { resolve } of waiting) resolve({ objects: [], observedAt: "2026-11-25T00:00:00Z", consistent: true });
		},
		fail: () => {
			for (const { reject } of waiting) reject(new ClusterProblem("unreachable", "it has gone"));
		},
	};
}

function memory(): Kept & { readonly size: number } {
	const results = new Map<string, string>();
	return {
		read: (what, from) => results.get(`${what} ${from}`) ?? null,
		write: (what, from, make) => void results.set(`${what} ${from}`, make() ?? ""),
		get size() {
			return results.size;
		},
	};
}

/** A run that asks for pods and jobs, and for events once it has its answers. */
async function run(kept: Kept, about: readonly unknown[], pin: string | null = null): Promise<void> {
	const { cluster, answer } = slowCluster();
	const foresight = new Foresight(kept);
	await foresight.ask(about, Promise.resolve([open(cluster)]));
	const [noted] = foresight.noting([open(cluster)]);
	const first = [noted?.cluster.list(pods), noted?.cluster.list(jobs)];
	answer();
	await Promise.all(first);
	void noted?.cluster.list(events);
	foresight.keep(pin);
}

async function foreseen(kept: Kept, about: readonly unknown[], uid = "this"): Promise<string[]> {
	const { cluster, asked, fail } = slowCluster();
	await new Foresight(kept).ask(about, Promise.resolve([open(cluster, uid)]));
	await new Promise(setImmediate);
	// What becomes of it is for whoever needs the answers: here nobody.
	fail();
	await new Promise(setImmediate);
	return asked;
}

describe("what a run asks for first", () => {
	it("is asked for by the next one about the same before that has read anything, without what hung on an answer", async () => {
		const kept = memory();
		expect(await foreseen(kept, ["the document"])).toEqual([]);
		await run(kept, ["the document"]);
		expect(await foreseen(kept, ["the document"])).toEqual(["Pod", "Job"]);
		expect(await foreseen(kept, ["another document"])).toEqual([]);
	});

	it("is kept as the first run had it, which no answer came before", async () => {
		const kept = memory();
		await run(kept, ["it"]);
		await run(kept, ["it"]);
		expect(kept.size).toBe(1);
		expect(await foreseen(kept, ["it"])).toEqual(["Pod", "Job"]);
	});

	it("is not asked of a cluster that is not the one that is meant, nor where that cannot be seen", async () => {
		const kept = memory();
		await run(kept, ["it"], "this");
		expect(await foreseen(kept, ["it"], "this")).toEqual(["Pod", "Job"]);
		expect(await foreseen(kept, ["it"], "another")).toEqual([]);
		const { cluster, asked } = slowCluster();
		const hidden = { ...open(cluster), uid: () => Promise.reject(new ClusterProblem("forbidden", "no")) };
		await new Foresight(kept).ask(["it"], Promise.resolve([hidden]));
		await new Promise(setImmediate);
		expect(asked).toEqual([]);
	});

	it("is asked of every cluster, and of none where none can be opened", async () => {
		const kept = memory();
		await run(kept, ["it"]);
		const [one, two] = [slowCluster(), slowCluster()];
		await new Foresight(kept).ask(["it"], Promise.resolve([open(one.cluster), open(two.cluster)]));
		expect([one.asked, two.asked]).toEqual([
			["Pod", "Job"],
			["Pod", "Job"],
		]);
		await new Foresight(kept).ask(["it"], Promise.reject(new ClusterProblem("credentials", "no kubeconfig")));
	});

	it("is asked for before the probes are read", async () => {
		const folder = folderWith({
			"PHASE-STATUS.md": "## Phase 1: One\n- [x] all\n",
			"probes.yaml":
				"schemaVersion: 1\nprobes:\n  1/all: { resources: { apiVersion: v1, kind: Pod, namespace: shop, exactly: 0 } }\n",
		});
		const host: Host = { ...realHost(null), directory: folder, kept: memory() };
		const orders: string[][] = [];
		for (const order of [[], []] as string[][]) {
			orders.push(order);
			const { cluster, answer } = slowCluster();
			const told: Cluster = {
				...cluster,
				list: (request) => {
					order.push(request.kind);
					setImmediate(answer);
					return cluster.list(request);
				},
			};
			const workTree: Host["workTree"] = (root) => {
				order.push("probes were read");
				return host.workTree(root);
			};
			const file = join(folder, "PHASE-STATUS.md");
			await verifyOnce([], { file, execAuth: true }, { ...host, workTree }, Promise.resolve([open(sharedCluster(told))]));
		}
		expect(orders).toEqual([
			["probes were read", "Pod"],
			["Pod", "probes were read"],
		]);
	});

	it("is not kept where nothing was asked, or where nobody said what it is about", async () => {
		const kept = memory();
		const foresight = new Foresight(kept);
		await foresight.ask(["it"], Promise.resolve([]));
		foresight.noting([open(slowCluster().cluster)]);
		foresight.keep(null);
		const recorded = new Foresight(kept);
		const { cluster } = slowCluster();
		void recorded.noting([open(cluster)])[0]?.cluster.list(pods);
		recorded.keep(null);
		expect(kept.size).toBe(0);
	});
});

describe("verify", () => {
	let server: ApiServer;
	let folder: string;
	let uid: string;
	beforeEach(async () => {
		uid = "this-cluster";
		server = await ApiServer.start(null, ({ url = "" }, response) => {
			const metadata = { name: "kube-system", uid, resourceVersion: "1" };
			if (url.startsWith("/api/v1/namespaces/kube-system"))
				return json(response, { kind: "Namespace", apiVersion: "v1", metadata });
			const item = { metadata: { name: "aaa", namespace: "shop", uid: "1", resourceVersion: "5" } };
			json(response, url.includes("configmaps") ? list("ConfigMap", "v1", [item]) : list("Pod", "v1", [item]));
		});
		const config = {
			clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${server.port}` } }],
			users: [],
			contexts: [{ name: "c", context: { cluster: "c" } }],
			"current-context": "c",
		};
		folder = folderWith({ "PHASE-STATUS.md": "## Phase 1: One\n- [x] all\n- [x] more\n", config: JSON.stringify(config) });
		bind("Pod");
	});
	afterEach(() => {
		server.stop();
		rmSync(folder, { recursive: true });
	});

	function bind(kind: string, more = ""): void {
		const binding = `{ resources: { apiVersion: v1, kind: ${kind}, namespace: shop, exactly: 1, expect: "true" } }`;
		writeFileSync(join(folder, "probes.yaml"), `schemaVersion: 1\n${more}probes:\n  1/all: ${binding}\n  1/more: ${binding}\n`);
	}

	async function verify(...words: string[]): Promise<Ran & { readonly asked: string[] }> {
		server.asked.length = 0;
		const env = { PATH: process.env.PATH, HOME: folder, TZ: "UTC" };
		const ran = await new Promise<Ran>((resolve) => {
			const all = [launcher, "verify", ...words, "--kubeconfig", "config"];
			execFile(process.execPath, all, { cwd: folder, env }, (error, stdout, stderr) =>
				resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
			);
		});
		return { ...ran, asked: server.paths().map((path) => path.replace(/^.*\//, "").replace(/\?.*/, "")) };
	}

	const kept = () => readdirSync(join(folder, ".cache", "boulder-migrate", "kept"), { recursive: true, encoding: "utf8" });

	it("asks the same, and says the same, the second time", async () => {
		const timeless = (told: string) => told.replace(/observed \S+Z/, "observed then");
		const first = await verify();
		expect([first.code, first.asked]).toEqual([0, ["pods"]]);
		const second = await verify();
		expect({ ...second, stdout: timeless(second.stdout) }).toEqual({ ...first, stdout: timeless(first.stdout) });
		expect(kept().filter((path) => /\/questions\/\w+$/.test(path))).toHaveLength(1);
	});

	it("asks for nothing that a changed probes file wants no more", async () => {
		await verify();
		bind("ConfigMap");
		expect((await verify()).asked).toEqual(["configmaps"]);
		expect((await verify()).asked).toEqual(["configmaps"]);
	});

	it("asks another cluster than the pinned one for its uid alone", async () => {
		bind("Pod", "cluster: { uid: this-cluster }\n");
		expect(await verify()).toMatchObject({ code: 0, asked: ["kube-system", "pods"] });
		expect(await verify()).toMatchObject({ code: 0, asked: ["kube-system", "pods"] });
		uid = "another";
		expect(await verify()).toMatchObject({ code: 5, asked: ["kube-system"] });
	});

	it("tells what is wrong with the words, as if nothing had been asked", async () => {
		await verify();
		expect(await verify("nothing like it")).toMatchObject({ code: 2, asked: [] });
	});
});
