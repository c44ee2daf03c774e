import type { StatusDocument } from "../model/document.ts";
import type { Finding, SuppressedFinding } from "../model/finding.ts";
import { allPrerequisites, type Gate, type Obstacle, type SuppressedObstacle } from "../model/gate.ts";
import type { Criterion, Item } from "../model/item.ts";
import { everyItem, type Phase } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { SoakShortfall } from "../report/soak.ts";
import type { CriterionVerdict, ItemVerdict } from "../report/verification.ts";
import { errorsAbout } from "./findings-about.ts";

/** What a gate is decided by, besides the verdicts. */
export interface GateQuestion {
	readonly phases: readonly PhaseId[];
	/** Of `validate`, of today. */
	readonly findings: readonly Finding[];
	/** Of `validate`: what comments in the document accept. */
	readonly suppressed?: readonly SuppressedFinding[];
	/** Keys of the probes file that match no item. */
	readonly orphans: readonly string[];
	/** `--soak`: why what is green now has not been for long enough; null where it was, or where that is not asked for. */
	readonly shortfall: (id: string) => SoakShortfall | null;
}

/** The verdicts of this run. */
export interface GateVerdicts {
	of(item: Item): ItemVerdict;
	ofCriterion(criterion: Criterion): CriterionVerdict;
	/** Whether the cluster gave no result about it. */
	isUnanswered(id: string): boolean;
	/** Whether a cluster answered anything in this run. */
	readonly isAnswered: boolean;
}

/** The items and criteria that the gates of some phases depend on: their own, and those of everything they wait for. */
export function gateScope(phases: readonly PhaseId[], document: StatusDocument): readonly Phase[] {
	const ids = new Set(phases.flatMap((phase) => [phase, ...allPrerequisites(phase, document).map((one) => one.phase)]));
	return document.phases.filter((phase) => ids.has(phase.id));
}

/**
 * Whether phases can be promoted: their items, checks, and success criteria are confirmed now, and so are those of everything they wait
 * for; no blocker names them; `validate` reports no error about them. Checkboxes alone open no gate.
 */
export function judgeGate(question: GateQuestion, document: StatusDocument, verdicts: GateVerdicts): Gate {
	const byId = new Map(document.phases.map((phase) => [phase.id, phase]));
	const obstacles = question.phases.flatMap((id) => {
		const phase = byId.get(id);
		return phase === undefined ? [] : obstaclesOf(phase, byId, question, document, verdicts);
	});
	const suppressed = question.phases.flatMap((id) => {
		const phase = byId.get(id);
		return phase === undefined ? [] : suppressedAbout(phase, question, document);
	});
	return { phases: question.phases, open: obstacles.length === 0, obstacles, suppressed };
}

function suppressedAbout(
	phase: Phase,
	{ suppressed = [] }: GateQuestion,
	document: StatusDocument,
): readonly SuppressedObstacle[] {
	return errorsAbout(phase, document, suppressed).map(({ rule, message, why, span }) => ({
		phase: phase.id,
		rule,
		line: document.source.lineOf(span.start),
		message,
		why,
	}));
}

function obstaclesOf(
	phase: Phase,
	byId: ReadonlyMap<PhaseId, Phase>,
	{ findings, orphans, shortfall }: GateQuestion,
	document: StatusDocument,
	verdicts: GateVerdicts,
): readonly Obstacle[] {
	const lineOf = (offset: number): number => document.source.lineOf(offset);
	const unmet = unconfirmed(phase, document, verdicts);
	return [
		...unmet,
		...soakObstacles(phase, document, shortfall, new Set(unmet.map(({ id }) => id))),
		...allPrerequisites(phase.id, document).flatMap(({ phase: id, edge }): Obstacle[] => {
			const found = prerequisiteObstacle(id, phase.id, byId.get(id), document, verdicts);
			return found === null ? [] : [{ ...found, phase: phase.id, kind: "prerequisite", id, line: lineOf(edge.span.start) }];
		}),
		...(document.blockers?.blockers ?? [])
			.filter((blocker) => blocker.phase === phase.id)
			.map(
				(blocker): Obstacle => ({
					phase: phase.id,
					kind: "blocker",
					id: null,
					line: lineOf(blocker.span.start),
					reason: "Blocked",
					message: `blocked: ${blocker.reason}`,
					next: `boulder-migrate unblock ${phase.id}`,
					unverified: false,
				}),
			),
		...errorsAbout(phase, document, findings).map(
			({ rule, message, hint, span }): Obstacle => ({
				phase: phase.id,
				kind: "validation",
				id: rule,
				line: lineOf(span.start),
				reason: "ValidationError",
				message: `${message} (${rule})`,
				next: hint ?? "boulder-migrate validate",
				unverified: false,
			}),
		),
		...orphans
			.filter((key) => key.split("/")[0] === phase.id)
			.map(
				(key): Obstacle => ({
					phase: phase.id,
					kind: "validation",
					id: "orphan-probe",
					line: lineOf(phase.heading.start),
					reason: "OrphanProbe",
					message: `the probe ${key} matches no item: what it verified is no longer verified`,
					next: "boulder-migrate probes lint",
					unverified: false,
				}),
			),
	];
}

