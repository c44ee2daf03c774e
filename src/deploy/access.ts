import type { RoleManifest } from "../verify/rbac.ts";
import { type Deployment, labelsOf, logName, type Manifest, reportName } from "./deployment.ts";

const api = "rbac.authorization.k8s.io";

/** The account that the pods run as, with the roles that the probes need and the right to patch its report, and no more. */
export function access(deployment: Deployment, roles: readonly RoleManifest[]): Manifest[] {
	const { name, namespace } = deployment;
	const labels = labelsOf(deployment);
	const account: Manifest = {
		apiVersion: "v1",
		kind: "ServiceAccount",
		metadata: { name, namespace, labels },
		// The containers that ask the cluster mount a token of their own; the others have none.
		automountServiceAccountToken: false,
	};
	const bound = roles.flatMap((role) => {
		const here = role.metadata.namespace === namespace;
		// Outside its namespace, the name must not collide with that of another namespace's CronJob: its binding would be replaced.
		const metadata = { ...role.metadata, name: here ? name : `${namespace}:${name}`, labels };
		return [{ ...role, metadata }, binding(role.kind, metadata, deployment)];
	});
	return [account, ...bound, ...(deployment.publishes ? publishing(deployment) : [])];
}

function publishing(deployment: Deployment): Manifest[] {
	const { name, namespace } = deployment;
	const metadata = { name: `${name}-publish`, namespace, labels: labelsOf(deployment) };
	const rules = [
		{
			apiGroups: [""],
			resources: ["configmaps"],
			verbs: ["patch"],
			resourceNames: [reportName(deployment), logName(deployment)],
		},
	];
	return [{ apiVersion: `${api}/v1`, kind: "Role", metadata, rules }, binding("Role", metadata, deployment)];
}

function binding(kind: "Role" | "ClusterRole", metadata: Manifest["metadata"], { name, namespace }: Deployment): Manifest {
	return {
		apiVersion: `${api}/v1`,
		kind: `${kind}Binding`,
		metadata,
		roleRef: { apiGroup: api, kind, name: metadata.name },
		subjects: [{ kind: "ServiceAccount", name, namespace }],
	};
}
