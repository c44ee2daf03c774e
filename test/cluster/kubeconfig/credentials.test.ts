import { describe, expect, it } from "vitest";
import type { Credentials, Identity } from "../../../src/cluster/kubeconfig/connection.ts";
import type { Environment, PluginEnd, PluginRun } from "../../../src/cluster/kubeconfig/environment.ts";
import { resolveContexts } from "../../../src/cluster/kubeconfig/resolve-contexts.ts";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { madeUpOutside } from "./environment.ts";

interface World {
	now: number;
	files: Record<string, string>;
	runs: PluginRun[];
	/** What the next runs end with; the last one stays. */
	ends: (PluginEnd | Promise<PluginEnd>)[];
}

function world(user: object, more: Partial<World> = {}): { world: World; outside: Environment } {
	const made: World = { now: 1_700_000_000_000, files: {}, runs: [], ends: [], ...more };
	made.files["/home/me/.kube/config"] = JSON.stringify({
		clusters: [
			{ name: "c", cluster: { server: "https://c" } },
			{ name: "d", cluster: { server: "https://d" } },
		],
		users: [{ name: "u", user }],
		contexts: [
			{ name: "x", context: { cluster: "c", user: "u" } },
			{ name: "y", context: { cluster: "d", user: "u" } },
		],
		"current-context": "x",
	});
	const outside = madeUpOutside(
		{},
		{ HOME: "/home/me", PATH: "/bin" },
		{
			read: (path) => {
				const text = made.files[path];
				return text === undefined ? null : Buffer.from(text);
			},
			run: async (request) => {
				made.runs.push(request);
				const end = made.ends.length > 1 ? made.ends.shift() : made.ends[0];
				return end ?? { kind: "not-found" };
			},
			now: () => made.now,
		},
	);
	return { world: made, outside };
}

function credentialsOf(outside: Environment, ...contexts: string[]): Credentials[] {
	const options = { kubeconfig: null, contexts, namespace: null, arePluginsAllowed: true };
	return resolveContexts(outside, options).map(({ credentials }) => credentials);
}

function only(outside: Environment): Credentials {
	const [credentials] = credentialsOf(outside);
	if (credentials === undefined) throw new Error("no context");
	return credentials;
}

const tokenOf = (identity: Identity): string | undefined => identity.headers[0]?.[1].replace("Bearer ", "");
const asks = async (credentials: Credentials): Promise<string | undefined> => tokenOf(await credentials.identity());

async function problemOf(credentials: Credentials): Promise<ClusterProblem> {
	try {
		await credentials.identity();
	} catch (problem) {
		if (problem instanceof ClusterProblem) return problem;
		throw problem;
	}
	throw new Error("no problem");
}

describe("a token file", () => {
	it("is read again after a minute, and after a refusal", async () => {
		const { world: w, outside } = world({ tokenFile: "t" }, { files: { "/home/me/.kube/t": "one\n" } });
		const credentials = only(outside);
		expect(await asks(credentials)).toBe("one");
		w.files["/home/me/.kube/t"] = "two";
		w.now += 59_000;
		expect(await asks(credentials)).toBe("one");
		w.now += 1_000;
		expect(await asks(credentials)).toBe("two");
		const refused = await credentials.identity();
		expect(credentials.renew(refused)).toBe(false);
		w.files["/home/me/.kube/t"] = "three";
		expect(credentials.renew(refused)).toBe(true);
		expect(await asks(credentials)).toBe("three");
		// A second request, refused with the old token, has a new one to try already.
		w.files["/home/me/.kube/t"] = "four";
		expect(credentials.renew(refused)).toBe(true);
		expect(await asks(credentials)).toBe("three");
	});

	it("that is not installed is reported to the next caller", async () => {
		const { world: w, outside } = world({ tokenFile: "t" }, { files: { "/home/me/.kube/t": "one\n" } });
		const credentials = only(outside);
		await credentials.identity();
		delete w.files["/home/me/.kube/t"];
		expect(credentials.renew()).toBe(true);
		expect((await problemOf(credentials)).message).toBe("there is no token file /home/me/.kube/t");
	});
});

