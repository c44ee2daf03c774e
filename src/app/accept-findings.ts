import { dirname, relative, resolve, sep } from "node:path";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import { baselineOf, readBaseline, siftByBaseline } from "../model/findings-baseline.ts";
import type { ReportedFinding } from "../reporters/findings/finding-report.ts";
import { renderJson } from "../reporters/json.ts";
import { advice, commandLine } from "../text/command-line.ts";
import { printable } from "../text/printable.ts";
import { count } from "../text/wording.ts";
import type { Ports } from "./ports/ports.ts";

/** Documents are named relative to the baseline, so that it does not matter where `validate` is started. */
function placed(ports: Ports, baseline: string, findings: readonly ReportedFinding[]): ReportedFinding[] {
	const folder = dirname(resolve(ports.invocation.directory, baseline));
	return findings.map((finding) => {
		const file = relative(folder, resolve(ports.invocation.directory, finding.file)).split(sep).join("/");
		return { ...finding, file };
	});
}

/** The findings that a baseline file does not accept. What it accepts is reported on stderr, unless only the findings of a commit are there. */
export function acceptFindings(
	ports: Ports,
	baseline: string,
	findings: readonly ReportedFinding[],
	isCommit: boolean,
): ReportedFinding[] {
	const bytes = ports.files.read(baseline);
	if (bytes === null)
		throw new Failure(
			"unusable",
			`there is no file ${baseline}`,
			advice("write it: ", commandLine`boulder-migrate validate --baseline ${baseline} --update-baseline`),
		);
	const { left, accepted, gone } = siftByBaseline(
		placed(ports, baseline, findings).map((finding, index) => ({ ...finding, index })),
		readBaseline(Buffer.from(bytes).toString("utf8"), baseline),
	);
	if (accepted > 0 && !isCommit) ports.output.stderr.write(`${count(accepted, "finding")} accepted by ${printable(baseline)}\n`);
	if (gone > 0 && !isCommit)
		ports.output.stderr.write(
			`${count(gone, "finding")} of ${printable(baseline)} no longer ${gone === 1 ? "exists" : "exist"}: update it with --update-baseline\n`,
		);
	const kept = new Set(left.map(({ index }) => index));
	return findings.filter((_, index) => kept.has(index));
}

/** Writes the baseline that accepts these findings. */
export async function updateBaseline(ports: Ports, baseline: string, findings: readonly ReportedFinding[]): Promise<ExitCode> {
	const made = baselineOf(placed(ports, baseline, findings));
	await ports.files.write(baseline, Buffer.from(renderJson(made), "utf8"));
	const accepted = made.accepted.reduce((sum, { times }) => sum + times, 0);
	ports.output.stdout.write(`${printable(baseline)} accepts ${count(accepted, "finding")}\n`);
	return exitCode.done;
}
