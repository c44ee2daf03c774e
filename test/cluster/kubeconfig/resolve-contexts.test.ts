import { describe, expect, it } from "vitest";
import type { ResolvedContext } from "../../../src/cluster/kubeconfig/connection.ts";
import type { Environment } from "../../../src/cluster/kubeconfig/environment.ts";
import { type ContextOptions, resolveContexts } from "../../../src/cluster/kubeconfig/resolve-contexts.ts";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { Authority } from "../certificates.ts";
import { madeUpOutside } from "./environment.ts";

const none: ContextOptions = { kubeconfig: null, contexts: [], namespace: null, arePluginsAllowed: true };

function resolved(outside: Environment, options: Partial<ContextOptions> = {}): readonly ResolvedContext[] {
	return resolveContexts(outside, { ...none, ...options });
}

function problemOf(outside: Environment, options: Partial<ContextOptions> = {}): string {
	try {
		resolved(outside, options);
	} catch (problem) {
		if (problem instanceof ClusterProblem && problem.kind === "credentials") return problem.message;
		throw problem;
	}
	return "none";
}

const two = `
current-context: staging
clusters:
- name: s
  cluster: {server: https://staging.example.com:6443}
- name: p
  cluster: {server: https://production.example.com}
users:
- name: dev
  user: {token: T}
- name: plug
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: get-token, interactiveMode: Never}}
contexts:
- {name: staging, context: {cluster: s, user: dev, namespace: boulder-staging}}
- {name: production, context: {cluster: p, user: dev}}
- {name: anonymous, context: {cluster: p}}
- {name: plugged, context: {cluster: p, user: plug}}
- {name: nowhere, context: {cluster: q, user: dev}}
- {name: nobody, context: {cluster: s, user: q}}
- {name: bare, context: {user: dev}}
`;
const home = { HOME: "/home/me" };
const at = (text: string): Environment => madeUpOutside({ "/home/me/.kube/config": text }, home);

describe("contexts", () => {
	it("are the current one where none is named", async () => {
		const [only, ...others] = resolved(at(two));
		expect(others).toEqual([]);
		expect(only?.address).toEqual({
			context: "staging",
			server: new URL("https://staging.example.com:6443"),
			authority: null,
			insecure: false,
			tlsServerName: null,
			proxy: null,
			namespace: "boulder-staging",
		});
		expect(await only?.credentials.identity()).toEqual({ headers: [["Authorization", "Bearer T"]], clientCertificate: null });
		expect(only?.credentials.renew()).toBe(false);
	});

	it("are those that are named, each once, in their order", () => {
		const found = resolved(at(two), { contexts: ["production", "staging", "production"] });
		expect(found.map(({ address }) => [address.context, address.namespace])).toEqual([
			["production", null],
			["staging", "boulder-staging"],
		]);
	});

	it("have the namespace of the command line before their own", () => {
		const found = resolved(at(two), { contexts: ["production", "staging"], namespace: "x" });
		expect(found.map(({ address }) => address.namespace)).toEqual(["x", "x"]);
	});

	it("without a user are anonymous", async () => {
		const [found] = resolved(at(two), { contexts: ["anonymous"] });
		expect(await found?.credentials.identity()).toEqual({ headers: [], clientCertificate: null });
	});

	it.each([
		[
			"stagin",
			'the kubeconfig /home/me/.kube/config has no context "stagin"; it has anonymous, bare, nobody, nowhere, plugged, production, staging',
		],
		["nowhere", 'the context "nowhere" of the kubeconfig /home/me/.kube/config names the cluster "q", which is not there'],
		["nobody", 'the context "nobody" of the kubeconfig /home/me/.kube/config names the user "q", which is not there'],
		["bare", 'the context "bare" of the kubeconfig /home/me/.kube/config names no cluster'],
	])("that cannot be used are reported: %s", (context, message) => {
		expect(problemOf(at(two), { contexts: [context] })).toBe(message);
	});

	it("are not listed without end", () => {
		const many = Array.from({ length: 30 }, (_, index) => `- {name: c${index + 10}, context: {}}`).join("\n");
		expect(problemOf(at(`contexts:\n${many}`), { contexts: ["x"] })).toMatch(/; it has c10, c11, .*, c29 and 10 more$/);
	});

	it("do not run a plugin where that is forbidden", () => {
		expect(problemOf(at(two), { contexts: ["plugged"], arePluginsAllowed: false })).toBe(
			'the user "plug" gets its credentials from a program ("get-token"), and --no-exec-auth forbids to run one',
		);
		expect(problemOf(at(two), { contexts: ["staging"], arePluginsAllowed: false })).toBe("none");
	});
});

