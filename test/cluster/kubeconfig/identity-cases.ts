import type { TestCertificates } from "../test-certificates.ts";

export interface Kit {
	readonly port: number;
	readonly plainPort: number;
	readonly proxyPort: number;
	readonly certificates: TestCertificates;
}

/** Files in a folder, and how the program is called in it; its home is the folder too. */
export interface Case {
	readonly name: string;
	readonly files: (kit: Kit) => Readonly<Record<string, string>>;
	readonly env?: (kit: Kit) => Readonly<Record<string, string>>;
	readonly kubeconfig?: string;
	readonly context?: string;
	/** No request is sent. */
	readonly refused?: true;
	/** The server's address has a path. */
	readonly isBelowPath?: true;
	/** kubectl would ask for a user name, which we never do. */
	readonly kubectlAsks?: true;
}

type Entry = Readonly<Record<string, unknown>>;
interface Parts {
	readonly server?: string;
	readonly cluster?: Entry;
	readonly user?: Entry;
	readonly context?: Entry;
	readonly name?: string;
	readonly current?: string | null;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A kubeconfig with one of each, all of the same name. */
function config(kit: Kit, { server, cluster, user, context, name = "it", current = name }: Parts = {}): string {
	const trusted = {
		server: server ?? `https://127.0.0.1:${kit.port}`,
		"certificate-authority-data": base64(kit.certificates.authority),
	};
	return JSON.stringify({
		apiVersion: "v1",
		kind: "Config",
		clusters: [{ name, cluster: { ...trusted, ...cluster } }],
		users: [{ name, user: user ?? { token: `token-of-${name}` } }],
		contexts: [{ name, context: { cluster: name, user: name, ...context } }],
		...(current === null ? {} : { "current-context": current }),
	});
}

const one = (name: string, parts: (kit: Kit) => Parts, more: Partial<Case> = {}): Case => ({
	name,
	kubeconfig: "config",
	files: (kit) => ({ config: config(kit, parts(kit)), ...filesOfAll(kit) }),
	...more,
});

const filesOfAll = ({ certificates }: Kit): Readonly<Record<string, string>> => ({
	"ca.crt": certificates.authority,
	"stranger.crt": certificates.strangeAuthority,
	"client.crt": certificates.client.certificate,
	"client.key": certificates.client.key,
	"other.crt": certificates.otherClient.certificate,
	"other.key": certificates.otherClient.key,
	"token-with-newline": "from-file\n",
	"empty-token": "\n",
	"no-pem": "hello\n",
});

const kube = (kit: Kit): string => `https://kube.test:${kit.port}`;

const plain: readonly Case[] = [
	one("a token", () => ({})),
	one("a token file with a newline at its end", () => ({ user: { tokenFile: "token-with-newline" } })),
	one("a token file and a token", () => ({ user: { token: "fixed", tokenFile: "token-with-newline" } })),
	one("a token and a token file that is not there", () => ({ user: { token: "fixed", tokenFile: "nowhere" } })),
	one("a token file that is not there", () => ({ user: { tokenFile: "nowhere" } }), { refused: true }),
	one("an empty token file", () => ({ user: { tokenFile: "empty-token" } }), { refused: true }),
	one("a token with a line break", () => ({ user: { token: "a\nb" } }), { refused: true }),
	one("a token with a line break at its end", () => ({ user: { token: "a\n" } }), { refused: true }),
	one("a token with blanks around it", () => ({ user: { token: " a " } })),
	one("a token in other letters", () => ({ user: { token: "zürich" } })),
	one("a name and a password", () => ({ user: { username: "jörg", password: "pa:ss wörd" } })),
	one("a password alone", () => ({ user: { password: "secret" } }), { kubectlAsks: true }),
	one("a password and a token", () => ({ user: { password: "secret", token: "a" } }), { refused: true }),
	one("a password and a token file", () => ({ user: { password: "secret", tokenFile: "token-with-newline" } })),
	one("a name, a password and a token", () => ({ user: { username: "a", password: "b", token: "c" } }), { refused: true }),
	one(
		"a name, a password and a token file",
		() => ({ user: { username: "a", password: "b", tokenFile: "token-with-newline" } }),
		{
			refused: true,
		},
	),
	one("a context without a user", () => ({ context: { user: "" } }), { kubectlAsks: true }),
	one("a user with nothing", () => ({ user: {} }), { kubectlAsks: true }),
	one("a user that is not there", () => ({ context: { user: "nobody" } }), { refused: true }),
	one("a cluster that is not there", () => ({ context: { cluster: "nowhere" } }), { refused: true }),
	one("a context that is not there", () => ({ current: "nothing" }), { refused: true }),
	one("an auth-provider that was removed", () => ({ user: { "auth-provider": { name: "gcp", config: {} } } }), { refused: true }),
];

const certificates: readonly Case[] = [
	one("a client certificate in files", () => ({ user: { "client-certificate": "client.crt", "client-key": "client.key" } })),
	one("a client certificate as data", ({ certificates: { client } }) => ({
		user: { "client-certificate-data": base64(client.certificate), "client-key-data": base64(client.key) },
	})),
	one("a certificate in a file, its key as data", ({ certificates: { client } }) => ({
		user: { "client-certificate": "client.crt", "client-key-data": base64(client.key) },
	})),
	one("a client certificate and a token", () => ({
		user: { "client-certificate": "client.crt", "client-key": "client.key", token: "both" },
	})),
	one("a certificate without a key", () => ({ user: { "client-certificate": "client.crt" } }), { refused: true }),
	one("a certificate with another's key", () => ({ user: { "client-certificate": "client.crt", "client-key": "other.key" } }), {
		refused: true,
	}),
	one("a certificate that is none", () => ({ user: { "client-certificate": "no-pem", "client-key": "client.key" } }), {
		refused: true,
	}),
	one("a certificate that is not there", () => ({ user: { "client-certificate": "nowhere", "client-key": "client.key" } }), {
		refused: true,
	}),
];

const trust: readonly Case[] = [
	one("an authority in a file", () => ({ cluster: { "certificate-authority-data": null, "certificate-authority": "ca.crt" } })),
	one(
		"an authority that is a stranger",
		() => ({ cluster: { "certificate-authority-data": null, "certificate-authority": "stranger.crt" } }),
		{
			refused: true,
		},
	),
	one("no authority, so the system's", () => ({ cluster: { "certificate-authority-data": null } }), { refused: true }),
	one(
		"an authority that is not there",
		() => ({ cluster: { "certificate-authority-data": null, "certificate-authority": "x.crt" } }),
		{
			refused: true,
		},
	),
	one("an authority that is none", () => ({ cluster: { "certificate-authority-data": base64("hello") } }), { refused: true }),
	one("authority data that is no base64", () => ({ cluster: { "certificate-authority-data": "%%%" } }), { refused: true }),
	one("insecure", () => ({ cluster: { "certificate-authority-data": null, "insecure-skip-tls-verify": true } })),
	one("insecure with an authority", () => ({ cluster: { "insecure-skip-tls-verify": true } }), { refused: true }),
	one("a server of another name", (kit) => ({ server: `https://127.0.0.2:${kit.port}` }), { refused: true }),
	one("the TLS server name", () => ({ cluster: { "tls-server-name": "kube.test" } })),
	one("a TLS server name that the server does not have", () => ({ cluster: { "tls-server-name": "other.test" } }), {
		refused: true,
	}),
];

const servers: readonly Case[] = [
	one("a server below a path", (kit) => ({ server: `https://127.0.0.1:${kit.port}/k8s/clusters/c-1` }), { isBelowPath: true }),
	one("a server below a path with a slash and a query", (kit) => ({ server: `https://127.0.0.1:${kit.port}/k8s/?a=b#c` }), {
		isBelowPath: true,
	}),
	one("plain HTTP shows no secret", (kit) => ({
		server: `http://127.0.0.1:${kit.plainPort}`,
		user: { token: "secret", as: "jane" },
	})),
	one("plain HTTP with a name and a password", (kit) => ({
		server: `http://127.0.0.1:${kit.plainPort}`,
		user: { username: "a", password: "b" },
	})),
	one("a server without a scheme is plain HTTP", (kit) => ({ server: `127.0.0.1:${kit.plainPort}` })),
	one("a server that is no address", () => ({ server: "ftp://127.0.0.1:1" }), { refused: true }),
	one("no server", () => ({ server: "" }), { refused: true }),
	one("a proxy", (kit) => ({ server: kube(kit), cluster: { "proxy-url": `http://127.0.0.1:${kit.proxyPort}` } })),
	one(
		"a proxy of a kind that is unknown",
		(kit) => ({ server: kube(kit), cluster: { "proxy-url": `ftp://127.0.0.1:${kit.proxyPort}` } }),
		{
			refused: true,
		},
	),
	one("a proxy without a scheme", (kit) => ({ server: kube(kit), cluster: { "proxy-url": `127.0.0.1:${kit.proxyPort}` } }), {
		refused: true,
	}),
];

const inEnvironment = (
	name: string,
	env: (proxy: string, kit: Kit) => Record<string, string>,
	more: Partial<Case> & { server?: (kit: Kit) => string } = {},
): Case =>
	one(`the environment: ${name}`, (kit) => ({ server: (more.server ?? kube)(kit) }), {
		env: (kit) => env(`http://127.0.0.1:${kit.proxyPort}`, kit),
		...(more.refused === true ? { refused: true } : {}),
	});

const toAddress = (address: string, exceptions: string): Case =>
	one(
		`the environment: NO_PROXY=${exceptions} for ${address}`,
		(kit) => ({ server: `https://${address}:${kit.port}`, cluster: { "tls-server-name": "kube.test" } }),
		{
			env: (kit) => ({
				HTTPS_PROXY: `http://127.0.0.1:${kit.proxyPort}`,
				NO_PROXY: exceptions.replace("PORT", String(kit.port)),
			}),
		},
	);

const proxies: readonly Case[] = [
	inEnvironment("HTTPS_PROXY", (proxy) => ({ HTTPS_PROXY: proxy })),
	inEnvironment("https_proxy without a scheme", (_, kit) => ({ https_proxy: `127.0.0.1:${kit.proxyPort}` })),
	inEnvironment("the upper case wins", (proxy) => ({ HTTPS_PROXY: proxy, https_proxy: "http://127.0.0.1:1" })),
	inEnvironment("HTTP_PROXY is not for https", (proxy) => ({ HTTP_PROXY: proxy }), { refused: true }),
	inEnvironment("ALL_PROXY is not read", (proxy) => ({ ALL_PROXY: proxy }), { refused: true }),
	inEnvironment("a local server needs no proxy", () => ({ HTTPS_PROXY: "http://127.0.0.1:1" }), {
		server: (kit) => `https://127.0.0.1:${kit.port}`,
	}),
	...["kube.test", "test", "*", ".test", "*.test", "kube.test:PORT", "x, KUBE.test ,y"].map((exceptions) =>
		inEnvironment(
			`NO_PROXY=${exceptions}`,
			(proxy, kit) => ({ HTTPS_PROXY: proxy, NO_PROXY: exceptions.replace("PORT", String(kit.port)) }),
			{
				refused: true,
			},
		),
	),
	...["ube.test", ".kube.test", "kube.test:1", "10.0.0.0/8", ":443", "*kube.test", "a.kube.test"].map((exceptions) =>
		inEnvironment(`NO_PROXY=${exceptions}`, (proxy) => ({ HTTPS_PROXY: proxy, NO_PROXY: exceptions })),
	),
	// 0.0.0.0 is no local address to either program, but leads to the server without a proxy.
	...[
		"0.0.0.0",
		"0.0.0.0/8",
		"0.0.0.0:PORT",
		"0.0.0.0/32",
		"0.0.0.0/0",
		"*",
		"0.0.0.1",
		"0.0.0.0:1",
		"10.0.0.0/8",
		"0.0.0",
		"::/0",
		"0.0.0.0/33",
		"00.0.0.0",
	].map((exceptions) => toAddress("0.0.0.0", exceptions)),
	...["::", "[::]", "[::]:PORT", "::/0", "0::0", "::1", "[::]:1", "fe80::/10", "0.0.0.0/0"].map((exceptions) =>
		toAddress("[::]", exceptions),
	),
];

const impersonation: readonly Case[] = [
	one("impersonates a user", () => ({ user: { token: "t", as: "jane" } })),
	one("impersonates everything", () => ({
		user: {
			token: "t",
			as: "jörg",
			"as-uid": "4711",
			"as-groups": ["b", "a", "a"],
			"as-user-extra": { "acme.com/project": ["x", "y"], Scopes: ["ö"], "100%": ["z"], "zö ü": ["1"], "a:b@c": ["2"], none: [] },
		},
	})),
	one("impersonates groups of nobody", () => ({ user: { token: "t", "as-groups": ["a"] } }), { refused: true }),
	one("impersonates a uid of nobody", () => ({ user: { token: "t", "as-uid": "a" } }), { refused: true }),
	one("impersonates nobody with nothing", () => ({ user: { token: "t", as: "", "as-groups": [], "as-user-extra": {} } })),
	one("impersonates with a certificate", () => ({
		user: {
			"client-certificate": "client.crt",
			"client-key": "client.key",
			as: "system:serviceaccount:a:b",
			"as-groups": ["system:masters"],
		},
	})),
];

const files: readonly Case[] = [
	{
		name: "the first of two files that have the same names wins",
		files: (kit) => ({
			a: config(kit, { user: { token: "first" } }),
			b: config(kit, { user: { token: "second" }, server: "https://127.0.0.1:1" }),
		}),
		env: () => ({ KUBECONFIG: "a:b" }),
	},
	{
		name: "the current context is the first one set",
		files: (kit) => ({
			a: config(kit, { name: "a", current: null }),
			b: config(kit, { name: "b" }),
			c: config(kit, { name: "c" }),
		}),
		env: () => ({ KUBECONFIG: "a:b:c" }),
	},
	{
		name: "files of the list that are not there or empty are skipped",
		files: (kit) => ({ empty: "", comment: "# nothing\n", a: config(kit) }),
		env: () => ({ KUBECONFIG: "nowhere:empty::comment:a:a" }),
	},
	{
		name: "one file of the list that is broken breaks all",
		files: (kit) => ({ a: config(kit), b: "clusters: {" }),
		env: () => ({ KUBECONFIG: "a:b" }),
		refused: true,
	},
	{
		name: "--kubeconfig beats KUBECONFIG",
		files: (kit) => ({ a: config(kit, { name: "a" }), b: config(kit, { name: "b" }) }),
		env: () => ({ KUBECONFIG: "a" }),
		kubeconfig: "b",
	},
	{
		name: "--kubeconfig that is not there",
		files: (kit) => ({ a: config(kit, { name: "a" }) }),
		env: () => ({ KUBECONFIG: "a" }),
		kubeconfig: "nowhere",
		refused: true,
	},
	{
		name: "--kubeconfig is one file and no list",
		files: (kit) => ({ a: config(kit, { name: "a" }), b: config(kit, { name: "b" }) }),
		kubeconfig: "a:b",
		refused: true,
	},
	{ name: "the file in the home folder", files: (kit) => ({ ".kube/config": config(kit) }) },
	{
		name: "KUBECONFIG beats the file in the home folder",
		files: (kit) => ({ ".kube/config": config(kit, { name: "home" }), a: config(kit, { name: "a" }) }),
		env: () => ({ KUBECONFIG: "a" }),
	},
	{
		name: "an empty KUBECONFIG is none",
		files: (kit) => ({ ".kube/config": config(kit, { name: "home" }) }),
		env: () => ({ KUBECONFIG: "" }),
	},
	{ name: "no file at all", files: () => ({}), refused: true },
	{
		name: "--context",
		files: (kit) => ({ a: config(kit, { name: "a" }), b: config(kit, { name: "b" }) }),
		env: () => ({ KUBECONFIG: "a:b" }),
		context: "b",
	},
	{
		name: "paths are relative to the file that has them",
		files: (kit) => ({
			"one/config": config(kit, {
				user: { tokenFile: "token" },
				cluster: { "certificate-authority-data": null, "certificate-authority": "../ca.crt" },
			}),
			"one/token": "near",
			token: "far",
			"ca.crt": kit.certificates.authority,
		}),
		kubeconfig: "one/config",
	},
	{
		name: "a user of the second file has paths relative to that",
		files: (kit) => ({
			"one/config": config(kit, { name: "one", context: { user: "two" } }),
			"two/config": config(kit, { name: "two", user: { tokenFile: "token" } }),
			"one/token": "wrong",
			"two/token": "right",
		}),
		env: () => ({ KUBECONFIG: "one/config:two/config" }),
	},
];

const yaml = (name: string, text: (kit: Kit) => string, more: Partial<Case> = {}): Case => ({
	name: `YAML: ${name}`,
	kubeconfig: "config",
	files: (kit) => ({ config: text(kit) }),
	...more,
});

const block = (kit: Kit, user: string, server = `https://127.0.0.1:${kit.port}`): string => `
clusters:
- name: it
  cluster:
    server: ${server}
    insecure-skip-tls-verify: yes
contexts:
- context: {cluster: it, user: it}
  name: it
current-context: it
users:
- name: it
  user: ${user}
`;

const texts: readonly Case[] = [
	yaml("a block", (kit) => block(kit, "{token: abc}")),
	yaml("a date is a text", (kit) => block(kit, "{token: 2020-01-01}")),
	yaml("a number is no text", (kit) => block(kit, "{token: 123}"), { refused: true }),
	yaml("a number of base 8 is none either", (kit) => block(kit, "{token: 0o17}"), { refused: true }),
	yaml("a float is no text", (kit) => block(kit, "{token: 1e5}"), { refused: true }),
	yaml("true is no text", (kit) => block(kit, "{token: true}"), { refused: true }),
	yaml("a quoted number is one", (kit) => block(kit, '{token: "0123"}')),
	yaml("null is nothing", (kit) => block(kit, "{token: null, username: a, password: ~}")),
	yaml("names of other case are others", (kit) => block(kit, "{Token: a, token: b, TOKENFILE: c}")),
	yaml("an unknown key is passed over", (kit) => block(kit, "{token: b, whatever: {a: 1}, __proto__: {token: x}}")),
	yaml("a key that is there twice", (kit) => block(kit, "{token: a, token: b}")),
	yaml("a second document is passed over", (kit) => `${block(kit, "{token: a}")}---\ncurrent-context: other\n`),
	yaml("anchors and merges", (kit) => `x: &base {token: a, as: b}\n${block(kit, "\n    <<: *base\n    as: c")}`),
	yaml("a byte order mark", (kit) => `\ufeff${block(kit, "{token: b}")}`),
	yaml("CRLF", (kit) => block(kit, "{token: b}").replaceAll("\n", "\r\n")),
	yaml("a list is no kubeconfig", () => "- a\n", { refused: true }),
	yaml("another kind", (kit) => `kind: List\n${block(kit, "{token: b}")}`, { refused: true }),
	yaml("two users of one name", (kit) => `${block(kit, "{token: b}")}- name: it\n  user: {token: c}\n`, { refused: true }),
	yaml("a folded token", (kit) => block(kit, "\n    token: >-\n      a\n      b")),
];

const answer = (status: Entry, version = "client.authentication.k8s.io/v1"): string =>
	JSON.stringify({ kind: "ExecCredential", apiVersion: version, status });

/** A plugin that notes each run and what it was told, then prints. */
const script = (printed: string, more = ""): string =>
	`#!/bin/sh\nprintf '%s\\n' "$KUBERNETES_EXEC_INFO" >> "$HOME/plugin.log"\n${more}\ncat <<'END'\n${printed}\nEND\n`;

const exec = (entry: Entry = {}): Entry => ({
	exec: { apiVersion: "client.authentication.k8s.io/v1", command: "./plugin", interactiveMode: "Never", ...entry },
});

const plugin = (
	name: string,
	printed: string,
	more: { exec?: Entry; user?: Entry; cluster?: Entry; script?: string; refused?: true } = {},
): Case => ({
	name: `a plugin: ${name}`,
	kubeconfig: "sub/config",
	files: (kit) => ({
		"sub/config": config(kit, {
			user: { ...exec(more.exec), ...more.user },
			...(more.cluster === undefined ? {} : { cluster: more.cluster }),
		}),
		"sub/plugin": script(printed, more.script),
		plugin: script(answer({ token: "of the current folder" })),
		...filesOfAll(kit),
	}),
	...(more.refused === true ? { refused: true } : {}),
});

const beta = "client.authentication.k8s.io/v1beta1";
const refused = { refused: true } as const;
const plugins: readonly Case[] = [
	plugin("a token", answer({ token: "plugged" })),
	plugin("a certificate and a token", "", {
		script: `cat <<END
{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"with",
"clientCertificateData":"$(awk '{printf "%s\\\\n", $0}' "$HOME/client.crt")","clientKeyData":"$(awk '{printf "%s\\\\n", $0}' "$HOME/client.key")"}}
END
exit 0`,
	}),
	plugin("v1beta1, without interactiveMode", answer({ token: "beta" }, beta), {
		exec: { apiVersion: beta, interactiveMode: null },
	}),
	plugin("v1 without interactiveMode", answer({ token: "x" }), { exec: { interactiveMode: null }, ...refused }),
	plugin("v1alpha1", answer({ token: "x" }), { exec: { apiVersion: "client.authentication.k8s.io/v1alpha1" }, ...refused }),
	plugin("interactiveMode Always", answer({ token: "x" }), { exec: { interactiveMode: "Always" }, ...refused }),
	plugin("interactiveMode IfAvailable", answer({ token: "x" }), { exec: { interactiveMode: "IfAvailable" } }),
	plugin("another version in the answer", answer({ token: "x" }, beta), refused),
	plugin(
		"another kind in the answer",
		JSON.stringify({ kind: "Other", apiVersion: "client.authentication.k8s.io/v1", status: { token: "a" } }),
		refused,
	),
	plugin("no version in the answer", JSON.stringify({ kind: "ExecCredential", status: { token: "a" } }), refused),
	plugin("no status", JSON.stringify({ kind: "ExecCredential", apiVersion: "client.authentication.k8s.io/v1" }), refused),
	plugin("an empty status", answer({}), refused),
	plugin("only a certificate", answer({ clientCertificateData: "x" }), refused),
	plugin("a certificate that is none", answer({ clientCertificateData: "x", clientKeyData: "y" }), refused),
	plugin("no JSON", "hello", refused),
	plugin("nothing", "", refused),
	plugin("an end with an error", answer({ token: "x" }), { script: "exit 3", ...refused }),
	plugin("expired", answer({ token: "old", expirationTimestamp: "2020-01-01T00:00:00Z" })),
	plugin("an expiry that is no date", answer({ token: "old", expirationTimestamp: "soon" }), refused),
	plugin("a command that is not there", answer({ token: "x" }), { exec: { command: "no-such-plugin-anywhere" }, ...refused }),
	plugin("a command of the PATH, not of this folder", answer({ token: "x" }), { exec: { command: "plugin" }, ...refused }),
	plugin("no command", answer({ token: "x" }), { exec: { command: "" }, ...refused }),
	plugin("arguments and environment", "", {
		exec: {
			command: "sh",
			args: [
				"-c",
				`printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s-%s"}}' "$0" "$WHO"`,
				"zero",
			],
			env: [{ name: "WHO", value: "me" }],
		},
	}),
	plugin("told of the cluster", answer({ token: "x" }), {
		exec: { provideClusterInfo: true },
		cluster: {
			"tls-server-name": "kube.test",
			extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "a", deep: { b: [1] } } }],
		},
	}),
	plugin("told of an insecure cluster behind a path", answer({ token: "x" }), {
		exec: { provideClusterInfo: true },
		cluster: { "certificate-authority-data": null, "insecure-skip-tls-verify": true, "disable-compression": true },
	}),
	plugin("told of an authority in a file", answer({ token: "x" }), {
		exec: { provideClusterInfo: true },
		cluster: { "certificate-authority-data": null, "certificate-authority": "../ca.crt" },
	}),
	plugin("besides a token, which wins", answer({ token: "x" }), { user: { token: "fixed" } }),
	plugin("besides a name and a password, which win", answer({ token: "x" }), { user: { username: "a", password: "b" } }),
	plugin("besides a password alone", answer({ token: "x" }), { user: { password: "b" } }),
	plugin("besides a certificate, which wins", answer({ token: "x" }), {
		user: { "client-certificate": "../client.crt", "client-key": "../client.key" },
	}),
	plugin("impersonates", answer({ token: "x" }), { user: { as: "jane" } }),
	plugin("an answer in YAML", "kind: ExecCredential\napiVersion: client.authentication.k8s.io/v1\nstatus: {token: yaml}"),
	plugin("reads its standard input, which is empty", answer({ token: "x" }), { script: "cat > /dev/null" }),
	plugin("a line break in its token", answer({ token: "a\nb" }), refused),
];

export const cases: readonly Case[] = [
	...plain,
	...certificates,
	...trust,
	...servers,
	...proxies,
	...impersonation,
	...files,
	...texts,
	...plugins,
];
