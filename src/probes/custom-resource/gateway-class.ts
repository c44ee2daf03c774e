import type { Cluster } from "../../cluster/cluster.ts";
import { type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { few } from "../../text/wording.ts";
import type { ProbeResult, Right } from "../probe.ts";
import { condition } from "../shared/conditions.ts";
import { observed, probeResult } from "../shared/results.ts";
import { judgeCustomResource } from "./judge-custom-resource.ts";

const group = "gateway.networking.k8s.io";

/** Without this right a Gateway is judged by its own status alone. */
export const gatewayRights: readonly Right[] = [
	{ group, resource: "gatewayclasses", verbs: ["list"], namespace: null, optional: true },
];

/** The classes there are; null where they cannot be read: a Gateway's own status is then all there is. Throws ClusterProblem. */
export async function readGatewayClasses(cluster: Cluster, apiVersion: string): Promise<readonly KubeObject[] | null> {
	try {
		return (await cluster.list({ apiVersion, kind: "GatewayClass", namespace: null })).objects;
	} catch (problem) {
		const isAbsent = problem instanceof ClusterProblem && ["forbidden", "unknown-kind", "not-recorded"].includes(problem.kind);
		if (isAbsent) return null;
		throw problem;
	}
}

/**
 * Judges a Gateway by its own status and by its class. The status does not change when its controller is removed; the class shows it.
 * https://gateway-api.sigs.k8s.io/api-types/gatewayclass/
 */
export function judgeGateway(object: KubeObject, classes: readonly KubeObject[] | null, observedAt: string): ProbeResult {
	const own = judgeCustomResource(object, observedAt);
	if (own.outcome !== "pass" || classes === null) return own;
	const wanted = stringAt(object, "spec", "gatewayClassName") ?? "";
	const found = classes.find(({ metadata }) => metadata.name === wanted);
	const report = (outcome: "fail" | "pending", reason: string, words: string): ProbeResult => {
		const seen = [observed(object, "its class exists and is accepted", words, observedAt)];
		return probeResult(outcome, reason, `Gateway ${object.metadata.name} ${words}`, seen, "kubectl get gatewayclasses");
	};
	if (found === undefined) {
		const names = few(classes.map(({ metadata }) => metadata.name)) || "none";
		return report("fail", "NoClass", `uses the class ${wanted}, which does not exist; existing: ${names}`);
	}
	if (found.metadata.deletionTimestamp !== undefined)
		return report("fail", "NoClass", `uses the class ${wanted}, which is being deleted`);
	const accepted = condition(found, "Accepted");
	if (accepted?.status === "True") return own;
	const because = accepted === null ? "" : `: ${accepted.message || accepted.reason}`;
	return report(
		accepted?.status === "False" ? "fail" : "pending",
		"ClassNotAccepted",
		`has a class, ${wanted}, that no controller accepts${because}`,
	);
}
