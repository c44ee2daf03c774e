import type { Ports } from "../../app/ports/ports.ts";
import { sameCluster, sameDocument } from "../../app/repeat-options.ts";
import { clearScreen, paletteOf, widthOf } from "../../app/terminal.ts";
import type { Round } from "../../app/verify-once.ts";
import { comparisonReporters } from "../../reporters/comparison/index.ts";
import { colourless } from "../../reporters/palette.ts";
import { verdictReporters } from "../../reporters/verdicts/index.ts";
import type { VerdictLayout } from "../../reporters/verdicts/layout.ts";
import { verbosityOf } from "../options/verbosity-option.ts";
import { withPrinted, writeOutputs } from "./output-targets.ts";
import type { VerifyCommandOptions } from "./verify-options.ts";

/** Loads what `report` takes, as long as there is nothing else to do. */
export function prepareReport(options: VerifyCommandOptions): void {
	const loading = [import("node:crypto"), ...withPrinted(options.output, "text").map(({ format }) => verdictReporters[format]())];
	// `report` loads the same modules and reports the error.
	Promise.all(loading).catch(() => {});
}

/** Prints the verdicts in every requested format. */
export async function report(ports: Ports, options: VerifyCommandOptions, round: Round, again = false): Promise<void> {
	const { createHash } = await import("node:crypto");
	const documentSha256 = createHash("sha256").update(round.open.bytes).digest("hex");
	await writeOutputs(ports, withPrinted(options.output, "text"), async (format, stream) => {
		const render = await verdictReporters[format]();
		const layout: VerdictLayout = {
			width: stream === null ? null : widthOf(ports, stream),
			paint: stream === null ? colourless : await paletteOf(ports, stream),
			detailed: round.detailed,
			verbosity: verbosityOf(options),
			requireComplete: options.require === "complete",
			sameDocument: sameDocument(options),
			sameCluster: sameCluster(options),
			version: ports.invocation.version,
			documentSha256,
		};
		const clear = again && stream?.isTerminal && format === "text" ? clearScreen : "";
		return clear + render(round.verification, layout) + (await comparisonIn(format, round));
	});
}

/** With `--against`: what people read has the comparison at its end; JSON and YAML have it as a key. */
async function comparisonIn(format: string, { verification: { comparison } }: Round): Promise<string> {
	if (comparison === undefined || (format !== "text" && format !== "markdown")) return "";
	return `\n${(await comparisonReporters[format]())(comparison)}`;
}
