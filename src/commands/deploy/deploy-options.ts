import type { DocumentOptions } from "../../app/options.ts";
import { type Deployment, metricsGroup } from "../../deploy/deployment.ts";
import { Failure } from "../../model/failure.ts";

export interface DeployOptions extends DocumentOptions {
	readonly output: "yaml" | "json";
	readonly image: string;
	readonly namespace?: string;
	readonly name: string;
	readonly schedule: string;
	readonly deadline: number;
	readonly publish?: boolean;
	readonly pushgateway?: string;
	readonly alerts?: boolean;
	readonly withOptional?: boolean;
	readonly staleAfter: number;
}

const label = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** The validated options; throws a usage Failure. */
export function deploymentOf(given: DeployOptions, usual: string | null, items: readonly string[]): Deployment {
	const { name, schedule } = given;
	const namespace = given.namespace ?? usual;
	if (namespace === null)
		throw new Failure(
			"usage",
			"the probes file has no default namespace",
			"name the namespace that it runs in with --namespace NAME",
		);
	if (!label.test(namespace)) throw new Failure("usage", `"${namespace}" is not a valid namespace name`);
	// Kubernetes appends to it the names of Jobs, we those of the ConfigMaps.
	if (!label.test(name) || name.length > 40)
		throw new Failure("usage", `invalid --name "${name}"`, "use lower-case letters, digits and hyphens, at most 40");
	if (!/^(?:@(?:hourly|daily|midnight|weekly|monthly|yearly|annually)|\S+(?: +\S+){4})$/.test(schedule))
		throw new Failure("usage", `invalid --schedule "${schedule}"`, "use five fields, for example: */30 * * * *");
	if (given.alerts && given.pushgateway === undefined)
		throw new Failure(
			"usage",
			"--alerts needs --pushgateway URL: nothing else brings the metrics to Prometheus",
			"without one, alert on kube_job_failed: a Job fails when verify does",
		);
	return {
		name,
		namespace,
		schedule,
		image: imageOf(given.image, "--image"),
		publishes: given.publish === true,
		pushgateway: given.pushgateway === undefined ? null : pushTarget(given.pushgateway, metricsGroup({ name, namespace })),
		alerts: given.alerts ? { staleSeconds: given.staleAfter } : null,
		deadlineSeconds: given.deadline,
		items,
	};
}

function imageOf(text: string, option: string): string {
	if (!/^[\w./:@-]+$/.test(text))
		throw new Failure(
			"usage",
			`invalid ${option} "${text}"`,
			"use an image, for example registry.example.org/boulder-migrate:1.0.0",
		);
	return text;
}

/** The group that a Pushgateway replaces as a whole. */
function pushTarget(text: string, group: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "" && !text.includes("$(");
	if (!isPlain)
		throw new Failure("usage", `invalid --pushgateway "${text}"`, "use a URL, for example http://pushgateway.monitoring:9091");
	// The manifest would contain the credentials in plain text.
	if (url.username !== "" || url.password !== "") throw new Failure("usage", "--pushgateway takes no password in its address");
	return `${url.href.replace(/\/+$/, "")}/metrics/job/boulder-migrate/report/${group}`;
}
