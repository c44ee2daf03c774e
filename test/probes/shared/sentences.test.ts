import { describe, expect, it } from "vitest";
import type { GrpcHealthAnswer, HttpRequest } from "../../../src/cluster/cluster.ts";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { crdProbe } from "../../../src/probes/crd/crd-probe.ts";
import { execProbe } from "../../../src/probes/exec/exec-probe.ts";
import { expectation, quoted } from "../../../src/probes/expressions/expectation.ts";
import { grpcProbe } from "../../../src/probes/grpc/grpc-probe.ts";
import { hpaProbe } from "../../../src/probes/hpa/hpa-probe.ts";
import { httpProbe } from "../../../src/probes/http/http-probe.ts";
import { pdbProbe } from "../../../src/probes/pdb/pdb-probe.ts";
import type { ProbeType } from "../../../src/probes/probe.ts";
import { pvcProbe } from "../../../src/probes/pvc/pvc-probe.ts";
import { isObserved } from "../../../src/probes/shared/conditions.ts";
import { counterAt } from "../../../src/probes/shared/lookup.ts";
import { diagnosePod } from "../../../src/probes/shared/pods.ts";
import { readQuantity } from "../../../src/probes/shared/quantity.ts";
import { few } from "../../../src/text/wording.ts";
import { ask, changed, cond, deployment, minutesAgo, now, object, ownedBy, pod, type World } from "../objects.ts";
import { crd, hpa, pdb, pvc } from "../passing.ts";
import { verdict } from "../verdict-words.ts";
import { but } from "../workload/rollouts.ts";

const crdName = "servicemonitors.monitoring.coreos.com";

describe("a CustomResourceDefinition", () => {
	const of = (objects: readonly KubeObject[], versions = ""): Promise<string> =>
		verdict(crdProbe, `{ name: ${crdName}${versions} }`, { objects }).then((said) =>
			said
				.replace(`CustomResourceDefinition ${crdName} `, "")
				.replace(` > kubectl describe customresourcedefinition/${crdName}`, ""),
		);
	const status = (...conditions: unknown[]): KubeObject => changed(crd, ["status", "conditions"], conditions);
	const accepted = cond("NamesAccepted", "True");
	const v2 = { name: "v2", served: true };

	it.each<[KubeObject, string, string]>([
		[crd, "", "pass Established: is established, and serves v1"],
		[crd, ", versions: [v1]", "pass Established: is established, and serves v1"],
		[changed(crd, ["spec", "versions", 2], v2), ", versions: [v2]", "pass Established: is established, and serves v1, v2"],
		[crd, ", versions: [v1, v2]", "fail VersionNotServed: does not serve v2, but v1"],
		[crd, ", versions: [v1alpha1]", "fail VersionNotServed: does not serve v1alpha1, but v1"],
		[changed(crd, ["spec", "versions"], []), "", "fail VersionNotServed: does not serve any version, but none"],
		[status(), "", "pending NotEstablished: has names that were not accepted yet"],
		[status(cond("NamesAccepted", "Unknown")), "", "pending NotEstablished: has names that were not accepted yet"],
		[status(cond("NamesAccepted", "False")), "", "fail NamesNotAccepted: cannot have its names: "],
		[status(accepted), "", "pending NotEstablished: is not established yet"],
		[status(accepted, cond("Established", "True"), cond("Terminating", "True")), "", "fail Terminating: is being deleted"],
		[changed(crd, ["status"], {}), "", "pending NotObserved: has no status yet: no controller has processed it"],
	])("%#", async (one, versions, expected) => expect(await of([one], versions)).toBe(expected));

	it("that is not there", async () => {
		expect(await of([])).toBe("fail NotFound: does not exist > kubectl get customresourcedefinition");
		const { evidence } = await ask(crdProbe, `{ name: ${crdName} }`, {});
		expect(evidence).toMatchObject([{ kind: "CustomResourceDefinition", name: crdName, expected: "exists" }]);
	});
});

describe("what is not there", () => {
	it("is looked up in its namespace, and by the intended name", async () => {
		expect(await verdict(pvcProbe, "{ name: softhsm-token }", { objects: [pvc] })).toBe(
			"fail NotFound: PersistentVolumeClaim softhsm-token does not exist in boulder-staging; there is softhsm-tokens > kubectl get … persistentvolumeclaim",
		);
		expect(await verdict(pvcProbe, "{ name: b }", {})).toBe(
			"fail NotFound: PersistentVolumeClaim b does not exist in boulder-staging > kubectl get … persistentvolumeclaim",
		);
	});
});

