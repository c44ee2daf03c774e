import type { Observation } from "../../src/model/verdict.ts";
import { type State, stateOf, states } from "../../src/model/verdict.ts";
import type { ContextVerdict, CriterionVerdict, ItemVerdict, Verification } from "../../src/report/verification.ts";
import { colourless } from "../../src/reporters/palette.ts";
import type { VerdictLayout } from "../../src/reporters/verdicts/layout.ts";
import { quoted } from "../../src/text/command-line.ts";

const when = "2026-11-24T00:00:00Z";

export const layout: VerdictLayout = {
	width: null,
	paint: colourless,
	detailed: false,
	verbosity: "screen",
	requireComplete: false,
	version: "1.2.3",
	sameDocument: quoted``,
	sameCluster: quoted``,
	documentSha256: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
};

/** Everything that has ever broken a format of this kind, in one text. */
export const hostile =
	"a\u001b[31m\u0000\r\n::error::owned\n##[error]owned\u202e\u2066 ]]> <script>alert(1)</script> --> | `x` \"q\" 'p' \\ # SKIP $(rm) @octocat #1 %0A {0} [l](http://e.vil) http://e.vil &amp; ... --- \ufffe \ud800 \u2028\u0085";

function observation(name: string, expected: string, found: string): Observation {
	return {
		kind: "Deployment",
		namespace: "boulder-staging",
		name,
		uid: "0d0c6f6e-1d2f-4b0e-8f0a-000000000001",
		resourceVersion: "7101",
		expected,
		found,
		observedAt: when,
	};
}

export interface Said {
	readonly id: string;
	readonly text: string;
	readonly checked: boolean;
	readonly outcome: ItemVerdict["outcome"];
	readonly reason: string;
	readonly message: string;
	readonly hint?: string;
	readonly evidence?: readonly Observation[];
	readonly contexts?: readonly ContextVerdict[];
	readonly optional?: boolean;
	readonly skipped?: boolean;
}

function itemOf(said: Said, index: number): ItemVerdict {
	const { id, text, checked, outcome, reason, message } = said;
	return {
		id,
		phase: id.split("/")[0] ?? "",
		list: id.includes("/validation/") ? "validation" : "phase",
		group: null,
		text,
		line: 31 + index,
		checked,
		optional: said.optional ?? false,
		outcome,
		state: stateOf({ checked, skipped: said.skipped ?? false }, outcome === "unbound" ? null : outcome),
		reason,
		message,
		hint: said.hint ?? null,
		evidence: said.evidence ?? [],
		contexts: said.contexts ?? [],
	};
}

export function verificationOf(said: readonly Said[], rest: Partial<Verification> = {}): Verification {
	const items = said.map(itemOf);
	const number = (state: State): number => items.filter((item) => item.state === state).length;
	const phases = [...new Set(items.map((item) => item.phase))].map((id) => {
		const counted = items.filter(
			(item) => item.phase === id && item.list === "phase" && !item.optional && item.state !== "skipped",
		);
		const claimed = counted.filter((item) => item.checked).length;
		const verified = counted.filter((item) => item.outcome === "pass" || item.outcome === "attested").length;
		return {
			id,
			title: id === "2" ? "Service Splitting" : `Title of ${id}`,
			counted: counted.length,
			claimed,
			verified,
			claimedPercent: Math.floor((100 * claimed) / Math.max(1, counted.length)),
			verifiedPercent: Math.floor((100 * verified) / Math.max(1, counted.length)),
		};
	});
	return {
		schemaVersion: 1,
		document: "status/PHASE-STATUS.md",
		contexts: ["staging"],
		observedAt: when,
		age: null,
		ageHours: 0,
		tool: { name: "boulder-migrate", version: "1.2.3" },
		digests: { document: `sha256:${layout.documentSha256}`, probes: null },
		clusters: [{ context: "staging", uid: "0d0c6f6e-1d2f-4b0e-8f0a-00000000cafe", readAt: when }],
		recording: null,
		summary: {
			confirmed: number("confirmed"),
			ready: number("ready"),
			open: number("open"),
			regressed: number("regressed"),
			unsettled: number("unsettled"),
			unverified: number("unverified"),
			claimed: number("claimed"),
			skipped: number("skipped"),
		},
		phases,
		items,
		criteria: [],
		orphans: [],
		gate: null,
		exitCode: number("regressed") > 0 ? 1 : items.some((item) => item.checked && item.state === "unverified") ? 3 : 0,
		...rest,
	};
}

const rolledOut = { outcome: "pass", reason: "RolledOut" } as const;

/** A quiet day: nothing contradicts the document. */
export const plain: Verification = verificationOf([
	{
		id: "2/sa-1-deployment",
		text: "SA-1 Deployment (port 9395)",
		checked: true,
		...rolledOut,
		message: "boulder-sa-1 is rolled out: 1 of 1 pods ready",
		evidence: [observation("boulder-sa-1", "at least 1 ready pod", "1 ready pod")],
	},
	{
		id: "2/sa-2-deployment",
		text: "SA-2 Deployment (port 9495)",
		checked: false,
		...rolledOut,
		message: "boulder-sa-2 is rolled out",
	},
	{
		id: "2/va-1-deployment",
		text: "VA-1 Deployment (port 9392)",
		checked: false,
		outcome: "fail",
		reason: "NotFound",
		message: "there is no Deployment boulder-va-1 in boulder-staging",
	},
]);

