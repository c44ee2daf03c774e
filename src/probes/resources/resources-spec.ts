import type { Expression } from "../../cel/expression.ts";
import type { ObjectList } from "../../cluster/cluster.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import type { ObjectRule } from "../expressions/object-rule.ts";
import type { BuiltInEvidence } from "./built-in.ts";
import type { ObjectSource } from "./source.ts";

export type CountDemand = { readonly kind: "at-least" | "exactly"; readonly number: number };

export interface ResourcesSpec {
	readonly source: ObjectSource;
	readonly count: CountDemand;
	readonly rule: ObjectRule | null;
	/** Other lists, as `variables.NAME` in the expectation. */
	readonly with: ReadonlyMap<string, ObjectSource>;
	readonly variables: ReadonlyMap<string, Expression>;
	readonly stableMilliseconds: number;
}

export interface ResourcesEvidence {
	/** The selected objects. */
	readonly list: ObjectList;
	/** How many more of the kind there are. */
	readonly others: number;
	/** Why nothing may have been found although something is there; null where nothing suggests it. */
	readonly doubt: string | null;
	readonly with: ReadonlyMap<string, readonly KubeObject[]>;
	readonly builtIn: BuiltInEvidence | null;
}
