import type { SharedBudget } from "../../cel/expression.ts";
import { sharedBudget } from "../../cel/failure.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import type { Observation } from "../../model/verdict.ts";
import { commandLine, quoted } from "../../text/command-line.ts";
import { count, few } from "../../text/wording.ts";
import { isCustom } from "../custom-resource/judge-custom-resource.ts";
import { areTrueOf, type ObjectRule } from "../expressions/object-rule.ts";
import type { ProbeResult } from "../probe.ts";
import { isObserved } from "../shared/conditions.ts";
import { isTerminating } from "../shared/ownership.ts";
import { inNamespace, kubectlName, observed, probeResult } from "../shared/results.ts";
import type { judgeBuiltIn } from "./built-in.ts";
import type { CountDemand, ResourcesEvidence, ResourcesSpec } from "./resources-spec.ts";
import { summarise } from "./summary.ts";

/** Judges each object, and their number. One that is not as expected decides the result. */
export function judgeResources(evidence: ResourcesEvidence, spec: ResourcesSpec, builtIn: typeof judgeBuiltIn): ProbeResult {
	const { objects, observedAt } = evidence.list;
	const { source, count: wanted, rule } = spec;
	const where = source.namespace === null ? "" : ` in ${source.namespace}`;
	const asked = [...source.fields].map(([path, value]) => `${path}=${value}`);
	if (source.selector !== null) asked.unshift(source.selector.words);
	const which = asked.length === 0 ? "" : ` with ${asked.join(" and ")}`;
	const get = commandLine`kubectl get${inNamespace(source.namespace)} ${source.kind.toLowerCase()}${source.selector === null ? quoted`` : quoted` -l ${source.selector.words}`}`;
	const tally: Observation = {
		kind: source.kind,
		namespace: source.namespace,
		name: "*",
		uid: null,
		resourceVersion: null,
		expected: `${wanted.kind === "exactly" ? "exactly" : "at least"} ${wanted.number}`,
		found: String(objects.length),
		observedAt,
	};
	const missing = (source.names ?? []).filter((name) => !objects.some((object) => object.metadata.name === name));
	if (missing.length > 0 && !(wanted.kind === "exactly" && wanted.number === 0))
		return {
			...(missing.length === 1 ? { missing: { kind: source.kind, namespace: source.namespace, name: missing[0] ?? null } } : {}),
			...probeResult(
				"fail",
				"NotFound",
				`${source.kind} ${few(missing, 5)} ${missing.length === 1 ? "does" : "do"} not exist${where}`,
				[tally],
				get,
			),
			...(objects.length > 0 ? {} : { absence: { name: missing[0] ?? "", typo: evidence.doubt, isExpected: false } }),
		};
	const number = `${count(objects.length, source.kind)}${which}${where}`;
	if (wanted.kind === "exactly" ? objects.length !== wanted.number : objects.length < wanted.number) {
		const leaving = objects.length > wanted.number && objects.every(isTerminating);
		return {
			...probeResult(
				leaving ? "pending" : "fail",
				wanted.number === 0 ? "StillThere" : "WrongNumber",
				wrongNumber(objects, wanted, `${source.kind}s${which}${where}`, leaving),
				[tally],
				get,
			),
			...(objects.length > 0
				? {}
				: {
						absence: { name: "", typo: evidence.doubt, isExpected: false },
						missing: { kind: source.kind, namespace: source.namespace, name: null },
					}),
		};
	}
	if (objects.length === 0 && evidence.doubt !== null)
		return probeResult(
			"unknown",
			"PerhapsMisspelled",
			`no ${source.kind}${source.names === null ? "" : ` ${source.names.join(" or ")}`}${which}${where}, but ${evidence.doubt}`,
			[tally],
			get,
		);
	if (objects.length === 0) {
		const name = source.names === null ? "" : ` ${source.names.join(" or ")}`;
		// A misspelled name does not exist either: the message states what was looked up, and among how many.
		const others = evidence.others === 0 ? "" : ` (${count(evidence.others, "other")} there)`;
		return probeResult("pass", "NoneThere", `no ${source.kind}${name}${which}${where}, as expected${others}`, [
			{ ...tally, expected: `${tally.expected}${name}${which}${others}` },
		]);
	}
	const found = rule === null ? objects.map((object) => byKind(object, evidence, spec, builtIn)) : byRule(rule, evidence, spec);
	return summarise(found, tally, { number, kind: source.kind, expects: rule?.expect.source ?? null });
}

