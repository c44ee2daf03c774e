import { describe, expect, it } from "vitest";
import { Failure } from "../../src/model/failure.ts";
import { attestationProbe } from "../../src/probes/attestation/attestation-probe.ts";
import { crdProbe } from "../../src/probes/crd/crd-probe.ts";
import { cronJobProbe } from "../../src/probes/cronjob/cronjob-probe.ts";
import { execProbe } from "../../src/probes/exec/exec-probe.ts";
import { parseProbesFile } from "../../src/probes/file/probes-yaml.ts";
import { grpcProbe } from "../../src/probes/grpc/grpc-probe.ts";
import { hpaProbe } from "../../src/probes/hpa/hpa-probe.ts";
import { httpProbe } from "../../src/probes/http/http-probe.ts";
import { ingressProbe } from "../../src/probes/ingress/ingress-probe.ts";
import { jobProbe } from "../../src/probes/job/job-probe.ts";
import { metricsProbe } from "../../src/probes/metrics/metrics-probe.ts";
import { networkPolicyProbe } from "../../src/probes/networkpolicy/networkpolicy-probe.ts";
import { pdbProbe } from "../../src/probes/pdb/pdb-probe.ts";
import type { ProbeType } from "../../src/probes/probe.ts";
import { pvcProbe } from "../../src/probes/pvc/pvc-probe.ts";
import { repositoryProbe } from "../../src/probes/repository/repository-probe.ts";
import { resourcesProbe } from "../../src/probes/resources/resources-probe.ts";
import { serviceProbe } from "../../src/probes/service/service-probe.ts";
import { workloadProbe } from "../../src/probes/workload/workload-probe.ts";
import { reading } from "./objects.ts";

function read(type: ProbeType, yaml: string, namespace: string | null = "boulder-staging"): ReturnType<ProbeType["read"]> {
	return type.read(parseProbesFile(yaml, "probes.yaml"), { ...reading, defaults: { ...reading.defaults, namespace } });
}

function failureOf(work: () => unknown): Failure {
	try {
		work();
	} catch (problem) {
		if (problem instanceof Failure) return problem;
		throw problem;
	}
	throw new Error("it was taken");
}

const good: readonly (readonly [ProbeType, string])[] = [
	[jobProbe, "{ name: a }"],
	[cronJobProbe, "{ name: a }"],
	[hpaProbe, "{ name: a }"],
	[pdbProbe, "{ name: a }"],
	[networkPolicyProbe, "{ names: [a] }"],
	[ingressProbe, "{ name: a }"],
	[pvcProbe, "{ name: a }"],
	[crdProbe, "{ name: a.b }"],
	[metricsProbe, '{ service: "a:1", query: up, expect: "true" }'],
	[httpProbe, '{ service: "a:1" }'],
	[grpcProbe, "{ pod: a, port: 1 }"],
	[repositoryProbe, "{ files: [a] }"],
	[execProbe, "{ command: [a] }"],
	[attestationProbe, "{ ask: a }"],
];

describe.each(good)("$name", (type, yaml) => {
	it("can be read, describes what it proves, and needs only read access", () => {
		const probe = read(type, yaml);
		expect(probe.type).toBe(type.name);
		expect(probe.proves).toMatch(/\S/);
		const verbs = probe.rights.flatMap((right) => right.verbs.map((verb) => `${verb} ${String(right.resource)}`));
		for (const verb of verbs) expect(verb).toMatch(/^(?:list \w+|get \w+\/proxy|(?:get|create) pods\/portforward)$/);
	});

	it("accepts no unknown field, and suggests the most similar one", () => {
		const failure = failureOf(() => read(type, yaml.replace("}", ", expext: 1 }")));
		expect(failure.message).toMatch(/^probes\.yaml:1:\d+: \w+ has no field "expext"$/);
	});

	it("needs its fields", () => {
		expect(failureOf(() => read(type, "{}")).message).toMatch(/^probes\.yaml:1:1: /);
	});
});

it.each([jobProbe, cronJobProbe, hpaProbe, pdbProbe, ingressProbe, pvcProbe])(
	"$name needs a namespace from somewhere",
	(type) => {
		expect(failureOf(() => read(type, "{ name: a }", null)).message).toContain(`${type.name} needs a namespace`);
		expect(read(type, "{ name: a, namespace: b }", null).rights[0]?.namespace).toBe("b");
	},
);

