import type { GrpcHealthRequest, HttpRequest, HttpTarget, ListRequest } from "../cluster.ts";
import { isCredentialName, redact, redacted } from "../objects/redaction.ts";

/** Requests as a recording may hold them: without credentials, and without how long one was ready to wait. */
export type RecordedListRequest = Omit<ListRequest, "timeout">;

export interface RecordedHttpRequest {
	readonly target: HttpTarget;
	readonly method: "GET" | "HEAD";
	readonly path: string;
	readonly query: readonly (readonly [string, string])[];
	/** Names in lower case, sorted. */
	readonly headers: readonly (readonly [string, string])[];
}

export interface RecordedGrpcRequest {
	readonly namespace: string;
	readonly pod: string;
	readonly port: number;
	readonly service: string;
	readonly tls: { readonly authority: boolean; readonly clientCertificate: boolean; readonly serverName: string | null } | null;
}

export function recordedListRequest({ apiVersion, kind, namespace }: ListRequest): RecordedListRequest {
	return { apiVersion, kind, namespace };
}

export function recordedHttpRequest(request: HttpRequest): RecordedHttpRequest {
	const hide = ([name, value]: readonly [string, string]): readonly [string, string] => [
		name,
		isCredentialName(name) || /^key$/i.test(name) ? redacted : redact(value),
	];
	const headers = Object.entries(request.headers).map(([name, value]) => hide([name.toLowerCase(), value]));
	return {
		target: targetOf(request.target),
		method: request.method,
		path: redact(request.path),
		query: request.query.map(hide),
		headers: headers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
	};
}

export function recordedGrpcRequest({ namespace, pod, port, service, tls }: GrpcHealthRequest): RecordedGrpcRequest {
	return {
		namespace,
		pod,
		port,
		service,
		tls:
			tls === null
				? null
				: { authority: tls.authority !== null, clientCertificate: tls.certificate !== null, serverName: tls.serverName },
	};
}

/** Equal for equal requests. */
export function requestKey(ask: string, question: RecordedListRequest | RecordedHttpRequest | RecordedGrpcRequest): string {
	return JSON.stringify([ask, sorted(question)]);
}

function targetOf(target: HttpTarget): HttpTarget {
	if (target.kind !== "url") {
		const { kind, namespace, name, port, scheme } = target;
		return { kind, namespace, name, port, scheme };
	}
	if (!URL.canParse(target.origin)) return { kind: "url", origin: redact(target.origin) };
	const url = new URL(target.origin);
	url.username = "";
	url.password = "";
	return { kind: "url", origin: redact(url.href.replace(/\/$/, "")) };
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, member]) => [name, sorted(member)]);
}
