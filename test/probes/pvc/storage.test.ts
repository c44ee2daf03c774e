import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { crdProbe } from "../../../src/probes/crd/crd-probe.ts";
import { pvcProbe } from "../../../src/probes/pvc/pvc-probe.ts";
import { readQuantity } from "../../../src/probes/shared/quantity.ts";
import { ask, changed, cond, object } from "../objects.ts";
import { crd, pvc } from "../passing.ts";

function storageClass(name: string, volumeBindingMode = "Immediate", isDefault = false): KubeObject {
	const annotations = isDefault ? { "storageclass.kubernetes.io/is-default-class": "true" } : {};
	return object({
		apiVersion: "storage.k8s.io/v1",
		kind: "StorageClass",
		name,
		namespace: null,
		metadata: { annotations },
		provisioner: "rancher.io/local-path",
		volumeBindingMode,
	});
}

describe("pvc", () => {
	const pending = changed(pvc, ["status"], { phase: "Pending" });
	const unnamed = changed(pending, ["spec", "storageClassName"], undefined);
	const grown = (size: string): KubeObject => changed(pvc, ["status", "capacity", "storage"], size);
	const cases: readonly (readonly [string, readonly KubeObject[], string, string, RegExp])[] = [
		["bound", [pvc], "pass", "Bound", /bound to pvc-0b4c, with 10Gi/],
		["as large, in other units", [grown("10737418240")], "pass", "Bound", /./],
		["lost", [changed(pvc, ["status", "phase"], "Lost")], "fail", "Lost", /lost its volume/],
		["bound to nothing", [changed(pvc, ["spec", "volumeName"], undefined)], "pending", "NoVolume", /has no volume/],
		["without a capacity", [changed(pvc, ["status", "capacity"], undefined)], "pending", "NoCapacity", /not reported its size/],
		[
			"too small: G is not Gi",
			[changed(grown("10G"), ["spec", "resources", "requests", "storage"], "10G")],
			"fail",
			"TooSmall",
			/has 10G; at least 10Gi/,
		],
		["being resized", [grown("5Gi")], "pending", "Resizing", /being resized/],
		[
			"waits for the first pod",
			[pending, storageClass("standard", "WaitForFirstConsumer")],
			"pending",
			"WaitsForPod",
			/for 60 min: .*when a pod uses it/,
		],
		[
			"waits for its provisioner",
			[pending, storageClass("standard")],
			"pending",
			"WaitsForVolume",
			/local-path to provision a volume/,
		],
		[
			"a storage class that does not exist",
			[pending, storageClass("fast")],
			"fail",
			"NoStorageClass",
			/standard does not exist; existing: fast/,
		],
		["no storage class, and no default", [unnamed, storageClass("standard")], "fail", "NoStorageClass", /no default/],
		["no storage class, but a default", [unnamed, storageClass("standard", "Immediate", true)], "pending", "WaitsForVolume", /./],
		[
			"a volume made by hand",
			[changed(pending, ["spec", "storageClassName"], "")],
			"pending",
			"WaitsForVolume",
			/an administrator/,
		],
		["an unknown phase", [changed(pvc, ["status", "phase"], "bound")], "pending", "NotObserved", /./],
	];
	it.each(cases)("%s", async (_, objects, outcome, reason, words) => {
		const found = await ask(pvcProbe, "{ name: softhsm-tokens, minSize: 10Gi }", { objects });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});
});

describe("quantities", () => {
	it.each([
		["10Gi", 10n * 1024n ** 3n * 10n ** 9n],
		["1500m", 1_500_000_000n],
		["1.5", 1_500_000_000n],
		["1e3", 10n ** 12n],
		["1E", 10n ** 27n],
		["12k", 12n * 10n ** 12n],
		[".5Ki", 512n * 10n ** 9n],
		["-1", -(10n ** 9n)],
		["0", 0n],
		["", null],
		["10GiB", null],
		["10 Gi", null],
		[".", null],
		["Gi", null],
		["1e999", null],
		["ten", null],
	] as const)("%s", (text, amount) => expect(readQuantity(text)).toBe(amount));

	it("keep the order of numbers", () => {
		fc.assert(
			fc.property(fc.nat(), fc.nat(), fc.constantFrom("", "k", "Ki", "M", "Gi"), (a, b, unit) => {
				const left = readQuantity(`${a}${unit}`) ?? -1n;
				const right = readQuantity(`${b}${unit}`) ?? -1n;
				expect(left < right).toBe(a < b);
			}),
		);
	});
});

describe("crd", () => {
	const yaml = "{ name: servicemonitors.monitoring.coreos.com, versions: [v1] }";
	const conditions = (...list: unknown[]): KubeObject => changed(crd, ["status", "conditions"], list);
	const cases: readonly (readonly [string, readonly KubeObject[], string, string, RegExp])[] = [
		["established", [crd], "pass", "Established", /serves v1$/],
		[
			"R01 its names belong to another",
			[
				conditions(
					cond("NamesAccepted", "False", "PluralConflict", "already in use"),
					cond("Established", "False", "NotAccepted"),
				),
			],
			"fail",
			"PluralConflict",
			/already in use/,
		],
		[
			"established once, its names rejected since",
			[conditions(cond("NamesAccepted", "False", "ShortNamesConflict"), cond("Established", "True"))],
			"fail",
			"ShortNamesConflict",
			/./,
		],
		[
			"not yet established",
			[conditions(cond("NamesAccepted", "True"), cond("Established", "False", "Installing"))],
			"pending",
			"NotEstablished",
			/./,
		],
		[
			"being deleted",
			[conditions(cond("NamesAccepted", "True"), cond("Established", "True"), cond("Terminating", "True"))],
			"fail",
			"Terminating",
			/./,
		],
		[
			"a version that is not served",
			[changed(crd, ["spec", "versions", 0, "served"], false)],
			"fail",
			"VersionNotServed",
			/does not serve v1, but none/,
		],
		[
			"a plural that is nearly right",
			[changed(crd, ["metadata", "name"], "servicemonitor.monitoring.coreos.com")],
			"fail",
			"NotFound",
			/there is servicemonitor\./,
		],
	];
	it.each(cases)("%s", async (_, objects, outcome, reason, words) => {
		const found = await ask(crdProbe, yaml, { objects });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});
});
