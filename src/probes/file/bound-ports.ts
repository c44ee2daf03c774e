import type { ProbePorts } from "../../model/item-ports.ts";
import type { Tree } from "../../yaml/tree.ts";
import { portsIn } from "../ports.ts";
import { keysBelow } from "./binding-keys.ts";
import { parseProbesFile } from "./probes-yaml.ts";
import { substitute } from "./substitute.ts";

/**
 * The ports that the probes of some keys specify, from the YAML alone: a command that only checks the document should not compile a
 * hundred expressions for it. Invalid probes are not reported here. Throws a Failure if the text is not YAML.
 */
export function boundPorts(text: string, file: string, keys: ReadonlySet<string>): ReadonlyMap<string, ProbePorts> {
	const root = parseProbesFile(excerptOf(text, keys) ?? text, file);
	const lists = field(root, "lists");
	const templates = field(root, "templates");
	const found = new Map<string, ProbePorts>();
	for (const { key, value } of entriesOf(field(root, "probes"))) {
		if (!keys.has(key)) continue;
		const leaves = leavesOf(value, lists, templates);
		found.set(key, { asked: leaves.flatMap(({ asked }) => asked), mentioned: leaves.flatMap(({ mentioned }) => mentioned) });
	}
	return found;
}

/**
 * The lines of these keys, with the lists and templates that they use: parsing all of a long probes file takes longer than reading the
 * document. Null if a part cannot be found by its lines.
 */
function excerptOf(text: string, keys: ReadonlySet<string>): string | null {
	const lines = text.split(/\r?\n/);
	const probes = linesOf("probes", lines, (key) => keys.has(key));
	if (probes === null) return null;
	const isNamed = (within: readonly string[]) => (key: string) => within.some((line) => line.includes(key));
	const templates = linesOf("templates", lines, isNamed(probes));
	const lists = templates === null ? null : linesOf("lists", lines, isNamed([...probes, ...templates]));
	return templates === null || lists === null ? null : [...lists, ...templates, ...probes, ""].join("\n");
}

/** A section with some of its keys. */
function linesOf(section: string, lines: readonly string[], wanted: (key: string) => boolean): readonly string[] | null {
	const keys = keysBelow(section, lines);
	if (keys === null) return null;
	const last = keys.at(-1);
	if (last === undefined) return [];
	const behind = lines.findIndex((line, index) => index >= last.line && /^[^\s#-]/.test(line));
	const ends = [...keys.slice(1).map(({ line }) => line - 1), behind < 0 ? lines.length : behind];
	return [`${section}:`, ...keys.flatMap(({ key, line }, index) => (wanted(key) ? lines.slice(line - 1, ends[index]) : []))];
}

function leavesOf(probe: Tree, lists: Tree | null, templates: Tree | null): readonly ProbePorts[] {
	return entriesOf(probe).flatMap(({ key: type, value }): readonly ProbePorts[] => {
		if (type === "items") return [];
		if (type === "not") return leavesOf(value, lists, templates);
		if (type === "all" || type === "any") return itemsOf(value).flatMap((part) => leavesOf(part, lists, templates));
		if (type !== "forEach") return [portsIn(value, type)];
		const template = field(value, "probe") ?? field(templates, textOf(field(value, "template")));
		if (template === null) return [];
		const only = itemsOf(field(value, "only")).map(textOf);
		const except = itemsOf(field(value, "except")).map(textOf);
		return itemsOf(field(lists, textOf(field(value, "list"))))
			.filter((element) => (only.length === 0 || only.includes(nameOf(element))) && !except.includes(nameOf(element)))
			.flatMap((element) =>
				leavesOf(
					substitute(template, element, () => {}),
					lists,
					templates,
				),
			);
	});
}

function nameOf(element: Tree): string {
	return textOf(element.kind === "mapping" ? field(element, "name") : element);
}

function entriesOf(tree: Tree | null): readonly { readonly key: string; readonly value: Tree }[] {
	return tree?.kind === "mapping" ? tree.entries : [];
}

function itemsOf(tree: Tree | null): readonly Tree[] {
	return tree?.kind === "sequence" ? tree.items : [];
}

function field(tree: Tree | null, name: string): Tree | null {
	return entriesOf(tree).find(({ key }) => key === name)?.value ?? null;
}

function textOf(tree: Tree | null): string {
	return tree?.kind === "scalar" ? String(tree.value) : "";
}
