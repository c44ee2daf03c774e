import type { KubeObject } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { type Condition, conditionsAt, elapsed } from "../shared/conditions.ts";
import { type Fact, failed, pending } from "./fact.ts";
import { contradictsReady, isFinal, polarityOf, type ReasonKind, reasonKind } from "./vocabulary.ts";

/** Where a family of kinds differs from the general vocabulary. */
export interface Dialect {
	/** Condition types that do not show whether it works, such as KEDA's Active. */
	readonly ignored?: readonly string[];
	/** True means that something is wrong. */
	readonly abnormal?: readonly string[];
	/** False means that something is wrong. */
	readonly normal?: readonly string[];
	/** What a reason of a condition that is not as it should be means. */
	readonly reasons?: Readonly<Record<string, ReasonKind>>;
	/** Busy conditions that may be True while it works, such as a certificate's renewal. */
	readonly fine?: (condition: Condition, now: string) => boolean;
}

/** How long a controller may go on reporting an error: most try again for some minutes before a person has to look. */
const failingGraceMilliseconds = 10 * 60_000;
/** How long something may be waited for. A database or a load balancer of a cloud takes the better part of an hour. */
const waitingGraceMilliseconds = 24 * 60 * 60_000;

/** What the conditions that are not `summary` keep from being green. */
export function conditionFacts(object: KubeObject, summary: readonly string[], dialect: Dialect, now: string): Fact[] {
	const facts: Fact[] = [];
	for (const condition of conditionsAt(object)) {
		if (summary.includes(condition.type) || dialect.ignored?.includes(condition.type) === true) continue;
		// Does not count towards Ready, regardless of who set it.
		if (condition.severity === "Info" || isOfBefore(object, condition)) continue;
		const fact = factOf(object, condition, dialect, now);
		if (fact !== null) facts.push(fact);
	}
	return facts;
}

function factOf(object: KubeObject, condition: Condition, dialect: Dialect, now: string): Fact | null {
	const { type, status, reason } = condition;
	if (dialect.fine?.(condition, now) === true) return null;
	const polarity =
		dialect.abnormal?.includes(type) === true
			? "abnormal"
			: dialect.normal?.includes(type) === true
				? "normal"
				: polarityOf(type);
	if (polarity === "normal") return status === "False" || status === "Unknown" ? untrue(object, condition, dialect, now) : null;
	if (status !== "True") return null;
	const words = `has had the condition ${type}${lasting(object, condition, now)}${because(condition)}`;
	if (polarity === "busy") return isDone(condition) ? null : pending(reason || type, words);
	if (polarity !== "abnormal") return null;
	const age = ageOf(object, condition, now);
	return isFinal(type) || (age !== null && age >= failingGraceMilliseconds)
		? failed(reason || type, words)
		: pending(reason || type, words);
}

/** Deployments, and kinds modeled on them, keep Progressing=True after the rollout. */
function isDone({ type, reason }: Condition): boolean {
	return type === "Progressing" && /(?:Available|Complete|Completed|Succeeded|Done|AsExpected|Healthy)$/.test(reason);
}

/** Why a condition that has to be True is not; null if it is. `condition` null: it is not set. */
export function summaryFact(object: KubeObject, type: string, dialect: Dialect, now: string): Fact | null {
	const all = conditionsAt(object).filter((one) => one.type === type);
	const worst = all.find(({ status }) => status === "False") ?? all.find(({ status }) => status !== "True") ?? all[0];
	if (worst === undefined)
		return pending("NotObserved", `has not reported yet whether it is ${isWord(type) ? type.toLowerCase() : type}`);
	if (isOfBefore(object, worst))
		return pending("StaleGeneration", `was changed, but its condition ${type} is older than the change`);
	if (worst.status !== "True") return untrue(object, worst, dialect, now);
	if (contradictsReady(worst.reason) && dialect.reasons?.[worst.reason] === undefined)
		return failed(worst.reason, `says ${type}, but its reason is ${worst.reason}${because({ ...worst, reason: "" })}`);
	return null;
}

function untrue(object: KubeObject, condition: Condition, dialect: Dialect, now: string): Fact {
	const { type, status, reason } = condition;
	const what = isWord(type) ? `has not been ${type.toLowerCase()}` : `has had the condition ${type} ${status}`;
	const words = `${what}${lasting(object, condition, now)}${because(condition)}`;
	if (status !== "False") return pending(reason || `Not${type}`, words);
	const kind = dialect.reasons?.[reason] ?? reasonKind(reason);
	const age = ageOf(object, condition, now);
	const graceMilliseconds = kind === "permanent" ? 0 : kind === "waiting" ? waitingGraceMilliseconds : failingGraceMilliseconds;
	const isOver = kind === "permanent" || (age !== null && age >= graceMilliseconds);
	return isOver ? failed(reason || `Not${type}`, words) : pending(reason || `Not${type}`, words);
}

/** A condition may be older than the object's present specification. */
function isOfBefore({ metadata: { generation } }: KubeObject, { observedGeneration }: Condition): boolean {
	return generation !== undefined && observedGeneration !== null && observedGeneration < generation;
}

function ageOf({ metadata }: KubeObject, { since }: Condition, now: string): number | null {
	return elapsed(since ?? metadata.creationTimestamp, now);
}

function lasting(object: KubeObject, condition: Condition, now: string): string {
	const age = ageOf(object, condition, now);
	return age === null ? "" : ` for ${describeDuration(age)}`;
}

function because({ message, reason }: Pick<Condition, "message" | "reason">): string {
	const detail = message || reason;
	return detail === "" ? "" : `: ${detail}`;
}

/** Ready is read as a word, LastAsyncOperation as the name that it is. */
function isWord(type: string): boolean {
	return /^[A-Z][a-z]+$/.test(type);
}
