import type { Expression } from "../../cel/expression.ts";
import type { HttpAnswer, HttpTarget } from "../../cluster/cluster.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import type { Observation } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";
import { few } from "../../text/wording.ts";
import type { Fields } from "../../yaml/fields.ts";
import { define } from "../define.ts";
import { expectation, messageOf } from "../expressions/expectation.ts";
import { sizeHint } from "../expressions/object-rule.ts";
import { quantifierTraps } from "../expressions/quantifier-traps.ts";
import { durationIn, expressionIn } from "../file/probe-fields.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { listRightOf, type ObjectSource, othersOf, readOthers } from "../resources/source.ts";
import { notFound, preconditions, reporterFor } from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { noneReady, type PodsOf, podsOf, podsOfRights, type WorkloadKind, workloadKinds } from "../shared/pods-of.ts";
import { type Reference, referenceOf } from "../shared/reference.ts";
import { absent, probeResult } from "../shared/results.ts";
import { askEach, podsToAsk } from "../workload/each-pod.ts";
import { describeTarget, type Refusal, refusalIn, splitPath, targetOf, targetRights } from "./http-target.ts";

export interface HttpSpec {
	readonly target:
		| HttpTarget
		| {
				readonly kind: "workload";
				readonly namespace: string;
				readonly owner: Reference<WorkloadKind>;
				readonly port: string;
				readonly scheme: "http" | "https";
				/** How many of its ready pods are enough; null: all are asked. */
				readonly sample: number | null;
		  };
	readonly method: "GET" | "HEAD";
	readonly path: string;
	readonly status: readonly number[];
	/** Names in lower case; `*` for any value. */
	readonly header: ReadonlyMap<string, string>;
	readonly expect: Expression | null;
	/** The message if the expectation is not met. */
	readonly message: Expression | null;
	/** Lists of objects, as `variables.NAME` in the expectation. */
	readonly with: ReadonlyMap<string, ObjectSource>;
	readonly timeoutMilliseconds: number;
}

export interface HttpAttempt {
	readonly target: HttpTarget;
	readonly answer: HttpAnswer | (Refusal & { readonly observedAt: string });
}

export interface HttpEvidence {
	readonly owner: PodsOf | null;
	readonly with: ReadonlyMap<string, readonly KubeObject[]>;
	readonly answers: readonly HttpAttempt[];
}

const http: ReadAndJudge<HttpSpec, HttpEvidence> = {
	name: "http",
	proves: "an HTTP request is answered with the status, header and body that are expected",
	specify(fields, reading) {
		const direct = targetOf(fields, reading);
		if (direct !== null && (fields.has("pod") || fields.has("workload")))
			throw fields.fault('http takes one of "service", "workload", "pod" and "url"');
		const target = direct ?? podTarget(fields, reading);
		const expect = expressionIn(fields, "expect", ["body", "status", "headers", "variables"], reading.expressions);
		const message = expressionIn(fields, "message", ["body", "status", "headers", "variables"], reading.expressions);
		if (expect === null && message !== null)
			throw fields.fault(
				"message explains why an expectation is not met, and the probe has no expect",
				"add expect",
				fields.placeOf("message"),
			);
		const path = fields.string("path") ?? "/";
		if (!path.startsWith("/")) throw fields.fault('"path" of http starts with /', null, fields.placeOf("path"));
		const others = othersOf(fields, reading);
		if (others.size > 0 && expect === null)
			throw fields.fault("nothing uses the lists of with", "add expect", fields.placeOf("with"));
		return {
			target,
			with: others,
			method: fields.oneOf("method", ["GET", "HEAD"]) ?? "GET",
			path,
			status: statusOf(fields),
			header: new Map([...(fields.texts("header") ?? [])].map(([name, value]) => [name.toLowerCase(), value])),
			expect,
			message,
			timeoutMilliseconds: durationIn(fields, "timeout") ?? reading.defaults.timeoutMilliseconds,
		};
	},
	describe: (spec) => `${spec.method} ${spec.path} of ${describeAsked(spec)} answers ${few(spec.status.map(String))}`,
	traps: ({ expect, with: others }, place) => quantifierTraps(expect, place("expect"), others),
	looksFor: ({ target }) => (target.kind === "url" ? null : target.kind === "workload" ? target.owner.name : target.name),
	rights({ target, with: others }) {
		const lists = [...others.values()].map(listRightOf);
		if (target.kind !== "workload") return [...targetRights(target), ...lists];
		const { namespace, owner } = target;
		return [...lists, ...podsOfRights(namespace, owner.kind), { group: "", resource: "pods/proxy", verbs: ["get"], namespace }];
	},
	async read(spec, { cluster, now }) {
		const ask = async (target: HttpTarget): Promise<HttpAttempt> => {
			const { path, query } = splitPath(spec.path);
			const { method, timeoutMilliseconds } = spec;
			try {
				return { target, answer: await cluster.http({ target, method, path, query, headers: {}, timeoutMilliseconds }) };
			} catch (problem) {
				const refusal = refusalIn(problem, target);
				if (refusal === null) throw problem;
				return { target, answer: { ...refusal, observedAt: cluster.recordedAt ?? now } };
			}
		};
		const others = await readOthers(cluster, spec.with);
		if (spec.target.kind !== "workload") return { owner: null, with: others, answers: [await ask(spec.target)] };
		const { namespace, owner, port, scheme, sample } = spec.target;
		const found = await podsOf(cluster, namespace, owner);
		const targets = podsToAsk(found.pods, sample).map(
			(pod): HttpTarget => ({ kind: "pod", namespace, name: pod.metadata.name, port, scheme }),
		);
		return { owner: found, with: others, answers: await askEach(targets, ask) };
	},
	judge: judgeHttp,
};

