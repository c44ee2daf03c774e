import type { Manifest } from "./api.ts";

interface Workload {
	readonly replicas?: number;
	/** Of the pods, such as those that choose their state. */
	readonly annotations?: Readonly<Record<string, string>>;
	readonly labels?: Readonly<Record<string, string>>;
	readonly initContainer?: boolean;
	/** Over what is made here, one level deep. */
	readonly spec?: object;
	/** Over the pods' spec, one level deep. */
	readonly podSpec?: object;
}

function template(name: string, { annotations, labels, initContainer = false, podSpec }: Workload): object {
	return {
		metadata: { labels: { app: name, ...labels }, ...(annotations === undefined ? {} : { annotations }) },
		spec: {
			containers: [{ name: "main", image: "registry.invalid/main:1" }],
			...(initContainer ? { initContainers: [{ name: "prepare", image: "registry.invalid/prepare:1" }] } : {}),
			...podSpec,
		},
	};
}

function scaled(kind: string, namespace: string, name: string, workload: Workload, spec: object): Manifest {
	return {
		apiVersion: "apps/v1",
		kind,
		metadata: { name, namespace, labels: { app: name } },
		spec: { ...spec, selector: { matchLabels: { app: name } }, template: template(name, workload), ...workload.spec },
	};
}

/** The pods carry the label `app`. */
export function deployment(namespace: string, name: string, workload: Workload = {}): Manifest {
	return scaled("Deployment", namespace, name, workload, { replicas: workload.replicas ?? 1 });
}

export function statefulSet(namespace: string, name: string, workload: Workload = {}): Manifest {
	return scaled("StatefulSet", namespace, name, workload, { replicas: workload.replicas ?? 1, serviceName: name });
}

export function daemonSet(namespace: string, name: string, workload: Workload = {}): Manifest {
	return scaled("DaemonSet", namespace, name, workload, {});
}

export function job(namespace: string, name: string, workload: Workload = {}): Manifest {
	const pods = template(name, { ...workload, podSpec: { restartPolicy: "Never", ...workload.podSpec } });
	return {
		apiVersion: "batch/v1",
		kind: "Job",
		metadata: { name, namespace, labels: { app: name } },
		spec: { template: pods, ...workload.spec },
	};
}

/** To the pods with the label `app`, by the same port. */
export function service(namespace: string, name: string, port: number, spec: object = {}): Manifest {
	return {
		apiVersion: "v1",
		kind: "Service",
		metadata: { name, namespace, labels: { app: name } },
		spec: { selector: { app: name }, ports: [{ name: "main", port }], ...spec },
	};
}

/** Of the Deployment with the same name: 1 to 4 replicas at half of the CPU that was requested. */
export function autoscaler(namespace: string, name: string, spec: object = {}): Manifest {
	const target = { type: "Utilization", averageUtilization: 50 };
	return {
		apiVersion: "autoscaling/v2",
		kind: "HorizontalPodAutoscaler",
		metadata: { name, namespace },
		spec: {
			scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
			minReplicas: 1,
			maxReplicas: 4,
			metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
			...spec,
		},
	};
}
