import type { AmountOptions } from "../../app/options/amount-option.ts";
import type { ClusterOptions } from "../../app/options/cluster-options.ts";
import type { DocumentOptions } from "../../app/options/document-options.ts";
import type { MaxAgeOption } from "../../app/options/duration-option.ts";
import type { RecordOptions } from "../../app/options/record-option.ts";
import type { VerdictFormat } from "../../reporters/verdicts/index.ts";
import type { OutputTargets } from "./output-targets.ts";

export interface VerifyCommandOptions extends DocumentOptions, ClusterOptions, MaxAgeOption, RecordOptions, AmountOptions {
	readonly output?: OutputTargets<VerdictFormat>;
	readonly wait?: number;
	readonly watch?: boolean;
	readonly require?: "complete";
	readonly update?: boolean;
	readonly demote?: boolean;
	readonly recheck?: boolean;
	readonly reviewer?: string;
	readonly allowExec?: boolean;
	readonly against?: string;
}
