import type { Syntax } from "./syntax.ts";

/** A quantifier over a list that is there before any loop begins: `LIST.all(x, …)` or `LIST.exists(x, …)`. */
export interface Quantifier {
	readonly name: "all" | "exists";
	/** The source of the list. */
	readonly over: string;
	readonly start: number;
	readonly end: number;
}

const loops = new Set([
	"all",
	"exists",
	"exists_one",
	"existsOne",
	"filter",
	"map",
	"transformList",
	"transformMap",
	"optMap",
	"optFlatMap",
]);

/** The quantifiers below `root`, outermost first. Those inside a loop depend on the loop's elements and are left out. */
export function quantifiersOf(root: Syntax, source: string): readonly Quantifier[] {
	const found: Quantifier[] = [];
	const visit = (node: Syntax): void => {
		const [receiver, args] = node.op === "rcall" ? [node.args[1], node.args[2]] : [null, []];
		const name = node.op === "rcall" ? node.args[0] : "";
		if (receiver !== null && (name === "all" || name === "exists") && args.length >= 2)
			found.push({ name, over: source.slice(receiver.start, receiver.end), start: node.start, end: node.end });
		for (const part of partsOf(node)) if (part === receiver || !loops.has(name)) visit(part);
	};
	visit(root);
	return found;
}

function partsOf(node: Syntax): readonly Syntax[] {
	switch (node.op) {
		case "value":
		case "id":
			return [];
		case ".":
		case ".?":
			return [node.args[0]];
		case "!_":
		case "-_":
			return [node.args];
		case "map":
			return node.args.flat();
		case "call":
			return node.args[1];
		case "rcall":
			return [node.args[1], ...node.args[2]];
		default:
			return node.args;
	}
}
