import type { Right } from "../probes/probe.ts";

/** A rule of a Role, as RBAC writes it. */
export interface PolicyRule {
	readonly apiGroups: readonly string[];
	readonly resources: readonly string[];
	readonly verbs: readonly string[];
	readonly resourceNames?: readonly string[];
}

export interface RoleManifest {
	readonly apiVersion: "rbac.authorization.k8s.io/v1";
	readonly kind: "Role" | "ClusterRole";
	readonly metadata: { readonly name: string; readonly namespace?: string };
	readonly rules: readonly PolicyRule[];
}

/** The least roles that some rights take: one for each namespace, and one for the whole cluster where it is needed. */
export function rolesFor(rights: readonly Right[], name: string, pinned: boolean): RoleManifest[] {
	const byNamespace = new Map<string | null, Map<string, Set<string>>>();
	const add = (
		namespace: string | null,
		group: string,
		resource: string,
		names: readonly string[],
		verbs: readonly string[],
	): void => {
		const rules = byNamespace.get(namespace) ?? new Map<string, Set<string>>();
		byNamespace.set(namespace, rules);
		const key = JSON.stringify([group, resource, [...names].sort()]);
		rules.set(key, new Set([...(rules.get(key) ?? []), ...verbs]));
	};
	for (const { resource, group, verbs, namespace, names = [] } of rights) {
		const target = typeof resource === "string" ? { group, resource } : resourceOf(resource.apiVersion, resource.kind);
		add(namespace, target.group, target.resource, names, verbs);
	}
	// An empty list means something only in a namespace that exists.
	for (const namespace of [...byNamespace.keys()]) if (namespace !== null) add(namespace, "", "namespaces", [namespace], ["get"]);
	if (pinned) add("kube-system", "", "namespaces", ["kube-system"], ["get"]);
	return [...byNamespace]
		.sort(([a], [b]) => (a ?? "").localeCompare(b ?? ""))
		.map(([namespace, rules]) => ({
			apiVersion: "rbac.authorization.k8s.io/v1",
			kind: namespace === null ? "ClusterRole" : "Role",
			metadata: namespace === null ? { name } : { name, namespace },
			rules: merged(rules),
		}));
}

/** Rules with the same group, verbs and names become one. */
function merged(rules: ReadonlyMap<string, ReadonlySet<string>>): PolicyRule[] {
	const grouped = new Map<string, string[]>();
	for (const [key, verbs] of rules) {
		const [group, resource, names] = parseKey(key);
		const same = JSON.stringify([group, [...verbs].sort(), names]);
		grouped.set(same, [...(grouped.get(same) ?? []), resource]);
	}
	return [...grouped]
		.map(([same, resources]): PolicyRule => {
			const [group, verbs, names] = parseGroup(same);
			const rule = { apiGroups: [group], resources: [...new Set(resources)].sort(), verbs };
			return names.length === 0 ? rule : { ...rule, resourceNames: names };
		})
		.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function parseKey(key: string): [string, string, string[]] {
	const [group, resource, names]: [string, string, string[]] = JSON.parse(key);
	return [group, resource, names];
}

function parseGroup(key: string): [string, string[], string[]] {
	const [group, verbs, names]: [string, string[], string[]] = JSON.parse(key);
	return [group, verbs, names];
}

/** A kind's group and plural, by the convention that all built-in and nearly all other kinds follow. */
export function resourceOf(apiVersion: string, kind: string): { readonly group: string; readonly resource: string } {
	const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
	const word = kind.toLowerCase();
	if (/(?:s|x|ch|sh)$/.test(word) && word !== "endpoints") return { group, resource: `${word}es` };
	if (/[^aeiou]y$/.test(word)) return { group, resource: `${word.slice(0, -1)}ies` };
	return { group, resource: word === "endpoints" ? word : `${word}s` };
}
