import { withPatterns } from "../../cel/pattern.ts";
import { RunBudget } from "../../cel/run-budget.ts";
import { nearest } from "../../model/did-you-mean.ts";
import type { Fields } from "../../yaml/fields.ts";
import { nameOf, type Place, type Tree } from "../../yaml/tree.ts";
import { probeTypes } from "../index.ts";
import type { Defaults, Probe, Reading } from "../probe.ts";
import { namespaceName } from "../shared/names.ts";
import { ownersOf } from "./owners-section.ts";
import { policyOf } from "./policy-section.ts";
import { durationIn } from "./probe-fields.ts";
import { fault, fieldsOf, parseProbesFile } from "./probes-yaml.ts";
import { rulesOf } from "./rules-section.ts";

/** A probes file as it was read. */
export interface ProbesFile {
	readonly file: string;
	/** The uid of the namespace kube-system of the one cluster that it is about; null: any. */
	readonly clusterUid: string | null;
	readonly defaults: Defaults;
	readonly bindings: readonly Binding[];
	readonly secondReviewer: boolean;
}

/** `key` is an item's id, a group's or a phase's with `/*`, or a criterion's id. */
export interface Binding {
	readonly key: string;
	readonly place: Place;
	readonly probe: Probe;
	/** The probe passes only once it has passed for so long, in milliseconds; null: at once. */
	readonly greenFor: { readonly duration: number; readonly maxGap: number | null } | null;
}

export const noProbes: ProbesFile = {
	file: "probes.yaml",
	clusterUid: null,
	defaults: { namespace: null, timeoutMilliseconds: 10_000, listMilliseconds: null, stableMilliseconds: 10_000 },
	bindings: [],
	secondReviewer: false,
};

/**
 * Reads a probes file. `namespace` beats the one in its defaults.
 * Throws a Failure with file, line and column for the first thing that is wrong.
 */
export function readProbes(text: string, file: string, namespace: string | null = null): ProbesFile {
	return probesOf(parseProbesFile(text, file), file, namespace);
}

/** A forEach in a forEach multiplies: a few hundred kilobytes would make billions of probes. */
const maxProbes = 40_000;

/** Reads a probes file, with the engine of patterns where its expressions need it. Throws what `readProbes` throws. */
export function loadProbes(text: string, file: string, namespace: string | null = null): Promise<ProbesFile> {
	return withPatterns(() => readProbes(text, file, namespace));
}

function probesOf(tree: Tree, file: string, namespace: string | null): ProbesFile {
	const root = fieldsOf(file, tree, "the probes file");
	const version = root.integer("schemaVersion", 1, 1);
	if (version === null) throw root.fault('the probes file needs "schemaVersion: 1"');
	root.tree("vocabulary");
	ownersOf(root.tree("owners"), file);
	rulesOf(root.tree("rules"), file);
	const { secondReviewer } = policyOf(root.tree("policy"), file);
	const cluster = root.map("cluster");
	const clusterUid = cluster?.string("uid") ?? null;
	cluster?.done();
	const written = readDefaults(root.map("defaults"));
	const defaults = namespace === null ? written : { ...written, namespace };
	const lists = readLists(root.tree("lists"), file);
	const templates = readTemplates(root.tree("templates"), file);
	let count = 0;
	const reading: Reading = {
		file,
		expressions: new RunBudget(),
		defaults,
		lists,
		templates,
		probe: (one) => {
			count += 1;
			if (count > maxProbes)
				throw fault(file, one.place, `with every forEach written out, there are more than ${maxProbes} probes`);
			return readProbe(one, reading);
		},
	};
	const bindings: Binding[] = [];
	const probes = root.tree("probes");
	if (probes !== null && !(probes.kind === "scalar" && probes.value === null)) {
		if (probes.kind !== "mapping")
			throw fault(file, probes.place, `"probes" must be a mapping of item ids to probes, not ${nameOf(probes)}`);
		for (const { key, keyPlace, value } of probes.entries)
			bindings.push({ key, place: keyPlace, ...readBinding(value, reading) });
	}
	root.done();
	return { file, clusterUid, defaults, bindings, secondReviewer };
}

