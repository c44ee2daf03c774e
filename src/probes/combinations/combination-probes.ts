import { nearest } from "../../model/did-you-mean.ts";
import { attested } from "../../model/item.ts";
import type { Fields } from "../../yaml/fields.ts";
import { nameOf, type Place, type Tree } from "../../yaml/tree.ts";
import { fault, fieldsOf } from "../file/probes-yaml.ts";
import { substitute } from "../file/substitute.ts";
import type { Probe, ProbeContext, ProbeResult, ProbeType, Reading, Trap } from "../probe.ts";
import { ask, every, opposite, some } from "./combine.ts";

function combination(
	type: string,
	parts: readonly Probe[],
	proves: string,
	judge: (found: readonly ProbeResult[]) => ProbeResult,
): Probe {
	return {
		type,
		proves,
		rights: parts.flatMap((part) => part.rights),
		parts,
		refersTo: parts.flatMap((part) => part.refersTo),
		mentions: parts.flatMap((part) => part.mentions),
		isLocal: parts.every((part) => part.isLocal === true),
		asks: parts.map((part) => part.asks).find((question) => question !== null) ?? null,
		run: async (context: ProbeContext) => judge(await Promise.all(parts.map((part) => ask(part, context)))),
	};
}

function partsOf(tree: Tree, type: string, reading: Reading): Probe[] {
	if (tree.kind !== "sequence") throw fault(reading.file, tree.place, `${type} takes a list of probes, not ${nameOf(tree)}`);
	if (tree.items.length === 0) throw fault(reading.file, tree.place, `${type} has no probes: nothing would prove nothing`);
	return tree.items.map((item) => reading.probe(item));
}

function describeParts(parts: readonly Probe[], word: string): string {
	const first = parts.slice(0, 3).map((part) => part.proves);
	return parts.length > 3 ? `${first.join(` ${word} `)} ${word} ${parts.length - 3} more` : first.join(` ${word} `);
}

export const allProbe: ProbeType = {
	name: "all",
	proves: "every one of several probes holds",
	read(tree, reading) {
		const parts = partsOf(tree, "all", reading);
		return combination("all", parts, describeParts(parts, "and"), (found) => every(found));
	},
};

export const anyProbe: ProbeType = {
	name: "any",
	proves: "one of several probes holds",
	read(tree, reading) {
		const parts = partsOf(tree, "any", reading);
		return combination("any", parts, describeParts(parts, "or"), (found) => some(found));
	},
};

export const notProbe: ProbeType = {
	name: "not",
	proves: "a probe was seen to fail; what is unknown stays unknown",
	read(tree, reading) {
		const { tree: rest, isAbsent } = withoutAbsent(tree, reading);
		const part = reading.probe(rest);
		const not = combination("not", [part], `not: ${part.proves}`, ([found]) => found ?? every([]));
		return {
			...not,
			traps: () => (isAbsent ? [] : namesUnder(part).map((name) => trapOf(name, tree.place))),
			run: async (context) => {
				const evidence = context.item === null ? [] : attested(context.item);
				const wasSeen = (name: string): boolean => name !== "" && evidence.some(({ text }) => mentionsName(text, name));
				return opposite(await ask(part, context), { isAbsent, wasSeen });
			},
		};
	},
};

/** `not` accepts `absent: true` next to the probe. */
function withoutAbsent(tree: Tree, reading: Reading): { readonly tree: Tree; readonly isAbsent: boolean } {
	if (tree.kind !== "mapping") return { tree, isAbsent: false };
	const isAbsent = fieldsOf(reading.file, tree, "not").boolean("absent") ?? false;
	return { tree: { ...tree, entries: tree.entries.filter(({ key }) => key !== "absent") }, isAbsent };
}

function namesUnder(probe: Probe): readonly string[] {
	if (probe.type === "not") return [];
	return [...(typeof probe.looksFor === "string" ? [probe.looksFor] : []), ...probe.parts.flatMap(namesUnder)];
}

function trapOf(name: string, place: Place): Trap {
	return {
		rule: "not-of-a-name",
		place,
		message: `"not" of ${name} cannot distinguish a missing object from a misspelled name, so its absence stays unknown`,
		better: `if ${name} should not exist, add absent: true; if it should exist and differ, use resources with the opposite expect`,
	};
}

/** Whether a text has a name as a word of its own: `boulder-ra` is not in `boulder-ra-1`. */
function mentionsName(text: string, name: string): boolean {
	return text.split(/[^A-Za-z0-9.-]+/).some((word) => word.replace(/^[.-]+|[.-]+$/g, "") === name);
}

