import { applyChange } from "../edits/apply-change.ts";
import type { Applied, Change, Signature } from "../edits/change.ts";
import { refuseConflict } from "../edits/refuse-conflict.ts";
import { dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { comparePhases } from "../model/phase-id.ts";
import type { ItemVerdict } from "../report/verification.ts";
import { encode } from "../text/decode.ts";
import { printable } from "../text/printable.ts";
import type { Ports } from "./ports/ports.ts";
import { proofsOf } from "./proofs.ts";
import { reportWritten } from "./report-written.ts";
import { reviewerOf } from "./reviewer.ts";
import type { Round } from "./verify-once.ts";

interface UpdateOptions {
	readonly update?: boolean;
	readonly demote?: boolean;
	readonly reviewer?: string;
	readonly dryRun?: boolean;
}

/**
 * Updates the document from the cluster: checks off what is ready, unchecks what regressed, phase by phase, so that a phase that
 * becomes complete opens the next one's gate. Items behind a closed gate are reported and left unchanged.
 */
export async function updateDocument(ports: Ports, options: UpdateOptions, round: Round): Promise<void> {
	const { open, verification } = round;
	const { path, displayPath } = open.at;
	if (path === null) throw new Failure("usage", "standard input cannot be changed", "name a file with --file FILE");
	const regressed = options.demote ? verification.items.filter((item) => item.state === "regressed") : [];
	const ready = options.update ? verification.items.filter((item) => item.state === "ready") : [];
	if (regressed.length + ready.length === 0) {
		ports.output.stderr.write("nothing to write into the document\n");
		return;
	}
	const signature: Signature = {
		reviewer: await reviewerOf(ports, options.reviewer),
		day: dayOf(ports.clock.now()),
		message: null,
		force: null,
		...open.policy,
	};
	const proofs = await proofsOf(verification, ready, ports.clock.now());
	const { reread, readAgain } = open;
	const reported: string[] = [];
	if (options.dryRun) {
		const text = writeAll(open.document, steps(regressed, ready), proofs, signature, reread, reported);
		for (const line of reported) ports.output.stderr.write(`${printable(line)}\n`);
		const { unifiedDiff } = await import("../text/diff.ts");
		const mark = open.document.source.byteOrderMark ? "\ufeff" : "";
		if (text === null) ports.output.stderr.write(`${printable(displayPath)} would not change\n`);
		else ports.output.stdout.write(unifiedDiff(displayPath, mark + open.document.source.raw, mark + text));
		return;
	}
	const written = await ports.files.update(
		path,
		(bytes) => {
			reported.length = 0;
			const start = readAgain(bytes);
			refuseConflict(start, displayPath);
			const text = writeAll(start, steps(regressed, ready), proofs, signature, reread, reported);
			return text === null ? null : encode(text, start.source.byteOrderMark);
		},
		{ command: "verify --update", wait: 10_000 },
	);
	for (const line of reported) ports.output.stderr.write(`${printable(line)}\n`);
	if (written) reportWritten(ports, open.at);
	else ports.output.stderr.write(`${printable(displayPath)} is unchanged\n`);
}

interface Step {
	readonly phase: string;
	readonly kind: "check-off" | "uncheck";
	readonly items: readonly string[];
}

/** What is wrong first; then phase by phase: its own items, then its validation list. */
function steps(regressed: readonly ItemVerdict[], ready: readonly ItemVerdict[]): Step[] {
	const byPhase = (verdicts: readonly ItemVerdict[], kind: Step["kind"]): Step[] => {
		const phases = [...new Set(verdicts.map((verdict) => verdict.phase))].sort(comparePhases);
		return phases.map((phase) => ({
			phase,
			kind,
			items: verdicts.filter((verdict) => verdict.phase === phase).map(({ id }) => id),
		}));
	};
	return [...byPhase(regressed, "uncheck"), ...byPhase(ready, "check-off")];
}

function writeAll(
	start: StatusDocument,
	all: readonly Step[],
	proofs: ReadonlyMap<string, string>,
	signature: Signature,
	reread: (text: string) => StatusDocument,
	reported: string[],
): string | null {
	let document = start;
	let text: string | null = null;
	let open = [...all];
	// A soft or hard gate may open by an update of another phase, in any order of their numbers.
	for (let grew = true; grew && open.length > 0; ) {
		grew = false;
		const left: Step[] = [];
		for (const step of open) {
			const change: Change =
				step.kind === "uncheck"
					? { kind: "uncheck", items: step.items, why: `the cluster contradicts ${step.items.length === 1 ? "it" : "them"}` }
					: { kind: "check-off", items: step.items, evidence: null, proofs };
			const applied = attempt(document, change, signature, reread);
			if (applied instanceof Failure) {
				left.push(step);
				continue;
			}
			grew = true;
			if (applied.kind === "unchanged") continue;
			reported.push(...applied.changes);
			text = applied.text;
			document = applied.document;
		}
		open = left;
	}
	for (const step of open) {
		const refused = attempt(document, { kind: "check-off", items: step.items, evidence: null, proofs }, signature, reread);
		if (refused instanceof Failure) reported.push(`left open: ${refused.message}`);
	}
	return text;
}

function attempt(
	document: StatusDocument,
	change: Change,
	signature: Signature,
	reread: (text: string) => StatusDocument,
): Applied | Failure {
	try {
		return applyChange(document, change, signature, reread);
	} catch (problem) {
		if (problem instanceof Failure) return problem;
		throw problem;
	}
}
