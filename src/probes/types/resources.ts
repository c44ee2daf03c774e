import type { Expression } from "../../cel/expression.ts";
import type { ObjectList } from "../../cluster/cluster.ts";
import type { KubeObject } from "../../cluster/object.ts";
import { define } from "../define.ts";
import { Fields } from "../file/fields.ts";
import { type BuiltInEvidence, judgeBuiltIn, readBuiltIn } from "../judging/built-in.ts";
import { type CountDemand, judgeResources } from "../judging/judge-resources.ts";
import { kindRule } from "../judging/kind-rules.ts";
import { namespaceOf } from "../judging/namespace.ts";
import { objectVariables, type Rule, ruleOf } from "../judging/object-rule.ts";
import { parseSelector, type Selector } from "../judging/selectors.ts";
import type { Reading, Right } from "../probe.ts";

export interface Source {
	readonly apiVersion: string;
	readonly kind: string;
	/** Null for kinds without one, or for all namespaces. */
	readonly namespace: string | null;
	readonly selector: Selector | null;
	readonly names: readonly string[] | null;
	readonly fields: ReadonlyMap<string, string>;
}

export interface ResourcesSpec {
	readonly source: Source;
	readonly count: CountDemand;
	readonly rule: Rule | null;
	/** Other lists, as `variables.NAME` in the expectation. */
	readonly with: ReadonlyMap<string, Source>;
	readonly variables: ReadonlyMap<string, Expression>;
	readonly stableMilliseconds: number;
}

export interface ResourcesEvidence {
	readonly list: ObjectList;
	readonly with: ReadonlyMap<string, readonly KubeObject[]>;
	readonly builtIn: BuiltInEvidence | null;
}

export const resourcesProbe = define<ResourcesSpec, ResourcesEvidence>({
	name: "resources",
	proves:
		"objects of a kind are there, in the number wanted, and each is as a CEL expression expects, or by the rule of its kind",
	specify(fields, reading) {
		const source = sourceOf(fields, reading);
		const extra = fields.tree("with");
		const others = new Map<string, Source>();
		if (extra !== null) {
			if (extra.kind !== "mapping") throw fields.fault(`"with" of resources is a map of names and lists`, null, extra.place);
			for (const { key, value } of extra.entries) {
				const inner = new Fields(fields.file, value, `"with.${key}" of resources`);
				others.set(key, sourceOf(inner, reading));
				inner.done();
			}
		}
		const atLeast = fields.integer("atLeast", 1, 1_000_000);
		const exactly = fields.integer("exactly", 0, 1_000_000);
		if (atLeast !== null && exactly !== null)
			throw fields.fault("atLeast and exactly cannot both be met", "keep one of them", fields.placeOf("exactly"));
		return {
			source,
			count: exactly === null ? { kind: "at-least", number: atLeast ?? 1 } : { kind: "exactly", number: exactly },
			rule: ruleOf(fields),
			with: others,
			variables: variablesOf(fields),
			stableMilliseconds: fields.duration("stableFor") ?? reading.defaults.stableMilliseconds,
		};
	},
	say: ({ source, count, rule }) =>
		`${count.kind === "exactly" ? "exactly" : "at least"} ${count.number} ${source.kind}${count.number === 1 ? "" : "s"}${source.namespace === null ? "" : ` in ${source.namespace}`}${rule === null ? "" : `, each with ${rule.expect.source}`}`,
	mentions: ({ source }) => (source.names ?? []).map((name) => `${source.kind}/${name}`),
	rights: ({ source, with: others, rule }): readonly Right[] => [
		...[source, ...others.values()].map((one) => right(one)),
		...(rule === null ? (kindRule(source.apiVersion, source.kind)?.rights(source.namespace) ?? []) : []),
	],
	async read({ source, with: others, rule, count, stableMilliseconds }, surroundings) {
		const { cluster } = surroundings;
		const [list, ...lists] = await Promise.all([source, ...others.values()].map((one) => cluster.list(one)));
		const taken = list === undefined ? [] : list.objects.filter((object) => takes(source, object));
		const builtIn =
			rule === null && (count.kind === "at-least" || count.number > 0)
				? await readBuiltIn(surroundings, source, taken, stableMilliseconds)
				: null;
		const entries = [...others].map(([name, one], index): [string, readonly KubeObject[]] => [
			name,
			(lists[index]?.objects ?? []).filter((object) => takes(one, object)),
		]);
		return {
			list: { objects: taken, observedAt: list?.observedAt ?? "", consistent: list?.consistent ?? true },
			with: new Map(entries),
			builtIn,
		};
	},
	judge: (evidence, spec) => judgeResources(evidence, spec, judgeBuiltIn),
});

