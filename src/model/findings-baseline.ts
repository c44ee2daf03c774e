import { isRecord } from "../text/record.ts";
import { nearest } from "./did-you-mean.ts";
import { Failure } from "./failure.ts";

/** Findings that a project has accepted, so that only new ones fail: schemas/baseline.schema.json. */
export interface Baseline {
	readonly schemaVersion: 1;
	readonly accepted: readonly AcceptedFinding[];
}

export interface AcceptedFinding {
	readonly rule: string;
	readonly file: string;
	readonly message: string;
	/** How many findings of the file have this message. */
	readonly times: number;
}

interface FindingKey {
	readonly rule: string;
	readonly file: string;
	readonly message: string;
}

/** A finding is the same one on any line. */
function keyOf({ rule, file, message }: FindingKey): string {
	return JSON.stringify([rule, file, withoutLineNumbers(message)]);
}

/** A message that stays the same while lines are added above. */
export function withoutLineNumbers(message: string): string {
	return message.replace(/\bline \d+/g, "line");
}

/** What cannot be accepted: a document with two versions of its lines has to be resolved. */
const neverAccepted = new Set(["conflict-marker", "suppression-faulty"]);

/** The baseline that accepts some findings. */
export function baselineOf(findings: readonly FindingKey[]): Baseline {
	const times = new Map<string, AcceptedFinding>();
	for (const { rule, file, message } of findings) {
		if (neverAccepted.has(rule)) continue;
		const key = keyOf({ rule, file, message });
		times.set(key, { rule, file, message, times: (times.get(key)?.times ?? 0) + 1 });
	}
	const accepted = [...times.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	return { schemaVersion: 1, accepted };
}

export interface Sifted<Finding> {
	readonly left: readonly Finding[];
	readonly accepted: number;
	/** Findings of the baseline that no longer exist. */
	readonly gone: number;
}

/** The findings that a baseline does not accept; each of its entries accepts as many as it counted. */
export function siftByBaseline<Finding extends FindingKey>(findings: readonly Finding[], baseline: Baseline): Sifted<Finding> {
	const room = new Map<string, number>();
	for (const one of baseline.accepted) room.set(keyOf(one), (room.get(keyOf(one)) ?? 0) + one.times);
	const left = findings.filter((finding) => {
		const free = room.get(keyOf(finding)) ?? 0;
		if (free === 0 || neverAccepted.has(finding.rule)) return true;
		room.set(keyOf(finding), free - 1);
		return false;
	});
	return { left, accepted: findings.length - left.length, gone: [...room.values()].reduce((sum, free) => sum + free, 0) };
}

/** Reads a baseline file. Throws a Failure that names the file. */
export function readBaseline(text: string, file: string): Baseline {
	const hint = "write it again with --update-baseline";
	const unusable = (problem: string): Failure => new Failure("unusable", `${file}: ${problem}`, hint);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw unusable("not JSON");
	}
	if (!isRecord(value) || value.schemaVersion !== 1 || !Array.isArray(value.accepted))
		throw unusable('not a baseline: it has no "schemaVersion": 1 and no list "accepted"');
	const accepted = value.accepted.map((one: unknown, index): AcceptedFinding => {
		if (!isRecord(one)) throw unusable(`entry ${index + 1} of "accepted" is not an object`);
		const { rule, file: document, message, times, ...more } = one;
		const unknown = Object.keys(more)[0];
		if (unknown !== undefined) {
			const close = nearest(unknown, ["rule", "file", "message", "times"]);
			throw unusable(`unknown field "${unknown}" in entry ${index + 1}${close === null ? "" : `; did you mean "${close}"?`}`);
		}
		const isCount = typeof times === "number" && Number.isInteger(times) && times > 0;
		if (typeof rule !== "string" || typeof document !== "string" || typeof message !== "string" || !isCount)
			throw unusable(`entry ${index + 1} needs "rule", "file", "message" and "times", a whole number`);
		return { rule, file: document, message, times };
	});
	return { schemaVersion: 1, accepted };
}
