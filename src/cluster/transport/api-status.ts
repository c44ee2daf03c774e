import type { IncomingHttpHeaders } from "node:http";
import { isRecord } from "../../text/record.ts";
import { at, numberAt, stringAt } from "../objects/object.ts";
import { inWords } from "../objects/resource.ts";
import { type AskedFor, ClusterProblem, type ProblemKind } from "../problem.ts";
import { parseJson } from "./json.ts";
import type { HttpResponse } from "./send-request.ts";

/** An error response of the API server itself: an object of kind Status. */
export interface ApiStatus {
	readonly code: number;
	readonly reason: string;
	readonly message: string;
	/** Of an expired list: a token to go on with, from another state. */
	readonly continue: string | null;
}

/** The Status in a response; null if it is something else, such as the response of a proxied target. */
export function statusIn(answer: HttpResponse): ApiStatus | null {
	if (answer.status < 400 || answer.body.length > 1_000_000 || !isJson(answer.headers)) return null;
	let value: unknown;
	try {
		value = parseJson(answer.body.toString("utf8"));
	} catch {
		return null;
	}
	if (stringAt(value, "kind") !== "Status" || stringAt(value, "apiVersion") !== "v1" || !isRecord(at(value, "metadata")))
		return null;
	return {
		code: numberAt(value, "code") ?? answer.status,
		reason: stringAt(value, "reason") ?? "",
		message: stringAt(value, "message") ?? "",
		continue: stringAt(value, "metadata", "continue"),
	};
}

/** The meaning of a response of the API server other than 2xx. */
export function refusal(answer: HttpResponse, asked: AskedFor): ClusterProblem {
	const status = statusIn(answer);
	const detail = shortened(status?.message ?? answer.body.toString("utf8", 0, 2_000));
	const problem = (kind: ProblemKind, what: string): ClusterProblem =>
		new ClusterProblem(kind, `cannot ${inWords(asked)}: ${what}${detail === "" ? "" : ` (${detail})`}`, asked);
	const { status: code } = answer;
	if (code === 401) return problem("unauthorized", "the API server does not accept the credentials");
	if (code === 403) return forbidden(asked, status?.message ?? "", detail);
	if (code === 404) return problem("unknown-kind", `the cluster does not serve ${asked.resource}`);
	if (code === 429) return problem("throttled", "the API server asks to slow down");
	if (code === 408 || code === 504) return problem("timeout", "the API server gave up waiting");
	if (code >= 500) return problem("server-error", `the API server answered ${code}`);
	if (code >= 300 && code < 400) {
		const to = answer.headers.location;
		return problem("bad-answer", `the API server redirects${to === undefined ? "" : ` to ${to}`}, which is not followed`);
	}
	return problem("bad-answer", `the API server answered ${code}`);
}

/** `User "x" cannot list resource "pods" in API group "" in the namespace "y"`, as the API server puts it. */
function forbidden(asked: AskedFor, message: string, detail: string): ClusterProblem {
	const user = /User "([^"]{1,300})"/.exec(message)?.[1];
	const who = user === undefined ? "the credentials cannot" : `${user} cannot`;
	const more = user === undefined && detail !== "" ? ` (${detail})` : "";
	const where = asked.namespace === null ? " in all namespaces" : ` in ${asked.namespace}`;
	const right = `${asked.verb} ${asked.resource}${where}`;
	return new ClusterProblem("forbidden", `${who} ${right}${more}`, asked);
}

export function isJson(headers: IncomingHttpHeaders): boolean {
	const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
	return type === "application/json" || type.endsWith("+json");
}

function shortened(text: string): string {
	const line = text.replace(/\s+/g, " ").trim();
	return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