describe("a server", () => {
	it.each([
		["https://a/k8s/clusters/c-1/?x=1#y", "https://a/k8s/clusters/c-1/"],
		["localhost:8080", "http://localhost:8080/"],
		["https://[::1]:6443", "https://[::1]:6443/"],
	])("%s is %s", (server, href) => {
		const [found] = resolved(at(two.replace("https://staging.example.com:6443", `"${server}"`)));
		expect(found?.address.server.href).toBe(href);
	});
});

describe("no context", () => {
	it("is reported with the searched places", () => {
		expect(problemOf(madeUpOutside({}, home))).toBe(
			"no kubeconfig found: looked at /home/me/.kube/config, and this is not a pod with a service account",
		);
		expect(problemOf(madeUpOutside({}, { KUBECONFIG: "a:/b" }))).toBe(
			"no kubeconfig found: looked at KUBECONFIG (a:/b), and this is not a pod with a service account",
		);
		expect(problemOf(madeUpOutside({}))).toMatch(/looked at KUBECONFIG, which is not set, and no home folder is known/);
		expect(problemOf(madeUpOutside({}, home), { contexts: ["a"] })).toBe(
			'no kubeconfig found: looked at /home/me/.kube/config for the context "a"',
		);
		expect(problemOf(at(two), { kubeconfig: "mine" })).toBe("there is no kubeconfig mine");
		expect(problemOf(at(two.replace("current-context: staging", "")))).toMatch(
			/^the kubeconfig \/home\/me\/.kube\/config sets no current-context; name one with --context: anonymous, /,
		);
	});

	it("is reported if the file cannot be read", () => {
		const outside = madeUpOutside({}, home, {
			read: (path) => {
				throw new Error(`${path}: permission denied`);
			},
		});
		expect(problemOf(outside)).toBe("the kubeconfig cannot be read: /home/me/.kube/config: permission denied");
	});
});

describe("a user that older clients knew", () => {
	it.each([
		["gcp", "gke-gcloud-auth-plugin"],
		["azure", "kubelogin"],
		["oidc", "kubectl oidc-login"],
		["constructor", "use exec with its credential plugin instead"],
	])("is reported with what is used instead: %s", (provider, instead) => {
		const text = two.replace("token: T", `auth-provider: {name: ${provider}, config: {refresh-token: SECRET}}`);
		expect(problemOf(at(text))).toContain(`the user "dev" has the auth-provider "${provider}", which is of older clients: `);
		expect(problemOf(at(text))).toContain(instead);
		expect(problemOf(at(text))).not.toContain("SECRET");
	});
});

describe("a client certificate", () => {
	it("is not blamed for the authority of its cluster", () => {
		const authority = new Authority();
		const { certificate, key } = authority.sign("DNS:me");
		const inBase64 = (text: string): string => Buffer.from(text).toString("base64");
		const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
		const text = two
			.replace("token: T", `client-certificate-data: ${inBase64(certificate)}, client-key-data: ${inBase64(key)}`)
			.replace(":6443}", `:6443, certificate-authority-data: ${inBase64(broken)}}`);
		expect(problemOf(at(text))).toBe("none");
		expect(problemOf(at(text.replace(inBase64(key), inBase64(broken))))).toContain("the client certificate and key");
	});
});

