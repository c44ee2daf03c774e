import type { Day } from "../model/date.ts";

/** What every command that reads the document takes. */
export interface DocumentOptions {
	readonly file?: string;
	readonly probes?: string;
}

/** What every command that asks a cluster takes: the names are kubectl's. */
export interface ClusterOptions {
	readonly context?: readonly string[];
	readonly kubeconfig?: string;
	readonly namespace?: string;
	readonly execAuth: boolean;
	readonly snapshot?: string;
}

/** `maxAge` in milliseconds: data of a cluster that is older is unknown. */
export interface MaxAgeOption {
	readonly maxAge?: number;
}

/** What a command takes that reads or writes a log of verdicts. */
export interface RecordOptions {
	readonly verdicts?: string;
	readonly record?: string;
	readonly recordLimit: number;
}

/** What every command that writes takes. */
export interface EditCommandOptions extends DocumentOptions {
	readonly reviewer?: string;
	readonly message?: string;
	readonly date?: Day;
	readonly quiet?: boolean;
	readonly dryRun?: boolean;
	/** Only of the commands that can add what the document lacks. */
	readonly create?: boolean;
	readonly output: "text" | "json";
	/** Milliseconds. */
	readonly lockTimeout: number;
}
