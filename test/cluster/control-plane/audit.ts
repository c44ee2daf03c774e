import { existsSync, readFileSync } from "node:fs";
import { at, numberAt, stringAt } from "../../../src/cluster/objects/object.ts";

export interface AuditedRequest {
	readonly user: string;
	readonly userAgent: string;
	readonly verb: string;
	readonly uri: string;
	/** Null for requests such as /version. */
	readonly resource: string | null;
	readonly subresource: string | null;
	readonly namespace: string | null;
	readonly name: string | null;
	readonly status: number;
	/** Of Secrets alone: what was sent, whose `kind` tells metadata from data. */
	readonly answered: unknown;
}

/** Every request; answers only where it matters what was read. */
export const auditPolicy = {
	apiVersion: "audit.k8s.io/v1",
	kind: "Policy",
	omitStages: ["RequestReceived", "ResponseStarted"],
	rules: [
		{ level: "RequestResponse", verbs: ["get", "list", "watch"], resources: [{ group: "", resources: ["secrets"] }] },
		{ level: "Metadata" },
	],
};

export function readAudit(file: string): AuditedRequest[] {
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, "utf8").split("\n");
	return lines.flatMap((line) => (line === "" ? [] : [requestOf(JSON.parse(line))]));
}

function requestOf(event: unknown): AuditedRequest {
	return {
		user: stringAt(event, "user", "username") ?? "",
		userAgent: stringAt(event, "userAgent") ?? "",
		verb: stringAt(event, "verb") ?? "",
		uri: stringAt(event, "requestURI") ?? "",
		resource: stringAt(event, "objectRef", "resource"),
		subresource: stringAt(event, "objectRef", "subresource"),
		namespace: stringAt(event, "objectRef", "namespace"),
		name: stringAt(event, "objectRef", "name"),
		status: numberAt(event, "responseStatus", "code") ?? 0,
		answered: at(event, "responseObject"),
	};
}
