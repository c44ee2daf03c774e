import { type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration, readDuration } from "../../model/duration.ts";
import { elapsed } from "../shared/conditions.ts";
import { type Fact, failed, pending } from "./fact.ts";

/** Ready stays True where the controller no longer refreshes, and where it has seen an earlier specification. */
export function externalSecretFacts(object: KubeObject, now: string): Fact[] {
	if (object.kind === "ClusterExternalSecret") {
		const [first] = listAt(object, "status", "failedNamespaces");
		if (first === undefined) return [];
		const where = stringAt(first, "namespace") ?? "a namespace";
		return [
			failed("NamespacesFailed", `could not be created in ${where}: ${stringAt(first, "reason") ?? "no reason is reported"}`),
		];
	}
	if (object.kind !== "ExternalSecret" && object.kind !== "PushSecret") return [];
	const facts: Fact[] = [];
	// https://external-secrets.io/latest/api/externalsecret/: GENERATION-HASH of what was synced.
	const synced = /^(\d+)-/.exec(stringAt(object, "status", "syncedResourceVersion") ?? "")?.[1];
	const { generation } = object.metadata;
	if (synced !== undefined && generation !== undefined && Number(synced) < generation)
		facts.push(pending("StaleGeneration", "was changed, and has not been synced since"));
	const policy = stringAt(object, "spec", "refreshPolicy");
	const interval = goDuration(stringAt(object, "spec", "refreshInterval") ?? "1h");
	const age = elapsed(stringAt(object, "status", "refreshTime"), now);
	if (policy === "CreatedOnce" || policy === "OnChange" || interval === null || interval === 0 || age === null) return facts;
	if (age > 2 * interval + 10 * 60_000)
		facts.push(
			pending(
				"NotRefreshed",
				`was last refreshed ${describeDuration(age)} ago, but its interval is ${describeDuration(interval)}: nothing refreshes it`,
			),
		);
	return facts;
}

/** `1h0m0s`: Go also writes the units that are zero. */
function goDuration(text: string): number | null {
	return text === "0" ? 0 : readDuration(text);
}