function sourceOf(fields: Fields, reading: Reading): Source {
	const apiVersion = fields.required("apiVersion", fields.string("apiVersion"));
	const kind = fields.required("kind", fields.string("kind"));
	const clusterWide = fields.boolean("allNamespaces") ?? false;
	const text = fields.string("selector");
	const selector = text === null ? null : parseSelector(text);
	if (text !== null && selector === null)
		throw fields.fault(
			`"${text}" is no label selector`,
			"write it as kubectl -l takes it: app=web,tier in (a,b)",
			fields.placeOf("selector"),
		);
	const name = fields.string("name");
	const names = fields.strings("names");
	if (name !== null && names !== null)
		throw fields.fault("name and names say the same", "keep one of them", fields.placeOf("names"));
	return {
		apiVersion,
		kind,
		namespace: clusterWide ? null : namespaceFor(fields, reading, apiVersion, kind),
		selector,
		names: names ?? (name === null ? null : [name]),
		fields: fieldSelector(fields),
	};
}

/** Built-in kinds that have no namespace need none; for others the API server tells. */
const clusterScoped = new Set([
	"Namespace",
	"Node",
	"PersistentVolume",
	"StorageClass",
	"IngressClass",
	"CustomResourceDefinition",
	"PriorityClass",
	"ClusterRole",
	"ClusterRoleBinding",
	"APIService",
	"CSIDriver",
]);

function namespaceFor(fields: Fields, reading: Reading, apiVersion: string, kind: string): string | null {
	const builtIn = apiVersion === "v1" || apiVersion.endsWith(".k8s.io/v1");
	return builtIn && clusterScoped.has(kind) ? null : namespaceOf(fields, reading);
}

/** `metadata.name=x,status.phase=Running`: compared with what stands at that path. */
function fieldSelector(fields: Fields): ReadonlyMap<string, string> {
	const text = fields.string("fieldSelector");
	if (text === null) return new Map();
	return new Map(
		text.split(",").map((part): [string, string] => {
			const match = /^\s*([A-Za-z][A-Za-z0-9.]*)\s*==?\s*([^=,\s]*)\s*$/.exec(part);
			if (match === null)
				throw fields.fault(
					`"${part}" is no field selector`,
					"write it as PATH=VALUE, such as status.phase=Running",
					fields.placeOf("fieldSelector"),
				);
			return [match[1] ?? "", match[2] ?? ""];
		}),
	);
}

function variablesOf(fields: Fields): ReadonlyMap<string, Expression> {
	const tree = fields.tree("variables");
	if (tree === null) return new Map();
	if (tree.kind !== "mapping")
		throw fields.fault(`"variables" of resources is a map of names and CEL expressions`, null, tree.place);
	return new Map(tree.entries.map(({ key, value }) => [key, fields.compiled(`variables.${key}`, value, objectVariables)]));
}

function takes({ selector, names, fields }: Source, object: KubeObject): boolean {
	if (names !== null && !names.includes(object.metadata.name)) return false;
	if (selector !== null && !selector.matches(object.metadata.labels ?? {})) return false;
	for (const [path, value] of fields) if (textAt(object, path) !== value) return false;
	return true;
}

function textAt(object: KubeObject, path: string): string {
	let here: unknown = object;
	for (const step of path.split("."))
		here =
			here !== null && typeof here === "object" && Object.hasOwn(here, step)
				? Object.entries(here).find(([key]) => key === step)?.[1]
				: undefined;
	return here === undefined || here === null ? "" : String(here);
}

function right({ apiVersion, kind, namespace }: Source): Right {
	return { group: "", resource: { apiVersion, kind }, verbs: ["list"], namespace };
}
