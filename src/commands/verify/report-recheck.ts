import type { Ports } from "../../app/ports/ports.ts";
import { recheck } from "../../app/recheck.ts";
import type { Round } from "../../app/verify-once.ts";
import { type ExitCode, exitCode, Failure } from "../../model/failure.ts";
import { recheckReporters } from "../../reporters/recheck/index.ts";
import { withPrinted, writeOutputs } from "./output-targets.ts";
import { reportBugs } from "./report-bugs.ts";
import type { VerifyCommandOptions } from "./verify-options.ts";

/** Reports which proofs still hold, in the formats that have a form for that. */
export async function reportRecheck(
	ports: Ports,
	given: VerifyCommandOptions,
	round: Round & { readonly isInterrupted: boolean },
): Promise<ExitCode> {
	const targets = withPrinted(given.output, "text").map(({ format, file }) => {
		if (format === "text" || format === "json" || format === "markdown") return { format, file };
		throw new Failure("usage", `--recheck has no output as ${format}`, "use -o text, json or markdown");
	});
	const found = await recheck(round.open.document, round.verification);
	await writeOutputs(ports, targets, async (format) => (await recheckReporters[format]())(found));
	reportBugs(ports, round.bugs);
	if (round.isInterrupted) return exitCode.interrupted;
	if (round.bugs.length > 0) return exitCode.bug;
	return Object.values(exitCode).find((known) => known === found.exitCode) ?? exitCode.bug;
}
