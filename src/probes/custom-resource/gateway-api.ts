import { at, type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { isRecord } from "../../text/record.ts";
import { type Condition, conditionsAt } from "../shared/conditions.ts";
import { type Fact, failed, pending } from "./fact.ts";

type Part = "parents" | "ancestors";

/** A route or policy that each of its parents has accepted: the facts list those that have not. */
export function isAttached(object: KubeObject): boolean {
	return listAt(object, "status", "parents").length + listAt(object, "status", "ancestors").length > 0;
}

/** A route works only with what it names as its parents, each of which writes an entry of its own. */
export function parentFacts(object: KubeObject): Fact[] {
	const wanted = listAt(object, "spec", "parentRefs");
	if (wanted.length === 0) return [failed("NoParent", "has no parent Gateway")];
	const entries = listAt(object, "status", "parents");
	const missing = wanted.filter((reference) => !entries.some((entry) => isFor(at(entry, "parentRef"), reference, object)));
	return [
		...missing.map((reference) =>
			pending("NotObserved", `is not taken by ${parentName(reference)}: no controller has processed it`),
		),
		...entryFacts(object, "parents", "parentRef", ["Accepted", "ResolvedRefs"]),
	];
}

export function ancestorFacts(object: KubeObject): Fact[] {
	return entryFacts(object, "ancestors", "ancestorRef", ["Accepted"]);
}

function entryFacts(object: KubeObject, part: Part, reference: string, needed: readonly string[]): Fact[] {
	return listAt(object, "status", part).flatMap((entry) => {
		const who = parentName(at(entry, reference));
		const conditions = conditionsAt(entry, "conditions");
		return [
			...needed.flatMap((type) => entryFact(object, conditions, type, who)),
			...conditions
				.filter(({ type, status }) => type === "PartiallyInvalid" && status === "True")
				.map(({ message, reason }) => failed("PartiallyInvalid", `is partly invalid for ${who}: ${message || reason}`)),
		];
	});
}

/** Reasons for which a route waits for another object (its Gateway, or what it refers to) that may still appear. */
const waits = new Set(["Pending", "NoMatchingParent", "BackendNotFound", "Waiting"]);

function entryFact(object: KubeObject, conditions: readonly Condition[], type: string, who: string): Fact[] {
	const all = conditions.filter((one) => one.type === type);
	const found = all.find(({ status }) => status !== "True") ?? all[0];
	if (found === undefined)
		return type === "ResolvedRefs" ? [] : [pending("NotObserved", `has not reported yet whether ${who} accepts it`)];
	const { generation } = object.metadata;
	if (generation !== undefined && found.observedGeneration !== null && found.observedGeneration < generation)
		return [pending("StaleGeneration", `was changed, but ${who} has not observed the change yet`)];
	if (found.status === "True") return [];
	const because = found.message || found.reason;
	const words =
		(type === "Accepted" ? `is not accepted by ${who}` : `has references that ${who} cannot resolve`) +
		(because === "" ? "" : `: ${because}`);
	const reason = found.reason || `Not${type}`;
	return [found.status === "False" && !waits.has(found.reason) ? failed(reason, words) : pending(reason, words)];
}

/** A Gateway may be Programmed while some of its listeners are not. */
export function listenerFacts(object: KubeObject): Fact[] {
	const entries = listAt(object, "status", "listeners");
	const missing = listAt(object, "spec", "listeners")
		.map((listener) => stringAt(listener, "name") ?? "")
		.filter((name) => !entries.some((entry) => stringAt(entry, "name") === name));
	const unseen = missing.map((name) => pending("NotObserved", `has not reported yet how its listener ${name} is`));
	const wrong = entries.flatMap((entry) => {
		const name = stringAt(entry, "name") ?? "";
		return conditionsAt(entry, "conditions").flatMap(({ type, status, message, reason, observedGeneration }) => {
			if (observedGeneration !== null && observedGeneration < (object.metadata.generation ?? 0)) return [];
			const isBad =
				(["Accepted", "Programmed", "ResolvedRefs", "Ready"].includes(type) && status !== "True") ||
				(["Conflicted", "Detached"].includes(type) && status === "True");
			if (!isBad) return [];
			const words = `has a listener, ${name}, whose condition ${type} is ${status}: ${message || reason}`;
			return [status === "Unknown" || waits.has(reason) ? pending(reason || type, words) : failed(reason || type, words)];
		});
	});
	return [...unseen, ...wrong];
}

function isFor(found: unknown, wanted: unknown, route: KubeObject): boolean {
	if (!isRecord(found)) return false;
	const namespaceOf = (reference: unknown): string | null => stringAt(reference, "namespace") ?? route.metadata.namespace ?? null;
	return (
		stringAt(found, "name") === stringAt(wanted, "name") &&
		namespaceOf(found) === namespaceOf(wanted) &&
		(stringAt(found, "kind") ?? "Gateway") === (stringAt(wanted, "kind") ?? "Gateway") &&
		(stringAt(wanted, "sectionName") === null || stringAt(found, "sectionName") === stringAt(wanted, "sectionName")) &&
		(numberAt(wanted, "port") === null || numberAt(found, "port") === numberAt(wanted, "port"))
	);
}

function parentName(reference: unknown): string {
	return `${stringAt(reference, "kind") ?? "Gateway"} ${stringAt(reference, "name") ?? "?"}`;
}
