import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/model/failure.ts";
import { readProbes } from "../../../src/probes/file/read-probes.ts";
import { processorSeconds } from "../../processor-time.ts";

const head = "schemaVersion: 1\ndefaults: { namespace: shop }\n";

function problem(text: string): { message: string; hint: string | null } {
	try {
		readProbes(text, "probes.yaml");
	} catch (failure) {
		if (failure instanceof Failure) return { message: failure.message, hint: failure.hint };
		throw failure;
	}
	throw new Error("it was read");
}

describe("a probes file", () => {
	it("binds keys to probes, in order, with their places", () => {
		const { bindings, defaults } = readProbes(
			`${head}lists:\n  services: [{ name: a, port: 1 }, { name: b, port: 2 }]\nprobes:\n  2/a:\n    workload: { kind: Deployment, name: a }\n  2/*: { forEach: { list: services, probe: { service: { name: $(each.name), port: $(each.port) } } } }\n`,
			"probes.yaml",
		);
		expect(bindings.map(({ key, place, probe }) => [key, place.line, probe.type, probe.parts.length])).toEqual([
			["2/a", 6, "workload", 0],
			["2/*", 8, "forEach", 2],
		]);
		expect(bindings[1]?.probe.parts.map((part) => part.proves)).toEqual([
			"Service a in shop has ready addresses on port 1",
			"Service b in shop has ready addresses on port 2",
		]);
		expect(defaults).toEqual({
			namespace: "shop",
			timeoutMilliseconds: 10_000,
			listMilliseconds: null,
			stableMilliseconds: 10_000,
		});
	});

	it("puts chosen elements of a list into a template", () => {
		const { bindings } = readProbes(
			`${head}lists: { jobs: [{ name: a }, { name: b }, { name: c }] }\ntemplates: { run: { job: { name: $(each.name) } } }\nprobes:\n  2/a: { forEach: { list: jobs, only: [a, c], template: run } }\n  2/b: { forEach: { list: jobs, only: [a, b], except: [a], template: run } }\n`,
			"probes.yaml",
		);
		const names = bindings.map(({ probe }) => probe.parts.map((part) => part.proves));
		expect(names).toEqual([["Job a has completed", "Job c has completed"], ["Job b has completed"]]);
	});

	it("takes the namespace of the command line before its own default", () => {
		const { bindings } = readProbes(`${head}probes:\n  2/a: { workload: { kind: Deployment, name: a } }\n`, "p", "other");
		expect(bindings[0]?.probe.proves).toContain("in other");
	});

	it.each<[string, string, string, string | null]>([
		["no version", "probes: {}\n", 'probes.yaml:1:1: the probes file needs "schemaVersion: 1"', null],
		[
			"a misspelled field that is required",
			"schemaVersion: 1\nprobes:\n  1/a: { workload: { kin: Deployment, name: a } }\n",
			'3:20: workload needs "kind"',
			"did you mean kind in place of kin?",
		],
		["another version", "schemaVersion: 2\n", '1:16: "schemaVersion" of the probes file must be 1, not 2', null],
		["no YAML", "schemaVersion: 1\nprobes: [\n", "invalid YAML", null],
		[
			"an unknown type",
			`${head}probes:\n  2/a: { worklod: {} }\n`,
			'4:10: unknown probe type "worklod"',
			'did you mean "workload"?',
		],
		[
			"two types",
			`${head}probes:\n  2/a: { workload: {}, job: {} }\n`,
			"4:24: a probe has one type, but this one has workload and job",
			"all: [",
		],
		["an empty probe", `${head}probes:\n  2/a: {}\n`, "4:8: this probe is empty", "workload"],
		[
			"no map",
			`${head}probes:\n  2/a: yes please\n`,
			"4:8: a probe must be a mapping such as { workload: … }, not a string",
			null,
		],
		[
			"a misspelt field",
			`${head}probes:\n  2/a:\n    workload: { kind: Deployment, name: a, minReplica: 2 }\n`,
			'5:44: workload has no field "minReplica"',
			'did you mean "minReplicas"?',
		],
		["a missing field", `${head}probes:\n  2/a: { workload: { kind: Deployment } }\n`, '4:20: workload needs "name"', null],
		[
			"an unknown kind",
			`${head}probes:\n  2/a: { workload: { kind: Deploment, name: a } }\n`,
			"4:28:",
			"did you mean Deployment?",
		],
		[
			"a wrong number",
			`${head}probes:\n  2/a: { workload: { kind: Deployment, name: a, minReplicas: 0 } }\n`,
			"from 1 to 100000, not 0",
			null,
		],
		[
			"no CEL",
			`${head}probes:\n  2/a: { resources: { apiVersion: v1, kind: Pod, expect: "object. >" } }\n`,
			'4:58: "expect" of resources is not a valid CEL expression',
			null,
		],
		[
			"no selector",
			`${head}probes:\n  2/a: { resources: { apiVersion: v1, kind: Pod, selector: "a b" } }\n`,
			'"a b" is not a label selector',
			"kubectl -l",
		],
		[
			"an unknown list",
			`${head}probes:\n  2/a: { forEach: { list: servces, probe: {} } }\n`,
			'there is no list "servces"',
			"there are no lists",
		],
		[
			"an unknown template",
			`${head}lists: { s: [a] }\ntemplates: { run: { job: { name: a } } }\nprobes:\n  2/a: { forEach: { list: s, template: rnu } }\n`,
			'there is no template "rnu"',
			"there are run",
		],
		[
			"an element that is not in the list",
			`${head}lists: { s: [a] }\nprobes:\n  2/a: { forEach: { list: s, only: [b], probe: { job: { name: a } } } }\n`,
			'the list "s" has no "b"',
			null,
		],
		[
			"an element without the field",
			`${head}lists: { s: [{ name: a }] }\nprobes:\n  2/a: { forEach: { list: s, probe: { service: { name: $(each.nam) } } } }\n`,
			'an element of "s" has no nam',
			"it is in line 3",
		],
		[
			"an empty list",
			`${head}lists: { s: [] }\nprobes:\n  2/a: { forEach: { list: s, probe: {} } }\n`,
			"nothing would prove nothing",
			null,
		],
		["an empty all", `${head}probes:\n  2/a: { all: [] }\n`, "all has no probes", null],
		[
			"a key twice",
			`${head}probes:\n  2/a: { items: [2/b] }\n  2/a: { items: [2/c] }\n`,
			'5:3: duplicate key "2/a"',
			"it is first defined on line 4",
		],
		["an alias", `${head}probes:\n  2/a: &x { items: [2/b] }\n  2/b: *x\n`, "aliases are not supported", "forEach"],
		["an unknown section", `${head}probs: {}\n`, '3:1: the probes file has no field "probs"', 'did you mean "probes"?'],
		[
			"both numbers",
			`${head}probes:\n  2/a: { resources: { apiVersion: v1, kind: Pod, atLeast: 1, exactly: 2 } }\n`,
			"cannot both be met",
			null,
		],
		[
			"no namespace",
			"schemaVersion: 1\nprobes:\n  2/a: { workload: { kind: Deployment, name: a } }\n",
			"3:20: workload needs a namespace",
			"defaults:",
		],
	])("reports where and what is wrong: %s", (_, text, message, hint) => {
		const found = problem(text);
		expect(found.message).toContain(message);
		if (hint === null) return;
		expect(found.hint).toContain(hint);
	});

	it.each([
		["brackets", `a: ${"[".repeat(3000)}`],
		["indents", Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
		["dashes", `a:\n${"- ".repeat(3000)}x`],
		["size", `# ${"x".repeat(3_000_000)}`],
	])("refuses what is nested or sized to do harm: %s", (_, text) => {
		const start = processorSeconds();
		for (let i = 0; i < 5; i += 1) expect(problem(text).message).toMatch(/probes\.yaml/);
		expect(processorSeconds() - start).toBeLessThan(3);
	});
});
