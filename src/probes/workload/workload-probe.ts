import type { Fields } from "../../yaml/fields.ts";
import { define } from "../define.ts";
import { isTrueOf, type ObjectRule, ruleOf } from "../expressions/object-rule.ts";
import { durationIn } from "../file/probe-fields.ts";
import type { ProbeResult, Right } from "../probe.ts";
import {
	judgeService,
	readService,
	type ServiceDemands,
	type ServiceEvidence,
	serviceLists,
	serviceRights,
} from "../service/judge-service.ts";
import { objectName, serviceName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { ownedPodsLists, type WorkloadKind, workloadKinds } from "../shared/pods-of.ts";
import { judgeWorkload, type WorkloadDemands } from "./judge-workload.ts";
import { readWorkload, type WorkloadEvidence, workloadRights } from "./read-workload.ts";

interface Spec extends WorkloadDemands {
	readonly kind: WorkloadKind;
	readonly name: string;
	readonly namespace: string;
	readonly service: ServiceDemands | null;
	/** A further demand on the object itself, such as its arguments. */
	readonly rule: ObjectRule | null;
}

interface Evidence {
	readonly workload: WorkloadEvidence;
	readonly service: ServiceEvidence | null;
}

export const workloadProbe = define<Spec, Evidence>({
	name: "workload",
	proves: "a Deployment, StatefulSet, DaemonSet or ReplicaSet is rolled out at its newest revision, ready, available and stable",
	specify(fields, reading) {
		const kind = fields.required("kind", fields.oneOf("kind", workloadKinds));
		const name = fields.required("name", objectName(fields, "name"));
		const namespace = namespaceOf(fields, reading);
		const ports = fields.integers("ports", 1, 65_535) ?? [];
		return {
			kind,
			name,
			namespace,
			minReplicas: fields.integer("minReplicas", 1, 100_000) ?? 1,
			ports,
			image: fields.string("image"),
			service: serviceOf(fields, { kind, name, namespace, ports }),
			rule: ruleOf(fields, reading),
			stableMilliseconds: durationIn(fields, "stableFor") ?? reading.defaults.stableMilliseconds,
		};
	},
	describe: ({ kind, name, namespace, minReplicas }) =>
		`${kind} ${name} in ${namespace} is rolled out with at least ${minReplicas} ready`,
	mentions: ({ namespace, kind, name }) => [{ namespace, kind, name }],
	looksFor: ({ name }) => name,
	rights: ({ kind, namespace, service }): readonly Right[] => [
		...workloadRights(kind, namespace),
		...(service === null ? [] : serviceRights(service)),
	],
	lists: ({ kind, namespace, service }) => [
		...ownedPodsLists(kind, namespace),
		...(service === null ? [] : serviceLists(service)),
	],
	async read({ kind, name, namespace, service }, { cluster }) {
		const [below, front] = await Promise.all([
			readWorkload(cluster, { kind, name, namespace }),
			service === null ? null : readService(cluster, service),
		]);
		return { workload: below, service: front };
	},
	judge({ workload: below, service: front }, spec): ProbeResult {
		const found = judgeWorkload(below, spec);
		if (found.outcome !== "pass" || below.workload === null) return found;
		if (spec.rule !== null) {
			const wrong = isTrueOf(spec.rule, below.workload, { objects: [below.workload], variables: {} }, below.observedAt);
			if (wrong !== null) return wrong;
		}
		if (front === null || spec.service === null) return found;
		const served = judgeService(front, spec.service);
		return served.outcome === "pass"
			? { ...found, message: `${found.message}; ${served.message}`, evidence: [...found.evidence, ...served.evidence] }
			: served;
	},
});

/** The Service of a workload serves its first port; for another one, add a `service` probe. */
function serviceOf(
	fields: Fields,
	owner: { readonly kind: WorkloadKind; readonly name: string; readonly namespace: string; readonly ports: readonly number[] },
): ServiceDemands | null {
	const name = serviceName(fields, "service");
	if (name === null) return null;
	return {
		name,
		namespace: owner.namespace,
		ports: owner.ports.map(String),
		workload: { kind: owner.kind, name: owner.name },
		// The same port all the way: that of a Service that leads to the debug port is not served.
		targetPorts: owner.ports,
		headless: null,
	};
}
