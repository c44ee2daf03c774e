import { documentFile } from "./config-maps.ts";
import { type Deployment, documentName, labelsOf, logName, type Manifest, reportName } from "./deployment.ts";
import { publishScript, pushScript, verifyScript } from "./scripts.ts";

/** The user "nobody", as images without a user of their own have it. */
const nobody = 65_532;

const tokenFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

type Mount = "document" | "report" | "log" | "scratch" | "token";

const mounts: Readonly<Record<Mount, object>> = {
	document: { name: "document", mountPath: "/document", readOnly: true },
	report: { name: "report", mountPath: "/report" },
	log: { name: "log", mountPath: "/log", readOnly: true },
	scratch: { name: "scratch", mountPath: "/tmp" },
	token: { name: "token", mountPath: tokenFolder, readOnly: true },
};

/** A pod that Pod Security's profile "restricted" admits. */
export function cronJob(deployment: Deployment): Manifest {
	const { name, namespace, schedule, deadlineSeconds } = deployment;
	const labels = labelsOf(deployment);
	return {
		apiVersion: "batch/v1",
		kind: "CronJob",
		metadata: { name, namespace, labels },
		spec: {
			schedule,
			concurrencyPolicy: "Forbid",
			startingDeadlineSeconds: 300,
			successfulJobsHistoryLimit: 1,
			failedJobsHistoryLimit: 3,
			jobTemplate: {
				metadata: { labels },
				spec: {
					// A verdict that is not good stays so when it is asked for again at once.
					backoffLimit: 0,
					activeDeadlineSeconds: deadlineSeconds,
					template: { metadata: { labels }, spec: podSpec(deployment) },
				},
			},
		},
	};
}

function podSpec(deployment: Deployment): object {
	const { name, publishes, pushgateway } = deployment;
	const alone = !publishes && pushgateway === null;
	const verifying = verifier(deployment, alone);
	const reporting = [
		...(publishes ? [publisher(deployment)] : []),
		...(pushgateway === null ? [] : [pusher(deployment, pushgateway)]),
	];
	return {
		serviceAccountName: name,
		automountServiceAccountToken: false,
		enableServiceLinks: false,
		restartPolicy: "Never",
		securityContext: {
			runAsNonRoot: true,
			runAsUser: nobody,
			runAsGroup: nobody,
			fsGroup: nobody,
			seccompProfile: { type: "RuntimeDefault" },
		},
		...(alone ? { containers: [verifying] } : { initContainers: [verifying], containers: reporting }),
		volumes: volumes(deployment, alone),
	};
}

/** Alone it is the whole pod and its exit code that of the pod; else it goes first, and the others end with its exit code. */
function verifier({ image, items, publishes }: Deployment, alone: boolean): object {
	const command = alone ? ["boulder-migrate", "verify"] : ["sh", "-c", verifyScript, "verify"];
	return container("verify", image, {
		command,
		...(items.length === 0 ? {} : { args: items }),
		env: {
			BOULDER_MIGRATE_FILE: `/document/${documentFile}`,
			...(alone ? {} : { REPORT: "/report" }),
			...(publishes ? { LOG: "/log" } : {}),
		},
		mounts: ["document", ...(alone ? [] : (["report"] as const)), ...(publishes ? (["log"] as const) : []), "scratch", "token"],
		memory: "512Mi",
	});
}

function publisher(deployment: Deployment): object {
	return container("publish", deployment.image, {
		command: ["node", "-e", publishScript],
		env: {
			ACCOUNT: tokenFolder,
			REPORT: "/report",
			REPORT_NAME: reportName(deployment),
			REPORT_NAMESPACE: deployment.namespace,
			LOG_NAME: logName(deployment),
		},
		mounts: ["report", "token"],
		memory: "128Mi",
	});
}

function pusher({ image }: Deployment, pushgateway: string): object {
	return container("push", image, {
		command: ["node", "-e", pushScript],
		env: { REPORT: "/report", PUSHGATEWAY: pushgateway },
		mounts: ["report", "scratch"],
		memory: "128Mi",
	});
}

interface Container {
	readonly command: readonly string[];
	readonly args?: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly mounts: readonly Mount[];
	readonly memory: string;
}

function container(name: string, image: string, { command, args, env, mounts: wanted, memory }: Container): object {
	return {
		name,
		image,
		command,
		...(args === undefined ? {} : { args }),
		env: Object.entries({ HOME: "/tmp", ...env }).map(([variable, value]) => ({ name: variable, value })),
		resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory } },
		securityContext: {
			allowPrivilegeEscalation: false,
			readOnlyRootFilesystem: true,
			capabilities: { drop: ["ALL"] },
		},
		volumeMounts: wanted.map((mount) => mounts[mount]),
	};
}

function volumes(deployment: Deployment, alone: boolean): object[] {
	return [
		{ name: "document", configMap: { name: documentName(deployment) } },
		...(alone ? [] : [{ name: "report", emptyDir: { sizeLimit: "32Mi" } }]),
		{ name: "scratch", emptyDir: { sizeLimit: "32Mi" } },
		...(!deployment.publishes ? [] : [{ name: "log", configMap: { name: logName(deployment), optional: true } }]),
		// What Kubernetes would otherwise mount into every container.
		{
			name: "token",
			projected: {
				sources: [
					{ serviceAccountToken: { path: "token", expirationSeconds: 3600 } },
					{ configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
					{ downwardAPI: { items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }] } },
				],
			},
		},
	];
}