function podTarget(fields: Fields, reading: Parameters<typeof targetOf>[1]): HttpSpec["target"] {
	const pod = objectName(fields, "pod");
	const owner = referenceOf(fields, "workload", workloadKinds);
	if ((pod === null) === (owner === null)) throw fields.fault('http needs "service", "workload", "pod" or "url"');
	const scheme = fields.oneOf("scheme", ["http", "https"]) ?? "http";
	const namespace = namespaceOf(fields, reading);
	const port = fields.required("port", fields.string("port"));
	const sample = fields.integer("sample", 1, 100_000);
	if (sample !== null && owner === null)
		throw fields.fault(
			"sample is the number of pods of a workload to query, and the probe names no workload",
			"name it in workload",
			fields.placeOf("sample"),
		);
	return owner === null
		? { kind: "pod", namespace, name: pod ?? "", port, scheme }
		: { kind: "workload", namespace, owner, port, scheme, sample };
}

function statusOf(fields: Fields): readonly number[] {
	const several = fields.tree("status")?.kind === "sequence";
	if (!several) return [fields.integer("status", 100, 599) ?? 200];
	const list = fields.integers("status", 100, 599) ?? [];
	if (list.length === 0)
		throw fields.fault('"status" of http is empty, so that no answer would do', null, fields.placeOf("status"));
	return list;
}

function describeAsked({ target }: HttpSpec): string {
	return target.kind === "workload" ? `${target.owner.kind} ${target.owner.name}` : describeTarget(target);
}

function judgeHttp({ owner, with: others, answers }: HttpEvidence, spec: HttpSpec): ProbeResult {
	if (owner !== null) {
		const { object } = owner.owner;
		if (object === null) return notFound(owner.owner);
		const report = reporterFor(object, "its ready pods answer", owner.observedAt);
		const early = preconditions(object, report, { hasStatus: true, observes: true });
		if (early !== null) return early;
		if (answers.length === 0) return noneReady(report, owner.pods, owner.observedAt);
	}
	const findings = answers.map((asked) => judgeAnswer(asked, spec, Object.fromEntries(others)));
	const worst = findings.find(({ outcome }) => outcome === "fail") ?? findings.find(({ outcome }) => outcome !== "pass");
	const evidence = findings.flatMap((found) => found.evidence);
	const first = findings[0];
	if (worst !== undefined) return { ...worst, evidence };
	if (first === undefined) return probeResult("unknown", "NothingAsked", "nothing was asked", []);
	const ready = owner === null ? 0 : podsToAsk(owner.pods, null).length;
	const left = ready > findings.length ? ` (${findings.length} of ${ready} were asked)` : "";
	const more = findings.length - 1;
	const all = more === 0 ? left : `, and so do ${more} more of its ready pods${left}`;
	return { ...first, message: `${first.message}${all}`, evidence };
}

