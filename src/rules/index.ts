import { assignmentUnreadable } from "./assignment-unreadable.ts";
import { badDate } from "./bad-date.ts";
import { blockedWithoutBlocker } from "./blocked-without-blocker.ts";
import { blockerContradiction } from "./blocker-contradiction.ts";
import { blockerUnknownPhase } from "./blocker-unknown-phase.ts";
import { blockerUnreadable } from "./blocker-unreadable.ts";
import { checkedAndSkipped } from "./checked-and-skipped.ts";
import { completedWithOpenGate } from "./completed-with-open-gate.ts";
import { completionMismatch } from "./completion-mismatch.ts";
import { conflictMarker } from "./conflict-marker.ts";
import { dateOrder } from "./date-order.ts";
import { dependencyCycle } from "./dependency-cycle.ts";
import { dependencyUnknownPhase } from "./dependency-unknown-phase.ts";
import { dependencyUnreadable } from "./dependency-unreadable.ts";
import { duplicateItem } from "./duplicate-item.ts";
import { duplicatePhase } from "./duplicate-phase.ts";
import { duplicateRow } from "./duplicate-row.ts";
import { easedWithoutReview } from "./eased-without-review.ts";
import { emptyPhase } from "./empty-phase.ts";
import { evidenceContradicts } from "./evidence-contradicts.ts";
import { evidenceExpired } from "./evidence-expired.ts";
import { evidenceUnreadable } from "./evidence-unreadable.ts";
import { extraSection } from "./extra-section.ts";
import { futureDate } from "./future-date.ts";
import { garbledEncoding } from "./garbled-encoding.ts";
import { gateViolated } from "./gate-violated.ts";
import { handEditedCompletion } from "./hand-edited-completion.ts";
import { hiddenCheckbox } from "./hidden-checkbox.ts";
import { invisibleCharacter } from "./invisible-character.ts";
import { legendConflict } from "./legend-conflict.ts";
import { legendUnreadable } from "./legend-unreadable.ts";
import { markWordMismatch } from "./mark-word-mismatch.ts";
import { missingRow } from "./missing-row.ts";
import { missingSection } from "./missing-section.ts";
import { missingStart } from "./missing-start.ts";
import { mixedLineEndings } from "./mixed-line-endings.ts";
import { nearMissCheckbox } from "./near-miss-checkbox.ts";
import { orphanProbe } from "./orphan-probe.ts";
import { orphanRow } from "./orphan-row.ts";
import { overdue } from "./overdue.ts";
import { portMismatch } from "./port-mismatch.ts";
import { raggedTable } from "./ragged-table.ts";
import { reviewIncomplete } from "./review-incomplete.ts";
import { reviewOrder } from "./review-order.ts";
import { reviewRewritten } from "./review-rewritten.ts";
import { reviewUnknownPhase } from "./review-unknown-phase.ts";
import { riskIncomplete } from "./risk-incomplete.ts";
import type { Rule } from "./rule.ts";
import { skipWithoutReason } from "./skip-without-reason.ts";
import { staleFooter } from "./stale-footer.ts";
import { statusMismatch } from "./status-mismatch.ts";
import { strayItem } from "./stray-item.ts";
import { suppressionFaulty } from "./suppression-faulty.ts";
import { suppressionUnused } from "./suppression-unused.ts";
import { tickWithoutReview } from "./tick-without-review.ts";
import { titleMismatch } from "./title-mismatch.ts";
import { tooDeep } from "./too-deep.ts";
import { unboundItem } from "./unbound-item.ts";
import { unclosedBlock } from "./unclosed-block.ts";
import { unknownPhaseList } from "./unknown-phase-list.ts";
import { unknownRiskLevel } from "./unknown-risk-level.ts";
import { unknownStatus } from "./unknown-status.ts";
import { unreadableRow } from "./unreadable-row.ts";
import { vanishedItem } from "./vanished-item.ts";

/** Every rule; `suppression-unused` judges what the others left and comes last. */
export const rules: readonly Rule[] = [
	assignmentUnreadable,
	badDate,
	blockedWithoutBlocker,
	blockerContradiction,
	blockerUnknownPhase,
	blockerUnreadable,
	checkedAndSkipped,
	completedWithOpenGate,
	completionMismatch,
	conflictMarker,
	dateOrder,
	dependencyCycle,
	dependencyUnknownPhase,
	dependencyUnreadable,
	duplicateItem,
	duplicatePhase,
	duplicateRow,
	easedWithoutReview,
	emptyPhase,
	evidenceContradicts,
	evidenceExpired,
	evidenceUnreadable,
	extraSection,
	futureDate,
	garbledEncoding,
	gateViolated,
	handEditedCompletion,
	hiddenCheckbox,
	invisibleCharacter,
	legendConflict,
	legendUnreadable,
	markWordMismatch,
	missingRow,
	missingSection,
	missingStart,
	mixedLineEndings,
	nearMissCheckbox,
	orphanProbe,
	orphanRow,
	overdue,
	portMismatch,
	raggedTable,
	reviewIncomplete,
	reviewOrder,
	reviewRewritten,
	reviewUnknownPhase,
	riskIncomplete,
	skipWithoutReason,
	staleFooter,
	statusMismatch,
	strayItem,
	suppressionFaulty,
	tickWithoutReview,
	titleMismatch,
	tooDeep,
	unboundItem,
	unclosedBlock,
	unknownPhaseList,
	unknownRiskLevel,
	unknownStatus,
	unreadableRow,
	vanishedItem,
	suppressionUnused,
];