export const forEachProbe: ProbeType = {
	name: "forEach",
	proves: "a probe holds for every element of a list",
	read(tree, reading) {
		const fields = fieldsOf(reading.file, tree, "forEach");
		const name = fields.required("list", fields.string("list"));
		const template = templateOf(fields, reading);
		const only = fields.strings("only");
		const except = fields.strings("except") ?? [];
		fields.done();
		const list = reading.lists.get(name);
		if (list === undefined) {
			const close = nearest(name, reading.lists.keys());
			const known = reading.lists.size === 0 ? "there are no lists" : `there are ${[...reading.lists.keys()].join(", ")}`;
			throw fields.fault(
				`there is no list "${name}"`,
				close === null ? known : `did you mean "${close}"? ${known}`,
				fields.placeOf("list"),
			);
		}
		const named = (element: Tree): string => {
			const entry = element.kind === "mapping" ? element.entries.find(({ key }) => key === "name")?.value : element;
			return entry?.kind === "scalar" ? String(entry.value) : "";
		};
		// Without a name, an element is identified by its first value.
		const describeElement = (element: Tree): string => {
			const first =
				element.kind === "mapping" ? element.entries.map(({ value }) => value).find(({ kind }) => kind === "scalar") : null;
			return named(element) || (first?.kind === "scalar" ? String(first.value) : "");
		};
		for (const [field, names] of [["only", only ?? []] as const, ["except", except] as const])
			for (const one of names)
				if (!list.some((element) => named(element) === one))
					throw fields.fault(`the list "${name}" has no "${one}"`, null, fields.placeOf(field));
		const elements = list.filter(
			(element) => !except.includes(named(element)) && (only === null || only.includes(named(element))),
		);
		if (elements.length === 0)
			throw fields.fault(`the list "${name}" is empty: nothing would prove nothing`, null, fields.placeOf("list"));
		const parts = elements.map((element) =>
			reading.probe(
				substitute(template, element, (reference, place) => {
					throw fault(
						reading.file,
						place,
						`an element of "${name}" has no ${reference.replace(/^each\.?/, "") || "value"}`,
						`it is in line ${element.place.line}`,
					);
				}),
			),
		);
		return combination(
			"forEach",
			parts,
			(parts.length === 1 ? "" : `for each of ${parts.length} ${name}: `) + (parts[0]?.proves ?? ""),
			(found) => every(found, { kind: "things", things: name, names: elements.map(describeElement) }),
		);
	},
};

/** The probe to repeat: written here, or one of the file's templates where several items share it. */
function templateOf(fields: Fields, reading: Reading): Tree {
	const written = fields.tree("probe");
	const name = fields.string("template");
	if (written !== null && name !== null) throw fields.fault('forEach takes "probe" or "template", not both');
	if (name === null) return fields.required("probe", written);
	const found = reading.templates.get(name);
	if (found !== undefined) return found;
	const close = nearest(name, reading.templates.keys());
	const known = reading.templates.size === 0 ? "there are no templates" : `there are ${[...reading.templates.keys()].join(", ")}`;
	throw fields.fault(
		`there is no template "${name}"`,
		close === null ? known : `did you mean "${close}"? ${known}`,
		fields.placeOf("template"),
	);
}

export const itemsProbe: ProbeType = {
	name: "items",
	proves: "other items hold: their verdicts combined",
	read(tree, reading) {
		if (tree.kind !== "sequence" || tree.items.length === 0)
			throw fault(reading.file, tree.place, "items takes a list of item ids or patterns such as 2/*");
		const patterns = tree.items.map((item) => {
			if (item.kind === "scalar" && typeof item.value === "string") return item.value;
			throw fault(reading.file, item.place, "an item is named by its id or by a pattern such as 2/*");
		});
		return {
			type: "items",
			proves: `the items ${patterns.join(", ")} hold`,
			rights: [],
			parts: [],
			refersTo: patterns,
			mentions: [],
			asks: null,
			isLocal: true,
			run: async (context) => {
				const found = await Promise.all(patterns.map((pattern) => context.resultsOf(pattern)));
				const counted = found.flat();
				return counted.length > 0
					? every(counted, { kind: "things", things: "items", names: counted.map(({ subject }) => subject ?? "") })
					: nothingCounts(patterns);
			},
		};
	},
};

function nothingCounts(patterns: readonly string[]): ProbeResult {
	return {
		outcome: "unknown",
		reason: "NothingToCombine",
		message: `all items of ${patterns.join(", ")} are optional or not applicable, which proves nothing`,
		hint: null,
		evidence: [],
	};
}