function judgeAnswer(
	{ target, answer }: HttpAttempt,
	spec: HttpSpec,
	variables: Readonly<Record<string, readonly KubeObject[]>>,
): ProbeResult {
	const subject = describeTarget(target);
	const asked = `${spec.method} ${spec.path}`;
	const wanted = `status ${few(spec.status.map(String), 5)}`;
	const where =
		target.kind === "url"
			? { kind: "URL", namespace: null, name: target.origin }
			: { kind: target.kind === "service" ? "Service" : "Pod", namespace: target.namespace, name: target.name };
	if ("reason" in answer) {
		const hint =
			target.kind === "url" ? null : commandLine`kubectl describe -n ${target.namespace} ${target.kind}/${target.name}`;
		const seen = {
			...absent(where.kind, where.namespace, where.name, answer.observedAt),
			expected: `${asked}: ${wanted}`,
			found: answer.message,
		};
		if (answer.reason === "NotFound" && target.kind !== "url") {
			const { namespace, name, kind } = target;
			const missing = { kind: kind === "service" ? "Service" : "Pod", namespace, name };
			const list = commandLine`kubectl get -n ${namespace} ${kind}s`;
			return {
				...probeResult("fail", answer.reason, `${missing.kind} ${name} does not exist in ${namespace}`, [seen], list),
				missing,
			};
		}
		return probeResult("fail", answer.reason, `${subject} does not answer ${asked}: ${answer.message}`, [seen], hint);
	}
	const report = (
		outcome: "pass" | "fail" | "unknown",
		reason: string,
		words: string,
		hint: string | null = null,
	): ProbeResult => {
		const seen: Observation = {
			...where,
			uid: null,
			resourceVersion: null,
			expected: `${asked}: ${wanted}`,
			found: words,
			observedAt: answer.observedAt,
		};
		return probeResult(outcome, reason, `${subject} ${words}`, [seen], hint);
	};
	const { status, headers } = answer;
	if (!spec.status.includes(status)) {
		const to = status >= 300 && status < 400 && headers.location !== undefined ? ` (to ${headers.location})` : "";
		return report("fail", "UnexpectedStatus", `answered ${asked} with ${status}${to}, not ${few(spec.status.map(String), 5)}`);
	}
	for (const [name, value] of spec.header) {
		const found = headers[name];
		if (found === undefined || found === "")
			return report("fail", "HeaderMissing", `answered ${asked} without the header ${name}`);
		if (value !== "*" && found !== value)
			return report(
				"fail",
				"UnexpectedHeader",
				`answered ${asked} with the header ${name}: ${found.slice(0, 100)}, not ${value}`,
			);
	}
	if (spec.expect !== null) {
		const response = { body: bodyOf(answer), status, headers, variables };
		const found = expectation(spec.expect, response);
		if (found.kind === "error")
			return report(
				"unknown",
				"ExpectationError",
				`answered ${asked} with ${status}, which the probe cannot evaluate: ${found.message}`,
				"guard fields that may be missing with has()",
			);
		if (found.kind === "empty")
			return report(
				"unknown",
				"HoldsForNothing",
				`answered ${asked} with ${status}, and the expectation holds only because ${found.list} is empty`,
				sizeHint(found.list),
			);
		if (found.kind === "unmet") {
			const words = `answered ${asked} with ${status}, but not as expected`;
			const explanation = messageOf(spec.message, response);
			const found = report("fail", "UnexpectedAnswer", words);
			return explanation === null ? found : { ...found, message: explanation };
		}
	}
	return report("pass", "Answered", `answered ${asked} with ${status}${spec.expect === null ? "" : ", as expected"}`);
}

/** JSON where it is, else the text. */
function bodyOf({ body }: HttpAnswer): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

export const httpProbe = define(http);
