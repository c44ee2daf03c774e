import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { ingressProbe } from "../../../src/probes/ingress/ingress-probe.ts";
import { pvcProbe } from "../../../src/probes/pvc/pvc-probe.ts";
import { changed, minutesAgo, object } from "../objects.ts";
import { ingressController, ingressObjects, pvc } from "../passing.ts";
import { verdict } from "../verdict-words.ts";
import { but } from "../workload/rollouts.ts";

type Path = readonly (string | number)[];
type Change = readonly [Path, unknown];

describe("a claim", () => {
	const of = (changes: readonly Change[], more = "", others: readonly KubeObject[] = []): Promise<string> =>
		verdict(pvcProbe, `{ name: softhsm-tokens${more} }`, { objects: [...but([pvc], ...changes), ...others] }).then((said) =>
			said
				.replace("PersistentVolumeClaim softhsm-tokens ", "")
				.replace(" > kubectl describe … persistentvolumeclaim/softhsm-tokens", ""),
		);
	const capacity = (storage: unknown): Change => [["status", "capacity"], { storage }];
	const pending: Change = [["status"], { phase: "Pending" }];
	const storageClass = (name: string, more: object = {}, annotations?: object): KubeObject =>
		object({
			apiVersion: "storage.k8s.io/v1",
			kind: "StorageClass",
			name,
			namespace: null,
			provisioner: "csi",
			...more,
			...(annotations === undefined ? {} : { metadata: { annotations } }),
		});
	const normal = { "storageclass.kubernetes.io/is-default-class": "true" };

	it.each<[string, readonly Change[], string, readonly KubeObject[], string]>([
		["is bound", [], "", [], "pass Bound: is bound to pvc-0b4c, with 10Gi"],
		["is as large as it must be", [], ", minSize: 10Gi", [], "pass Bound: is bound to pvc-0b4c, with 10Gi"],
		["is sized by a number", [capacity(1024)], ", minSize: 1Ki", [], "pass Bound: is bound to pvc-0b4c, with 1024"],
		["is too small", [], ", minSize: 11Gi", [], "fail TooSmall: has 10Gi; at least 11Gi were expected"],
		[
			"is being resized",
			[[["spec", "resources", "requests", "storage"], "11Gi"]],
			", minSize: 11Gi",
			[],
			"pending Resizing: has 10Gi of the 11Gi that it requests: it is being resized",
		],
		[
			"asks for nothing",
			[[["spec", "resources"], {}]],
			", minSize: 11Gi",
			[],
			"fail TooSmall: has 10Gi; at least 11Gi were expected",
		],
		["does not tell its size", [capacity(undefined)], "", [], "pending NoCapacity: is bound, but has not reported its size yet"],
		["tells a size that is none", [capacity("large")], "", [], "pending NoCapacity: is bound, but has not reported its size yet"],
		["has no size", [capacity("0")], "", [], "pending NoCapacity: is bound, but has not reported its size yet"],
		["names no volume", [[["spec", "volumeName"], ""]], "", [], "pending NoVolume: is Bound, but has no volume"],
		["has lost it", [[["status", "phase"], "Lost"]], "", [], "fail Lost: has lost its volume"],
		["has no phase", [[["status"], { capacity: {} }]], "", [], "pending NotObserved: has not reported yet whether it is bound"],
		[
			"waits for its class",
			[pending],
			"",
			[storageClass("standard")],
			"pending WaitsForVolume: has waited for 60 min for csi to provision a volume",
		],
		[
			"waits for a class that does not tell who makes volumes",
			[pending],
			"",
			[storageClass("standard", { provisioner: undefined })],
			"pending WaitsForVolume: has waited for 60 min for standard to provision a volume",
		],
		[
			"waits for a pod",
			[pending],
			"",
			[storageClass("standard", { volumeBindingMode: "WaitForFirstConsumer" })],
			"pending WaitsForPod: has waited for 60 min: its storage class standard provisions a volume when a pod uses it",
		],
		[
			"waits for a class that is not there",
			[pending],
			"",
			[storageClass("fast")],
			"fail NoStorageClass: has waited for 60 min: its storage class standard does not exist; existing: fast > kubectl get storageclasses",
		],
		[
			"waits where there is no class",
			[pending],
			"",
			[],
			"fail NoStorageClass: has waited for 60 min: its storage class standard does not exist; existing: none > kubectl get storageclasses",
		],
		[
			"waits for somebody",
			[pending, [["spec", "storageClassName"], ""]],
			"",
			[],
			"pending WaitsForVolume: has waited for 60 min for a volume that an administrator must create",
		],
		[
			"waits for the default",
			[pending, [["spec", "storageClassName"], undefined]],
			"",
			[storageClass("fast"), storageClass("standard", {}, normal)],
			"pending WaitsForVolume: has waited for 60 min for a volume",
		],
		[
			"waits for a default that is none",
			[pending, [["spec", "storageClassName"], undefined]],
			"",
			[storageClass("fast"), storageClass("standard", {}, {})],
			"fail NoStorageClass: has waited for 60 min: it has no storage class, and there is no default > kubectl get storageclasses",
		],
		[
			"waits, nobody knows since when",
			[pending, [["metadata", "creationTimestamp"], undefined]],
			"",
			[storageClass("standard")],
			"pending WaitsForVolume: has waited for csi to provision a volume",
		],
	])("%s", async (_what, changes, more, others, expected) => expect(await of(changes, more, others)).toBe(expected));
});

