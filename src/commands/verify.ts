import type { Command } from "commander";
import { ClusterProblem } from "../cluster/problem.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import type { Verification } from "../model/verification.ts";
import { readDuration } from "../probes/file/duration.ts";
import { type VerdictFormat, verdictReporters } from "../reporters/verdicts/index.ts";
import { printable } from "../text/printable.ts";
import { type ClusterOptions, clusterOptions } from "./cluster-options.ts";
import type { Declare } from "./command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import type { Host } from "./host.ts";
import { clustersOf } from "./open-clusters.ts";
import { type OutputTargets, outputTargets } from "./output-targets.ts";
import { type Round, verifyOnce } from "./verify-once.ts";
import { report } from "./verify-report.ts";
import { updateDocument } from "./verify-update.ts";

export interface VerifyOptions extends DocumentOptions, ClusterOptions {
	readonly output?: OutputTargets<VerdictFormat>;
	readonly wait?: number;
	readonly watch?: boolean;
	readonly require?: "complete";
	readonly update?: boolean;
	readonly demote?: boolean;
	readonly reviewer?: string;
	readonly allowExec?: boolean;
}

export const declareVerify: Declare = (command, host, done) => {
	options(command).action(async (words: readonly string[], given: VerifyOptions) => done(await verify(words, given, host)));
};

function options(command: Command): Command {
	return clusterOptions(documentOptions(command))
		.argument("[phase|item...]", "phases or items: phase 2, 2-4, a group 2/group-1-…/*, words of an item (default: all)")
		.option(
			"-o, --output <format[=file]>",
			`${Object.keys(verdictReporters).join(", ")}; may be repeated with files`,
			outputTargets(verdictReporters),
		)
		.option("--wait <duration>", "ask again until nothing is pending, at most so long: 2m", duration)
		.option("-w, --watch", "ask again and again, and show what there is now")
		.option("--require <complete>", "whatever is not done is a finding", complete)
		.option("--update", "check off what is ready, in the order of the gates")
		.option("--demote", "uncheck what the cluster contradicts")
		.option("--reviewer <name>", "who is written into the review history (default: git's user.name)")
		.option("--allow-exec", "let probes run the commands that the probes file names");
}

function complete(text: string): "complete" {
	if (text === "complete") return "complete";
	throw new Failure("usage", `--require takes "complete", not "${text}"`);
}

function duration(text: string): number {
	const read = readDuration(text);
	if (read === null) throw new Failure("usage", `"${text}" is no duration`, "write it as 30s, 5m or 1h");
	return read;
}

async function verify(words: readonly string[], given: VerifyOptions, host: Host): Promise<ExitCode> {
	if (given.watch) return watch(words, given, host);
	const round = await untilSettled(words, given, host);
	await report(host, given, round);
	if (given.update || given.demote) await updateDocument(host, given, round);
	return codeOf(round.verification);
}

function codeOf({ exitCode: code }: Verification): ExitCode {
	return Object.values(exitCode).find((known) => known === code) ?? exitCode.bug;
}

/** One round, or with `--wait` as many as it takes. What has failed for good ends the wait at once. */
async function untilSettled(words: readonly string[], given: VerifyOptions, host: Host): Promise<Round> {
	const clusters = await clustersOf(host, given);
	const end = host.now().getTime() + (given.wait ?? 0);
	let stopped = false;
	void host.interrupted.then(() => {
		stopped = true;
	});
	for (let now = clusters; ; now = now.map((one) => one.refreshed())) {
		const round = await withProgress(host, (told) => verifyOnce(words, given, host, now, told));
		const waits = round.verification.items.some(
			({ outcome, contexts }) => outcome === "pending" || contexts.some((one) => one.outcome === "pending"),
		);
		const failed = round.verification.items.some(({ outcome }) => outcome === "fail");
		const left = end - host.now().getTime();
		if (!waits || failed || left <= 0 || stopped) {
			for (const one of clusters) one.close();
			return round;
		}
		await Promise.race([host.sleep(Math.min(2000, left)), host.interrupted]);
	}
}

/** Says on a terminal how far it is, and leaves nothing of it behind. */
async function withProgress<T>(host: Host, run: (told: (asked: number, total: number) => void) => Promise<T>): Promise<T> {
	if (!host.stderr.isTerminal) return run(() => {});
	const { progressLine } = await import("../reporters/verdicts/progress.ts");
	const line = progressLine(host.stderr);
	try {
		return await run((asked, total) => host.stderr.write(line.show({ asked, total, doing: null }, host.now().getTime())));
	} finally {
		host.stderr.write(line.clear());
	}
}

/** Shows the verdicts again and again, until the user has seen enough. */
async function watch(words: readonly string[], given: VerifyOptions, host: Host): Promise<ExitCode> {
	let stopped = false;
	void host.interrupted.then(() => {
		stopped = true;
	});
	let clusters = await clustersOf(host, given);
	while (!stopped) {
		try {
			await report(host, given, await verifyOnce(words, given, host, clusters), true);
		} catch (problem) {
			if (
				!(problem instanceof Failure || problem instanceof ClusterProblem) ||
				(problem instanceof Failure && problem.exitCode === exitCode.usage)
			)
				throw problem;
			host.stderr.write(`${printable(problem.message)}; still watching\n`);
		}
		clusters = clusters.map((one) => one.refreshed());
		await Promise.race([host.sleep(5000), host.interrupted]);
	}
	for (const one of clusters) one.close();
	return exitCode.interrupted;
}
