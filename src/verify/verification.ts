import { ageOf, describeAge } from "../model/age.ts";
import type { Risk, StatusDocument } from "../model/document.ts";
import { exitCode } from "../model/failure.ts";
import type { Finding as DocumentFinding, SuppressedFinding } from "../model/finding.ts";
import type { Gate } from "../model/gate.ts";
import { type Criterion, counts, type Item } from "../model/item.ts";
import type { OwnersOf } from "../model/owners.ts";
import { everyItem, type Phase } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { percentage } from "../model/roll-up.ts";
import { type Cause, type Outcome, type State, stateOf } from "../model/verdict.ts";
import { causesOf } from "../probes/combinations/combine.ts";
import type { ProbeResult } from "../probes/probe.ts";
import { runsOf, type SoakRequirement, type SoakShortfall, soakShortfall } from "../report/soak.ts";
import type { VerdictLog } from "../report/verdict-log.ts";
import type {
	ClusterRead,
	ContextVerdict,
	CriterionVerdict,
	ItemVerdict,
	OrphanProbe,
	PhaseVerification,
	RiskVerdict,
	Verification,
} from "../report/verification.ts";
import { judgeGate } from "./gate.ts";

/** What was found in one cluster. */
export interface Examined {
	readonly context: string;
	readonly uid: string | null;
	/** Null: nothing was read. */
	readonly readAt: string | null;
	/** Whether any request to it was answered. */
	readonly isAnswered: boolean;
	readonly findings: ReadonlyMap<string, ProbeResult>;
}

export interface VerificationInput {
	readonly document: StatusDocument;
	readonly displayPath: string;
	readonly items: readonly Item[];
	readonly criteria: readonly Criterion[];
	readonly recording: string | null;
	readonly judgedAt: string;
	readonly version: string;
	readonly digests: Verification["digests"];
	/** `--require complete`: anything not done is a finding. */
	readonly requireComplete: boolean;
	/** The phases that were asked about as a whole, for their gates; none where items were named. */
	readonly phases: readonly PhaseId[];
	/** Of `validate`; only where completeness is required. */
	readonly findings: readonly DocumentFinding[];
	/** Of `validate`: what comments in the document accept. */
	readonly suppressed?: readonly SuppressedFinding[];
	/** The path of the document, by which its runs are found in a log; null or absent: all runs of a log are about it. */
	readonly path?: string | null;
	readonly orphans: readonly OrphanProbe[];
	/** Whether a probe or an attestation is bound to an item or criterion. */
	readonly isBound: (id: string) => boolean;
	/** `--soak`: for how long what a gate depends on must have been green, by this log. Absent: not asked. */
	readonly soak?: SoakInput | undefined;
	/** Those with a probe are verified; absent: none is selected. */
	readonly risks?: readonly Risk[];
	/** The owners of an item or criterion, with the defaults of the probes file; absent: only its own. */
	readonly ownersOf?: OwnersOf;
	/** Criteria that were named: their verdicts decide the exit code. */
	readonly named: ReadonlySet<string>;
}

export interface SoakInput extends SoakRequirement {
	readonly log: VerdictLog;
}