describe("a claim", () => {
	it("suggests the expectation to add", async () => {
		const of = async (one: KubeObject, size = ""): Promise<string> => {
			const world = { objects: [one], forbidden: ["StorageClass"] };
			const { outcome, reason, evidence } = await ask(pvcProbe, `{ name: softhsm-tokens${size} }`, world);
			return `${outcome} ${reason}: ${evidence.map(({ expected }) => expected).join()}`;
		};
		expect(await of(pvc)).toBe("pass Bound: phase Bound");
		expect(await of(pvc, ", minSize: 5Gi")).toBe("pass Bound: phase Bound, at least 5Gi");
		expect(await of({ ...pvc, status: {} })).toBe("pending NotObserved: phase Bound");
		await expect(of(changed(pvc, ["status", "phase"], "Pending"))).rejects.toThrow("StorageClass");
	});
});

describe("a budget of a StatefulSet", () => {
	it("is compared with the pods that this controls itself", async () => {
		const set = object({ apiVersion: "apps/v1", kind: "StatefulSet", name: "ca" });
		const one = (name: string, app: string): KubeObject => pod(name, { labels: { app }, metadata: ownedBy(set) });
		const of = (...pods: KubeObject[]): Promise<string> =>
			verdict(pdbProbe, "{ name: boulder-ca, selects: StatefulSet/ca }", {
				objects: [pdb, set, ...pods],
				forbidden: ["ReplicaSet"],
			});
		expect(await of(one("ca-0", "boulder-ca"), one("ca-1", "boulder-ca"))).toMatch(/^pass Protects/);
		expect(await of(one("ca-0", "boulder-ca"), one("ca-1", "other"))).toMatch(/^fail LeavesOut: .* does not select ca-1 of /);
	});
});

describe("a target of requests", () => {
	const requests: HttpRequest[] = [];
	const http = (objects: readonly KubeObject[] = []): World => ({
		objects,
		http: (request) => {
			requests.push(request);
			return { status: 200, headers: {}, body: "not JSON", observedAt: now };
		},
	});

	it("is asked as it was written, in its time", async () => {
		await ask(httpProbe, "{ pod: a, port: 1 }", http());
		await ask(httpProbe, "{ pod: a, port: 1, scheme: https, method: HEAD, timeout: 3s }", http());
		expect(requests).toMatchObject([
			{ target: { kind: "pod", scheme: "http" }, method: "GET", timeoutMilliseconds: 10_000 },
			{ target: { kind: "pod", scheme: "https" }, method: "HEAD", timeoutMilliseconds: 3_000 },
		]);
	});

	it.each<[string, ProbeType, string]>([
		["http", httpProbe, ""],
		["grpc", grpcProbe, ""],
	])("%s: waits for the controller of its workload", async (_, type, more) => {
		const [owner, ...rest] = deployment("sa", 1);
		const grpc = (): GrpcHealthAnswer => ({ kind: "health", status: "SERVING", observedAt: now });
		const of = (...changes: readonly (readonly [readonly string[], unknown])[]): Promise<string> =>
			verdict(type, `{ workload: Deployment/sa, port: 1${more} }`, {
				...http([...but(owner === undefined ? [] : [owner], ...changes), ...rest]),
				grpc,
			});
		expect(await of()).toMatch(/^pass/);
		expect(await of([["status", "observedGeneration"], undefined])).toMatch(/^pending StaleGeneration/);
		expect(await of([["metadata", "generation"], undefined])).toMatch(/^pending StaleGeneration/);
		expect(await of([["status"], undefined])).toMatch(/^pending NotObserved/);
	});

	it("is not asked without the files that it takes", async () => {
		let asked = 0;
		const grpc = (): GrpcHealthAnswer => {
			asked += 1;
			return { kind: "health", status: "SERVING", observedAt: now };
		};
		const yaml = "{ pod: a, port: 1, tls: { authority: ca.pem } }";
		expect(await verdict(grpcProbe, yaml, { objects: [pod("a")], grpc })).toBe(
			"unknown TlsFileMissing: ca.pem, needed to ask Pod a, does not exist > paths in tls: are below the folder of the probes file",
		);
		expect(asked).toBe(0);
		expect(await verdict(grpcProbe, yaml, { objects: [pod("a")], grpc, files: { "ca.pem": "x" } })).toMatch(/^pass Serving/);
		expect(await verdict(grpcProbe, "{ pod: a, port: 1 }", { objects: [changed(pod("a"), ["status"], {})], grpc })).toMatch(
			/^pending NotObserved/,
		);
	});

	it("that meets an expression without a result is unknown", async () => {
		expect(await verdict(httpProbe, '{ pod: a, port: 1, expect: "body.ok" }', http())).toMatch(
			/^unknown ExpectationError: .* which the probe cannot evaluate: (?!it gives neither)./,
		);
		expect(await verdict(httpProbe, '{ pod: a, port: 1, expect: "body" }', http())).toMatch(
			/: the expectation is neither true nor false/,
		);
		const ran = { allowExec: true, run: () => ({ code: 2, stdout: "", stderr: "" }) };
		const found = await ask(execProbe, '{ command: [a, b], expect: "code == 2" }', ran);
		expect(found).toMatchObject({
			outcome: "pass",
			evidence: [{ kind: "Command", name: "a b", expected: "code == 2", found: "ended with exit code 2, and meets code == 2" }],
		});
		expect((await ask(execProbe, "{ command: [a] }", ran)).evidence).toMatchObject([{ expected: "exit code 0" }]);
	});
});

