import { readDuration } from "./duration.ts";

/** A value of a probes file. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };
type Fields = { readonly [key: string]: PlainValue };

/** Less is easier, as is what is left out; with what holds where it is not there. */
const lessIsEasier: Readonly<Record<string, number | null>> = { minReplicas: 1, atLeast: 1, minPods: 1, exactly: null };
const shorterIsEasier: Readonly<Record<string, string | null>> = { greenFor: null, stableFor: "10s" };
const longerIsEasier: Readonly<Record<string, string | null>> = { expires: null, within: null, maxGap: "26h", maxAge: "" };
const fewerIsEasier = [
	"all",
	"ports",
	"names",
	"hosts",
	"versions",
	"files",
	"kustomize",
	"items",
	"only",
	"defaultDeny",
	"list",
];
const moreIsEasier = ["any", "by", "except", "status"];
/** What is asked for besides: without it, less is. */
const requirements =
	"expect image ports header status contains hosts address controller covers defaultDeny enforcedBy minSize versions targetPort headless by".split(
		" ",
	);
/** Of a workload, its Service; elsewhere the same word names what is asked. */
const requirementsOf: Readonly<Record<string, readonly string[]>> = { workload: [...requirements, "service"] };
/** New ones of these reduce what is checked, or make an assumption. */
const allowances = ["only", "except", "sample", "assumeEnforced", "absent"];
/** What is not seen in the cluster. */
const elsewhere = ["attestation", "exec", "repository"];

/**
 * How a probe asks for less than it did; null where it does not. Judged by its fields: the text does not show whether another expression
 * or another object is easier, unless it only lacks a part of what it was.
 */
export function weakening(before: PlainValue, after: PlainValue, key = "probe"): string | null {
	if (isList(before) && isList(after)) return ofLists(before, after, key);
	if (isFields(before) && isFields(after)) return ofFields(before, after, key);
	return null;
}

function ofFields(before: Fields, after: Fields, key: string): string | null {
	const combined = ofCombinations(before, after);
	if (combined !== undefined) return combined;
	for (const type of elsewhere) if (after[type] !== undefined && before[type] === undefined) return `it is now proven by ${type}`;
	for (const name of requirementsOf[key] ?? requirements)
		if (before[name] !== undefined && after[name] === undefined) return `${name} is gone`;
	for (const name of allowances)
		if (after[name] !== undefined && after[name] !== false && before[name] === undefined) return `${name} is new`;
	for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const [was, is] = [before[name] ?? null, after[name] ?? null];
		const found = ofScalars(name, was, is) ?? weakening(was, is, name);
		if (found !== null) return found;
	}
	return null;
}

/** Undefined where neither is a combination of one kind with the other. */
function ofCombinations(before: Fields, after: Fields): string | null | undefined {
	if (after.any !== undefined && before.any === undefined) return "one of several is now enough";
	if (before.all !== undefined && after.all === undefined) return "parts of all are gone";
	if (before.all === undefined && isList(after.all)) {
		const ways = after.all.map((part) => weakening(before, part));
		return ways.includes(null) ? null : (ways[0] ?? null);
	}
	return undefined;
}

function ofScalars(name: string, was: PlainValue, is: PlainValue): string | null {
	const change = `${name}: ${valueText(was)} → ${valueText(is)}`;
	const number = lessIsEasier[name];
	if (number !== undefined) {
		const [old, now] = [was ?? number, is ?? number];
		return typeof old === "number" && (typeof now !== "number" || now < old) ? change : null;
	}
	if (name === "sample") return typeof was === "number" && typeof is === "number" && is < was ? change : null;
	const [shorter, longer] = [shorterIsEasier[name], longerIsEasier[name]];
	const usual = shorter ?? longer ?? null;
	if (shorter !== undefined || longer !== undefined) {
		if (usual === "" && (was === null || is === null)) return null;
		const [old, now] = [durationOf(was ?? usual), durationOf(is ?? usual)];
		if (shorter !== undefined) return old !== null && (now === null || now < old) ? change : null;
		return old !== null && (now === null || now > old) ? change : null;
	}
	return name === "expect" && typeof was === "string" && typeof is === "string" && isWeaker(was, is) ? change : null;
}

function ofLists(before: readonly PlainValue[], after: readonly PlainValue[], key: string): string | null {
	if (fewerIsEasier.includes(key) && after.length < before.length) return `${key} has fewer entries`;
	if (moreIsEasier.includes(key) && !after.every((one) => before.some((other) => JSON.stringify(one) === JSON.stringify(other))))
		return `${key} has other entries`;
	if (after.length !== before.length) return null;
	for (const [index, one] of before.entries()) {
		const found = weakening(one, after[index] ?? null, key);
		if (found !== null) return found;
	}
	return null;
}

/** An expression that lacks a condition of the other, has a further alternative, or is always true. */
function isWeaker(was: string, is: string): boolean {
	const [old, now] = [was.replace(/\s+/g, ""), is.replace(/\s+/g, "")];
	if (old === now) return false;
	if (/(?:^|\|\|)\(*true\)*(?:$|\|\|)/.test(now)) return true;
	if (now.split("||").length > old.split("||").length) return true;
	const conditions = now.split("&&");
	return conditions.length < old.split("&&").length && conditions.every((one) => old.includes(one));
}

function durationOf(value: PlainValue): number | null {
	return typeof value === "string" ? readDuration(value) : null;
}

function valueText(value: PlainValue): string {
	return value === null ? "-" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function isList(value: PlainValue | undefined): value is readonly PlainValue[] {
	return Array.isArray(value);
}

function isFields(value: PlainValue): value is Fields {
	return typeof value === "object" && value !== null && !isList(value);
}
