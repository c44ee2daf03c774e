import { Failure } from "../model/failure.ts";
import { attested, type Item } from "../model/item.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { rollUp } from "../model/roll-up.ts";
import { setBox } from "./box.ts";
import type { Change, Signature } from "./change.ts";
import { dropUndoneStart, setFirstStart } from "./date-cells.ts";
import { restateDerived, transitions } from "./derived-cells.ts";
import { writableText } from "./escape.ts";
import { removeProof, writeEvidence } from "./evidence-bullet.ts";
import { holdGates } from "./gate.ts";
import { describeForce, describeItems, type ItemAction, withMessage } from "./history-words.ts";
import { recordHistory } from "./record-history.ts";
import type { Revision } from "./revision.ts";
import { holdSecondReviewer } from "./second-reviewer.ts";
import { skipItem, unskipItem } from "./skip-mark.ts";

type ItemChange = Extract<Change, { items: readonly string[] }>;

/** Plans a change of items. Returns why nothing changes, in case nothing does. */
export function planItems(revision: Revision, change: ItemChange, by: Signature): string {
	const items = revision.itemsOf(change.items);
	switch (change.kind) {
		case "check-off":
			return checkOff(revision, items, change, by);
		case "uncheck": {
			const done = items.filter((item) => item.box.value);
			for (const item of done) {
				setBox(revision, item, false);
				removeProof(revision, item);
			}
			for (const phase of phasesOf(done)) dropUndoneStart(revision, phase, by.day);
			finish(revision, "Unchecked", done, change.why ?? null, by);
			return allWere(items, "not checked off");
		}
		case "skip": {
			const reason = writableText(change.reason, "the reason");
			const skipped = items.filter((item) => skipItem(revision, item, reason));
			finish(revision, "Skipped", skipped, reason, by);
			return allWere(items, "not applicable already");
		}
		case "unskip": {
			const back = items.filter((item) => unskipItem(revision, item));
			finish(revision, "Unskipped", back, null, by);
			return allWere(items, "not skipped");
		}
	}
}

function checkOff(
	revision: Revision,
	items: readonly Item[],
	{ evidence, proofs }: Extract<Change, { kind: "check-off" }>,
	by: Signature,
): string {
	const open = items.filter((item) => !item.box.value);
	for (const item of open) {
		if (item.notApplicable !== null)
			throw new Failure("refused", `${item.id} is not applicable: ${item.notApplicable.value}`, `unskip ${item.id} first`);
	}
	const reviewer = writableText(by.reviewer, "the reviewer's name");
	if (by.evidence === "required" && evidence === null) refuseWithoutEvidence(open, proofs);
	for (const item of open) setBox(revision, item, true);
	for (const phase of phasesOf(open)) setFirstStart(revision, phase, by.day);
	const force = by.force === null ? null : writableText(by.force, "the reason to force it");
	const passed = holdGates(revision, new Set(phasesOf(open)), force !== null);
	if (by.secondReviewer) holdSecondReviewer(revision, open, reviewer);
	const note =
		evidence === null ? null : { ...evidence, text: writableText(evidence.text, "the evidence"), reviewer, day: by.day };
	const proven = items.filter((item) => {
		const proof = by.evidence === "none" ? undefined : proofs?.get(item.id);
		const seen = proof === undefined ? null : { text: writableText(proof, "the proof"), until: null, reviewer, day: by.day };
		return writeEvidence(
			revision,
			item,
			[note, seen].filter((one) => one !== null),
		);
	});
	const also = proven.filter((item) => !phasesOf(open).includes(item.phase));
	const forced = new Map([...passed].map(([phase, gate]) => [phase, describeForce(gate, force ?? "")]));
	finish(revision, "Checked off", open, null, by, forced, also);
	return allWere(items, "checked off already");
}

/** `policy: { evidence: required }`: an item without evidence is not checked off. */
function refuseWithoutEvidence(open: readonly Item[], proofs: ReadonlyMap<string, string> | undefined): void {
	const bare = open.filter((item) => proofs?.has(item.id) !== true && attested(item).length === 0);
	const [first, ...others] = bare;
	if (first === undefined) return;
	const rest = others.length === 0 ? "" : ` (and ${others.length} more)`;
	throw new Failure(
		"refused",
		`${first.id} has no evidence${rest}, and the policy of the probes file requires it`,
		"verify it first with --verify, or describe what you observed with --evidence TEXT",
	);
}

/** Rolls up, and adds a row to the history for each phase. `also`: items of other phases that only got evidence. */
function finish(
	revision: Revision,
	action: ItemAction,
	changed: readonly Item[],
	reason: string | null,
	by: Signature,
	forced: ReadonlyMap<PhaseId, string> = new Map(),
	also: readonly Item[] = [],
): void {
	if (changed.length === 0 && also.length === 0) return;
	const moved = transitions(revision);
	const derived = new Map(rollUp(revision.expected, revision.today).map((one) => [one.phase.id, one]));
	restateDerived(revision, new Set(phasesOf(changed)));
	const rowsOf = new Map<PhaseId, readonly string[]>();
	for (const [what, items] of [
		[action, changed],
		["Added evidence for", also],
	] as const) {
		for (const phase of phasesOf(items)) {
			const one = derived.get(phase);
			if (one === undefined) continue;
			const own = items.filter((item) => item.phase === phase);
			const words = describeItems(what, own, one, moved.get(phase), reason);
			const message = by.message === null ? null : writableText(by.message, "the message");
			const rows = message === null ? words : withMessage(message, action === "Checked off" ? words : []);
			const mark = forced.get(phase) ?? "";
			rowsOf.set(
				phase,
				rows.map((row, index) => (index === rows.length - 1 ? row + mark : row)),
			);
		}
	}
	recordHistory(revision, rowsOf, moved, by);
}

function phasesOf(items: readonly Item[]): PhaseId[] {
	return [...new Set(items.map((item) => item.phase))];
}

function allWere(items: readonly Item[], how: string): string {
	const [first, ...others] = items;
	if (first === undefined) return "no item was named";
	return others.length === 0 ? `${first.id} is ${how}` : `all ${items.length} items are ${how}`;
}
