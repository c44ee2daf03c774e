interface Listed {
	readonly kind: string;
	readonly name: string;
	readonly [field: string]: unknown;
}

const kinds = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Service"];

/** A recording of some namespaces: all that `init` reads. */
export function recording(namespaces: Readonly<Record<string, readonly Listed[]>>): string {
	const observedAt = "2026-11-24T12:00:00Z";
	const reads = Object.entries(namespaces).flatMap(([namespace, objects]) =>
		kinds.map((kind) => {
			const apiVersion = kind === "Service" ? "v1" : kind.endsWith("Job") ? "batch/v1" : "apps/v1";
			const listed = objects
				.filter((one) => one.kind === kind)
				.map(({ name, metadata, ...rest }) => ({
					apiVersion,
					...rest,
					metadata: { name, namespace, ...(typeof metadata === "object" ? metadata : {}) },
				}));
			return {
				ask: "list",
				question: { apiVersion, kind, namespace },
				answer: { objects: listed, observedAt, consistent: true },
			};
		}),
	);
	return JSON.stringify({ schemaVersion: 1, recordedAt: observedAt, contexts: [{ name: "staging", uid: "5c0b", reads }] });
}

export function workload(kind: string, name: string, labels: object, ports: readonly number[] = []): Listed {
	const containers = [{ name: "main", ports: ports.map((containerPort) => ({ containerPort })) }];
	return { kind, name, spec: { template: { metadata: { labels }, spec: { containers } } } };
}

function service(name: string, selector: object, ports: readonly number[], spec: object = {}): Listed {
	return { kind: "Service", name, spec: { selector, ports: ports.map((port) => ({ port })), ...spec } };
}

/** Two namespaces with workloads of each kind, and an empty one. */
export const shop = recording({
	shop: [
		workload("Deployment", "web", { app: "web", tier: "front" }, [8080, 9090]),
		workload("Deployment", "api", { app: "api" }, [80]),
		workload("Deployment", "api-canary", { app: "api", track: "canary" }, [80]),
		workload("StatefulSet", "db", { app: "db" }, [5432]),
		workload("DaemonSet", "log", { app: "log" }),
		service("web", { app: "web" }, [80, 443]),
		service("api", { app: "api" }, [80]),
		service("db", { app: "db" }, [5432]),
		service("db-headless", { app: "db" }, [5432], { clusterIP: "None" }),
		service("outside", { app: "log" }, [80], { type: "ExternalName" }),
		service("by-hand", {}, [80]),
	],
	"shop-jobs": [
		workload("Deployment", "web", { app: "web" }, [8080]),
		service("web", { app: "web" }, [8080]),
		{
			kind: "CronJob",
			name: "backup",
			spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: "backup" } } } } } },
		},
		workload("Job", "migrate", { app: "migrate" }),
		{
			...workload("Job", "backup-123", {}),
			metadata: { ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: "backup", uid: "1", controller: true }] },
		},
	],
	empty: [],
});
