import { at, listAt, stringAt } from "../../cluster/objects/object.ts";
import { few } from "../../text/wording.ts";
import { define } from "../define.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { condition } from "../shared/conditions.ts";
import { findObject, type Lookup, notFound, preconditions, reporterFor } from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { listRight } from "../shared/pods-of.ts";

export interface CrdSpec {
	/** `plural.group`. */
	readonly name: string;
	readonly versions: readonly string[];
}

export const crd: ReadAndJudge<CrdSpec, Lookup> = {
	name: "crd",
	proves: "a CustomResourceDefinition is established, and serves the versions",
	specify: (fields) => ({
		name: fields.required("name", objectName(fields, "name")),
		versions: fields.strings("versions") ?? [],
	}),
	describe: ({ name, versions }) => `${name} can be used${versions.length === 0 ? "" : `, in ${few(versions)}`}`,
	looksFor: ({ name }) => name,
	rights: () => [listRight("apiextensions.k8s.io", "customresourcedefinitions", null)],
	read: ({ name }, { cluster }) =>
		findObject(cluster, { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", namespace: null, name }),
	judge: judgeCrd,
};

function judgeCrd(lookup: Lookup, { versions }: CrdSpec): ProbeResult {
	const { object, observedAt } = lookup;
	if (object === null) return notFound(lookup);
	const report = reporterFor(object, "conditions NamesAccepted and Established are True", observedAt);
	const early = preconditions(object, report, { hasStatus: true });
	if (early !== null) return early;
	const ending = condition(object, "Terminating");
	if (ending?.status === "True") return report("fail", "Terminating", "is being deleted");
	const names = condition(object, "NamesAccepted");
	if (names?.status === "False")
		return report("fail", names.reason || "NamesNotAccepted", `cannot have its names: ${names.message || names.reason}`);
	if (names?.status !== "True") return report("pending", "NotEstablished", "has names that were not accepted yet");
	const established = condition(object, "Established");
	if (established?.status !== "True") return report("pending", "NotEstablished", "is not established yet");
	const served = listAt(object, "spec", "versions")
		.filter((version) => at(version, "served") === true)
		.map((version) => stringAt(version, "name"))
		.filter((name) => name !== null);
	const lacking = versions.filter((version) => !served.includes(version));
	if (lacking.length > 0 || served.length === 0)
		return report("fail", "VersionNotServed", `does not serve ${few(lacking) || "any version"}, but ${few(served) || "none"}`);
	return report("pass", "Established", `is established, and serves ${few(served)}`);
}

export const crdProbe = define(crd);