function readDefaults(fields: Fields | null): Defaults {
	if (fields === null) return noProbes.defaults;
	const timeout = durationIn(fields, "timeout");
	const defaults: Defaults = {
		namespace: namespaceName(fields, "namespace"),
		timeoutMilliseconds: timeout ?? noProbes.defaults.timeoutMilliseconds,
		listMilliseconds: timeout,
		stableMilliseconds: durationIn(fields, "stableFor") ?? noProbes.defaults.stableMilliseconds,
	};
	fields.done();
	return defaults;
}

function readLists(tree: Tree | null, file: string): ReadonlyMap<string, readonly Tree[]> {
	if (tree === null) return new Map();
	if (tree.kind !== "mapping") throw fault(file, tree.place, `"lists" must be a mapping of names to lists, not ${nameOf(tree)}`);
	return new Map(
		tree.entries.map(({ key, value }) => {
			if (value.kind !== "sequence") throw fault(file, value.place, `"lists.${key}" must be a list, not ${nameOf(value)}`);
			return [key, value.items];
		}),
	);
}

function readTemplates(tree: Tree | null, file: string): ReadonlyMap<string, Tree> {
	if (tree === null) return new Map();
	if (tree.kind !== "mapping")
		throw fault(file, tree.place, `"templates" must be a mapping of names to probes, not ${nameOf(tree)}`);
	return new Map(tree.entries.map(({ key, value }) => [key, value]));
}

/** Next to its type, a probe of an item may state how long it must have passed: `{ job: …, greenFor: 7d, maxGap: 26h }`. */
function readBinding(tree: Tree, reading: Reading): Pick<Binding, "probe" | "greenFor"> {
	if (tree.kind !== "mapping") return { probe: reading.probe(tree), greenFor: null };
	const isSoak = ({ key }: { readonly key: string }): boolean => key === "greenFor" || key === "maxGap";
	const probe = reading.probe({ ...tree, entries: tree.entries.filter((entry) => !isSoak(entry)) });
	if (!tree.entries.some(isSoak)) return { probe, greenFor: null };
	const fields = fieldsOf(reading.file, { ...tree, entries: tree.entries.filter(isSoak) }, "the probe");
	const duration = durationIn(fields, "greenFor");
	const maxGap = durationIn(fields, "maxGap");
	fields.done();
	if (duration === null) throw fields.fault('"maxGap" is about "greenFor", which is missing', "add greenFor: 7d");
	if (duration === 0 || maxGap === 0) throw fields.fault('"greenFor" and "maxGap" must be longer than nothing');
	return { probe, greenFor: { duration, maxGap } };
}

/** A probe is a map of one type and what it takes, and perhaps a time limit of its own. */
function readProbe(tree: Tree, reading: Reading): Probe {
	if (tree.kind !== "mapping")
		throw fault(reading.file, tree.place, `a probe must be a mapping such as { workload: … }, not ${nameOf(tree)}`);
	const names = probeTypes.map((type) => type.name);
	const [first, second] = tree.entries;
	if (first === undefined) throw fault(reading.file, tree.place, "this probe is empty", `use one of ${names.join(", ")}`);
	const type = probeTypes.find((known) => known.name === first.key);
	if (type === undefined) {
		const close = nearest(first.key, names);
		const known = `types: ${names.join(", ")}`;
		throw fault(
			reading.file,
			first.keyPlace,
			`unknown probe type "${first.key}"`,
			close === null ? known : `did you mean "${close}"? ${known}`,
		);
	}
	if (second !== undefined)
		throw fault(
			reading.file,
			second.keyPlace,
			`a probe has one type, but this one has ${first.key} and ${second.key}`,
			`combine them: all: [{ ${first.key}: … }, { ${second.key}: … }]`,
		);
	return type.read(first.value, reading);
}
