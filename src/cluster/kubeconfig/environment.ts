/** Everything that reading a kubeconfig needs from outside the program. `src/host/` implements it; tests have their own. */
export interface Environment {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Relative paths of `--kubeconfig` and `KUBECONFIG` start here. Absolute. */
	readonly directory: string;
	/** Null where there is no such file. Throws an Error whose message names the file and the reason. */
	read(path: string): Uint8Array | null;
	/** Never rejects. Nothing can be typed into the program, and it is ended with all it started when its time is up. */
	run(request: PluginRun): Promise<PluginEnd>;
	/** Milliseconds since 1970. */
	now(): number;
}

export interface PluginRun {
	/** A path, or a name to be looked for in the absolute folders of our own PATH. */
	readonly command: string;
	readonly args: readonly string[];
	/** The whole environment. */
	readonly env: Readonly<Record<string, string>>;
	readonly timeoutMilliseconds: number;
	/** Of its standard output. */
	readonly maxBytes: number;
}

export type PluginEnd =
	| { readonly kind: "exited"; readonly code: number; readonly stdout: string; readonly stderr: string }
	| { readonly kind: "killed"; readonly signal: string; readonly stderr: string }
	| { readonly kind: "timeout" | "too-much-output"; readonly stderr: string }
	| { readonly kind: "not-found" | "cancelled" }
	| { readonly kind: "not-started"; readonly message: string };
