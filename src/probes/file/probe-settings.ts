import type { ProbeSettings, ProbeText } from "../../model/probe-settings.ts";
import type { PlainValue } from "../../model/probe-weakening.ts";
import type { Tree } from "../../yaml/tree.ts";
import { policyOf } from "./policy-section.ts";
import { parseProbesFile } from "./probes-yaml.ts";
import { rulesOf } from "./rules-section.ts";

/** The content of a probes file without compiled expressions, to compare two versions of it. Throws a Failure if the text is not YAML. */
export function readProbeSettings(text: string, file: string): ProbeSettings {
	const root = parseProbesFile(text, file);
	const shared = { list: field(root, "lists"), template: field(root, "templates") };
	const defaults = field(root, "defaults");
	// A longer timeout eases nothing; what is looked at, and for how long, does.
	const usual = ["namespace", "stableFor"].map((name) => canonical(field(defaults, name)));
	const bindings = new Map<string, ProbeText>();
	for (const { key, value } of entriesOf(field(root, "probes"))) {
		const types = entriesOf(value).map((entry) => entry.key);
		const named = namedIn(value, shared);
		bindings.set(key, {
			types,
			text: JSON.stringify([canonical(value), usual, named.map(canonical)]),
			asks: { probe: plain(value), list: named.map(plain) },
		});
	}
	const { secondReviewer, evidence } = policyOf(field(root, "policy"), file);
	const uid = field(field(root, "cluster"), "uid");
	return {
		file,
		bindings,
		secondReviewer,
		evidence,
		clusterUid: uid?.kind === "scalar" ? String(uid.value) : null,
		rules: rulesOf(field(root, "rules"), file),
	};
}

interface Shared {
	readonly list: Tree | null;
	readonly template: Tree | null;
}

/** The lists and templates that a probe uses, at any depth. */
function namedIn(probe: Tree, shared: Shared): readonly Tree[] {
	if (probe.kind === "sequence") return probe.items.flatMap((item) => namedIn(item, shared));
	if (probe.kind === "scalar") return [];
	return probe.entries.flatMap(({ key, value }) => {
		const named = key === "list" || key === "template" ? field(shared[key], textOf(value)) : null;
		const nested = named !== null && key === "template" ? namedIn(named, { ...shared, template: null }) : [];
		return [...(named === null ? [] : [named]), ...nested, ...namedIn(value, shared)];
	});
}

/** Plain values with sorted keys: the order of a mapping means nothing. */
function canonical(tree: Tree | null): unknown {
	if (tree === null) return null;
	if (tree.kind === "scalar") return tree.value;
	if (tree.kind === "sequence") return tree.items.map(canonical);
	const entries = [...tree.entries].sort((a, b) => (a.key < b.key ? -1 : 1));
	return entries.map(({ key, value }) => [key, canonical(value)]);
}

function plain(tree: Tree | null): PlainValue {
	if (tree === null) return null;
	if (tree.kind === "scalar") return tree.value;
	if (tree.kind === "sequence") return tree.items.map(plain);
	return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
}

function entriesOf(tree: Tree | null): readonly { readonly key: string; readonly value: Tree }[] {
	return tree?.kind === "mapping" ? tree.entries : [];
}

function field(tree: Tree | null, name: string): Tree | null {
	return entriesOf(tree).find(({ key }) => key === name)?.value ?? null;
}

function textOf(tree: Tree): string {
	return tree.kind === "scalar" ? String(tree.value) : "";
}
