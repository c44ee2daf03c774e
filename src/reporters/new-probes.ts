import { stringify } from "yaml";
import { printable } from "../text/printable.ts";

interface Probes {
	readonly namespaces: readonly string[];
	readonly clusterUid: string | null;
}

/** A probes file to go on from: one probe an item, with the item's words above it. */
export function renderNewProbes(
	{ namespaces, clusterUid }: Probes,
	bound: readonly { readonly id: string; readonly text: string; readonly probe: object }[],
): string {
	const head = {
		schemaVersion: 1,
		...(clusterUid === null ? {} : { cluster: { uid: clusterUid } }),
		defaults: { namespace: namespaces[0] ?? "default", timeout: "10s", stableFor: "10s" },
	};
	const probes = bound.map(({ id, text, probe }) => {
		const lines = stringify({ [id]: probe }, { lineWidth: 0, collectionStyle: "any" })
			.trimEnd()
			.split("\n");
		return [`# ${printable(text)}`, ...lines].map((line) => `  ${line}`).join("\n");
	});
	return [
		"# What proves each item. boulder-migrate probes lint checks it, boulder-migrate verify asks.",
		...(clusterUid === null ? [] : ["# cluster: verify refuses every other cluster. Remove it to verify several."]),
		stringify(head, { lineWidth: 0 }).trimEnd(),
		"probes:",
		...probes,
		"",
	].join("\n");
}
