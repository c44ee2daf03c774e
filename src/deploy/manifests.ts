import type { RoleManifest } from "../verify/rbac.ts";
import { access } from "./access.ts";
import { alertRules } from "./alerts.ts";
import { type Contents, documentConfigMap, logConfigMap, reportConfigMap } from "./config-maps.ts";
import { cronJob } from "./cron-job.ts";
import type { Deployment, Manifest } from "./deployment.ts";

/** Everything that `verify` needs to run in a cluster, in an order in which it can be applied. */
export function manifests(deployment: Deployment, contents: Contents, roles: readonly RoleManifest[]): Manifest[] {
	return [
		...access(deployment, roles),
		documentConfigMap(deployment, contents),
		...(!deployment.publishes ? [] : [reportConfigMap(deployment), logConfigMap(deployment)]),
		cronJob(deployment),
		...(deployment.alerts === null ? [] : [alertRules(deployment, deployment.alerts.staleSeconds)]),
	];
}
