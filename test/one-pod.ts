import { folderWith } from "./command-line.ts";

/** A probes file of one item: so many Pods, for which an expression holds. */
export function podsWanted(count: number, expression: string): string {
	return `schemaVersion: 1\nprobes:\n  1/all: { resources: { namespace: a, apiVersion: v1, kind: Pod, exactly: ${count}, expect: "${expression}" } }\n`;
}

/** A folder with a document of that item, this probes file, and a recording of a cluster with the Pod aaa. */
export function onePodFolder(probes: string): string {
	const read = {
		ask: "list",
		question: { apiVersion: "v1", kind: "Pod", namespace: "a" },
		answer: {
			objects: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "aaa", namespace: "a" } }],
			observedAt: "2026-07-01T00:00:00Z",
			consistent: true,
		},
	};
	const contexts = [{ name: "c", uid: "u", reads: [read] }];
	return folderWith({
		"PHASE-STATUS.md": "## Phase 1: Start\n- [ ] All\n",
		"probes.yaml": probes,
		"recording.json": JSON.stringify({ schemaVersion: 1, recordedAt: "2026-07-01T00:00:00Z", contexts }),
	});
}