describe("an autoscaler", () => {
	it("is not able for a while, or for good", async () => {
		const of = (reason: string): Promise<string> => {
			const able = cond("AbleToScale", "False", reason);
			const objects = [changed(hpa, ["status", "conditions", 0], able), ...deployment("boulder-wfe2", 2)];
			return verdict(hpaProbe, "{ name: boulder-wfe2 }", { objects });
		};
		expect(await of("FailedGetScale")).toMatch(/^fail FailedGetScale/);
		expect(await of("BackoffAfterFailedScale")).toMatch(/^pending BackoffAfterFailedScale/);
		expect(await of("")).toMatch(/^pending NotAbleToScale/);
	});
});

describe("in a sentence", () => {
	it("a list is cut, and so is a quotation", () => {
		expect(few(["a", "b", "c"])).toBe("a, b, c");
		expect(few(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
		const of = (source: string): string =>
			quoted({ source, quantifiers: () => [], evaluate: () => ({ kind: "value", value: 1 }), evaluateEach: () => [] });
		expect(of("  a\n\t== b ")).toBe("a == b");
		expect(of("x".repeat(120))).toBe("x".repeat(120));
		expect(of("x".repeat(121))).toBe(`${"x".repeat(119)}…`);
		const failing = {
			source: "x",
			quantifiers: () => [],
			evaluate: () => ({ kind: "error", message: "why" }) as const,
			evaluateEach: () => [],
		};
		expect(expectation(failing, {})).toEqual({ kind: "error", message: "why" });
	});

	it.each([
		["1.25Gi", 1_342_177_280_000_000_000n],
		["1e10", 10_000_000_000_000_000_000n],
		["0.0000000001", 1n],
		["2.0000000000", 2_000_000_000n],
		["2.0000000001", 2_000_000_001n],
		["1.5n", 2n],
		["1000", 1_000_000_000_000n],
	])("a quantity: %s", (text, amount) => expect(readQuantity(text)).toBe(amount));

	it("a missing counter is zero, and a missing generation is unknown", () => {
		expect([counterAt({ a: null }, "a"), counterAt({}, "a"), counterAt({ a: 2 }, "a"), counterAt({ a: "2" }, "a")]).toEqual([
			0,
			0,
			2,
			null,
		]);
		expect(isObserved({ metadata: {}, status: { observedGeneration: 1 } })).toBeNull();
		expect(isObserved({ metadata: { generation: 1 }, status: { observedGeneration: 1 } })).toBe(true);
	});

	it("a failed pod is reported by its failed container, and one without a message by its condition", () => {
		const ended = (name: string, exitCode: number): object => ({ name, state: { terminated: { exitCode, reason: "Error" } } });
		const failed = pod("a", { status: { phase: "Failed", containerStatuses: [ended("fine", 0), ended("bad", 3)] } });
		expect(diagnosePod(failed, now)?.message).toBe("pod a has failed: container bad exited with code 3");
		const silent = changed(pod("a"), ["status", "conditions"], [cond("Ready", "False", "", "", minutesAgo(3))]);
		expect(diagnosePod(silent, now)?.message).toBe("pod a has not been ready for 3 min: its Ready condition is not True");
	});
});
