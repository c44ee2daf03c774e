import type { Expression } from "../../cel/expression.ts";
import type { Fields } from "../../yaml/fields.ts";
import { define } from "../define.ts";
import { objectVariables, ruleOf } from "../expressions/object-rule.ts";
import { quantifierTraps } from "../expressions/quantifier-traps.ts";
import { compiled, durationIn } from "../file/probe-fields.ts";
import type { Reading, Right } from "../probe.ts";
import { judgeBuiltIn, readBuiltIn } from "./built-in.ts";
import { doubtIn } from "./doubt.ts";
import { judgeResources } from "./judge-resources.ts";
import { kindRule } from "./kind-rules.ts";
import type { ResourcesEvidence, ResourcesSpec } from "./resources-spec.ts";
import { listRightOf, othersOf, readOthers, sourceOf, takenFrom } from "./source.ts";

export const resourcesProbe = define<ResourcesSpec, ResourcesEvidence>({
	name: "resources",
	proves: "objects of a kind exist, in the expected number, and each meets a CEL expression or the rule of its kind",
	specify(fields, reading) {
		const source = sourceOf(fields, reading);
		const others = othersOf(fields, reading);
		const atLeast = fields.integer("atLeast", 1, 1_000_000);
		const exactly = fields.integer("exactly", 0, 1_000_000);
		if (atLeast !== null && exactly !== null)
			throw fields.fault("atLeast and exactly cannot both be met", "keep one of them", fields.placeOf("exactly"));
		return {
			source,
			count: exactly === null ? { kind: "at-least", number: atLeast ?? 1 } : { kind: "exactly", number: exactly },
			rule: ruleOf(fields, reading),
			with: others,
			variables: variablesOf(fields, reading),
			stableMilliseconds: durationIn(fields, "stableFor") ?? reading.defaults.stableMilliseconds,
		};
	},
	impossible: ({ source, with: others }) =>
		[source, ...others.values()].find(({ impossible }) => impossible !== null)?.impossible ?? null,
	traps: ({ with: others, rule, variables }, place) => [
		...quantifierTraps(rule?.expect ?? null, place("expect"), others),
		...[...variables.values()].flatMap((variable) => quantifierTraps(variable, place("variables"), others)),
	],
	describe: ({ source, count, rule }) =>
		`${count.kind === "exactly" ? "exactly" : "at least"} ${count.number} ${source.kind}${count.number === 1 ? "" : "s"}${source.namespace === null ? "" : ` in ${source.namespace}`}${rule === null ? "" : `, each with ${rule.expect.source}`}`,
	mentions: ({ source: { namespace, kind, names, selector, fields } }) => {
		// Without a name or a selector it is about every object of its kind.
		const every = selector === null && fields.size === 0 ? ["*"] : [];
		return (names ?? every).map((name) => ({ namespace, kind, name }));
	},
	looksFor: ({ source: { names }, count, rule }) => (rule === null || count.number > 0 ? (names?.[0] ?? null) : null),
	rights: ({ source, with: others, rule }): readonly Right[] => [
		...[source, ...others.values()].map(listRightOf),
		...(rule === null ? (kindRule(source.apiVersion, source.kind)?.rights(source.namespace) ?? []) : []),
	],
	lists: ({ source, with: others }) => [source, ...others.values()],
	async read({ source, with: others, rule, count, stableMilliseconds }, context) {
		const { cluster } = context;
		const [list, read] = await Promise.all([cluster.list(source), readOthers(cluster, others)]);
		const taken = takenFrom(source, list.objects);
		const builtIn = rule === null && count.number > 0 ? await readBuiltIn(context, source, taken, stableMilliseconds) : null;
		return {
			list: { ...list, objects: taken },
			others: list.objects.length - taken.length,
			doubt: taken.length > 0 ? null : doubtIn(source, list.objects),
			with: read,
			builtIn,
		};
	},
	judge: (evidence, spec) => judgeResources(evidence, spec, judgeBuiltIn),
});

function variablesOf(fields: Fields, { expressions }: Reading): ReadonlyMap<string, Expression> {
	const tree = fields.tree("variables");
	if (tree === null) return new Map();
	if (tree.kind !== "mapping")
		throw fields.fault(`"variables" of resources is a map of names and CEL expressions`, null, tree.place);
	return new Map(
		tree.entries.map(({ key, value }) => [key, compiled(fields, `variables.${key}`, value, objectVariables, expressions)]),
	);
}