it.each([
	[jobProbe, "{ name: a, namePrefix: b }", /not both/],
	[cronJobProbe, "{ name: a, within: soon }", /a duration such as/],
	[hpaProbe, "{ name: a, target: boulder-wfe2 }", /is KIND\/NAME such as Deployment\/web/],
	[hpaProbe, "{ name: a, target: DaemonSet/x }", /is KIND\/NAME such as Deployment\/web/],
	[hpaProbe, "{ name: a, target: Deployment/x/y }", /is KIND\/NAME/],
	[pdbProbe, "{ name: a, minPods: 0 }", /must be an integer from 1/],
	[networkPolicyProbe, "{ names: [] }", /networkpolicy needs/],
	[networkPolicyProbe, "{ covers: 'a b' }", /not a label selector/],
	[networkPolicyProbe, "{ defaultDeny: [ingress] }", /Ingress and Egress/],
	[networkPolicyProbe, "{ name: a, enforcedBy: { kind: DaemonSet, name: b } }", /needs "namespace"/],
	[networkPolicyProbe, "{ name: a, enforcedBy: { kind: Pod, namespace: c, name: b } }", /one of Deployment/],
	[pvcProbe, "{ name: a, minSize: 10 Gigabytes }", /a quantity such as 10Gi/],
	[pvcProbe, "{ name: a, minSize: 0 }", /a quantity such as 10Gi/],
	[metricsProbe, '{ service: "a:1", query: up }', /needs "expect"/],
	[metricsProbe, '{ service: "a:1", query: up, expect: "samples.size( > 1" }', /not a valid CEL expression/],
	[metricsProbe, '{ service: a, query: up, expect: "true" }', /a name and a port/],
	[metricsProbe, '{ service: "b/a:1", namespace: c, query: up, expect: "true" }', /two namespaces: b and c/],
	[httpProbe, '{ service: "a:1", url: "http://x" }', /not both/],
	[httpProbe, '{ service: "a:1", pod: b }', /takes one of/],
	[httpProbe, '{ url: "ftp://x" }', /starts with http/],
	[httpProbe, '{ url: "http://user:pass@x" }', /holds a credential/],
	[httpProbe, '{ url: "http://x/?a=b" }', /ends before the "\?"/],
	[httpProbe, '{ service: "a:1", status: [] }', /no answer would do/],
	[httpProbe, '{ service: "a:1", status: 42 }', /from 100 to 599/],
	[httpProbe, '{ service: "a:1", method: POST }', /one of GET, HEAD/],
	[httpProbe, '{ service: "a:1", path: x }', /starts with \//],
	[httpProbe, "{ workload: Deployment/a }", /needs "port"/],
	[grpcProbe, "{ workload: Deployment/a, pod: b, port: 1 }", /not both/],
	[grpcProbe, "{ pod: b, port: 70000 }", /from 1 to 65535/],
	[grpcProbe, "{ pod: b, port: 1, tls: { certificate: a.pem } }", /together/],
	[grpcProbe, "{ pod: b, port: 1, tls: { authority: /etc/passwd } }", /below the folder/],
	[repositoryProbe, "{ files: [] }", /an empty list/],
	[repositoryProbe, "{ files: [/etc/passwd] }", /below the folder/],
	[repositoryProbe, "{ files: [a/../../b] }", /below the folder/],
	[repositoryProbe, "{ files: ['C:\\x'] }", /below the folder/],
	[repositoryProbe, "{ kustomize: [--enable-helm] }", /begins with "-"/],
	[repositoryProbe, "{ contains: { file: ../a, text: b } }", /below the folder/],
	[repositoryProbe, "{ contains: { file: a } }", /needs "text"/],
	[execProbe, "{ command: [] }", /names no program/],
	[execProbe, "{ command: rm -rf x }", /a list/],
	[pdbProbe, "{ name: a, selects: Deployment }", /"selects" of pdb is KIND\/NAME such as Deployment\/web, not "Deployment"/],
	[pdbProbe, "{ name: a, selects: Deploymnt/b }", /KIND\/NAME/],
	[pdbProbe, "{ name: a, selects: Deployment/ }", /KIND\/NAME/],
	[pdbProbe, "{ name: a, selects: /b }", /KIND\/NAME/],
	[pdbProbe, "{ name: a, selects: Deployment/b/c }", /KIND\/NAME/],
	[hpaProbe, "{ name: a, target: Deployment/ }", /is KIND\/NAME/],
	[httpProbe, "{ port: 1 }", /http needs "service", "workload", "pod" or "url"/],
	[httpProbe, "{ pod: a, workload: Deployment/b, port: 1 }", /http needs "service", "workload", "pod" or "url"/],
	[httpProbe, "{ pod: a, port: 1, scheme: ftp }", /one of http, https/],
	[httpProbe, "{ workload: Deployment, port: 1 }", /KIND\/NAME/],
	[httpProbe, '{ service: "a:1", with: { x: { apiVersion: v1, kind: Pod } } }', /nothing uses the lists of with/],
	[grpcProbe, "{ port: 1 }", /grpc needs "workload" or "pod", and not both/],
	[repositoryProbe, "{}", /repository needs "files", "kustomize" or "contains"/],
	[execProbe, "{ command: [''] }", /names no program|empty/],
	[attestationProbe, "{ ask: a, by: [] }", /no one could attest/],
	[attestationProbe, "{ ask: a, expires: 90 }", /a duration/],
] as const)("refuses %s %s", (type, yaml, words) => {
	expect(failureOf(() => read(type, yaml)).message).toMatch(words);
});

it.each([
	[pdbProbe, "{ name: a, selects: Web/b }", "KIND is one of Deployment, StatefulSet, DaemonSet, ReplicaSet"],
	[hpaProbe, "{ name: a, target: Deploymnt/web }", "did you mean Deployment/web?"],
	[hpaProbe, "{ name: a, target: Deploymnt }", "did you mean Deployment/name?"],
	[hpaProbe, "{ name: a, target: Zzzzzzzzz/web }", "KIND is one of Deployment, StatefulSet, ReplicaSet"],
	[hpaProbe, "{ name: a, target: Deployment }", "KIND is one of Deployment, StatefulSet, ReplicaSet"],
	[hpaProbe, "{ name: a, target: Deployment/Web }", "KIND is one of Deployment, StatefulSet, ReplicaSet"],
	[networkPolicyProbe, "{ covers: 'a b' }", "write it as for kubectl -l"],
	[httpProbe, '{ url: "http://user:pass@x" }', "do not put it in the probes file"],
	[httpProbe, '{ url: "http://x/?a=b" }', 'put the rest into "path"'],
	[repositoryProbe, "{ files: [-x] }", "write ./-x"],
] as const)("helps with %s %s", (type, yaml, hint) => expect(failureOf(() => read(type, yaml)).hint ?? null).toBe(hint));

it("reports which probes read files of the work tree, and which read no cluster", () => {
	const reads = (type: ProbeType, yaml: string): string => {
		const { readsFiles, isLocal } = read(type, yaml);
		return `${readsFiles} ${isLocal}`;
	};
	expect(reads(execProbe, "{ command: [a] }")).toBe("true true");
	expect(reads(repositoryProbe, "{ files: [a] }")).toBe("true true");
	expect(reads(attestationProbe, "{ ask: a }")).toBe("false true");
	const grpc = (tls: string): string => reads(grpcProbe, `{ pod: b, port: 1${tls} }`);
	expect(grpc("")).toBe("false false");
	expect(grpc(", tls: { serverName: x }")).toBe("false false");
	for (const files of ["authority: a", "certificate: a, key: b"]) expect(grpc(`, tls: { ${files} }`)).toBe("true false");
});

it("reports which objects a probe uses", () => {
	expect(read(workloadProbe, "{ kind: Deployment, name: sa }").mentions).toEqual([
		{ namespace: "boulder-staging", kind: "Deployment", name: "sa" },
	]);
	expect(read(serviceProbe, "{ name: sa, workload: StatefulSet/sa }").mentions).toEqual([
		{ namespace: "boulder-staging", kind: "StatefulSet", name: "sa" },
	]);
	expect(read(serviceProbe, "{ name: sa }").mentions).toEqual([]);
	expect(read(resourcesProbe, "{ apiVersion: v1, kind: Secret, names: [a, b] }").mentions.map(({ name }) => name)).toEqual([
		"a",
		"b",
	]);
	expect(read(resourcesProbe, "{ apiVersion: v1, kind: Secret }").mentions.map(({ name }) => name)).toEqual(["*"]);
	const rights = (more: string): string[] =>
		read(workloadProbe, `{ kind: Deployment, name: sa${more} }`).rights.map(({ resource }) => String(resource));
	expect(rights("")).toEqual([
		"deployments",
		"replicasets",
		"pods",
		"events",
		"scaledobjects",
		"horizontalpodautoscalers",
		"rollouts",
	]);
	expect(rights(", service: sa")).toContain("endpointslices");
});
