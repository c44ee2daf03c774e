import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { findKubeconfig } from "../../../src/cluster/kubeconfig/find-kubeconfig.ts";
import type { Kubeconfig } from "../../../src/cluster/kubeconfig/kubeconfig-file.ts";
import { resolveContexts } from "../../../src/cluster/kubeconfig/resolve-contexts.ts";
import { at, listAt, stringAt } from "../../../src/cluster/objects/object.ts";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { folderWith } from "../../command-line.ts";
import { kubectl, runKubectl } from "../kubectl.ts";
import { realOutside } from "./environment.ts";

const name = fc.constantFrom("a", "b", "c", "__proto__", "constructor", "x y", "ü");
const path = fc.constantFrom("ca.crt", "sub/ca.crt", "/etc/ca.crt");
const flag = fc.constantFrom(true, false, null);
const texts = fc.constantFrom("", "abc", "a: b", "# c", "line\nbreak", "true", "12", "ß", "- x", "2020-01-01", "~", "'", null);
const base64 = fc.constantFrom("YWJj", "YQ==", "", "YWI=\n", null);
const some = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T): fc.Arbitrary<unknown> =>
	fc.record(fields, { requiredKeys: [] });

/** A kubeconfig of such texts and such data, right or wrong. */
function configOf(word: fc.Arbitrary<unknown>, data: fc.Arbitrary<unknown>, kind: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	const words = fc.oneof(fc.array(word, { maxLength: 3 }), fc.constant(null));
	const listOf = (key: string, entry: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
		fc.uniqueArray(fc.record({ name, [key]: entry }), { maxLength: 3, selector: (named) => named.name });
	const cluster = some({
		server: fc.constantFrom("https://a:1", "b", ""),
		"tls-server-name": word,
		"insecure-skip-tls-verify": flag,
		"certificate-authority": path,
		"certificate-authority-data": data,
		"proxy-url": word,
		"disable-compression": flag,
		unknown: word,
	});
	const exec = some({
		command: word,
		args: words,
		apiVersion: fc.constantFrom("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"),
		env: fc.array(some({ name: word, value: word }), { maxLength: 2 }),
		installHint: word,
		provideClusterInfo: flag,
		interactiveMode: fc.constantFrom("Never", "Always", null),
	});
	const user = some({
		token: word,
		tokenFile: path,
		username: word,
		password: word,
		"client-certificate": path,
		"client-certificate-data": data,
		"client-key": path,
		"client-key-data": data,
		as: word,
		"as-uid": word,
		"as-groups": words,
		"as-user-extra": fc.dictionary(name, words, { maxKeys: 3, noNullPrototype: true }),
		exec,
	});
	return some({
		apiVersion: fc.constant("v1"),
		kind,
		clusters: listOf("cluster", cluster),
		users: listOf("user", user),
		contexts: listOf("context", some({ cluster: name, user: name, namespace: word })),
		"current-context": fc.constantFrom("", "a", "b", null),
	});
}

const right = configOf(texts, base64, fc.constantFrom("Config", ""));
const often = { weight: 12, arbitrary: texts };
const wrong = configOf(
	fc.oneof(often, { weight: 1, arbitrary: fc.constantFrom(12, 1.5, true, { a: 1 }, ["a"]) }),
	fc.oneof(
		{ weight: 6, arbitrary: base64 },
		{ weight: 1, arbitrary: fc.constantFrom("no base64", "YQ", "YQ=", "Y===", "-_-_", 4) },
	),
	fc.constantFrom("Config", "Config", "Config", "List"),
);
const file = fc.oneof(
	{ weight: 12, arbitrary: right.map((content) => stringify(content, { aliasDuplicateObjects: false })) },
	{ weight: 2, arbitrary: right.map((content) => JSON.stringify(content, null, "\t")) },
	{ weight: 1, arbitrary: wrong.map((content) => stringify(content, { aliasDuplicateObjects: false })) },
	{ weight: 1, arbitrary: fc.constantFrom("", "# nothing\n", "---\n", null) },
);

describe.skipIf(kubectl === null)("kubeconfig files together", () => {
	it("are what kubectl makes of them", async () => {
		let read = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
				const folder = folderWith({});
				files.forEach((content, index) => {
					if (content !== null) writeFileSync(join(folder, `config-${index}`), content);
				});
				const KUBECONFIG = files.map((_, index) => `config-${index}`).join(":");
				const ran = await runKubectl(["config", "view", "--raw", "-o", "json"], folder, { KUBECONFIG });
				const ours = readByUs(folder, KUBECONFIG);
				if (ran.code !== 0) expect(ours, ran.stderr).toBe("refused");
				else expect(ours, ran.stdout).toEqual(viewOf(JSON.parse(ran.stdout)));
				if (ran.code === 0) read++;
			}),
			{ numRuns: 40 },
		);
		expect(read).toBeGreaterThan(20);
	});

	it("have the content of the files next to them, as kubectl flattens them", async () => {
		const authority = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n";
		const folder = folderWith({});
		for (const [path, content] of Object.entries({
			"one/config": "current-context: x\ncontexts: [{name: x, context: {cluster: c, namespace: here}}]\n",
			"two/config": "clusters: [{name: c, cluster: {server: 'https://a', certificate-authority: ../three/ca.crt}}]\n",
			"three/ca.crt": authority,
			"one/ca.crt": "wrong",
		})) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), content);
		}
		const KUBECONFIG = "one/config:two/config";
		const ran = await runKubectl(["config", "view", "--raw", "--minify", "--flatten", "-o", "json"], folder, { KUBECONFIG });
		const view: unknown = JSON.parse(ran.stdout);
		const [resolved] = resolveContexts(realOutside(folder, { KUBECONFIG }), {
			kubeconfig: null,
			contexts: [],
			namespace: null,
			arePluginsAllowed: true,
		});
		const flat = stringAt(view, "clusters", 0, "cluster", "certificate-authority-data") ?? "";
		expect(Buffer.from(flat, "base64").toString()).toBe(authority);
		expect(resolved?.address.authority).toBe(authority);
		expect(resolved?.address.namespace).toBe(stringAt(view, "contexts", 0, "context", "namespace"));
	});
});

