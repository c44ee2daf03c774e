import { type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { commandLine } from "../../text/command-line.ts";
import { define } from "../define.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { type Lookup, lookUp, notFound, preconditions, reporterFor } from "../shared/lookup.ts";
import { objectName, objectNamePrefix } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { controlledBy } from "../shared/ownership.ts";
import { listRight } from "../shared/pods-of.ts";
import { absent, probeResult } from "../shared/results.ts";
import { warningsIn, warningsRight } from "../shared/warnings.ts";
import { stateOfJob } from "./job-state.ts";
import { type LastKnown, lastKnown } from "./last-known.ts";

export interface JobSpec {
	readonly namespace: string;
	/** The name, or what the name begins with: the newest of them counts, as `generateName` makes them. */
	readonly name: string;
	readonly byPrefix: boolean;
}

export interface JobEvidence {
	readonly job: Lookup;
	readonly pods: readonly KubeObject[];
	/** The newest warning about a Job without pods: only events show why its controller cannot create one. */
	readonly warning: string | null;
	/** If the Job does not exist: what is known from before. Null if there is no sign that it ever existed. */
	readonly before: LastKnown | null;
}

export const job: ReadAndJudge<JobSpec, JobEvidence> = {
	name: "job",
	proves: "a Job has completed, by its condition, and was not resumed since",
	specify(fields, reading) {
		const name = objectName(fields, "name");
		const prefix = objectNamePrefix(fields, "namePrefix");
		if (name !== null && prefix !== null) throw fields.fault('job takes "name" or "namePrefix", not both');
		return {
			namespace: namespaceOf(fields, reading),
			name: fields.required("name", name ?? prefix),
			byPrefix: prefix !== null,
		};
	},
	describe: ({ name, byPrefix }) => (byPrefix ? `the newest Job ${name}… has completed` : `Job ${name} has completed`),
	mentions: ({ namespace, name, byPrefix }) => [{ namespace, kind: "Job", name: byPrefix ? `${name}*` : name }],
	looksFor: ({ name }) => name,
	rights: ({ namespace }) => [listRight("batch", "jobs", namespace), listRight("", "pods", namespace), warningsRight(namespace)],
	async read({ namespace, name, byPrefix }, { cluster, item }) {
		const jobs = await cluster.list({ apiVersion: "batch/v1", kind: "Job", namespace });
		const newest = byPrefix ? newestNamed(jobs.objects, name, jobs.observedAt) : null;
		const lookup = lookUp(jobs, "Job", namespace, newest?.metadata.name ?? name);
		const { object } = lookup;
		if (object === null)
			return { job: lookup, pods: [], warning: null, before: await lastKnown(cluster, { namespace, name, byPrefix, item }) };
		const state = stateOfJob(object, [], lookup.observedAt);
		if (state.outcome === "pass") return { job: lookup, pods: [], warning: null, before: null };
		try {
			const { objects } = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace });
			const pods = controlledBy(objects, object);
			const waits = stateOfJob(object, pods, lookup.observedAt).reason === "NotStarted";
			const warnings = waits ? await warningsIn(cluster, namespace) : null;
			return { job: lookup, pods, warning: warnings?.get(object.metadata.uid ?? "") ?? null, before: null };
		} catch (problem) {
			// A Job that has failed has failed, whether or not its pods may be asked why.
			if (problem instanceof ClusterProblem && state.outcome === "fail")
				return { job: lookup, pods: [], warning: null, before: null };
			throw problem;
		}
	},
	judge: judgeJob,
};

/** Creation times have a resolution of one second: of equally new Jobs, one that has not completed counts. */
function newestNamed(jobs: readonly KubeObject[], prefix: string, observedAt: string): KubeObject | null {
	const created = (candidate: KubeObject): string => stringAt(candidate, "metadata", "creationTimestamp") ?? "";
	const named = jobs.filter((candidate) => candidate.metadata.name.startsWith(prefix));
	const last = named.reduce((latest, candidate) => (created(candidate) > latest ? created(candidate) : latest), "");
	const newest = named.filter((candidate) => created(candidate) === last);
	return newest.find((candidate) => stateOfJob(candidate, [], observedAt).outcome !== "pass") ?? newest[0] ?? null;
}

function judgeJob({ job: lookup, pods, warning, before }: JobEvidence, spec: JobSpec): ProbeResult {
	const { object, observedAt, namespace } = lookup;
	const list = commandLine`kubectl get -n ${namespace ?? "default"} jobs # one with ttlSecondsAfterFinished is deleted after its end, and proves nothing then`;
	if (object === null && before !== null) {
		const subject = `Job ${spec.name}${spec.byPrefix ? "…" : ""}`;
		const missing = absent("Job", namespace, `${spec.name}${spec.byPrefix ? "*" : ""}`, observedAt);
		const keep = "keep it: remove ttlSecondsAfterFinished, or add the proof to the item as evidence";
		if (before.failed) return probeResult("fail", before.reason, `${subject} is gone; it ${before.words}`, [missing], list);
		const words = `${subject} no longer exists (finished Jobs may be deleted): ${before.words}`;
		return probeResult("unknown", "Removed", words, [missing], keep);
	}
	if (object === null) {
		if (!spec.byPrefix) return notFound(lookup, list);
		const words = `no Job of ${namespace} has a name that begins with ${spec.name}`;
		return probeResult("fail", "NotFound", words, [absent("Job", namespace, `${spec.name}*`, observedAt)], list);
	}
	const report = reporterFor(object, "condition Complete is True", observedAt);
	const early = preconditions(object, report, { hasStatus: true });
	if (early !== null) return early;
	const state = stateOfJob(object, pods, observedAt);
	const because = warning === null ? "" : ` (${warning})`;
	const found = report(state.outcome, state.reason, state.words + because, state.hint);
	return state.parked === true ? { ...found, parked: true } : found;
}

export const jobProbe = define(job);
