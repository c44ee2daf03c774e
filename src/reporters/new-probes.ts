import { printable } from "../text/printable.ts";
import { renderYaml } from "./yaml.ts";

interface Head {
	/** The first one is the default of the probes. */
	readonly namespaces: readonly string[];
	readonly clusterUid: string | null;
	/** A sentence for the comment at the top of the file. */
	readonly note?: string;
}

interface NewProbe {
	readonly id: string;
	readonly text: string;
	readonly probe: object;
}

/** A starter probes file: one probe per item, with the text of the item as a comment above it. */
export function renderNewProbes({ namespaces, clusterUid, note }: Head, bound: readonly NewProbe[]): string {
	const head = {
		schemaVersion: 1,
		...(clusterUid === null ? {} : { cluster: { uid: clusterUid } }),
		defaults: { namespace: namespaces[0] ?? "default", timeout: "10s", stableFor: "10s" },
	};
	const probes = bound.map(({ id, text, probe }) => {
		const lines = renderYaml({ [id]: probe })
			.trimEnd()
			.split("\n");
		return [`# ${printable(text)}`, ...lines].map((line) => `  ${line}`).join("\n");
	});
	return [
		"# Defines how each item is verified. Check this file with: boulder-migrate probes lint",
		...(note === undefined ? [] : [`# ${note}`]),
		...(clusterUid === null ? [] : ["# cluster: verify refuses every other cluster. Remove it to verify several."]),
		renderYaml(head).trimEnd(),
		"probes:",
		...probes,
		"",
	].join("\n");
}
