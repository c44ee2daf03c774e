import { describe, expect, it } from "vitest";
import { portMismatch, portsInText } from "../../src/model/item-ports.ts";
import { readProbes } from "../../src/probes/file/read-probes.ts";
import { portsOf } from "../../src/probes/ports.ts";

const mismatch = (text: string, probe: string): string | null => {
	const head = "schemaVersion: 1\ndefaults: { namespace: shop }\nlists: { s: [{ name: sa, grpc: 9395 }] }\nprobes:\n";
	const [binding] = readProbes(`${head}  2/a: ${probe}\n`, "probes.yaml").bindings;
	return portMismatch(text, binding === undefined ? null : portsOf(binding.probe));
};

describe("the ports of an item", () => {
	it.each([
		["SA-1 Deployment (port 9395)", [9395]],
		["WFE2 Deployment (ports 4001, 4431)", [4001, 4431]],
		["listens on ports 80 and 443", [80, 443]],
		["support 12 users", []],
		["25 Deployments", []],
	])("%s", (text, ports) => {
		expect(portsInText(text)).toEqual(ports);
	});

	const workload = "{ workload: { kind: Deployment, name: sa, ports: [9395] } }";
	it.each([
		["SA (port 9395)", workload, null],
		["SA (port 9999)", workload, "the item names port 9999, and its probe asks for port 9395"],
		["SA", workload, null],
		["SA (port 9999)", "{ workload: { kind: Deployment, name: sa } }", null],
		[
			"SA (port 9999)",
			"{ forEach: { list: s, probe: { service: { name: $(each.name), port: $(each.grpc) } } } }",
			"the item names port 9999, and its probe asks for port 9395",
		],
		["WFE (port 4001)", '{ http: { service: "wfe:4001", path: / } }', null],
		[
			"WFE (port 4009)",
			'{ http: { service: "wfe:4001", path: / } }',
			"the item names port 4009, and its probe asks for port 4001",
		],
		["SA (port 9395)", '{ metrics: { service: "prom:9090", query: up, expect: "true" } }', null],
		[
			"SA (ports 9395, 8003)",
			"{ workload: { kind: Deployment, name: sa, ports: [9395], expect: \"object.metadata.name.contains(':8003 ')\" } }",
			null,
		],
	])("%s against %s: %s", (text, probe, expected) => {
		expect(mismatch(text, probe)).toBe(expected);
	});
});