/** What is confirmed now, and was not throughout the time that `--soak` asks for. */
function soakObstacles(
	phase: Phase,
	document: StatusDocument,
	shortfall: GateQuestion["shortfall"],
	unmet: ReadonlySet<string | null>,
): readonly Obstacle[] {
	const items = everyItem(phase).filter((item) => !item.optional && item.notApplicable === null);
	return [...items, ...phase.criteria].flatMap(({ id, span }): Obstacle[] => {
		const short = unmet.has(id) ? null : shortfall(id);
		if (short === null) return [];
		const line = document.source.lineOf(span.start);
		return [{ phase: phase.id, kind: "soak", id, line, ...short, next: null, unverified: false }];
	});
}

/** What of a phase itself is not confirmed. */
function unconfirmed(phase: Phase, document: StatusDocument, verdicts: GateVerdicts): readonly Obstacle[] {
	const items = everyItem(phase).filter((item) => !item.optional && item.notApplicable === null);
	if (items.length + phase.criteria.length === 0)
		return [
			{
				phase: phase.id,
				kind: "item",
				id: null,
				line: document.source.lineOf(phase.heading.start),
				reason: "NothingToVerify",
				message: `Phase ${phase.id} has no items, checks, or success criteria, so nothing confirms it`,
				next: null,
				unverified: false,
			},
		];
	return [
		...items.flatMap((item): Obstacle[] => itemObstacle(item, verdicts)),
		...phase.criteria.flatMap((criterion): Obstacle[] => criterionObstacle(criterion, verdicts)),
	];
}

function itemObstacle(item: Item, verdicts: GateVerdicts): Obstacle[] {
	const verdict = verdicts.of(item);
	const { id, phase, line, state, checked } = verdict;
	if (state === "confirmed" || state === "skipped") return [];
	const common = { phase, kind: item.list === "phase" ? ("item" as const) : ("check" as const), id, line };
	if (state === "ready")
		return [
			{
				...common,
				reason: "NotCheckedOff",
				message: "verified, but not checked off",
				next: `boulder-migrate check-off ${id}`,
				unverified: false,
			},
		];
	const unverified = state === "unverified" && (checked || verdicts.isUnanswered(id));
	return [{ ...common, reason: verdict.reason, message: verdict.message, next: verdict.hint, unverified }];
}

function criterionObstacle(criterion: Criterion, verdicts: GateVerdicts): Obstacle[] {
	const { id, phase, line, outcome, reason, message, hint } = verdicts.ofCriterion(criterion);
	if (outcome === "pass" || outcome === "attested") return [];
	const common = { phase, kind: "criterion" as const, id, line };
	if (reason === "Unbound")
		return [
			{
				...common,
				reason,
				message: "nothing verifies this success criterion",
				next: `bind a probe or an attestation to ${id} in probes.yaml`,
				unverified: false,
			},
		];
	// If the cluster responds, a criterion that it does not confirm is not met.
	const unverified = outcome === "unknown" && !verdicts.isAnswered;
	return [{ ...common, reason, message, next: hint, unverified }];
}

function prerequisiteObstacle(
	id: PhaseId,
	of: PhaseId,
	phase: Phase | undefined,
	document: StatusDocument,
	verdicts: GateVerdicts,
): Pick<Obstacle, "reason" | "message" | "next" | "unverified"> | null {
	const validate = "boulder-migrate validate";
	if (id === of) {
		const message = `Phase ${of} waits for itself through its prerequisites`;
		return { reason: "DependencyCycle", message, next: validate, unverified: false };
	}
	if (phase === undefined) {
		const message = `its prerequisite, Phase ${id}, is not in the document`;
		return { reason: "UnknownPhase", message, next: validate, unverified: false };
	}
	const own = unconfirmed(phase, document, verdicts);
	const [first] = own;
	if (first === undefined) return null;
	const named = first.id === null ? first.message : `${first.id}: ${first.message}`;
	const rest = own.length === 1 ? "" : ` (and ${own.length - 1} more)`;
	return {
		reason: "PrerequisiteNotComplete",
		message: `its prerequisite, Phase ${id}, is not verified complete: ${named}${rest}`,
		next: `boulder-migrate gate ${id}`,
		unverified: !verdicts.isAnswered && own.every(({ unverified }) => unverified),
	};
}
