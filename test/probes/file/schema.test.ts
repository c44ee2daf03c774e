import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readProbes } from "../../../src/probes/file/read-probes.ts";
import { probeTypes } from "../../../src/probes/index.ts";
import { projectFolder } from "../../command-line.ts";

const schema: unknown = JSON.parse(readFileSync(join(projectFolder, "schemas/probes.schema.json"), "utf8"));
const matches = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(Object(schema));

/** An example of each type with every field that it knows. Some exclude each other, and come in several. */
const examples: Readonly<Record<string, readonly string[]>> = {
	workload: [
		"{ kind: Deployment, name: a, namespace: n, minReplicas: 2, ports: [1], image: 'a*', service: s, expect: 'true', message: \"'no'\", stableFor: 1s }",
	],
	service: ["{ name: a, namespace: n, port: 80, ports: [web], workload: Deployment/a, headless: true }"],
	resources: [
		"{ apiVersion: v1, kind: Pod, namespace: n, selector: a=b, names: [a], fieldSelector: a=b, atLeast: 2, expect: 'true', message: \"'no'\", with: { maps: { apiVersion: v1, kind: ConfigMap, name: x, allNamespaces: true } }, variables: { a: '1' }, stableFor: 1s }",
		"{ apiVersion: v1, kind: Node, name: a, allNamespaces: true, exactly: 1 }",
	],
	job: ["{ name: a, namespace: n }", "{ namePrefix: a }"],
	cronjob: ["{ name: a, namespace: n, within: 1h }"],
	hpa: ["{ name: a, namespace: n, target: Deployment/a, metrics: [cpu] }"],
	pdb: ["{ name: a, namespace: n, minPods: 2, selects: Deployment/a }"],
	networkpolicy: [
		"{ name: a, names: [b], namespace: n, selector: a=b, covers: a=b, defaultDeny: [Ingress], peers: false, enforcedBy: { kind: DaemonSet, namespace: n, name: c }, assumeEnforced: true }",
	],
	ingress: [
		"{ name: a, namespace: n, hosts: [h], address: false, tls: false, controller: { kind: Deployment, namespace: n, name: c } }",
	],
	pvc: ["{ name: a, namespace: n, minSize: 10Gi }"],
	crd: ["{ name: a.b, versions: [v1] }"],
	metrics: [
		"{ service: 'a:1', namespace: n, scheme: https, query: up, expect: 'true', maxAge: 1m, timeout: 1s }",
		"{ url: 'http://a', query: up, expect: 'true' }",
	],
	http: [
		"{ service: 'a:1', namespace: n, scheme: http, method: HEAD, path: /a, status: [200, 204], header: { a: b }, expect: 'true', with: { pods: { apiVersion: v1, kind: Pod } }, timeout: 1s }",
		"{ pod: a, port: 80, status: 200 }",
		"{ workload: Deployment/a, port: web }",
		"{ url: 'http://a' }",
	],
	grpc: [
		"{ pod: a, namespace: n, port: 1, service: '', tls: { authority: a, certificate: b, key: c, serverName: d }, timeout: 1s }",
		"{ workload: Deployment/a, port: 1 }",
	],
	repository: ["{ files: [a], kustomize: b, contains: { file: a, text: b }, timeout: 1s }"],
	exec: ["{ command: [a, b], expect: 'true', timeout: 1s }"],
	attestation: ["{ ask: a, expires: 90d, by: [Kim] }"],
	all: ["[{ job: { name: a } }]"],
	any: ["[{ job: { name: a } }]"],
	not: ["{ job: { name: a } }"],
	forEach: ["{ list: l, only: [a], except: [b], probe: { job: { name: $(each.name) } } }", "{ list: l, template: t }"],
	items: ["[2/a, '2/*']"],
};

const file = (type: string, body: string): string =>
	`schemaVersion: 1\ndefaults: { namespace: n }\nlists: { l: [{ name: a }, { name: b }] }\ntemplates: { t: { job: { name: $(each.name) } } }\nprobes:\n  2/a: { ${type}: ${body} }\n`;

function reads(text: string): boolean {
	try {
		readProbes(text, "probes.yaml");
		return true;
	} catch {
		return false;
	}
}

describe("the schema of the probes file", () => {
	it("has an example of every type here", () => {
		expect(Object.keys(examples).sort()).toEqual(probeTypes.map(({ name }) => name).sort());
	});

	it("takes the probes of the real document", () => {
		matches(parse(readFileSync(join(projectFolder, "status/probes.yaml"), "utf8")));
		expect(matches.errors).toBeNull();
	});

	const all = Object.entries(examples).flatMap(([type, bodies]) => bodies.map((body) => [type, body] as const));

	it.each(all)("takes what the reader takes: %s %s", (type, body) => {
		const text = file(type, body);
		expect(() => readProbes(text, "probes.yaml")).not.toThrow();
		matches(parse(text));
		expect(matches.errors).toBeNull();
	});

	it.each(all.filter(([, body]) => body.startsWith("{") && !body.includes("job:")))(
		"refuses what the reader refuses, a field too many: %s %s",
		(type, body) => {
			const text = file(type, body.replace(/\}$/, ", fieldTooMany: 1 }"));
			expect(reads(text)).toBe(false);
			expect(matches(parse(text))).toBe(false);
		},
	);

	it("has as many fields of each type as the reader, which lists them for an unknown one", () => {
		const properties = Object(schema).$defs.probe.properties;
		for (const [type, bodies] of Object.entries(examples)) {
			const fields = properties[type].properties;
			if (fields === undefined) continue;
			const text = file(type, (bodies[0] ?? "").replace(/\}$/, ", fieldTooMany: 1 }"));
			let hint = "";
			try {
				readProbes(text, "probes.yaml");
			} catch (problem) {
				hint = String(Object(problem).hint);
			}
			const known = /it has (.*)$/.exec(hint)?.[1]?.split(", ") ?? [];
			expect(
				known.filter((name) => !(name in fields)),
				type,
			).toEqual([]);
			expect(known.length, type).toBeGreaterThan(0);
		}
	});
});
