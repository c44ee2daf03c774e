/** How this run was started, and what may end it. */
export interface Invocation {
	readonly argv: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly directory: string;
	readonly version: string;
	readonly program: Program;
	/** Resolves when the user asks to stop (Ctrl-C, SIGTERM). */
	readonly interrupted: Promise<void>;
	/** What another program prints; null where there is none, or it fails. */
	ask(program: string, words: readonly string[]): Promise<string | null>;
}

/** How this program was started, with absolute paths. */
export interface Program {
	readonly node: string;
	readonly script: string;
	/** Both, and where links in them lead. */
	readonly places: readonly string[];
}
