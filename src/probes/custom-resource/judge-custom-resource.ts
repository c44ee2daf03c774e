import { at, type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { commandLine } from "../../text/command-line.ts";
import { isRecord } from "../../text/record.ts";
import type { ProbeResult } from "../probe.ts";
import { condition, isObserved } from "../shared/conditions.ts";
import { kubectlName, observed, parkedResult, probeResult } from "../shared/results.ts";
import { conditionFacts, summaryFact } from "./condition-facts.ts";
import { type Fact, pending } from "./fact.ts";
import { type Family, familyOf, groupOf } from "./families.ts";
import { parkedBy } from "./parked.ts";
import { statusFacts } from "./status-facts.ts";

/** Conditions that sum up an object, the first of which counts that it has. https://github.com/kubernetes-sigs/cli-utils/tree/master/pkg/kstatus#the-ready-condition */
const summaries = ["Ready", "Available", "Healthy", "Succeeded"] as const;

/** Whether a kind belongs to a controller other than Kubernetes itself, whose groups end in .k8s.io or have no dot. */
export function isCustom(object: KubeObject): boolean {
	const group = groupOf(object.apiVersion);
	if (familyOf(object) !== null) return true;
	return group.includes(".") && !/(?:^|\.)k8s\.io$/.test(group);
}

/**
 * Judges a custom resource by its whole status, not by Ready alone: who parked it, which conditions contradict Ready, what has expired.
 * Pure. What only the documentation of its controller could settle is unknown, with the expectation to add.
 */
export function judgeCustomResource(object: KubeObject, now: string): ProbeResult {
	const family = familyOf(object);
	const { kind, metadata } = object;
	const subject = `${kind} ${metadata.name}`;
	const facts = factsOf(object, family, now);
	const worst =
		facts.find((fact) => fact.parked === true) ??
		facts.find(({ outcome }) => outcome === "fail") ??
		facts.find(({ outcome }) => outcome === "unknown") ??
		facts[0];
	const hint = commandLine`kubectl describe ${kubectlName(kind, metadata.namespace ?? null, metadata.name)}`;
	if (worst !== undefined) {
		const message = `${subject} ${worst.words}`;
		const seen = [observed(object, "it works, by its own status", worst.words, now)];
		const reason = camelCase(worst.reason);
		return worst.parked === true
			? parkedResult(reason, message, seen, worst.hint ?? hint)
			: probeResult(worst.outcome, reason, message, seen, worst.hint ?? hint);
	}
	const summary = summaryOf(object, family);
	if (summary.length > 0 || family?.works?.(object, now) === true) {
		const words = summary.length === 0 ? "ready" : summary.map((type) => type.toLowerCase()).join(" and ");
		return probeResult("pass", summary[0] ?? "Ready", `${subject} is ${words}`, [
			observed(object, "it works, by its own status", words, now),
		]);
	}
	return noRule(object, family, now);
}

function factsOf(object: KubeObject, family: Family | null, now: string): readonly Fact[] {
	const dialect = family ?? {};
	const parked = parkedBy(object);
	const own = family?.facts?.(object, now) ?? [];
	if (parked !== null) return [parked, ...own];
	const summary = summaryOf(object, family);
	const unmet = summary.map((type) => summaryFact(object, type, dialect, now)).filter((fact) => fact !== null);
	const facts = [...unmet, ...own, ...conditionFacts(object, summary, dialect, now), ...statusFacts(object, now)];
	// A controller that reports on this generation in a condition has observed it, even if the status as a whole does not (Flux: -1 until
	// the first success).
	const isSeen = listAt(object, "status", "conditions").some(
		(one) => Number(at(one, "observedGeneration") ?? -1) >= (object.metadata.generation ?? 0),
	);
	const stale = isObserved(object) === false && !(isSeen && unmet.length > 0);
	if (stale) return [pending("StaleGeneration", "was changed, but its controller has not observed the change yet")];
	if (facts.length === 0 && family?.works !== undefined && !family.works(object, now)) return [unseen(object)];
	return facts;
}

/** The conditions that must all be True; none if neither its family nor its status has one. */
function summaryOf(object: KubeObject, family: Family | null): readonly string[] {
	if (family?.works !== undefined) return [];
	if (family?.instead !== undefined) return (family.summary ?? []).filter((type) => condition(object, type) !== null);
	if (family?.summary !== undefined) return family.summary;
	const found = summaries.find((type) => condition(object, type) !== null);
	return found === undefined ? [] : [found];
}

function unseen(object: KubeObject): Fact {
	const status = at(object, "status");
	const isEmpty = !isRecord(status) || Object.keys(status).length === 0;
	return pending("NotObserved", isEmpty ? "has no status yet: no controller has processed it" : "does not report that it works");
}

/** That an object exists shows nothing about whether it works. */
function noRule(object: KubeObject, family: Family | null, now: string): ProbeResult {
	const { kind, metadata } = object;
	const types = listAt(object, "status", "conditions")
		.map((one) => stringAt(one, "type"))
		.filter((type) => type !== null);
	const phase = stringAt(object, "status", "phase");
	const example =
		types[0] !== undefined
			? `object.status.conditions.exists(c, c.type == '${types[0]}' && c.status == 'True')`
			: phase !== null
				? `object.status.phase == '${phase}'`
				: null;
	const quotable = example !== null && /^[\w .,()&='[\]]+$/.test(example);
	const hint =
		family?.instead ??
		`define what is expected of a ${kind}: add "expect" to the probe${quotable ? `, such as "${example}"` : ""}`;
	return probeResult(
		"unknown",
		"NoRule",
		`${kind} ${metadata.name} exists, but nothing shows whether it works`,
		[observed(object, "a rule for its kind", "none", now)],
		hint,
	);
}

/** Reasons are CamelCase by convention, and scripts rely on it; some controllers write sentences. */
function camelCase(reason: string): string {
	const word = reason
		.split(/[^A-Za-z0-9]+/)
		.map((part) => part.charAt(0).toUpperCase() + part.slice(1))
		.join("");
	return /^[A-Z]/.test(word) ? word : "NotReady";
}
