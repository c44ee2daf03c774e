import { describe, expect, it } from "vitest";
import { impossibleField, isCustomGroup, selectable } from "../../../src/probes/resources/field-paths.ts";
import { resourcesProbe } from "../../../src/probes/resources/resources-probe.ts";
import { object } from "../objects.ts";
import { verdict } from "../verdict-words.ts";

const impossible = (apiVersion: string, kind: string, path: string, value: string): string | null => {
	const found = impossibleField(
		apiVersion,
		kind,
		new Map([
			["metadata.name", "x"],
			[path, value],
		]),
	);
	return found === null ? null : `${found.message} > ${found.better}`;
};

/** What the API server selects by, as its conversion functions have it, besides name and namespace. */
const paths: readonly (readonly [apiVersion: string, kind: string, paths: readonly string[]])[] = [
	[
		"v1",
		"Pod",
		[
			"spec.nodeName",
			"spec.schedulerName",
			"spec.serviceAccountName",
			"status.podIP",
			"status.podIPs",
			"status.nominatedNodeName",
		],
	],
	[
		"v1",
		"Event",
		[
			...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
				(name) => `involvedObject.${name}`,
			),
			"reason",
			"reportingComponent",
			"source",
		],
	],
	[
		"events.k8s.io/v1",
		"Event",
		[
			...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map((name) => `regarding.${name}`),
			"reason",
			"reportingController",
		],
	],
	["v1", "Secret", ["type"]],
	["certificates.k8s.io/v1", "CertificateSigningRequest", ["spec.signerName"]],
];

/** Fields of few values. */
const values: readonly (readonly [apiVersion: string, kind: string, path: string, values: readonly string[]])[] = [
	["v1", "Pod", "spec.restartPolicy", ["Always", "OnFailure", "Never"]],
	["v1", "Pod", "spec.hostNetwork", ["true", "false"]],
	["v1", "Pod", "status.phase", ["Pending", "Running", "Succeeded", "Failed", "Unknown"]],
	["v1", "Event", "type", ["Normal", "Warning"]],
	["events.k8s.io/v1", "Event", "type", ["Normal", "Warning"]],
	["v1", "Namespace", "status.phase", ["Active", "Terminating"]],
	["v1", "Node", "spec.unschedulable", ["true", "false"]],
];

const numbers: readonly (readonly [apiVersion: string, kind: string, path: string])[] = [
	["v1", "ReplicationController", "status.replicas"],
	["apps/v1", "ReplicaSet", "status.replicas"],
	["batch/v1", "Job", "status.successful"],
];

describe("a field selector selects", () => {
	it.each(paths)("%s %s by its paths, with any values", (apiVersion, kind, known) => {
		for (const path of [...known, "metadata.name", "metadata.namespace"])
			expect(impossible(apiVersion, kind, path, "anything")).toBeNull();
	});

	it.each(values)("%s %s by %s, of the values that it has", (apiVersion, kind, path, known) => {
		for (const value of known) expect(impossible(apiVersion, kind, path, value)).toBeNull();
		expect(impossible(apiVersion, kind, path, "##")).toBe(
			`${path} of a ${kind} is never "##", only ${known.join(", ")} > fieldSelector: ${path}=${known[0]}`,
		);
		const [first = ""] = known;
		expect(impossible(apiVersion, kind, path, first.toUpperCase())).toMatch(new RegExp(`> fieldSelector: ${path}=${first}$`));
	});

	it.each(numbers)("%s %s by %s, of numbers", (apiVersion, kind, path) => {
		for (const value of ["0", "12"]) expect(impossible(apiVersion, kind, path, value)).toBeNull();
		for (const value of ["", "-1", "1.5", "x1", "1x"])
			expect(impossible(apiVersion, kind, path, value)).toBe(
				`${path} of a ${kind} is never "${value}" > fieldSelector: ${path}=0`,
			);
	});

	it("anything of a resource that a definition may have made selectable", () => {
		expect(impossible("example.com/v1", "Widget", "spec.x", "1")).toBeNull();
		expect(impossible("gateway.networking.k8s.io/v1", "Gateway", "spec.x", "1")).toBeNull();
	});
});

