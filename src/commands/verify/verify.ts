import type { Command } from "commander";
import { refuseOldRecording } from "../../app/old-recording.ts";
import { closeAll, openEarly, refreshed } from "../../app/open-clusters.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { isInteractive } from "../../app/terminal.ts";
import { type Round, verifyOnce } from "../../app/verify-once.ts";
import { type ExitCode, exitCode, Failure, Interrupted } from "../../model/failure.ts";
import type { Verification } from "../../report/verification.ts";
import { verdictReporters } from "../../reporters/verdicts/index.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";
import { clusterOptions } from "../options/cluster-options.ts";
import { documentOptions } from "../options/document-options.ts";
import { duration, maxAgeOption } from "../options/duration-option.ts";
import { recordOptions } from "../options/record-option.ts";
import { verbosityOptions } from "../options/verbosity-option.ts";
import { outputTargets } from "./output-targets.ts";
import { reportBugs } from "./report-bugs.ts";
import { prepareReport, report } from "./report-verdicts.ts";
import type { VerifyCommandOptions } from "./verify-options.ts";

export const declareVerify: Declare = (command, ports, done) => {
	options(command).action(async (words: readonly string[], given: VerifyCommandOptions) =>
		done(await verify(words, given, ports)),
	);
};

function options(command: Command): Command {
	return verbosityOptions(recordOptions(maxAgeOption(clusterOptions(documentOptions(command)))), {
		quiet: "print only the verdict line",
		verbose: "add the evidence; -vv adds expectations and object versions",
	})
		.argument("[phase|item...]", "phases or items: phase 2, 2-4, a group 2/group-1-…/*, words of an item (default: all)")
		.option(
			"-o, --output <format[=file]>",
			`${Object.keys(verdictReporters).join(", ")}; may be repeated with files`,
			outputTargets(verdictReporters),
		)
		.option("--wait <duration>", "verify again until nothing is pending, at most this long: 2m", duration)
		.option("-w, --watch", "verify again and again; on a terminal, as a full-screen view")
		.option("--require <complete>", "fail for everything that is not complete", complete)
		.option("--update", "check off what is ready, in the order of the gates")
		.option("--demote", "uncheck what regressed")
		.option("--recheck", "list the checked items whose proof no longer holds")
		.option("--dry-run", "with --update or --demote: print the change as a unified diff without writing it")
		.option("--reviewer <name>", "reviewer name (default: GIT_AUTHOR_NAME, else git's user.name)")
		.option("--against <file>", "what is newly red, fixed or no longer observed since an earlier verify -o json")
		.option("--allow-exec", "allow probes to run the commands in the probes file");
}

function complete(text: string): "complete" {
	if (text === "complete") return "complete";
	throw new Failure("usage", `--require takes "complete", not "${text}"`);
}

async function verify(words: readonly string[], given: VerifyCommandOptions, ports: Ports): Promise<ExitCode> {
	if (given.watch) {
		if (given.update || given.demote || given.wait !== undefined)
			throw new Failure("usage", "--watch only shows", "leave out --watch, or --update, --demote and --wait");
		if (given.against !== undefined) throw new Failure("usage", "--watch compares nothing", "leave out --watch or --against");
		if (given.record !== undefined) throw new Failure("usage", "--watch records nothing", "leave out --watch or --record");
		if (given.output === undefined && isInteractive(ports))
			return (await import("../watch/watch-verify.ts")).watchVerify(words, given, ports);
		return watch(words, given, ports);
	}
	if (given.recheck && (given.update || given.demote || given.require !== undefined || given.record !== undefined))
		throw new Failure(
			"usage",
			"--recheck only lists proofs",
			"leave out --recheck, or --update, --demote, --require and --record",
		);
	if (given.dryRun && !given.update && !given.demote)
		throw new Failure("usage", "--dry-run previews what --update or --demote would write", "use it with one of them");
	const round = await untilSettled(words, given, ports);
	const writes = given.update === true || given.demote === true;
	if (writes && !round.isInterrupted) refuseOldRecording(round.verification, given.maxAge, ports.clock.now());
	if (given.recheck) return (await import("./report-recheck.ts")).reportRecheck(ports, given, round);
	await report(ports, given, given.against === undefined ? round : await compared(ports, given.against, round));
	reportOrphans(ports, round);
	reportBugs(ports, round.bugs);
	if (round.isInterrupted) return exitCode.interrupted;
	if (given.record !== undefined) {
		const { recordRun } = await import("../../app/verdict-log.ts");
		await recordRun(ports, given.record, given.recordLimit, round.verification);
	}
	if (writes) await (await import("../../app/verify-update.ts")).updateDocument(ports, given, round);
	return codeOf(round);
}

