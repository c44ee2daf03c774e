import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { numberAt } from "../../src/cluster/objects/object.ts";
import { type Manifest, until } from "../cluster/control-plane/api.ts";
import type { AuditedRequest } from "../cluster/control-plane/audit.ts";
import type { PolicyRule } from "../cluster/control-plane/kubeconfigs.ts";
import { deployment, service } from "../cluster/control-plane/manifests.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { folderWith, launcher } from "../command-line.ts";

const services = ["sa", "ra", "va"];
const names = ["first", "second", "third"];
const rules: readonly PolicyRule[] = [
	{ apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: ["list"] },
	{ apiGroups: [""], resources: ["pods", "services"], verbs: ["list"] },
	{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list"] },
];

interface Ran {
	readonly code: number | null;
	readonly outcomes: readonly string[];
	readonly stderr: string;
}

/** A user of the audit log for each of three contexts, which are three service accounts of one server. */
describeWithControlPlane("verify of three contexts at once", () => {
	const cluster = sharedCluster();
	const { api } = cluster;
	const namespaces: string[] = [];
	let folder = "";
	const userOf = (name: string): string => `system:serviceaccount:${namespaces[0]}:${name}`;
	const asked = (): AuditedRequest[] => cluster.audit().filter(({ user }) => names.some((name) => user === userOf(name)));

	function verify(): Promise<Ran> {
		const words = ["verify", "-o", "json", "--kubeconfig", "kubeconfig", ...names.flatMap((name) => ["--context", name])];
		return new Promise((resolve) => {
			const env = { PATH: process.env.PATH, HOME: folder, TZ: "UTC" };
			const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env });
			const said = { stdout: "", stderr: "" };
			for (const stream of ["stdout", "stderr"] as const)
				child[stream].setEncoding("utf8").on("data", (part: string) => {
					said[stream] += part;
				});
			child.on("close", (code) => {
				const items: readonly { readonly outcome: string }[] = said.stdout === "" ? [] : JSON.parse(said.stdout).items;
				resolve({ code, outcomes: items.map(({ outcome }) => outcome), stderr: said.stderr });
			});
		});
	}

	beforeAll(async () => {
		const accounts = cluster.accounts ?? expect.fail("no accounts");
		const [one, two] = [await cluster.namespace("contexts"), await cluster.namespace("contexts")];
		namespaces.push(one, two);
		for (const namespace of namespaces)
			await api.apply(...services.flatMap((name) => [deployment(namespace, name), service(namespace, name, 9395)]));
		const configs: { clusters: unknown[]; users: { user: object }[] }[] = [];
		for (const name of names) {
			configs.push(JSON.parse(readFileSync(await accounts.kubeconfig(one, name, rules), "utf8")));
			const subjects = [{ kind: "ServiceAccount", name, namespace: one }];
			const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
			const made = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name, namespace: two } };
			await api.apply({ ...made, kind: "Role", rules }, { ...made, kind: "RoleBinding", roleRef, subjects });
		}
		const items = namespaces.flatMap((namespace, index) =>
			services.flatMap((name) => [
				{
					text: `Deployment ${name} ${index}`,
					probe: `workload: { namespace: ${namespace}, kind: Deployment, name: ${name}, service: ${name} }`,
				},
				{
					text: `Service ${name} ${index}`,
					probe: `service: { namespace: ${namespace}, name: ${name}, port: 9395, workload: Deployment/${name} }`,
				},
			]),
		);
		folder = folderWith({
			"PHASE-STATUS.md": `## Phase 1: Services\n\n${items.map(({ text }) => `- [x] ${text}\n`).join("")}`,
			"probes.yaml": `schemaVersion: 1
defaults: { stableFor: 1s, timeout: 20s }
probes:
${items.map(({ text, probe }) => `  1/${text.toLowerCase().replaceAll(" ", "-")}: { ${probe} }\n`).join("")}`,
		});
		const config = {
			apiVersion: "v1",
			kind: "Config",
			clusters: configs[0]?.clusters,
			users: names.map((name, index) => ({ name, user: configs[index]?.users[0]?.user })),
			contexts: names.map((name) => ({ name, context: { cluster: "test", user: name } })),
		};
		writeFileSync(join(folder, "kubeconfig"), JSON.stringify(config), { mode: 0o600 });
		for (const namespace of namespaces)
			await until("the Deployments", async () => {
				const found = await api.list("apps/v1", "Deployment", namespace);
				return found.every((each) => numberAt(each, "status", "availableReplicas") === 1);
			});
		await until("everything confirmed", async () => (await verify()).code === 0);
	});

	it("lists each kind of each namespace once in each context, and asks nothing twice", async () => {
		const before = asked().length;
		expect(await verify()).toMatchObject({ code: 0, stderr: "" });
		const requests = asked().slice(before);
		const all = requests.map(({ user, verb, uri }) => `${user} ${verb} ${uri}`);
		expect(new Set(all).size, all.join("\n")).toBe(all.length);
		const lists = requests.filter(({ verb }) => verb === "list");
		const wanted = names.flatMap((name) =>
			namespaces.flatMap((namespace) =>
				["deployments", "endpointslices", "pods", "replicasets", "services"].map(
					(kind) => `${userOf(name)} ${kind} ${namespace}`,
				),
			),
		);
		expect(lists.map(({ user, resource, namespace }) => `${user} ${resource} ${namespace}`).sort()).toEqual(wanted.sort());
		// Nothing else but the uid of the cluster, which these accounts may not see.
		const others = requests.filter(({ verb }) => verb !== "list").map(({ user, uri }) => `${user} ${uri}`);
		expect(others.sort()).toEqual(names.map((name) => `${userOf(name)} /api/v1/namespaces/kube-system`).sort());
	});

	it("comes back later where API Priority and Fairness turns it away, and says nothing false", async () => {
		const flow = { metadata: { name: namespaces[0] ?? "" }, apiVersion: "flowcontrol.apiserver.k8s.io/v1" };
		// A seat or two for all three, and no queue.
		const limited = {
			nominalConcurrencyShares: 0,
			lendablePercent: 0,
			borrowingLimitPercent: 0,
			limitResponse: { type: "Reject" },
		};
		const level: Manifest = { ...flow, kind: "PriorityLevelConfiguration", spec: { type: "Limited", limited } };
		const subjects = names.map((name) => ({ kind: "ServiceAccount", serviceAccount: { name, namespace: namespaces[0] } }));
		const everything = { verbs: ["*"], apiGroups: ["*"], resources: ["*"], clusterScope: true, namespaces: ["*"] };
		const schema: Manifest = {
			...flow,
			kind: "FlowSchema",
			spec: {
				matchingPrecedence: 100,
				priorityLevelConfiguration: flow.metadata,
				rules: [{ subjects, resourceRules: [everything] }],
			},
		};
		await api.apply(level, schema);
		try {
			const { ran, requests } = await until("a request that is turned away", async () => {
				const before = asked().length;
				const ran = await verify();
				const requests = asked().slice(before);
				return requests.some(({ status }) => status === 429) ? { ran, requests } : null;
			});
			const answers = new Map<string, number[]>();
			for (const { user, uri, status } of requests)
				answers.set(`${user} ${uri}`, [...(answers.get(`${user} ${uri}`) ?? []), status]);
			for (const [request, statuses] of answers) {
				// Three repetitions, and none once there is an answer.
				expect(statuses.length, request).toBeLessThanOrEqual(4);
				expect(
					statuses.slice(0, -1).filter((status) => status !== 429),
					request,
				).toEqual([]);
			}
			expect([...answers.values()].some(([first, second]) => first === 429 && second !== undefined)).toBe(true);
			const isAnswered = [...answers.values()].every((statuses) => statuses.at(-1) !== 429);
			expect(ran.code).toBe(isAnswered ? 0 : 3);
			expect(ran.outcomes.filter((one) => one !== "pass" && one !== "unknown")).toEqual([]);
			if (isAnswered) expect(ran.outcomes).not.toContain("unknown");
		} finally {
			await Promise.all([api.delete(schema), api.delete(level)]);
		}
		await until("the verdicts of before", async () => (await verify()).code === 0);
	});
});
