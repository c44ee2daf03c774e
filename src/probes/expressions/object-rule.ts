import { emptyListBehind } from "../../cel/empty-list.ts";
import type { Evaluation, Expression } from "../../cel/expression.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import type { Observation } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";
import type { Fields } from "../../yaml/fields.ts";
import { expressionIn } from "../file/probe-fields.ts";
import type { ProbeResult, Reading } from "../probe.ts";
import { kubectlName, observed, probeResult } from "../shared/results.ts";

/** The message for an object if the probe has none of its own. */
export const notAsExpected = "is not as the probe expects";

/** What is expected of an object, and the message if it does not match. */
export interface ObjectRule {
	readonly expect: Expression;
	readonly message: Expression | null;
}

export const objectVariables = ["object", "objects", "variables"] as const;

export function ruleOf(fields: Fields, { expressions }: Reading): ObjectRule | null {
	const expect = expressionIn(fields, "expect", objectVariables, expressions);
	const message = expressionIn(fields, "message", objectVariables, expressions);
	if (expect === null && message !== null)
		throw fields.fault(
			"message explains why an expectation is not met, and the probe has no expect",
			"add expect",
			fields.placeOf("message"),
		);
	return expect === null ? null : { expect, message };
}

/**
 * Null where the rule holds for the object. An expression that cannot be evaluated, or that gives no boolean, is unknown: a misspelt
 * field must never be green, and red would blame the cluster for it.
 */
export function isTrueOf(
	rule: ObjectRule,
	object: KubeObject,
	others: { readonly objects: readonly KubeObject[]; readonly variables: Readonly<Record<string, unknown>> },
	observedAt: string,
): ProbeResult | null {
	const variables = { object, ...others };
	return fault(rule, variables, rule.expect.evaluate(variables), observedAt);
}

interface Variables extends Readonly<Record<string, unknown>> {
	readonly object: KubeObject;
}

/** A verdict on each of many objects, in their order. */
export function areTrueOf(rule: ObjectRule, all: readonly Variables[], observedAt: string): ProbeResult[] {
	const unevaluated: Evaluation = { kind: "error", message: "it was not evaluated" };
	const results = rule.expect.evaluateEach(all);
	return all.map((variables, index) => {
		const wrong = fault(rule, variables, results[index] ?? unevaluated, observedAt);
		return wrong ?? probeResult("pass", "AsExpected", "", [observed(variables.object, rule.expect.source, "true", observedAt)]);
	});
}

/** True of an empty list is true of nothing. */
function heldByNothing(
	{ expect }: ObjectRule,
	variables: Variables,
	subject: string,
	evidence: (found: string) => readonly Observation[],
): ProbeResult | null {
	const empty = emptyListBehind(expect, variables);
	if (empty === null) return null;
	const words = `${subject}: the expectation holds only because ${empty} is empty`;
	return probeResult("unknown", "HoldsForNothing", words, evidence(`${empty} is empty`), sizeHint(empty));
}

/** A hint to require a list that is not empty. */
export function sizeHint(list: string): string {
	return `add to the expression: ${list}.size() > 0`;
}

function fault(rule: ObjectRule, variables: Variables, result: Evaluation, observedAt: string): ProbeResult | null {
	const { object } = variables;
	const { kind, metadata } = object;
	const subject = `${kind} ${metadata.name}`;
	const evidence = (found: string) => [observed(object, rule.expect.source, found, observedAt)];
	if (result.kind === "error") {
		const hint = "fix the expression: has(object.field) checks that a field exists";
		return probeResult(
			"unknown",
			"ExpressionFailed",
			`the probe cannot evaluate ${subject}: ${result.message}`,
			evidence("an error"),
			hint,
		);
	}
	if (result.value === true) return heldByNothing(rule, variables, subject, evidence);
	if (result.value !== false)
		return probeResult(
			"unknown",
			"ExpressionNotBoolean",
			`${subject}: the expectation is neither true nor false`,
			evidence(typeof result.value),
		);
	const words = rule.message?.evaluate(variables);
	const evaluation =
		words?.kind === "value" && typeof words.value === "string" ? shortened(words.value) : `${subject} ${notAsExpected}`;
	const hint = commandLine`kubectl get ${kubectlName(kind, metadata.namespace ?? null, metadata.name)} -o yaml`;
	return probeResult("fail", "NotAsExpected", evaluation, evidence("false"), hint);
}

/** A longer message would not be read, and one is kept for every object. */
const maxMessageLength = 1_000;

function shortened(message: string): string {
	return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength - 1)}…` : message;
}