describe("a field selector selects nothing", () => {
	it.each<[string, string, string, string, string]>([
		[
			"v1",
			"ConfigMap",
			"data.x",
			"1",
			"the API server cannot select ConfigMaps by data.x > leave it out, and compare the field in expect: object.data.x == '1'",
		],
		[
			"v1",
			"Pod",
			"phase",
			"Failed",
			"the API server cannot select Pods by phase; did you mean status.phase? > fieldSelector: status.phase=Failed",
		],
		[
			"v1",
			"Pod",
			"status.phse",
			"Failed",
			"the API server cannot select Pods by status.phse; did you mean status.phase? > fieldSelector: status.phase=Failed",
		],
		[
			"v1",
			"ConfigMap",
			"name",
			"a",
			"the API server cannot select ConfigMaps by name; did you mean metadata.name? > fieldSelector: metadata.name=a",
		],
		[
			"v1",
			"ConfigMap",
			"namespace",
			"a",
			"the API server cannot select ConfigMaps by namespace; did you mean metadata.namespace? > fieldSelector: metadata.namespace=a",
		],
		[
			"v1",
			"Pod",
			"constructor",
			"a",
			"the API server cannot select Pods by constructor > leave it out, and compare the field in expect: object.constructor == 'a'",
		],
		[
			"v1",
			"Pod",
			"status.phase",
			"Runing",
			'status.phase of a Pod is never "Runing", only Pending, Running, Succeeded, Failed, Unknown > fieldSelector: status.phase=Running',
		],
	])("of %s %s by %s=%s", (apiVersion, kind, path, value, wanted) =>
		expect(impossible(apiVersion, kind, path, value)).toBe(wanted),
	);

	it("and that is never green", async () => {
		const asked = (kind: string, fieldSelector: string): Promise<string> =>
			verdict(resourcesProbe, `{ apiVersion: v1, kind: ${kind}, fieldSelector: ${fieldSelector}, exactly: 0 }`, {});
		expect(await asked("Pod", "status.phase=Failed")).toMatch(/^pass /);
		expect(await asked("Pod", "status.phase=failed")).toMatch(/^unknown FieldNotSelectable/);
		expect(await asked("ConfigMap", "data.a=b")).toMatch(/^unknown FieldNotSelectable/);
	});
});

describe("a field that is left out", () => {
	it.each([
		["status.successful", "status.succeeded", "0"],
		["status.replicas", "status.replicas", "0"],
		["spec.unschedulable", "spec.unschedulable", "false"],
		["spec.hostNetwork", "spec.hostNetwork", "false"],
		["source", "source.component", ""],
		["status.phase", "status.phase", ""],
	])("%s stands in %s as %j", (path, stands, absent) => expect(selectable(path)).toEqual({ path: stands, absent }));

	it("counts as what it is by default", async () => {
		const job = (name: string, status: Readonly<Record<string, unknown>>) =>
			object({ apiVersion: "batch/v1", kind: "Job", name, status });
		const asked = (value: string): Promise<string> =>
			verdict(
				resourcesProbe,
				`{ apiVersion: batch/v1, kind: Job, fieldSelector: status.successful=${value}, exactly: 1, expect: "object.metadata.name == 'a'" }`,
				{ objects: [job("a", {}), job("b", { succeeded: 1 })] },
			);
		expect(await asked("0")).toMatch(/^pass /);
		expect(await asked("1")).toMatch(/^fail /);
	});
});

/** Groups of Kubernetes itself whose names look like those of definitions. */
const ownGroups = [
	"admissionregistration",
	"apiextensions",
	"apiregistration",
	"authentication",
	"authorization",
	"certificates",
	"coordination",
	"discovery",
	"events",
	"flowcontrol.apiserver",
	"networking",
	"node",
	"rbac.authorization",
	"resource",
	"scheduling",
	"storage",
];

it("only the fields of definitions may have been made selectable", () => {
	for (const own of ["v1", "apps/v1", "example.com", ...ownGroups.map((group) => `${group}.k8s.io/v1`)])
		expect(isCustomGroup(own), own).toBe(false);
	for (const other of ["gateway.networking.k8s.io/v1", "metrics.k8s.io/v1", "example.com/v1"])
		expect(isCustomGroup(other), other).toBe(true);
});