/** The round with what changed since an earlier one. */
async function compared<R extends Round>(ports: Ports, file: string, round: R): Promise<R> {
	const { readVerdictFile } = await import("../../app/read-verdict-json.ts");
	const { compareVerdicts, readComparable } = await import("../../report/verdict-comparison.ts");
	const now = readComparable(round.verification);
	if (now === null) throw new Error("the verification cannot be compared");
	const before = { name: file, run: readVerdictFile(ports, file) };
	const comparison = compareVerdicts(before, { name: "now", run: now }, round.detailed);
	return { ...round, verification: { ...round.verification, comparison } };
}

/** A probe whose item was reworded no longer verifies anything; only its key shows which item that was. */
function reportOrphans(ports: Ports, { verification: { orphans, exitCode: code } }: Round): void {
	for (const { key, file, line, column, nearest } of orphans.slice(0, 10)) {
		const suggestion = nearest === null ? "" : `; did you mean "${nearest}"?`;
		ports.output.stderr.write(
			`${printable(`${file}:${line}:${column}: this probe verifies nothing: no item "${key}"${suggestion}`)}\n`,
		);
	}
	if (orphans.length > 10) ports.output.stderr.write(`… ${orphans.length - 10} more: boulder-migrate probes lint\n`);
	if (code === exitCode.unusable)
		ports.output.stderr.write("nothing that was asked for has a probe: boulder-migrate probes coverage shows what is bound\n");
}

function codeOf({ verification: { exitCode: code }, bugs }: Round): ExitCode {
	if (bugs.length > 0) return exitCode.bug;
	return Object.values(exitCode).find((known) => known === code) ?? exitCode.bug;
}

/** One round, or with `--wait` as many as it takes. Throws Interrupted where none came to its end. */
async function untilSettled(
	words: readonly string[],
	given: VerifyCommandOptions,
	ports: Ports,
): Promise<Round & { readonly isInterrupted: boolean }> {
	let stopped = false;
	void ports.invocation.interrupted.then(() => {
		stopped = true;
	});
	const end = ports.clock.elapsed() + (given.wait ?? 0);
	let opening = openEarly(ports, given);
	try {
		for (;;) {
			const round = await withProgress(ports, (onProgress) =>
				verifyOnce(words, given, ports, opening, onProgress, () => void ports.clock.sleep(0).then(() => prepareReport(given))),
			);
			if (stopped) throw new Interrupted();
			const left = end - ports.clock.elapsed();
			const pending = given.wait === undefined ? 0 : stillPending(round.verification, given.require === "complete");
			if (pending > 0 && left <= 0)
				ports.output.stderr.write(`${pending} ${pending === 1 ? "item is" : "items are"} still pending after the wait\n`);
			if (pending === 0 || left <= 0) return { ...round, isInterrupted: false };
			await Promise.race([ports.clock.sleep(Math.min(2000, left)), ports.invocation.interrupted]);
			if (stopped) return { ...round, isInterrupted: true };
			opening = refreshed(opening);
		}
	} finally {
		await closeAll(opening);
	}
}

/** How many items are worth waiting for: none once one has failed that decides the exit code. */
function stillPending({ items }: Verification, requireComplete: boolean): number {
	const permanent = items.some(
		({ outcome, checked, optional, state }) =>
			state !== "skipped" && outcome === "fail" && (checked || (requireComplete && !optional)),
	);
	if (permanent) return 0;
	return items.filter(
		({ outcome, contexts }) =>
			outcome === "pending" || (outcome === "unknown" && contexts.some((one) => one.outcome === "pending")),
	).length;
}

/** Shows progress on a terminal, and clears it at the end. */
async function withProgress<T>(
	ports: Ports,
	run: (onProgress: (asked: number, total: number) => void) => Promise<T>,
): Promise<T> {
	if (!ports.output.stderr.isTerminal) return run(() => {});
	const { progressLine } = await import("../../reporters/verdicts/progress.ts");
	const line = progressLine(ports.output.stderr);
	try {
		return await run((asked, total) =>
			ports.output.stderr.write(line.show({ asked, total, doing: null }, ports.clock.now().getTime())),
		);
	} finally {
		ports.output.stderr.write(line.clear());
	}
}

/** Shows the verdicts again and again, until the user has seen enough. */
async function watch(words: readonly string[], given: VerifyCommandOptions, ports: Ports): Promise<ExitCode> {
	let stopped = false;
	void ports.invocation.interrupted.then(() => {
		stopped = true;
	});
	let opening = openEarly(ports, given);
	try {
		for (;;) {
			try {
				const round = await verifyOnce(words, given, ports, opening);
				if (stopped) break;
				await report(ports, given, round, true);
				reportBugs(ports, round.bugs);
			} catch (problem) {
				if (!(problem instanceof Failure) || problem.exitCode === exitCode.usage || problem.exitCode === exitCode.refused)
					throw problem;
				ports.output.stderr.write(`${printable(problem.message)}; still watching\n`);
			}
			await Promise.race([ports.clock.sleep(5000), ports.invocation.interrupted]);
			if (stopped) break;
			opening = refreshed(opening);
		}
	} finally {
		await closeAll(opening);
	}
	return exitCode.interrupted;
}
