import type { ProbePorts } from "../model/item-ports.ts";
import type { Tree } from "../yaml/tree.ts";
import type { Probe } from "./probe.ts";

const portFields = new Set(["port", "ports", "targetPort"]);

/** The ports that the fields of one probe ask for, and all numbers in it. That of a metrics server is no port of the item. */
export function portsIn(tree: Tree, type: string): ProbePorts {
	const asked: number[] = [];
	const mentioned: number[] = [];
	const visit = (node: Tree, field: string): void => {
		if (node.kind === "mapping") for (const { key, value } of node.entries) visit(value, key);
		else if (node.kind === "sequence") for (const item of node.items) visit(item, field);
		else {
			const text = String(node.value);
			const numbers = [...text.matchAll(/(?<![\w.])\d{1,5}(?![\w.])/g)].map(([digits]) => Number(digits));
			mentioned.push(...numbers);
			if (portFields.has(field)) asked.push(...numbers);
			const own = field === "service" && type === "http" ? /:(\d{1,5})$/.exec(text)?.[1] : undefined;
			if (own !== undefined) asked.push(Number(own));
		}
	};
	if (type !== "metrics") visit(tree, "");
	return { asked, mentioned };
}

/** Those of a probe with all its parts. */
export function portsOf(probe: Probe): ProbePorts {
	const all = [probe.ports ?? { asked: [], mentioned: [] }, ...probe.parts.map(portsOf)];
	return { asked: all.flatMap(({ asked }) => asked), mentioned: all.flatMap(({ mentioned }) => mentioned) };
}