/** Joins the results of each cluster with the checkboxes. Of several clusters the worst counts: one that fails is not outvoted. */
export function verification(input: VerificationInput, examined: readonly Examined[]): Verification {
	const { document, displayPath, recording, judgedAt, version, digests } = input;
	const clusters = examined.map(({ context, uid, readAt }): ClusterRead => ({ context, uid, readAt }));
	const observedAt = oldest(clusters) ?? judgedAt;
	const ownersOf: OwnersOf = input.ownersOf ?? (({ owners }) => owners);
	const assigned = (one: Item | Criterion): Pick<ItemVerdict, "owners" | "due"> => ({
		owners: ownersOf(one),
		due: one.due?.value ?? null,
	});
	const items = input.items.map((item) => ({ ...itemVerdict(item, document, examined), ...assigned(item) }));
	const risks = (input.risks ?? [])
		.filter(({ id }) => input.isBound(id))
		.map((risk): RiskVerdict => {
			const line = document.source.lineOf(risk.span.start);
			return { id: risk.id, text: risk.risk.value, line, ...join(risk.id, examined) };
		});
	const criteria = input.criteria
		.map((criterion) => ({ ...criterionVerdict(criterion, document, examined), ...assigned(criterion) }))
		.filter((verdict) => verdict.outcome !== "unbound" || input.named.has(verdict.id));
	const summary: Record<State, number> = {
		confirmed: 0,
		ready: 0,
		open: 0,
		regressed: 0,
		unsettled: 0,
		unverified: 0,
		claimed: 0,
		skipped: 0,
	};
	for (const item of items) summary[item.state] += 1;
	const isUnanswered = (id: string): boolean => examined.some(({ findings }) => findings.get(id)?.unanswered === true);
	const unanswered = [...items, ...criteria, ...risks].some(({ id }) => isUnanswered(id));
	const { soak } = input;
	const runs = soak === undefined ? [] : runsOf(soak.log, clusters, input.path ?? null);
	const shortfall = (id: string): SoakShortfall | null =>
		soak === undefined ? null : soakShortfall(id, runs, Date.parse(observedAt), soak);
	const gate =
		input.requireComplete && input.phases.length > 0
			? judgeGate({ ...input, orphans: input.orphans.map(({ key }) => key), shortfall }, document, {
					of: (item) => itemVerdict(item, document, examined),
					ofCriterion: (criterion) => criterionVerdict(criterion, document, examined),
					isUnanswered,
					isAnswered: examined.some(({ isAnswered }) => isAnswered),
				})
			: null;
	return {
		schemaVersion: 1,
		document: displayPath,
		contexts: examined.map(({ context }) => context),
		observedAt,
		// A live cluster was read in this run, even if its clock differs.
		age: recording === null ? null : describeAge(observedAt, judgedAt),
		ageHours: recording === null ? 0 : Math.max(0, Math.floor(ageOf(observedAt, judgedAt) / 3_600_000)),
		tool: { name: "boulder-migrate", version },
		digests,
		clusters,
		recording,
		summary,
		phases: document.phases.map((phase) => phaseVerification(phase, items)).filter((phase) => phase !== null),
		items,
		criteria,
		...(risks.length > 0 ? { risks } : {}),
		orphans: input.orphans,
		gate,
		exitCode: codeOf({ input, items, criteria, risks, gate, unanswered }),
	};
}

