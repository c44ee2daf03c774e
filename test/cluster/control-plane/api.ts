import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { at, type KubeObject, listAt, stringAt } from "../../../src/cluster/objects/object.ts";
import { isRecord } from "../../../src/text/record.ts";

/** What the tests write: an object before the server has filled it in. */
export interface Manifest {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
	readonly [field: string]: unknown;
}

export interface ApiAccess {
	readonly server: string;
	/** PEM. */
	readonly authority: string | null;
	readonly clientCertificate: { readonly certificate: string; readonly key: string } | null;
	readonly token: string | null;
}

export interface ApiAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
}

interface Call {
	readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	readonly body?: unknown;
	readonly contentType?: string;
	readonly accept?: string;
}

const discovery = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** Writes to the API server for the tests. Kept apart from the client under test: neither may hide the other's mistakes. */
export class Api {
	readonly #access: ApiAccess;
	readonly #agent: Agent;
	readonly #kinds = new Map<string, { readonly plural: string; readonly namespaced: boolean }>();

	constructor(access: ApiAccess) {
		this.#access = access;
		this.#agent = new Agent({ keepAlive: true, maxSockets: 16 });
	}

	/** Whatever the server answers; throws only where it does not. */
	call(path: string, call: Call = {}): Promise<ApiAnswer> {
		const { method = "GET", body, contentType = "application/json", accept = "application/json" } = call;
		const { server, authority, clientCertificate, token } = this.#access;
		const sending = body === undefined ? null : Buffer.from(JSON.stringify(body));
		return new Promise<ApiAnswer>((resolve, reject) => {
			const sent = request(new URL(path, server), {
				method,
				agent: this.#agent,
				timeout: 30_000,
				headers: {
					accept,
					"user-agent": "test-bed",
					// Node sends the body of a DELETE without a length unless told, and the server takes it for the next request.
					...(sending === null ? {} : { "content-type": contentType, "content-length": sending.length }),
					...(token === null ? {} : { authorization: `Bearer ${token}` }),
				},
				...(authority === null ? {} : { ca: authority }),
				...(clientCertificate === null ? {} : { cert: clientCertificate.certificate, key: clientCertificate.key }),
			});
			sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
			sent.on("error", (error) => {
				// A kept connection may be closed by the server in the moment in which it is used again: nothing was asked then.
				if (sent.reusedSocket && "code" in error && error.code === "ECONNRESET") resolve(this.call(path, call));
				else reject(error);
			});
			sent.on("response", (answer) => {
				const chunks: Buffer[] = [];
				answer.on("data", (chunk: Buffer) => chunks.push(chunk));
				answer.on("error", reject);
				answer.on("end", () => {
					const { statusCode = 0, headers } = answer;
					resolve({ status: statusCode, headers, text: Buffer.concat(chunks).toString("utf8") });
				});
			});
			sent.end(sending);
		});
	}

	/** The JSON of an answer that must be a success. */
	async json(path: string, call: Call = {}): Promise<unknown> {
		const answer = await this.call(path, call);
		if (answer.status >= 300) throw new Error(`${call.method ?? "GET"} ${path}: ${answer.status} ${answer.text.slice(0, 2000)}`);
		return JSON.parse(answer.text);
	}

	/** Server-side apply, in the order given; a namespace and what is in it may come in one call. */
	async apply(...manifests: readonly Manifest[]): Promise<KubeObject[]> {
		const applied: KubeObject[] = [];
		for (const manifest of manifests) {
			const path = await this.pathOf(manifest.apiVersion, manifest.kind, manifest.metadata.namespace, manifest.metadata.name);
			const contentType = "application/apply-patch+yaml";
			const query = "?fieldManager=test-bed&force=true";
			applied.push(asObject(await this.json(`${path}${query}`, { method: "PATCH", body: manifest, contentType })));
		}
		return applied;
	}

	/** Null where there is none. */
	async get(apiVersion: string, kind: string, namespace: string | undefined, name: string): Promise<KubeObject | null> {
		const answer = await this.call(await this.pathOf(apiVersion, kind, namespace, name));
		if (answer.status === 404) return null;
		if (answer.status !== 200) throw new Error(`${kind} ${name}: ${answer.status} ${answer.text}`);
		return asObject(JSON.parse(answer.text));
	}

	async list(apiVersion: string, kind: string, namespace?: string, query = ""): Promise<KubeObject[]> {
		const items = listAt(await this.json(`${await this.pathOf(apiVersion, kind, namespace)}${query}`), "items");
		return items.map((item) => asObject(isRecord(item) ? { apiVersion, kind, ...item } : item));
	}

