/**
 * boulder-migrate as a library: reads, judges and edits status documents, and verifies them against a cluster.
 *
 * Nothing here writes a file or prints. Only `verify` contacts a cluster, unless it gets a recording, and runs the programs that its probes
 * name. Every error that a caller can handle is thrown as a `Failure`: a message, an optional hint, and the exit code of the command line.
 */
export type { Change } from "./edits/change.ts";
export { type Edited, type EditOptions, edit } from "./library/edit.ts";
export { type ParseOptions, parse } from "./library/parse.ts";
export { status } from "./library/status.ts";
export { type ValidateOptions, validate } from "./library/validate.ts";
export { type ClusterSource, type SnapshotSource, type VerifyOptions, verify } from "./library/verify.ts";
export type { Day } from "./model/date.ts";
export type { StatusDocument } from "./model/document.ts";
export { type ExitCode, Failure } from "./model/failure.ts";
export type { Criterion, Evidence, Item } from "./model/item.ts";
export type { Group, Phase } from "./model/phase.ts";
export type { Status } from "./model/status.ts";
export type { Observation, Outcome, State } from "./model/verdict.ts";
export type { VocabularyExtension } from "./model/words/vocabulary.ts";
export type { ItemReport, PhaseReport, StatusReport } from "./report/status-report.ts";
export type { CriterionVerdict, ItemVerdict, Verification } from "./report/verification.ts";
export type { ReportedFinding } from "./reporters/findings/finding-report.ts";