describe("an Ingress", () => {
	const at = (path: Path, to: unknown, kind = "Ingress"): KubeObject[] =>
		ingressObjects.map((each) => (each.kind === kind ? changed(each, path, to) : each));
	const of = (objects: readonly KubeObject[], more = ""): Promise<string> =>
		verdict(ingressProbe, `{ name: wfe${more.includes("controller") ? "" : `, ${ingressController}`}${more} }`, { objects }).then(
			(said) => said.replace("Ingress wfe ", "").replace(" > kubectl describe … ingress/wfe", ""),
		);
	const classes = "kubectl get ingressclasses";

	it.each<[string, readonly KubeObject[], string, string]>([
		["is served", ingressObjects, "", "pass Served: is served at 203.0.113.7, and its 1 backend can be reached"],
		[
			"is served by a name",
			at(["status", "loadBalancer", "ingress"], [{ hostname: "lb.example", ip: "1.2.3.4" }, { ip: "" }]),
			"",
			"pass Served: is served at lb.example, and its 1 backend can be reached",
		],
		[
			"has certificates that nobody looked at",
			ingressObjects,
			", tls: false",
			"pass Served: is served at 203.0.113.7, and its 1 backend can be reached; its certificates were not checked",
		],
		[
			"has no certificates to look at",
			at(["spec", "tls"], []),
			", tls: false",
			"pass Served: is served at 203.0.113.7, and its 1 backend can be reached",
		],
		[
			"has a class that is going",
			at(["metadata", "deletionTimestamp"], minutesAgo(1), "IngressClass"),
			"",
			`fail NoClass: uses the class nginx, which is being deleted > ${classes}`,
		],
		[
			"has no class, and there are some",
			at(["spec", "ingressClassName"], undefined),
			"",
			`fail NoClass: has no class, so no controller has to serve it; existing classes: nginx > ${classes}`,
		],
		[
			"has no class, and there is none",
			at(["spec", "ingressClassName"], undefined).filter(({ kind }) => kind !== "IngressClass"),
			"",
			`fail NoClass: has no class, so no controller has to serve it; existing classes: none > install an ingress controller`,
		],
		[
			"has a class that is not there",
			ingressObjects.filter(({ kind }) => kind !== "IngressClass"),
			"",
			`fail NoClass: uses the class nginx, which does not exist; existing: none > install an ingress controller`,
		],
		[
			"has no rule for a host",
			ingressObjects,
			", hosts: [a.example]",
			"fail HostMissing: has no rule for a.example, but for acme.example.org",
		],
		[
			"has no rule at all",
			at(["spec", "rules"], []),
			", hosts: [a.example]",
			"fail HostMissing: has no rule for a.example, but for no host",
		],
		[
			"leads to a Service that is going",
			at(["metadata", "deletionTimestamp"], minutesAgo(1), "Service"),
			"",
			"fail ServiceTerminating: sends traffic to boulder-wfe2:4001: Service boulder-wfe2 is being deleted",
		],
	])("%s", async (_what, objects, more, expected) => expect(await of(objects, more)).toBe(expected));
});