const noNamespace = {
	outcome: "unknown",
	reason: "NamespaceNotFound",
	message: "the namespace boulder-jobs does not exist, so nothing in it can be looked at",
	hint: "kubectl --context staging get namespaces",
} as const;

const criterion: CriterionVerdict = {
	id: "3/criteria/no-startup-script",
	phase: "3",
	text: "No startup script is left",
	line: 90,
	outcome: "fail",
	reason: "Found",
	message: "the ConfigMap startup still holds one",
	hint: null,
	evidence: [],
	contexts: [],
};

function inContext(context: string, outcome: ContextVerdict["outcome"], message: string): ContextVerdict {
	return { context, outcome, reason: outcome === "pass" ? "RolledOut" : "CrashLoopBackOff", message, hint: null, evidence: [] };
}

/** A bad day: every state, several contexts, one cause behind many items, and a cluster that wants to break the output. */
export const rich: Verification = verificationOf(
	[
		{
			id: "2/sa-1-deployment",
			text: "SA-1 Deployment (port 9395)",
			checked: true,
			outcome: "fail",
			reason: "CrashLoopBackOff",
			message: "0 of 1 pods of boulder-sa-1 are ready: its container boulder stopped with exit code 1 for the 7th time",
			hint: "kubectl --context staging -n boulder-staging logs deployment/boulder-sa-1 --previous",
			evidence: [
				observation("boulder-sa-1", "at least 1 ready pod", "0 ready pods"),
				{ ...observation("boulder-sa-1-abc", "running", "CrashLoopBackOff"), kind: "Pod", resourceVersion: null, uid: null },
			],
			contexts: [
				inContext(
					"staging",
					"fail",
					"0 of 1 pods of boulder-sa-1 are ready: its container boulder stopped with exit code 1 for the 7th time",
				),
				inContext("production|::", "pass", "boulder-sa-1 is rolled out"),
			],
		},
		{
			id: "2/hostile|item",
			text: hostile,
			checked: true,
			outcome: "fail",
			reason: "Hostile",
			message: hostile,
			hint: hostile,
			evidence: [{ ...observation(hostile, hostile, hostile), kind: hostile, namespace: hostile }],
			contexts: [
				inContext("staging", "fail", hostile),
				inContext("production|::", "unknown", "forbidden: may not list deployments"),
			],
		},
		{
			id: "2/sa-2-deployment",
			text: "SA-2 Deployment (port 9495)",
			checked: true,
			...rolledOut,
			message: "boulder-sa-2 is rolled out",
		},
		{
			id: "2/va-1-deployment",
			text: "VA-1 Deployment (port 9392)",
			checked: true,
			outcome: "pending",
			reason: "RollingOut",
			message: "boulder-va-1 is being rolled out for 40 s: 1 of 2 pods are new",
			hint: "boulder-migrate verify 2/va-1-deployment --wait 5m",
		},
		{
			id: "2/document-ports",
			text: "Document the ports",
			checked: true,
			outcome: "unbound",
			reason: "NoProbe",
			message: "no probe is bound to it",
		},
		{
			id: "2/tell-people",
			text: "Tell people",
			checked: true,
			outcome: "unbound",
			reason: "NoProbe",
			message: "no probe is bound to it",
		},
		{
			id: "2/va-2-deployment",
			text: "VA-2 Deployment (port 9492)",
			checked: false,
			...rolledOut,
			message: "boulder-va-2 is rolled out",
		},
		{
			id: "2/it's-pinned",
			text: "Rollback drill",
			checked: false,
			outcome: "attested",
			reason: "EvidenceWritten",
			message: "Ana wrote it down on 2026-11-01",
		},
		{
			id: "2/mtls",
			text: "mTLS",
			checked: false,
			outcome: "fail",
			reason: "NotServing",
			message: "boulder-sa-2 does not answer",
		},
		{
			id: "2/old-thing",
			text: "Old thing",
			checked: false,
			outcome: "unbound",
			reason: "NoProbe",
			message: "no probe is bound to it",
			skipped: true,
		},
		{
			id: "2/validation/all-pods-run",
			text: "All pods run",
			checked: false,
			outcome: "pending",
			reason: "Waiting",
			message: "2 pods wait for a node",
			hint: "kubectl --context staging get pods -n boulder-staging",
		},
		{ id: "3/database-job", text: "Database Job", checked: true, ...noNamespace },
		{ id: "3/certificate-job", text: "Certificate Job", checked: true, ...noNamespace },
		{ id: "3/bootstrap-job", text: "Bootstrap Job", checked: true, ...noNamespace },
		{ id: "3/init-containers", text: "InitContainers", checked: false, ...noNamespace },
		{
			id: "3/pretty-logs",
			text: "Optional: pretty logs",
			checked: false,
			optional: true,
			outcome: "unbound",
			reason: "NoProbe",
			message: "no probe is bound to it",
		},
	],
	{
		contexts: ["staging", "production|::"],
		clusters: [
			{ context: "staging", uid: "0d0c6f6e-1d2f-4b0e-8f0a-00000000cafe", readAt: when },
			{ context: "production|::", uid: null, readAt: null },
		],
		criteria: [criterion],
	},
);

/** Every state occurs in the rich one, or its golden files prove little. */
export const statesOfRich = states.filter((state) => rich.summary[state] > 0);
