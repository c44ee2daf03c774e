import type { Command } from "commander";
import { locateDocument } from "../../app/locate-document.ts";
import { closeAll, openEarly } from "../../app/open-clusters.ts";
import { openDocument } from "../../app/open-document.ts";
import type { ClusterOptions, DocumentOptions, MaxAgeOption, RecordOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { selectPhase } from "../../app/select-phases.ts";
import { paletteOf } from "../../app/terminal.ts";
import { type RoundOptions, verifyOnce } from "../../app/verify-once.ts";
import { type ExitCode, exitCode, Failure } from "../../model/failure.ts";
import { gateReport } from "../../report/gate-report.ts";
import { type SoakRequirement, usualGap } from "../../report/soak.ts";
import { type GateFormat, gateReporters } from "../../reporters/gate/index.ts";
import { colourless } from "../../reporters/palette.ts";
import type { Declare } from "../command.ts";
import { clusterOptions } from "../options/cluster-options.ts";
import { documentOptions } from "../options/document-options.ts";
import { duration, maxAgeOption } from "../options/duration-option.ts";
import { recordOptions } from "../options/record-option.ts";
import { type OutputTargets, outputTargets, withPrinted, writeOutputs } from "./output-targets.ts";
import { reportBugs } from "./report-bugs.ts";

interface GateOptions extends DocumentOptions, ClusterOptions, MaxAgeOption, RecordOptions {
	readonly soak?: number;
	readonly maxGap?: number;
	readonly output?: OutputTargets<GateFormat>;
	readonly allowExec?: boolean;
}

export const declareGate: Declare = (command, ports, done) => {
	options(command).action(async (word: string, given: GateOptions) => done(await gate(word, given, ports)));
};

function options(command: Command): Command {
	return recordOptions(maxAgeOption(clusterOptions(documentOptions(command))))
		.argument("<phase>", "the phase to promote: 2, or words of its title")
		.option(
			"-o, --output <format[=file]>",
			`${Object.keys(gateReporters).join(", ")}; repeat for several files`,
			outputTargets(gateReporters),
		)
		.option("--soak <duration>", "require green in every run of the log for so long: 7d", duration)
		.option(
			"--max-gap <duration>",
			"with --soak: the longest time between two runs (default: 26h, or half of --soak if that is less)",
			duration,
		)
		.option("--allow-exec", "let probes run the commands that the probes file names");
}

function soakOf({ soak, maxGap, verdicts, record }: GateOptions): SoakRequirement | null {
	if (soak === undefined) {
		if (maxGap === undefined) return null;
		throw new Failure("usage", "--max-gap is about --soak", "add --soak 7d");
	}
	if (soak === 0 || maxGap === 0) throw new Failure("usage", "--soak and --max-gap must be longer than nothing");
	if (verdicts === undefined && record === undefined)
		throw new Failure(
			"usage",
			"--soak needs the log of earlier runs",
			"name it with --verdicts FILE; verify --record FILE writes it",
		);
	return { duration: soak, maxGap: maxGap ?? usualGap(soak) };
}

/** Exit code 0: the phase may be promoted; 1: it may not; 3: that could not be verified. */
async function gate(word: string, given: GateOptions, ports: Ports): Promise<ExitCode> {
	const required = soakOf(given);
	const { soak: _, ...others } = given;
	const options: RoundOptions = { ...others, require: "complete", ...(required === null ? {} : { soak: required }) };
	const { document } = await openDocument(ports, locateDocument(ports, given.file), given.probes);
	const id = selectPhase(word, document.phases);
	const opening = openEarly(ports, given);
	try {
		const { verification, bugs } = await verifyOnce([id], options, ports, opening);
		const title = document.phases.find((phase) => phase.id === id)?.title.value ?? "";
		const report = gateReport(verification, { id, title });
		await writeOutputs(ports, withPrinted(given.output, "text"), async (format, stream) => {
			const render = await gateReporters[format]();
			return render(report, { paint: stream === null ? colourless : await paletteOf(ports, stream) });
		});
		reportBugs(ports, bugs);
		if (given.record !== undefined) {
			const { recordRun } = await import("../../app/verdict-log.ts");
			await recordRun(ports, given.record, given.recordLimit, verification);
		}
		if (bugs.length > 0) return exitCode.bug;
		return Object.values(exitCode).find((known) => known === report.exitCode) ?? exitCode.bug;
	} finally {
		await closeAll(opening);
	}
}
