import { type Deployment, labelsOf, type Manifest, metricsGroup } from "./deployment.ts";

/** Alerts for drift, for items that could not be verified, and for a report that is no longer updated. */
export function alertRules(deployment: Deployment, staleSeconds: number): Manifest {
	const { name, namespace } = deployment;
	const group = `report="${metricsGroup(deployment)}"`;
	const items = (state: string): string => `sum by (phase, report) (boulder_migrate_items{${group},state="${state}"}) > 0`;
	const observed = `boulder_migrate_verify_observed_timestamp_seconds{${group}}`;
	const rules = [
		{
			alert: "BoulderMigrateRegressed",
			expr: items("regressed"),
			labels: { severity: "warning" },
			annotations: {
				summary: "Phase {{ $labels.phase }}: {{ $value }} items are checked off, and the cluster contradicts them",
				description: `kubectl get -n ${namespace} configmap ${name}-report, or the log of the newest Job of CronJob ${name}, names them`,
			},
		},
		{
			alert: "BoulderMigrateUnverified",
			expr: items("unverified"),
			for: "1h",
			labels: { severity: "warning" },
			annotations: {
				summary: "Phase {{ $labels.phase }}: {{ $value }} items could not be verified for an hour",
				description:
					"The cluster or a server behind it did not answer, or the role lacks a right; nothing is known of these items",
			},
		},
		{
			alert: "BoulderMigrateReportStale",
			// A missing sample is as bad as an old one, and must also fire the alert.
			expr: `time() - ${observed} > ${staleSeconds} or absent(${observed})`,
			for: "10m",
			labels: { severity: "warning" },
			annotations: {
				summary: `CronJob ${name} in ${namespace} has not reported for more than ${staleSeconds} seconds`,
				description: `Its last result may be outdated; kubectl get -n ${namespace} jobs shows how its runs ended`,
			},
		},
	];
	return {
		apiVersion: "monitoring.coreos.com/v1",
		kind: "PrometheusRule",
		metadata: { name, namespace, labels: labelsOf(deployment) },
		spec: { groups: [{ name: "boulder-migrate", rules }] },
	};
}
