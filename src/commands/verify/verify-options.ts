import type { ClusterOptions, DocumentOptions, MaxAgeOption, RecordOptions } from "../../app/options.ts";
import type { VerdictFormat } from "../../reporters/verdicts/index.ts";
import type { VerbosityOptions } from "../options/verbosity-option.ts";
import type { OutputTargets } from "./output-targets.ts";

export interface VerifyCommandOptions extends DocumentOptions, ClusterOptions, MaxAgeOption, RecordOptions, VerbosityOptions {
	readonly output?: OutputTargets<VerdictFormat>;
	readonly wait?: number;
	readonly watch?: boolean;
	readonly require?: "complete";
	readonly update?: boolean;
	readonly demote?: boolean;
	readonly dryRun?: boolean;
	readonly recheck?: boolean;
	readonly reviewer?: string;
	readonly allowExec?: boolean;
	readonly against?: string;
}
