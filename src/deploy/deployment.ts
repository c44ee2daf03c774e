/** What `deploy` was asked for. */
export interface Deployment {
	readonly name: string;
	/** Where the CronJob runs; what it looks at is named by the probes. */
	readonly namespace: string;
	readonly schedule: string;
	readonly image: string;
	/** Whether the report and the log of verdicts are published in ConfigMaps. */
	readonly publishes: boolean;
	/** Where the metrics are pushed to, with the path of their group; null: nowhere. */
	readonly pushgateway: string | null;
	/** Of the alert rules; null: none. */
	readonly alerts: { readonly staleSeconds: number } | null;
	readonly deadlineSeconds: number;
	/** Ids of the items to verify; empty: all. */
	readonly items: readonly string[];
}

export interface Manifest {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: {
		readonly name: string;
		readonly namespace?: string;
		readonly labels?: Readonly<Record<string, string>>;
		readonly annotations?: Readonly<Record<string, string>>;
	};
	readonly [field: string]: unknown;
}

export function labelsOf({ name }: Deployment): Readonly<Record<string, string>> {
	return { "app.kubernetes.io/name": "boulder-migrate", "app.kubernetes.io/instance": name };
}

export function documentName({ name }: Deployment): string {
	return `${name}-document`;
}

export function reportName({ name }: Deployment): string {
	return `${name}-report`;
}

/** The ConfigMap with the log of verdicts: since when each item has held is asked of it. */
export function logName({ name }: Deployment): string {
	return `${name}-verdicts`;
}

/** Distinguishes the metrics of one CronJob from those of another; namespaces have no dots. */
export function metricsGroup({ name, namespace }: Pick<Deployment, "name" | "namespace">): string {
	return `${namespace}.${name}`;
}
