import type { HttpTarget } from "../../cluster/cluster.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import type { Fields } from "../../yaml/fields.ts";
import type { Reading, Right } from "../probe.ts";
import { isLabelName, namespaceName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";

const schemes = ["http", "https"] as const;

/** Reads `service: [namespace/]name:port` or `url`. Null where neither is given. */
export function targetOf(fields: Fields, reading: Reading): HttpTarget | null {
	const service = fields.string("service");
	const url = fields.string("url");
	if (service !== null && url !== null) throw fields.fault(`${fields.what} takes "service" or "url", not both`);
	if (url !== null) return urlOf(fields, url);
	if (service === null) return null;
	const scheme = fields.oneOf("scheme", schemes) ?? "http";
	const match = /^(?:([a-z0-9-]+)\/)?([a-z0-9-]+):([a-z0-9-]+)$/.exec(service);
	if (match === null || ![match[1], match[2]].every((name) => name === undefined || isLabelName(name)))
		throw fields.fault(
			`"service" of ${fields.what} is a name and a port, as in monitoring/prometheus:9090`,
			null,
			fields.placeOf("service"),
		);
	const [, written, name = "", port = ""] = match;
	const own = namespaceName(fields, "namespace");
	if (written !== undefined && own !== null && own !== written)
		throw fields.fault(`${fields.what} names two namespaces: ${written} and ${own}`, null, fields.placeOf("service"));
	return { kind: "service", namespace: written ?? namespaceOf(fields, reading), name, port, scheme };
}

function urlOf(fields: Fields, url: string): HttpTarget {
	const parsed = URL.canParse(url) ? new URL(url) : null;
	const place = fields.placeOf("url");
	if (parsed === null || !/^https?:$/.test(parsed.protocol))
		throw fields.fault(`"url" of ${fields.what} starts with http:// or https://`, null, place);
	if (parsed.username !== "" || parsed.password !== "")
		throw fields.fault(`"url" of ${fields.what} holds a credential`, "do not put it in the probes file", place);
	if (parsed.search !== "" || parsed.hash !== "")
		throw fields.fault(`"url" of ${fields.what} ends before the "?"`, 'put the rest into "path"', place);
	return { kind: "url", origin: url.replace(/\/+$/, "") };
}

export function targetRights(target: HttpTarget): Right[] {
	if (target.kind === "url") return [];
	return [{ group: "", resource: `${target.kind}s/proxy`, verbs: ["get"], namespace: target.namespace }];
}

export function describeTarget(target: HttpTarget): string {
	if (target.kind === "url") return target.origin;
	const port = target.port === null ? "" : `:${target.port}`;
	return `${target.kind === "service" ? "Service" : "Pod"} ${target.name}${port}`;
}

/** A path as in a browser: what follows the "?" are parameters. */
export function splitPath(path: string): { readonly path: string; readonly query: readonly (readonly [string, string])[] } {
	const [before = "", ...after] = path.split("?");
	return { path: before, query: [...new URLSearchParams(after.join("?"))] };
}

/** Why a proxied target does not respond, according to the API server. */
export interface Refusal {
	readonly reason: "NoEndpoints" | "NotFound" | "PortNotFound" | "NotAnswering";
	readonly message: string;
}

/** Null for a problem that is unrelated to the target, such as a missing permission: rethrow it. */
export function refusalIn(problem: unknown, target: HttpTarget): Refusal | null {
	if (target.kind === "url" || !(problem instanceof ClusterProblem) || problem.kind !== "unreachable") return null;
	const { message } = problem;
	if (/no endpoints available for service/.test(message))
		return { reason: "NoEndpoints", message: "it has no ready endpoint for that port" };
	if (/\b(?:services|pods) "[^"]*" not found/.test(message)) return { reason: "NotFound", message: "it does not exist" };
	if (/no service port .* found for service/.test(message)) return { reason: "PortNotFound", message: "it has no such port" };
	const reached = /error trying to reach service: (.*)$/s.exec(message)?.[1];
	// Too slow is not the same as not there.
	if (reached === undefined || /time(?:d )?\s?out|deadline/i.test(reached)) return null;
	return { reason: "NotAnswering", message: reached.slice(0, 300) };
}
