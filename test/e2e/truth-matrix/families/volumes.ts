import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { awaiting, deleted, deletedAndHeld, inTurn, leaving } from "../making.ts";
import { all, always, is, status } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ pvc: { name: data } }";
const claim = (namespace: string, spec: object = {}, size = "1Gi"): Manifest => ({
	apiVersion: "v1",
	kind: "PersistentVolumeClaim",
	metadata: { name: "data", namespace },
	spec: { accessModes: ["ReadWriteOnce"], storageClassName: "", resources: { requests: { storage: size } }, ...spec },
});
const volume = (namespace: string): Manifest => ({
	apiVersion: "v1",
	kind: "PersistentVolume",
	metadata: { name: namespace },
	spec: {
		accessModes: ["ReadWriteOnce"],
		capacity: { storage: "2Gi" },
		storageClassName: "",
		persistentVolumeReclaimPolicy: "Retain",
		hostPath: { path: "/data" },
		claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name: "data", namespace },
	},
});
const storageClass = (namespace: string, volumeBindingMode: string): Manifest => ({
	apiVersion: "storage.k8s.io/v1",
	kind: "StorageClass",
	metadata: { name: namespace },
	provisioner: "example.com/none",
	volumeBindingMode,
});
const bound = status("PersistentVolumeClaim", "data", { phase: "Bound" });
const pending = status("PersistentVolumeClaim", "data", { phase: "Pending" });
const withVolume = (namespace: string) => [volume(namespace), claim(namespace, { volumeName: namespace })];

export const volumes: Family = {
	title: "PersistentVolumeClaims",
	rows: [
		{ id: "Q00", state: "bound", want: "pass", probe, make: withVolume, reached: bound },
		{
			id: "Q01",
			state: "no volume fits, and none is made",
			want: "pending",
			probe,
			make: (namespace) => [claim(namespace)],
			reached: pending,
		},
		{
			id: "Q02",
			state: "its storage class does not exist",
			want: "not-green",
			probe,
			make: (namespace) => [claim(namespace, { storageClassName: "absent" })],
			reached: pending,
		},
		{
			id: "Q03",
			state: "names no class, and none is the default",
			want: "not-green",
			probe,
			make: (namespace) => [claim(namespace, { storageClassName: undefined })],
			reached: pending,
		},
		{
			id: "Q04",
			state: "its volume is lost",
			want: "fail",
			probe,
			make: withVolume,
			before: bound,
			change: inTurn(async ({ api, namespace }) => {
				await api.patch(
					{ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: namespace } },
					{ metadata: { finalizers: null } },
				);
				await api.delete({ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: namespace } });
				await api
					.patch(
						{ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: namespace } },
						{ metadata: { finalizers: null } },
					)
					.catch(() => {});
			}, awaiting(always)),
			reached: status("PersistentVolumeClaim", "data", { phase: "Lost" }),
		},
		{
			id: "Q05",
			state: "smaller than is asked for",
			want: "fail",
			probe: "{ pvc: { name: data, minSize: 10Gi } }",
			make: withVolume,
			reached: bound,
		},
		{
			id: "Q06",
			state: "as large as is asked for",
			want: "pass",
			probe: "{ pvc: { name: data, minSize: 2Gi } }",
			make: withVolume,
			reached: bound,
		},
		{
			id: "Q07",
			state: "being deleted",
			want: "not-green",
			probe,
			make: withVolume,
			before: bound,
			change: deletedAndHeld("PersistentVolumeClaim", "data"),
			reached: leaving("PersistentVolumeClaim", "data"),
		},
		{
			id: "Q08",
			state: "waits for a pod that uses it",
			want: "pending",
			probe,
			make: (namespace) => [storageClass(namespace, "WaitForFirstConsumer"), claim(namespace, { storageClassName: namespace })],
			reached: pending,
		},
		{
			id: "Q09",
			state: "waits for a provisioner that does not run",
			want: "pending",
			probe,
			make: (namespace) => [storageClass(namespace, "Immediate"), claim(namespace, { storageClassName: namespace })],
			reached: pending,
		},
		{ id: "Q10", state: "does not exist", want: "fail", probe, reached: always },
		{
			id: "Q11",
			state: "no controller has looked at it",
			want: "pending",
			probe,
			plane: "bare",
			make: (namespace) => [claim(namespace)],
			reached: is("PersistentVolumeClaim", "data", {}),
		},
		{
			id: "Q12",
			state: "recreated under its name: the volume is still of the old one",
			want: "not-green",
			probe,
			make: withVolume,
			before: bound,
			change: inTurn(
				deleted("PersistentVolumeClaim", "data"),
				awaiting(async ({ api, namespace }) => (await api.get("v1", "PersistentVolumeClaim", namespace, "data")) === null),
				({ api, namespace }) => api.apply(claim(namespace)),
			),
			reached: all(pending),
		},
	],
};
