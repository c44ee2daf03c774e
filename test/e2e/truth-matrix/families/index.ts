import type { Row } from "../row.ts";
import { autoscalers } from "./autoscalers.ts";
import { cronJobs } from "./cron-jobs.ts";
import { customResources } from "./custom-resources.ts";
import { daemonSets } from "./daemon-sets.ts";
import { deployments } from "./deployments.ts";
import { deploymentsBeside } from "./deployments-beside.ts";
import { deploymentDemands } from "./deployments-demands.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { expectationsAndCounts } from "./expectations-and-counts.ts";
import { ingresses } from "./ingresses.ts";
import { jobs } from "./jobs.ts";
import { jobsThatEnded } from "./jobs-that-ended.ts";
import { networkPolicies } from "./network-policies.ts";
import { replicaSetsAndPods } from "./replica-sets-and-pods.ts";
import { rulesOfKinds } from "./rules-of-kinds.ts";
import { scope } from "./scope.ts";
import { services } from "./services.ts";
import { servicesOfKinds } from "./services-of-kinds.ts";
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
	deploymentDemands,
	deploymentsBeside,
	replicaSetsAndPods,
	statefulSets,
	daemonSets,
	jobs,
	jobsThatEnded,
	disruptionBudgets,
	services,
	servicesOfKinds,
	ingresses,
	volumes,
	networkPolicies,
	customResources,
	expectationsAndCounts,
	scope,
	rulesOfKinds,
];
