import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ApiServer, json, list } from "../cluster/api-server.ts";
import { Authority } from "../cluster/certificates.ts";
import { folderWith, launcher } from "../command-line.ts";

let server: ApiServer;
afterEach(() => server.stop());

const names = Array.from({ length: 50 }, (_, index) => `c${index}`);

/** As many items of each kind as a list would have to be asked for again, if it were. */
const items = Array.from({ length: 20 }, (_, index) => index);
const files = {
	"PHASE-STATUS.md": `## Phase 1: One\n${items.map((index) => `- [x] Pods ${index}\n- [x] Maps ${index}\n`).join("")}`,
	"probes.yaml": `schemaVersion: 1
probes:
${items
	.map(
		(
			index,
		) => `  1/pods-${index}: { resources: { apiVersion: v1, kind: Pod, namespace: shop, expect: "object.metadata.name != 'x${index}'" } }
  1/maps-${index}: { resources: { apiVersion: v1, kind: ConfigMap, namespace: n${index % 2}, expect: "object.metadata.name != 'x${index}'" } }
`,
	)
	.join("")}`,
};

it("fifty contexts are each asked once for each kind and namespace, and say what each of them says", {
	timeout: 120_000,
}, async () => {
	const authority = new Authority();
	server = await ApiServer.start(authority.sign("IP:127.0.0.1"), (request, response) => {
		const path = (request.url ?? "").split("?")[0] ?? "";
		const [, user = ""] = /^Bearer (c\d+)$/.exec(request.headers.authorization ?? "") ?? [];
		if (path === "/api/v1/namespaces/kube-system")
			return json(response, { metadata: { name: "kube-system", uid: `uid-${user}` } });
		const [, namespace, plural] = /^\/api\/v1\/namespaces\/([^/]+)\/(pods|configmaps)$/.exec(path) ?? [];
		if (namespace === undefined || user === "c7") return json(response, { kind: "Status", code: 403, reason: "Forbidden" }, 403);
		const kind = plural === "pods" ? "Pod" : "ConfigMap";
		const name = user === "c9" && kind === "Pod" ? "x3" : "a";
		json(response, list(kind, "v1", [{ metadata: { name, namespace, uid: `uid-${user}`, resourceVersion: "5" } }]));
	});
	const folder = folderWith({
		...files,
		kubeconfig: JSON.stringify({
			apiVersion: "v1",
			kind: "Config",
			clusters: [
				{
					name: "one",
					cluster: {
						server: `https://127.0.0.1:${server.port}`,
						"certificate-authority-data": Buffer.from(authority.certificate).toString("base64"),
					},
				},
			],
			users: names.map((name) => ({ name, user: { token: name } })),
			contexts: names.map((name) => ({ name, context: { cluster: "one", user: name } })),
		}),
	});
	const words = [
		"verify",
		"--kubeconfig",
		join(folder, "kubeconfig"),
		"-o",
		"json",
		...names.flatMap((name) => ["--context", name]),
	];
	const env = { PATH: process.env.PATH, HOME: folder, TZ: "UTC" };
	const stdout = await new Promise<string>((resolve) => {
		execFile(process.execPath, [launcher, ...words], { cwd: folder, env, maxBuffer: 1 << 28 }, (_error, written) =>
			resolve(written),
		);
	});

	const asked = server.asked.map(({ url, headers }) => `${headers.authorization} ${(url ?? "").split("?")[0]}`);
	expect([...new Set(asked)].sort()).toEqual([...asked].sort());
	const paths = [
		"/api/v1/namespaces/kube-system",
		"/api/v1/namespaces/n0/configmaps",
		"/api/v1/namespaces/n1/configmaps",
		"/api/v1/namespaces/shop/pods",
	];
	expect([...asked].sort()).toEqual(names.flatMap((name) => paths.map((path) => `Bearer ${name} ${path}`)).sort());

	const report: {
		readonly contexts: readonly string[];
		readonly clusters: readonly { readonly context: string; readonly uid: string }[];
		readonly items: readonly { readonly id: string; readonly outcome: string; readonly message: string }[];
	} = JSON.parse(stdout);
	expect(report.contexts).toEqual(names);
	expect(report.clusters.map(({ uid }) => uid)).toEqual(names.map((name) => `uid-${name}`));
	// One that may see nothing keeps all from passing, and one that contradicts fails what it contradicts.
	for (const { id, outcome, message } of report.items)
		expect([id, outcome], message).toEqual([id, id === "1/pods-3" ? "fail" : "unknown"]);
	expect(report.items.find(({ id }) => id === "1/pods-3")?.message).toContain("c9");
});
