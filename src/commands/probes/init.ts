import { locateDocument } from "../../app/locate-document.ts";
import { openDocument } from "../../app/open-document.ts";
import { exitCode } from "../../model/failure.ts";
import { everyItem } from "../../model/phase.ts";
import { suggestProbe } from "../../scaffold/suggest-probe.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import type { ProbesOptions } from "./open.ts";

interface InitOptions extends ProbesOptions {
	readonly namespace: string;
}

export const declareInit: Declare = (command, ports, done) => {
	documentOptions(command)
		.option("-n, --namespace <name>", "the namespace that the probes look into", "default")
		.action(async (options: InitOptions) => {
			const open = await openDocument(ports, locateDocument(ports, options.file));
			const { renderNewProbes } = await import("../../reporters/new-probes.ts");
			const probes = open.document.phases
				.flatMap(everyItem)
				.map(({ id, text }) => ({ id, text: text.value, probe: suggestProbe(text.value) }));
			ports.output.stdout.write(
				renderNewProbes(
					{
						namespaces: [options.namespace],
						clusterUid: null,
						note: "Kinds, names and ports are guessed from the text of the items: correct them.",
					},
					probes,
				),
			);
			ports.output.stderr.write("save the output as probes.yaml in the folder of the document, then correct the names in it\n");
			done(exitCode.done);
		});
};
