import { ageOf } from "../model/age.ts";
import { describeDuration } from "../model/duration.ts";
import { Failure } from "../model/failure.ts";
import type { Verification } from "../report/verification.ts";
import { advice, commandLine } from "../text/command-line.ts";

const oneDay = 86_400_000;

/**
 * Refuses to change a document from a recording older than a day. `maxAge`: the user set the maximum age, and older evidence was not
 * used.
 */
export function refuseOldRecording({ recording, observedAt }: Verification, maxAge: number | undefined, now: Date): void {
	if (recording === null || maxAge !== undefined) return;
	const age = ageOf(observedAt, now.toISOString());
	if (age >= 0 && age <= oneDay) return;
	const again = `record the cluster again${advice(": ", commandLine`boulder-migrate snapshot -o ${recording}`) ?? ""}`;
	throw age < 0
		? new Failure("refused", `the recording ${recording} is dated in the future (${observedAt}): nothing was updated`, again)
		: new Failure(
				"refused",
				`the recording ${recording} is ${describeDuration(age)} old (${observedAt}), and a recording older than a day updates nothing`,
				`${again}; or accept its age: --max-age ${Math.ceil(age / oneDay)}d`,
			);
}