function readByUs(folder: string, KUBECONFIG: string): View | "refused" {
	try {
		return ourView(findKubeconfig(realOutside(folder, { KUBECONFIG }), null).config);
	} catch (problem) {
		if (problem instanceof ClusterProblem && problem.kind === "credentials") return "refused";
		throw problem;
	}
}

type View = Readonly<Record<string, unknown>>;

/** Without what is empty, which kubectl leaves out. */
function lean(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(lean);
	if (typeof value !== "object" || value === null) return value;
	const kept = Object.entries(value).filter(
		([, each]) => each !== "" && each !== null && each !== false && !(Array.isArray(each) && each.length === 0),
	);
	return new Map(
		kept.map(([key, each]) => [key, lean(each)] as const).filter(([, each]) => !(each instanceof Map && each.size === 0)),
	);
}

function named(view: unknown, list: string, key: string): ReadonlyMap<string, unknown> {
	return new Map(listAt(view, list).map((entry) => [stringAt(entry, "name") ?? "", lean(at(entry, key))]));
}

function viewOf(view: unknown): View {
	return {
		clusters: named(view, "clusters", "cluster"),
		users: named(view, "users", "user"),
		contexts: named(view, "contexts", "context"),
		current: stringAt(view, "current-context") ?? "",
	};
}

function ourView({ clusters, users, contexts, currentContext }: Kubeconfig): View {
	const inBase64 = (bytes: Uint8Array | null): string => (bytes === null ? "" : Buffer.from(bytes).toString("base64"));
	const each = <T>(entries: ReadonlyMap<string, T>, view: (entry: T) => object): ReadonlyMap<string, unknown> =>
		new Map([...entries].map(([name, entry]) => [name, lean(view(entry))]));
	return {
		clusters: each(clusters, (entry) => ({
			server: entry.server,
			"tls-server-name": entry.tlsServerName,
			"insecure-skip-tls-verify": entry.insecure,
			"certificate-authority": entry.authorityFile,
			"certificate-authority-data": inBase64(entry.authorityData),
			"proxy-url": entry.proxyUrl,
			"disable-compression": entry.disableCompression,
		})),
		users: each(users, (entry) => ({
			token: entry.token,
			tokenFile: entry.tokenFile,
			username: entry.username,
			password: entry.password,
			"client-certificate": entry.certificateFile,
			"client-certificate-data": inBase64(entry.certificateData),
			"client-key": entry.keyFile,
			"client-key-data": inBase64(entry.keyData),
			as: entry.impersonate.user,
			"as-uid": entry.impersonate.uid,
			"as-groups": entry.impersonate.groups,
			"as-user-extra": Object.fromEntries(entry.impersonate.extra),
			exec:
				entry.exec === null
					? null
					: { ...entry.exec, env: entry.exec.env.map(([variable, value]) => ({ name: variable, value })) },
		})),
		contexts: each(contexts, ({ cluster, user, namespace }) => ({ cluster, user, namespace })),
		current: currentContext,
	};
}