function byKind(object: KubeObject, evidence: ResourcesEvidence, spec: ResourcesSpec, builtIn: typeof judgeBuiltIn): ProbeResult {
	const { observedAt } = evidence.list;
	// The conditions of a custom resource have more detail than its outdated status.
	const early = isCustom(object) ? terminating(object, observedAt) : beforehand(object, observedAt);
	return early ?? builtIn(object, evidence.builtIn, spec.stableMilliseconds, observedAt);
}

const maxVariableBytes = 128_000_000;

/** `20 of 25 Deployments found in boulder-staging`: with a label selector, the names of the missing ones are not known. */
function wrongNumber(objects: readonly KubeObject[], { kind, number }: CountDemand, things: string, isLeaving: boolean): string {
	const names = (): string => few(objects.map((object) => object.metadata.name));
	if (isLeaving) return `${count(objects.length, "object")} still being deleted: ${names()}`;
	if (number === 0) return `${objects.length} ${things} found, expected none: ${names()}`;
	if (objects.length === 0) return `no ${things} found`;
	if (objects.length < number) return `${objects.length} of ${number} ${things} found`;
	return `${objects.length} ${things} found, expected ${kind === "exactly" ? "exactly" : "at least"} ${number}: ${names()}`;
}

/** The rule is asked only of the objects that nothing else has settled. */
function byRule(rule: ObjectRule, evidence: ResourcesEvidence, spec: ResourcesSpec): readonly ProbeResult[] {
	const { objects, observedAt } = evidence.list;
	const lists = variablesOf(spec, evidence);
	const early = objects.map((object) => beforehand(object, observedAt));
	const open = objects.filter((_, index) => early[index] === null);
	// The variables of all objects are there until the last one is judged.
	const shared = sharedBudget(maxVariableBytes);
	const asked = open.map((object) => ({ object, objects, variables: withDerived(spec, object, objects, lists, shared) }));
	const judged = areTrueOf(rule, asked, observedAt).values();
	return early.map((finding) => finding ?? judged.next().value ?? unjudged);
}

/** Every object has a verdict of its own; should one ever lack it, it is not green. */
const unjudged: ProbeResult = {
	outcome: "unknown",
	reason: "NotJudged",
	message: "an object was not checked",
	hint: null,
	evidence: [],
};

function describe({ kind, metadata }: KubeObject): string | null {
	return commandLine`kubectl describe ${kubectlName(kind, metadata.namespace ?? null, metadata.name)}`;
}

function terminating(object: KubeObject, observedAt: string): ProbeResult | null {
	if (!isTerminating(object)) return null;
	const seen = [observed(object, "not being deleted", "being deleted", observedAt)];
	return probeResult("fail", "Terminating", `${object.kind} ${object.metadata.name} is being deleted`, seen, describe(object));
}

/** Problems of an object that are independent of the expectation. */
function beforehand(object: KubeObject, observedAt: string): ProbeResult | null {
	const gone = terminating(object, observedAt);
	if (gone !== null) return gone;
	const subject = `${object.kind} ${object.metadata.name}`;
	const hint = describe(object);
	if (isObserved(object) === false)
		return probeResult(
			"pending",
			"StaleGeneration",
			`${subject} was changed, but its controller has not observed the change yet`,
			[observed(object, "observed", "not yet", observedAt)],
			hint,
		);
	return null;
}

function variablesOf(spec: ResourcesSpec, evidence: ResourcesEvidence): Readonly<Record<string, unknown>> {
	return Object.fromEntries([...spec.with.keys()].map((name) => [name, evidence.with.get(name) ?? []]));
}

/** Variables that are expressions are evaluated for each object; one that cannot be evaluated is left out, so that using it is an error. */
function withDerived(
	spec: ResourcesSpec,
	object: KubeObject,
	objects: readonly KubeObject[],
	lists: Readonly<Record<string, unknown>>,
	shared: SharedBudget,
): Readonly<Record<string, unknown>> {
	if (spec.variables.size === 0) return lists;
	const derived: Record<string, unknown> = { ...lists };
	for (const [name, expression] of spec.variables) {
		const result = expression.evaluate({ object, objects, variables: { ...derived } }, shared);
		if (result.kind === "value") derived[name] = result.value;
	}
	return derived;
}
