import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/document/read-document.ts";
import { portsInText } from "../../../src/model/item-ports.ts";
import { everyItem } from "../../../src/model/phase.ts";
import { boundPorts } from "../../../src/probes/file/bound-ports.ts";
import { loadProbes } from "../../../src/probes/file/read-probes.ts";
import { portsOf } from "../../../src/probes/ports.ts";
import { sourceText } from "../../../src/text/decode.ts";

describe("the ports of some probes", () => {
	it("are those that reading the whole file gives, for every item of the real document that names a port", async () => {
		const yaml = readFileSync("status/probes.yaml", "utf8");
		const document = readDocument(sourceText(readFileSync("status/PHASE-STATUS.md", "utf8")));
		const ids = document.phases.flatMap(everyItem).flatMap(({ id, text }) => (portsInText(text.value).length > 0 ? [id] : []));
		const { bindings } = await loadProbes(yaml, "probes.yaml");
		const all = new Map(bindings.map(({ key, probe }) => [key, portsOf(probe)]));
		const some = boundPorts(yaml, "probes.yaml", new Set(ids));
		expect(ids.length).toBeGreaterThan(10);
		for (const id of ids) expect(some.get(id)?.asked, id).toEqual(all.get(id)?.asked);
		for (const id of ids) expect(some.get(id)?.asked, id).not.toEqual([]);
	});

	it("come from lists and templates wherever they stand, in any form", () => {
		const probes =
			"probes:\n  1/a:\n    forEach:\n      list: services\n      template: deployed\n  1/b:\n    http: { service: x, port: 1 }\n";
		const lists = "lists:\n  others: [ { port: 2 } ]\n  services:\n  - { name: a, port: 9395 }\n  - { name: b, port: 9396 }\n";
		const templates = "templates:\n  deployed: { workload: { kind: Deployment, name: $(each.name), ports: [$(each.port)] } }\n";
		const inline = "lists: { services: [ { name: a, port: 9395 }, { name: b, port: 9396 } ] }\n";
		for (const text of [lists + templates + probes, probes + templates + lists, inline + templates + probes])
			expect(boundPorts(text, "probes.yaml", new Set(["1/a"])).get("1/a")?.asked, text).toEqual([9395, 9396]);
	});
});
