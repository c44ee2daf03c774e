/** Where a command writes. */
export interface Output {
	/** The result. */
	readonly stdout: OutputStream;
	/** Messages. */
	readonly stderr: OutputStream;
	/** For a prompt, which reads keys and moves the cursor; only where both standard input and standard error are a terminal. */
	terminal(): { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream };
	/** The whole terminal, for a view; only if both standard input and standard output are one. The caller must leave it. */
	screen(): Promise<Screen>;
}

/** Standard input. */
export interface Input {
	readonly isTerminal: boolean;
	read(): Promise<Uint8Array>;
	/** Resolves at the end of the stream. It must be read meanwhile. */
	ended(): Promise<void>;
}

export interface OutputStream {
	readonly isTerminal: boolean;
	/** Width in columns; null where there is no terminal. */
	readonly columns: number | null;
	write(text: string): void;
}

/** The alternate screen of a terminal. It is closed however the program ends. */
export interface Screen {
	readonly input: NodeJS.ReadStream;
	readonly output: NodeJS.WriteStream;
	/** Resolves when the terminal has gone away; rejects with an uncaught error. */
	readonly lost: Promise<void>;
	/** Called when the program goes on after it was stopped: the screen is empty then. */
	onReturn(returned: () => void): void;
	/** Stops the program as Ctrl-Z does elsewhere. */
	suspend(): void;
	/** Runs a program on the terminal, as it was before the screen was taken, and waits for it. Returns its exit code. */
	run(command: readonly string[]): number;
	/** Puts a text on the clipboard of the user, by OSC 52: also through SSH, in terminals that allow it. */
	copy(text: string): void;
	clear(): void;
	leave(): void;
}