	/** Merges into an object, or into a part of it such as `status` that has a path of its own. */
	async patch(object: Manifest, body: object, subresource: "" | "/status" | "/scale" = ""): Promise<KubeObject> {
		const path = await this.pathOf(object.apiVersion, object.kind, object.metadata.namespace, object.metadata.name);
		return asObject(
			await this.json(`${path}${subresource}`, { method: "PATCH", body, contentType: "application/merge-patch+json" }),
		);
	}

	/** A controller that watches the object may overwrite it. */
	patchStatus(object: Manifest, status: object): Promise<KubeObject> {
		return this.patch(object, { status }, "/status");
	}

	async delete(object: Manifest, options: object = { propagationPolicy: "Background" }): Promise<void> {
		const path = await this.pathOf(object.apiVersion, object.kind, object.metadata.namespace, object.metadata.name);
		const answer = await this.call(path, { method: "DELETE", body: options });
		if (answer.status >= 300 && answer.status !== 404) throw new Error(`DELETE ${path}: ${answer.status} ${answer.text}`);
	}

	async pathOf(apiVersion: string, kind: string, namespace?: string, name?: string): Promise<string> {
		const { plural, namespaced } = await this.#kind(apiVersion, kind);
		const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
		const scope = namespaced && namespace !== undefined ? `/namespaces/${namespace}` : "";
		return `${group}${scope}/${plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
	}

	/** Waits: a definition that was just applied takes a moment before its kind is served. */
	async #kind(apiVersion: string, kind: string) {
		const key = `${apiVersion}/${kind}`;
		if (!this.#kinds.has(key)) await until(`the kind ${key}`, () => this.#discover(key), 10_000);
		return this.#kinds.get(key) ?? { plural: "", namespaced: false };
	}

	async #discover(key: string): Promise<boolean> {
		for (const root of ["/api", "/apis"])
			for (const group of listAt(await this.json(root, { accept: discovery }), "items"))
				for (const version of listAt(group, "versions"))
					for (const resource of listAt(version, "resources")) {
						const name = [stringAt(group, "metadata", "name"), stringAt(version, "version")].filter(Boolean).join("/");
						const plural = stringAt(resource, "resource") ?? "";
						const namespaced = at(resource, "scope") === "Namespaced";
						this.#kinds.set(`${name}/${stringAt(resource, "responseKind", "kind")}`, { plural, namespaced });
					}
		return this.#kinds.has(key);
	}

	close(): void {
		this.#agent.destroy();
	}
}

/** The access that a kubeconfig of our own making gives; its files and data are read, its plugins are not run. */
export function accessOf(config: unknown): ApiAccess {
	const cluster = at(config, "clusters", 0, "cluster");
	const user = at(config, "users", 0, "user");
	const pem = (of: unknown, key: string) => {
		const data = stringAt(of, `${key}-data`);
		const file = stringAt(of, key);
		if (data !== null) return Buffer.from(data, "base64").toString("utf8");
		return file === null ? null : readFileSync(file, "utf8");
	};
	const certificate = pem(user, "client-certificate");
	const key = pem(user, "client-key");
	return {
		server: stringAt(cluster, "server") ?? "",
		authority: pem(cluster, "certificate-authority"),
		clientCertificate: certificate === null || key === null ? null : { certificate, key },
		token: stringAt(user, "token"),
	};
}

function asObject(value: unknown): KubeObject {
	const apiVersion = stringAt(value, "apiVersion");
	const kind = stringAt(value, "kind");
	const name = stringAt(value, "metadata", "name");
	if (!isRecord(value) || apiVersion === null || kind === null || name === null) throw new Error("The server sent no object.");
	return { ...value, apiVersion, kind, metadata: { ...(isRecord(value.metadata) ? value.metadata : {}), name } };
}

/** What was waited for has not come. */
export class InVain extends Error {}

/** Asks again and again; errors count as "not yet". Gives what the condition gave once that is neither false, null nor undefined. */
export async function until<T>(
	what: string,
	condition: () => Promise<T | false | null | undefined> | T | false | null | undefined,
	timeoutMilliseconds = 60_000,
	pauseMilliseconds = 100,
): Promise<T> {
	const end = Date.now() + timeoutMilliseconds;
	let last: unknown;
	for (;;) {
		try {
			const found = await condition();
			if (found !== false && found !== null && found !== undefined) return found;
			last = undefined;
		} catch (error) {
			last = error;
		}
		if (Date.now() > end) throw new InVain(`Waited ${timeoutMilliseconds} ms in vain for ${what}`, { cause: last });
		await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
	}
}
