/** The exit codes, the same for every command. */
export const exitCode = {
	done: 0,
	findings: 1,
	usage: 2,
	unverified: 3,
	unusable: 4,
	refused: 5,
	bug: 70,
	interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A failure that a person can do something about: it is printed as a sentence, never as a stack trace. */
export class Failure extends Error {
	override readonly name = "Failure";
	readonly exitCode: ExitCode;
	readonly hint: string | null;

	constructor(code: "usage" | "unusable" | "refused" | "unverified", message: string, hint: string | null = null) {
		super(message);
		this.exitCode = exitCode[code];
		this.hint = hint;
	}
}

/** An input that is longer than its limit: there is something in it, but it is not read. */
export class InputTooLarge extends Failure {
	constructor(message: string) {
		super("unusable", message);
	}
}

/** The user interrupted the program; there is nothing to report. */
export class Interrupted extends Error {
	override readonly name = "Interrupted";
}
