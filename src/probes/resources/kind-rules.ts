import type { KubeObject } from "../../cluster/objects/object.ts";
import { crd } from "../crd/crd-probe.ts";
import { cronJob } from "../cronjob/cronjob-probe.ts";
import { gatewayRights, judgeGateway, readGatewayClasses } from "../custom-resource/gateway-class.ts";
import { hpa } from "../hpa/hpa-probe.ts";
import { ingress } from "../ingress/ingress-probe.ts";
import { job } from "../job/job-probe.ts";
import { pdb } from "../pdb/pdb-probe.ts";
import type { ProbeContext, ProbeResult, ReadAndJudge, Right } from "../probe.ts";
import { pvc } from "../pvc/pvc-probe.ts";
import { judgeService, readService, serviceRights } from "../service/judge-service.ts";
import { type WorkloadKind, workloadKinds } from "../shared/pods-of.ts";
import { judgeWorkload } from "../workload/judge-workload.ts";
import { readWorkload, workloadRights } from "../workload/read-workload.ts";

/** For a kind with a probe type of its own: its objects are always judged by that. */
export interface KindRule {
	readonly group: string;
	readonly kind: string;
	/** In a namespace, or in all of them. */
	rights(namespace: string | null): readonly Right[];
	/** Reads what the verdict takes. Throws ClusterProblem. */
	read(object: KubeObject, context: ProbeContext, stableMilliseconds: number): Promise<() => ProbeResult>;
}

interface Place {
	readonly name: string;
	readonly namespace: string;
}

function ruleOf<Spec, Evidence>(
	group: string,
	kind: string,
	type: Pick<ReadAndJudge<Spec, Evidence>, "rights" | "read" | "judge">,
	/** Demands nothing but that it works. */
	specOf: (place: Place, stableMilliseconds: number) => Spec,
): KindRule {
	return {
		group,
		kind,
		rights: (namespace) =>
			type
				.rights(specOf({ name: "", namespace: namespace ?? "" }, 0))
				.map((right) => (namespace === null ? { ...right, namespace } : right)),
		async read({ metadata: { name, namespace = "" } }, context, stable) {
			const spec = specOf({ name, namespace }, stable);
			const evidence = await type.read(spec, context);
			return () => type.judge(evidence, spec);
		},
	};
}

function workloadRule(kind: WorkloadKind): KindRule {
	type Spec = Place & { readonly stableMilliseconds: number };
	return ruleOf(
		"apps",
		kind,
		{
			rights: ({ namespace }: Spec) => workloadRights(kind, namespace),
			read: ({ name, namespace }: Spec, { cluster }) => readWorkload(cluster, { kind, name, namespace }),
			judge: (evidence, { stableMilliseconds }) =>
				judgeWorkload(evidence, { minReplicas: 1, stableMilliseconds, ports: [], image: null }),
		},
		(place, stableMilliseconds) => ({ ...place, stableMilliseconds }),
	);
}

const rules: readonly KindRule[] = [
	...workloadKinds.map(workloadRule),
	ruleOf(
		"",
		"Service",
		{ rights: serviceRights, read: (spec, { cluster }) => readService(cluster, spec), judge: judgeService },
		(place) => ({ ...place, ports: [], workload: null, targetPorts: [], headless: null }),
	),
	ruleOf("batch", "Job", job, (place) => ({ ...place, byPrefix: false })),
	ruleOf("batch", "CronJob", cronJob, (place) => ({ ...place, within: null })),
	ruleOf("autoscaling", "HorizontalPodAutoscaler", hpa, (place) => ({ ...place, target: null, metrics: [] })),
	ruleOf("policy", "PodDisruptionBudget", pdb, (place) => ({ ...place, minPods: 1, selects: [] })),
	ruleOf("networking.k8s.io", "Ingress", ingress, (place) => ({
		...place,
		hosts: [],
		address: true,
		tls: true,
		controller: null,
	})),
	ruleOf("", "PersistentVolumeClaim", pvc, (place) => ({ ...place, minSize: null })),
	{
		group: "gateway.networking.k8s.io",
		kind: "Gateway",
		rights: () => gatewayRights,
		async read(object, { cluster }) {
			const { apiVersion, kind, metadata } = object;
			const [classes, { observedAt }] = await Promise.all([
				readGatewayClasses(cluster, apiVersion),
				cluster.list({ apiVersion, kind, namespace: metadata.namespace ?? null }),
			]);
			return () => judgeGateway(object, classes, observedAt);
		},
	},
	ruleOf("apiextensions.k8s.io", "CustomResourceDefinition", crd, ({ name }) => ({ name, versions: [] })),
];

export function kindRule(apiVersion: string, kind: string): KindRule | null {
	const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
	return rules.find((rule) => rule.group === group && rule.kind === kind) ?? null;
}
