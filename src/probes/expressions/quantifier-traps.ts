import type { Expression } from "../../cel/expression.ts";
import type { Quantifier } from "../../cel/quantifiers.ts";
import type { Place } from "../../yaml/tree.ts";
import type { Trap } from "../probe.ts";
import type { ObjectSource } from "../resources/source.ts";

/**
 * Quantifiers over lists that may be empty without the expression noticing: `all` is true of an empty list, and so is `!exists`. Fields
 * that an object declares are left out, as its schema seldom allows an empty list; if one is empty, the verdict reports it.
 */
export function quantifierTraps(expression: Expression | null, place: Place, lists: Lists): readonly Trap[] {
	if (expression === null) return [];
	const { source } = expression;
	return expression.quantifiers().flatMap((quantifier): Trap[] => {
		const { name, over, start } = quantifier;
		const isNegated = /!\s*$/.test(source.slice(0, start));
		const core = plain(over);
		if (isNegated !== (name === "exists") || !mayBeNothing(core, name, lists) || isGuarded(source, quantifier, core)) return [];
		const list = over.replace(/\s+/g, " ");
		return [
			{
				rule: "holds-for-nothing",
				place,
				message: `${isNegated ? "!" : ""}${list}.${name}(…) is true where ${list} is empty`,
				better: `${list}.size() > 0 && ${isNegated ? "!" : ""}${list}.${name}(…)`,
			},
		];
	});
}

type Lists = ReadonlyMap<string, ObjectSource>;

function mayBeNothing(core: string, quantifier: Quantifier["name"], lists: Lists): boolean {
	if (/^body\b|^object\.status\b|^(?:objects|samples)\.filter\(/.test(core)) return true;
	const name = /^variables\.(\w+)/.exec(core)?.[1];
	const list = name === undefined ? undefined : lists.get(name);
	if (list === undefined) return false;
	// A condition on all objects of a kind also holds for no objects; a selection may have excluded them.
	return quantifier === "all" || list.selector !== null || list.names !== null || list.fields.size > 0;
}

/** Whether something else in the expression asks for an element, or for how many there are. */
function isGuarded(source: string, { start, end }: Quantifier, core: string): boolean {
	const rest = plain(`${source.slice(0, start)} ; ${source.slice(end)}`);
	const within = plain(source.slice(start, end));
	const asks = (text: string, from: number): boolean =>
		text
			.split(core)
			.slice(from)
			.some((tail) => /^[^;]*?(?:size\(\)|\.exists\(|\.exists_one\(|^\[\d|^!=\[\])/.test(tail.split(/&&|\|\|/)[0] ?? ""));
	return asks(rest, 1) || rest.includes(`size(${core})`) || asks(within, 2);
}

/** Without blanks and without what only makes a field optional. */
function plain(text: string): string {
	return text
		.replace(/\s+/g, "")
		.replaceAll(".?", ".")
		.replace(/\.orValue\((?:\[\]|\{\})\)/g, "");
}
