import { distance } from "fastest-levenshtein";
import type { Milliseconds } from "../cluster.ts";
import { type AskedFor, ClusterProblem } from "../problem.ts";
import type { ApiClient } from "../transport/api-client.ts";
import { MaxTime, monotonic, TimeLimit } from "../transport/time-limit.ts";
import { builtInResource, builtInResources } from "./built-in-kinds.ts";
import { listAt, stringAt } from "./object.ts";
import { groupOf, type Resource } from "./resource.ts";

const aggregated =
	"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
const maximumBytes = 64 * 1024 * 1024;
/** A definition may be installed during a run: after this time an unknown kind is looked up again. */
const renewalMilliseconds = 5_000;

interface Served {
	readonly resources: readonly Resource[];
	/** Group versions that exist, but whose resources could not be read. */
	readonly unread: readonly string[];
	readonly at: number;
}

/** Finds the resource of a kind. Requests discovery once, and only for kinds that not every cluster has. */
export class Discovery {
	readonly #client: ApiClient;
	#served: Promise<Served> | null = null;
	/** Of all lists that wait for it. */
	readonly #time = new MaxTime();
	readonly #versions = new Map<string, Promise<readonly Resource[]>>();

	constructor(client: ApiClient) {
		this.#client = client;
	}

	/** Throws ClusterProblem "unknown-kind" where the cluster serves no such kind. */
	async resource(apiVersion: string, kind: string, timeout: Milliseconds): Promise<Resource> {
		const known = builtInResource(apiVersion, kind);
		if (known !== null) return known;
		this.#time.add(timeout);
		let served = await this.#read();
		let found = await this.#find(served, apiVersion, kind);
		if (found === null && monotonic() - served.at > renewalMilliseconds) {
			this.#served = null;
			this.#versions.clear();
			served = await this.#read();
			found = await this.#find(served, apiVersion, kind);
		}
		if (found !== null) return found;
		throw new ClusterProblem("unknown-kind", unknown(apiVersion, kind, served), {
			verb: "list",
			resource: `${kind}.${groupOf(apiVersion)}`.replace(/\.$/, ""),
			namespace: null,
		});
	}

	async #find(served: Served, apiVersion: string, kind: string): Promise<Resource | null> {
		const found = served.resources.find((resource) => resource.apiVersion === apiVersion && resource.kind === kind);
		if (found !== undefined) return found;
		if (!served.unread.includes(apiVersion)) return null;
		let version = this.#versions.get(apiVersion);
		if (version === undefined) {
			version = this.#readVersion(apiVersion);
			version.catch(() => this.#versions.delete(apiVersion));
			this.#versions.set(apiVersion, version);
		}
		return (await version).find((resource) => resource.kind === kind) ?? null;
	}

	#read(): Promise<Served> {
		if (this.#served === null) {
			this.#served = this.#readAll();
			this.#served.catch(() => {
				this.#served = null;
			});
		}
		return this.#served;
	}

	async #readAll(): Promise<Served> {
		const values = await Promise.all([this.#json("/api", aggregated), this.#json("/apis", aggregated)]);
		const resources: Resource[] = [];
		const unread: string[] = [];
		for (const value of values) {
			if (stringAt(value, "kind") === "APIGroupDiscoveryList") readAggregated(value, resources, unread);
			else unread.push(...legacyVersions(value));
		}
		return { resources, unread, at: monotonic() };
	}

	async #readVersion(apiVersion: string): Promise<readonly Resource[]> {
		const root = apiVersion.includes("/") ? "/apis" : "/api";
		const value = await this.#json(`${root}/${apiVersion.split("/").map(encodeURIComponent).join("/")}`, "application/json");
		return listAt(value, "resources").flatMap((entry) => {
			const kind = stringAt(entry, "kind");
			const plural = stringAt(entry, "name");
			if (kind === null || plural === null || plural.includes("/") || !listAt(entry, "verbs").includes("list")) return [];
			return [{ apiVersion, kind, plural, namespaced: namespacedIn(entry) }];
		});
	}

	async #json(path: string, accept: string): Promise<unknown> {
		const asked: AskedFor = { verb: "get", resource: path, namespace: null };
		const { text } = await this.#client.json(asked, path, accept, maximumBytes, new TimeLimit(this.#time.milliseconds));
		return this.#client.parse(asked, text);
	}
}

function readAggregated(value: unknown, resources: Resource[], unread: string[]): void {
	for (const group of listAt(value, "items")) {
		const name = stringAt(group, "metadata", "name") ?? "";
		for (const version of listAt(group, "versions")) {
			const apiVersion = `${name === "" ? "" : `${name}/`}${stringAt(version, "version") ?? ""}`;
			const entries = listAt(version, "resources");
			// An aggregated API that is away is listed without its resources.
			if (entries.length === 0) unread.push(apiVersion);
			for (const entry of entries) {
				const kind = stringAt(entry, "responseKind", "kind");
				const plural = stringAt(entry, "resource");
				if (kind === null || plural === null || !listAt(entry, "verbs").includes("list")) continue;
				resources.push({ apiVersion, kind, plural, namespaced: stringAt(entry, "scope") === "Namespaced" });
			}
		}
	}
}

function legacyVersions(value: unknown): string[] {
	const core = listAt(value, "versions").filter((version) => typeof version === "string");
	const groups = listAt(value, "groups").flatMap((group) =>
		listAt(group, "versions").map((version) => stringAt(version, "groupVersion") ?? ""),
	);
	return [...core, ...groups];
}

function namespacedIn(entry: unknown): boolean {
	return typeof entry === "object" && entry !== null && "namespaced" in entry && entry.namespaced === true;
}

function unknown(apiVersion: string, kind: string, served: Served): string {
	const all = [...builtInResources, ...served.resources];
	const elsewhere = [...new Set(all.filter((resource) => resource.kind === kind).map((resource) => resource.apiVersion))];
	if (elsewhere.length > 0)
		return `the cluster serves no ${kind} in ${apiVersion}, but in ${elsewhere.slice(0, 3).join(" and ")}`;
	const near = similarKinds(kind, all, apiVersion);
	const alternatives = near.length === 0 ? "" : `; it serves ${near.join(", ")}`;
	const group = groupOf(apiVersion);
	const missing = all.some((resource) => resource.apiVersion === apiVersion) || served.unread.includes(apiVersion);
	if (missing || group === "") return `the cluster serves no kind ${kind} in ${apiVersion}${alternatives}`;
	return `the cluster does not serve ${apiVersion}: the definition of ${kind} is not installed${alternatives}`;
}

function similarKinds(kind: string, all: readonly Resource[], apiVersion: string): string[] {
	const wanted = kind.toLowerCase();
	const maxDistance = Math.max(1, Math.floor(wanted.length / 3));
	const close = all
		.map((resource) => ({
			resource,
			cost: Math.min(distance(wanted, resource.kind.toLowerCase()), distance(wanted, resource.plural)),
		}))
		.filter(({ cost }) => cost <= maxDistance)
		.sort(
			(a, b) => a.cost - b.cost || Number(b.resource.apiVersion === apiVersion) - Number(a.resource.apiVersion === apiVersion),
		);
	return [...new Set(close.map(({ resource }) => `${resource.apiVersion} ${resource.kind}`))].slice(0, 3);
}