/** Several clusters are as old as the oldest of them. */
function oldest(clusters: readonly ClusterRead[]): string | null {
	const times = clusters.flatMap(({ readAt }) => readAt ?? []);
	return times.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

interface Judged {
	readonly input: VerificationInput;
	readonly items: readonly ItemVerdict[];
	readonly criteria: readonly CriterionVerdict[];
	readonly risks: readonly RiskVerdict[];
	readonly gate: Gate | null;
	readonly unanswered: boolean;
}

/** A contradiction beats what could not be verified; see the contract of exit codes in the documentation. */
function codeOf({ input, items, criteria, risks, gate, unanswered }: Judged): number {
	const { requireComplete, named, orphans, isBound } = input;
	if (items.some((item) => item.state === "regressed")) return exitCode.findings;
	if (risks.some(({ outcome }) => outcome === "fail")) return exitCode.findings;
	const isOpen = (item: ItemVerdict): boolean => !item.optional && item.state !== "confirmed" && item.state !== "skipped";
	const open = requireComplete ? items.filter(isOpen) : [];
	if (open.some((item) => item.state !== "unverified")) return exitCode.findings;
	const unmet = criteria.filter(
		({ id, outcome }) => (requireComplete || named.has(id)) && outcome !== "pass" && outcome !== "attested",
	);
	if (unmet.some(({ outcome }) => outcome !== "unknown" && outcome !== "unbound")) return exitCode.findings;
	if (gate?.obstacles.some((obstacle) => !obstacle.unverified)) return exitCode.findings;
	if (gate !== null && !gate.open) return exitCode.unverified;
	if (requireComplete && unmet.some(({ outcome }) => outcome === "unbound")) return exitCode.findings;
	// None of the requested items has a probe: the result would depend on checkboxes alone.
	const asked = [...items.filter((item) => item.state !== "skipped"), ...criteria, ...risks];
	if (!requireComplete && !asked.some(({ id }) => isBound(id))) return exitCode.unusable;
	if (unanswered || items.some((item) => item.state === "unverified" && item.checked)) return exitCode.unverified;
	if (unmet.length > 0) return exitCode.unverified;
	if (open.length > 0) return exitCode.findings;
	return orphans.some(({ key }) => items.some((item) => lostItsProbe(item, key))) ? exitCode.unverified : exitCode.done;
}

/** A checked item that was reworded loses its probe, and so its regression: that must not look like success. */
function lostItsProbe(item: ItemVerdict, key: string): boolean {
	return item.state === "claimed" && key.split("/")[0] === item.phase;
}

interface Joined {
	readonly outcome: Outcome | "unbound";
	readonly reason: string;
	readonly message: string;
	readonly hint: string | null;
	readonly evidence: ItemVerdict["evidence"];
	readonly parked?: true;
	readonly soaking?: true;
	readonly causes?: readonly Cause[];
	readonly contexts: readonly ContextVerdict[];
}

/** Only what does not pass has reasons, and those of one part are its message. */
function causesIn(found: ProbeResult | undefined): { readonly causes?: readonly Cause[] } {
	if (found === undefined || found.outcome === "pass" || found.outcome === "attested") return {};
	const causes = causesOf(found);
	const [only] = causes;
	return causes.length === 1 && only?.missing === undefined && only?.lacks === undefined && only?.message === found.message
		? {}
		: { causes };
}

const order: readonly (Outcome | "unbound")[] = ["fail", "unknown", "pending", "unbound", "attested", "pass"];

function join(id: string, examined: readonly Examined[]): Joined {
	const all = examined.map(({ context, findings }): ContextVerdict => {
		const found = findings.get(id);
		return {
			context,
			outcome: found?.outcome ?? "unknown",
			reason: found?.reason ?? "NotAsked",
			message: found?.message ?? "it was not asked about",
			hint: found?.hint ?? null,
			evidence: found?.evidence ?? [],
			...(found?.parked === true ? { parked: true } : {}),
			...causesIn(found),
		};
	});
	// What is in progress comes before what is parked: it needs attention first.
	const rank = ({ outcome, parked }: ContextVerdict): number => order.indexOf(outcome) + (parked === true ? 0.5 : 0);
	const deciding = [...all].sort((a, b) => rank(a) - rank(b))[0];
	if (deciding === undefined)
		return { outcome: "unknown", reason: "NotAsked", message: "no cluster was asked", hint: null, evidence: [], contexts: [] };
	const isSoaking = ({ outcome }: ContextVerdict, index: number): boolean =>
		outcome === "pass" || outcome === "attested" || examined[index]?.findings.get(id)?.soaking === true;
	const { context, ...decided } = deciding;
	const isHeldBack = decided.outcome !== "pass" && decided.outcome !== "attested" && all.every(isSoaking);
	const verdict = isHeldBack ? { ...decided, soaking: true as const } : decided;
	if (all.length === 1) return { ...verdict, contexts: [] };
	const everywhere = all.every((one) => one.message === deciding.message);
	return { ...verdict, message: everywhere ? verdict.message : `${context}: ${verdict.message}`, contexts: all };
}

function itemVerdict(item: Item, document: StatusDocument, examined: readonly Examined[]): ItemVerdict {
	const skipped = item.notApplicable !== null;
	const joined: Joined = skipped
		? {
				outcome: "unbound",
				reason: "NotApplicable",
				message: `not applicable: ${item.notApplicable?.value ?? ""}`,
				hint: null,
				evidence: [],
				contexts: [],
			}
		: join(item.id, examined);
	const checked = item.box.value;
	return {
		id: item.id,
		phase: item.phase,
		list: item.list,
		group: item.group,
		text: item.text.value,
		line: document.source.lineOf(item.box.span.start),
		checked,
		optional: item.optional,
		state: stateOf({ checked, skipped }, joined.outcome === "unbound" ? null : joined.outcome),
		...joined,
	};
}

function criterionVerdict(criterion: Criterion, document: StatusDocument, examined: readonly Examined[]): CriterionVerdict {
	const { id, phase, text, span } = criterion;
	return { id, phase, text: text.value, line: document.source.lineOf(span.start), ...join(id, examined) };
}

/** Null for a phase none of whose own items was asked about. */
function phaseVerification(phase: Phase, verdicts: readonly ItemVerdict[]): PhaseVerification | null {
	const own = new Set(phase.items.filter(counts).map((item) => item.id));
	const asked = verdicts.filter((verdict) => own.has(verdict.id));
	if (asked.length === 0 && !everyItem(phase).some((item) => verdicts.some((verdict) => verdict.id === item.id))) return null;
	const counted = asked.length;
	const claimed = asked.filter((verdict) => verdict.checked).length;
	const verified = asked.filter((verdict) => verdict.outcome === "pass" || verdict.outcome === "attested").length;
	return {
		id: phase.id,
		title: phase.title.value,
		counted,
		claimed,
		verified,
		claimedPercent: percentage({ done: claimed, counted }),
		verifiedPercent: percentage({ done: verified, counted }),
	};
}