describe("messages", () => {
	it.each([
		["token: T", '{token: "SECRET\\nX"}', /^the token of the user "dev" has a line break or another control character/],
		["token: T", '{token: "SECRET\\u0001"}', /config:10 cannot be read: the value contains the control character U\+0001$/],
		[
			"token: T",
			"{client-certificate-data: U0VDUkVU, client-key-data: U0VDUkVU}",
			/^the client certificate and key of the user "dev" cannot be used: /,
		],
		[
			"server: https://staging.example.com:6443",
			"{server: 'https://me:SECRET@staging'}",
			/has a user name in its server address/,
		],
		["server: https://staging.example.com:6443", "{server: 'ftp://me:SECRET@staging'}", /has the server "ftp:\/\/…@staging"/],
		[
			"server: https://staging.example.com:6443",
			"{server: 'https://a', proxy-url: 'ftp://me:SECRET@proxy'}",
			/has the proxy-url "ftp:\/\/…@proxy"/,
		],
	])("show no secret: %s, %s", (from, to, expected) => {
		const message = problemOf(at(two.replace(`{${from}}`, to)));
		expect(message).toMatch(expected);
		expect(message).not.toContain("SECRET");
	});
});

describe("in a pod", () => {
	const folder = "/var/run/secrets/kubernetes.io/serviceaccount";
	const pod = { [`${folder}/token`]: "pod-token\n", [`${folder}/ca.crt`]: "PEM", [`${folder}/namespace`]: "tools\n" };
	const service = { ...home, KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" };

	it("its service account is used", async () => {
		const [found] = resolved(madeUpOutside(pod, service));
		expect(found?.address).toEqual({
			context: "in-cluster",
			server: new URL("https://10.0.0.1/"),
			authority: "PEM",
			insecure: false,
			tlsServerName: null,
			proxy: null,
			namespace: "tools",
		});
		expect(await found?.credentials.identity()).toEqual({
			headers: [["Authorization", "Bearer pod-token"]],
			clientCertificate: null,
		});
	});

	it("its address may be of version 6, its namespace set, its proxy named", () => {
		const env = {
			...service,
			KUBERNETES_SERVICE_HOST: "fd00::1",
			KUBERNETES_SERVICE_PORT: "6443",
			POD_NAMESPACE: "mine",
			HTTPS_PROXY: "http://proxy:3128",
		};
		const [found] = resolved(madeUpOutside(pod, env), { namespace: null });
		expect(found?.address.server.href).toBe("https://[fd00::1]:6443/");
		expect(found?.address.namespace).toBe("mine");
		expect(found?.address.proxy?.href).toBe("http://proxy:3128/");
		expect(resolved(madeUpOutside(pod, env), { namespace: "x" })[0]?.address.namespace).toBe("x");
	});

	it("a kubeconfig with a current context takes precedence over it, one without does not", () => {
		const withConfig = (text: string): Environment => madeUpOutside({ ...pod, "/home/me/.kube/config": text }, service);
		expect(resolved(withConfig(two))[0]?.address.context).toBe("staging");
		expect(resolved(withConfig(""))[0]?.address.context).toBe("in-cluster");
		expect(resolved(withConfig("contexts: []"))[0]?.address.context).toBe("in-cluster");
	});

	it("a file or a context that was asked for is never replaced by it", () => {
		const outside = madeUpOutside({ ...pod, "/work/empty": "" }, service);
		expect(problemOf(outside, { kubeconfig: "empty" })).toMatch(/^the kubeconfig empty sets no current-context/);
		expect(problemOf(outside, { kubeconfig: "missing" })).toBe("there is no kubeconfig missing");
		expect(problemOf(outside, { contexts: ["staging"] })).toMatch(/^no kubeconfig found/);
	});

	it("needs address and token", () => {
		expect(problemOf(madeUpOutside(pod, { ...home, KUBERNETES_SERVICE_HOST: "10.0.0.1" }))).toMatch(/^no kubeconfig found/);
		expect(problemOf(madeUpOutside({}, service))).toMatch(/^no kubeconfig found/);
	});
});
