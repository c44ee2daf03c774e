import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { portsInText } from "../model/item-ports.ts";
import { everyItem } from "../model/phase.ts";
import { bindingKeys } from "../probes/file/binding-keys.ts";
import type { BoundKeys } from "../rules/rule.ts";
import type { ProbesText } from "./open-document.ts";

/** What the probes file binds. It is parsed only where its lines alone do not show that. */
export async function boundKeys(probes: ProbesText | null, document: StatusDocument): Promise<BoundKeys | null> {
	if (probes === null) return null;
	const keys = bindingKeys(probes.text);
	if (keys === null) {
		const { loadProbes } = await import("../probes/file/read-probes.ts");
		const { portsOf } = await import("../probes/ports.ts");
		const { bindings } = await loadProbes(probes.text, probes.displayPath);
		return {
			file: probes.displayPath,
			keys: bindings.map(({ key, place, probe }) => ({ key, ...place, ports: portsOf(probe) })),
		};
	}
	const withPorts = document.phases.flatMap(everyItem).filter(({ text }) => portsInText(text.value).length > 0);
	const named = new Set(withPorts.map(({ id }) => id).filter((id) => keys.some(({ key }) => key === id)));
	if (named.size === 0) return { file: probes.displayPath, keys };
	const { boundPorts } = await import("../probes/file/bound-ports.ts");
	try {
		const ports = boundPorts(probes.text, probes.displayPath, named);
		return {
			file: probes.displayPath,
			keys: keys.map((key) => {
				const own = ports.get(key.key);
				return own === undefined ? key : { ...key, ports: own };
			}),
		};
	} catch (problem) {
		// The commands that read the probes file report that it is not valid YAML; its keys can still be used.
		if (!(problem instanceof Failure)) throw problem;
		return { file: probes.displayPath, keys };
	}
}
