import type { Row } from "../row.ts";
import { autoscalers } from "./autoscalers.ts";
import { cronJobs } from "./cron-jobs.ts";
import { customResources } from "./custom-resources.ts";
import { daemonSets } from "./daemon-sets.ts";
import { deployments } from "./deployments.ts";
import { deploymentsAsked } from "./deployments-asked.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { ingresses } from "./ingresses.ts";
import { jobs } from "./jobs.ts";
import { networkPolicies } from "./network-policies.ts";
import { noRuleAndScope } from "./no-rule-and-scope.ts";
import { replicaSetsAndPods } from "./replica-sets-and-pods.ts";
import { services } from "./services.ts";
import { statefulSets } from "./stateful-sets.ts";
import { volumes } from "./volumes.ts";

export interface Family {
	readonly title: string;
	readonly rows: readonly Row[];
}

/** What takes a minute comes first. */
export const families: readonly Family[] = [
	autoscalers,
	cronJobs,
	deployments,
	deploymentsAsked,
	replicaSetsAndPods,
	statefulSets,
	daemonSets,
	jobs,
	disruptionBudgets,
	services,
	ingresses,
	volumes,
	networkPolicies,
	customResources,
	noRuleAndScope,
];