const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "get-token", interactiveMode: "Never" };
const printed = (token: string, more: object = {}): PluginEnd => ({
	kind: "exited",
	code: 0,
	stdout: JSON.stringify({ kind: "ExecCredential", apiVersion: exec.apiVersion, status: { token, ...more } }),
	stderr: "",
});

describe("a plugin", () => {
	it("runs when it is asked first, once for all who ask", async () => {
		const { world: w, outside } = world({ exec }, { ends: [printed("a"), printed("b")] });
		const [x, y] = credentialsOf(outside, "x", "y");
		if (x === undefined || y === undefined) throw new Error("no contexts");
		expect(w.runs).toEqual([]);
		expect(await Promise.all([asks(x), asks(x), asks(y), asks(x), asks(y)])).toEqual(["a", "a", "a", "a", "a"]);
		expect(await asks(x)).toBe("a");
		expect(w.runs).toHaveLength(1);
		expect(w.runs[0]).toMatchObject({ command: "get-token", args: [], timeoutMilliseconds: 60_000 });
		expect(w.runs[0]?.env).toMatchObject({ HOME: "/home/me", PATH: "/bin" });
	});

	it("runs for each cluster that it needs to know", async () => {
		const { world: w, outside } = world({ exec: { ...exec, provideClusterInfo: true } }, { ends: [printed("a"), printed("b")] });
		const tokens = await Promise.all(credentialsOf(outside, "x", "y").map(asks));
		expect(tokens).toEqual(["a", "b"]);
		const told = w.runs.map(({ env }) => JSON.parse(env.KUBERNETES_EXEC_INFO ?? "").spec.cluster.server);
		expect(told).toEqual(["https://c", "https://d"]);
	});

	it("runs in the folder of its kubeconfig if its command is a path, with its own environment over ours", async () => {
		const own = {
			...exec,
			command: "./bin/get-token",
			args: ["--x", ""],
			env: [
				{ name: "PATH", value: "/own" },
				{ name: "KUBERNETES_EXEC_INFO", value: "no" },
			],
		};
		const { world: w, outside } = world({ exec: own }, { ends: [printed("a")] });
		await only(outside).identity();
		expect(w.runs[0]).toMatchObject({ command: "/home/me/.kube/bin/get-token", args: ["--x", ""] });
		expect(w.runs[0]?.env.PATH).toBe("/own");
		expect(JSON.parse(w.runs[0]?.env.KUBERNETES_EXEC_INFO ?? "")).toEqual({
			kind: "ExecCredential",
			apiVersion: exec.apiVersion,
			spec: { interactive: false },
		});
	});

	it("runs again shortly before its credentials end, not earlier", async () => {
		const { world: w, outside } = world({ exec });
		w.ends = [printed("a", { expirationTimestamp: new Date(w.now + 100_000).toISOString() }), printed("b")];
		const credentials = only(outside);
		expect(await asks(credentials)).toBe("a");
		w.now += 89_000;
		expect(await asks(credentials)).toBe("a");
		w.now += 1_000;
		expect(await Promise.all([asks(credentials), asks(credentials)])).toEqual(["b", "b"]);
		expect(w.runs).toHaveLength(2);
	});

	it("runs once more after a refusal, however many requests were refused", async () => {
		const { world: w, outside } = world({ exec }, { ends: [printed("stale"), printed("fresh"), printed("third")] });
		const credentials = only(outside);
		const refused = await credentials.identity();
		const again = await Promise.all(
			[1, 2, 3].map(async () => {
				expect(credentials.renew(refused)).toBe(true);
				return await asks(credentials);
			}),
		);
		expect(again).toEqual(["fresh", "fresh", "fresh"]);
		expect(credentials.renew(refused)).toBe(true);
		expect(await asks(credentials)).toBe("fresh");
		expect(w.runs).toHaveLength(2);
	});

	it("does not run forever if its new credentials are also refused", async () => {
		const { world: w, outside } = world({ exec }, { ends: [printed("a"), printed("b"), printed("c")] });
		const credentials = only(outside);
		expect(credentials.renew(await credentials.identity())).toBe(true);
		expect(credentials.renew(await credentials.identity())).toBe(false);
		expect(await asks(credentials)).toBe("b");
		w.now += 30_000;
		expect(credentials.renew()).toBe(true);
		expect(await asks(credentials)).toBe("c");
	});

	it("that has failed is not run again at once", async () => {
		const failed: PluginEnd = { kind: "exited", code: 1, stdout: "SECRET", stderr: "\u001b[31mnot logged in\n" };
		const { world: w, outside } = world({ exec }, { ends: [failed, printed("a")] });
		const credentials = only(outside);
		const problems = await Promise.all([problemOf(credentials), problemOf(credentials)]);
		expect(problems.map(({ message }) => message)).toEqual(
			Array(2).fill('the credential plugin "get-token" of the user "u" ended with code 1: \u001b[31mnot logged in'),
		);
		expect(await problemOf(credentials)).toBe(problems[0]);
		expect(w.runs).toHaveLength(1);
		w.now += 30_000;
		expect(await asks(credentials)).toBe("a");
	});

	it.each<[PluginEnd, string, string]>([
		[{ kind: "not-found" }, "credentials", 'the credential plugin "get-token" of the user "u" was not found: brew install it'],
		[{ kind: "not-started", message: "EACCES" }, "credentials", 'of the user "u" could not be started: EACCES: brew install it'],
		[
			{ kind: "timeout", stderr: "waiting for the browser" },
			"credentials",
			"gave no answer within 60 s; nothing can be typed into it here: waiting for the browser",
		],
		[{ kind: "killed", signal: "SIGSEGV", stderr: "" }, "credentials", 'of the user "u" was ended by SIGSEGV'],
		[{ kind: "too-much-output", stderr: "" }, "credentials", "printed more than 1 MB"],
		[{ kind: "cancelled" }, "cancelled", 'the credential plugin "get-token" was stopped'],
		[{ kind: "exited", code: 0, stdout: "", stderr: "" }, "credentials", "gave no credentials: it printed nothing"],
		[
			{ kind: "exited", code: 0, stdout: "SECRET", stderr: "" },
			"credentials",
			"gave no credentials: it printed no ExecCredential in JSON",
		],
		[
			{
				kind: "exited",
				code: 0,
				stdout: '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}',
				stderr: "",
			},
			"credentials",
			'it answered in "client.authentication.k8s.io/v1beta1"; the kubeconfig asks for client.authentication.k8s.io/v1',
		],
		[printed(""), "credentials", "its output has neither a token nor a certificate"],
		[printed("", { clientKeyData: "SECRET" }), "credentials", "its answer has only one of certificate and key"],
		[printed("SECRET", { expirationTimestamp: "soon" }), "credentials", "its expirationTimestamp is not a date"],
		[printed("SECRET\n"), "credentials", 'the token of the user "u" has a line break'],
		[
			printed("", { clientCertificateData: "SECRET", clientKeyData: "SECRET" }),
			"credentials",
			'the client certificate and key of the credential plugin of the user "u" cannot be used',
		],
	])("that ends in another way is reported: %j", async (end, kind, message) => {
		const { outside } = world({ exec: { ...exec, installHint: "brew install it" } }, { ends: [end] });
		const problem = await problemOf(only(outside));
		expect(problem.kind).toBe(kind);
		expect(problem.message).toContain(message);
		expect(problem.message).not.toContain("SECRET");
	});

	it("is quoted from its end, and not at any length", async () => {
		const { outside } = world(
			{ exec },
			{ ends: [{ kind: "exited", code: 1, stdout: "", stderr: `${"x".repeat(100_000)}the reason` }] },
		);
		const { message } = await problemOf(only(outside));
		expect(message.length).toBeLessThan(2_200);
		expect(message).toMatch(/: …x+the reason$/);
	});

	it.each([
		[{ interactiveMode: "Always" }, /asks questions \(interactiveMode "Always"\), which it cannot here/],
		[{ interactiveMode: "" }, /has the interactiveMode ""/],
		[
			{ apiVersion: "client.authentication.k8s.io/v1alpha1" },
			/has the apiVersion "client.authentication.k8s.io\/v1alpha1"; known are /,
		],
		[{ command: "" }, /has no command/],
		[{ env: [{ value: "a" }] }, /has an environment variable without a name/],
	])("that cannot be run is reported at once: %j", (entry, message) => {
		const { outside } = world({ exec: { ...exec, ...entry } });
		expect(() => only(outside)).toThrow(ClusterProblem);
		expect(() => only(outside)).toThrow(message);
	});
});
