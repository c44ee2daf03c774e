import { Failure } from "./failure.ts";

/** That a document has no phase: of nothing, everything would be done. `validate` is how the caller's people call it. */
export function noPhase(file: string, validate: string): Failure {
	return new Failure(
		"unusable",
		`${file} has no phase`,
		`a phase is a heading such as "## Phase 2: Service Splitting"; ${validate} shows more`,
	);
}
