import type { Host } from "./host.ts";

/** Whether there is somebody at a real terminal, who can look at a view and press keys. A terminal that tells no size cannot show one. */
export function isInteractive({ stdin, stdout, env }: Host): boolean {
	if (!stdin.isTerminal || !stdout.isTerminal || env.TERM === "dumb" || isInCi(env)) return false;
	return (stdout.columns ?? 0) >= 20;
}

/** Continuous integration gives some of its jobs a terminal, at which nobody sits. */
function isInCi(env: Host["env"]): boolean {
	if (env.CI === "0" || env.CI === "false") return false;
	return Object.keys(env).some((name) => name === "CI" || name === "CONTINUOUS_INTEGRATION" || name.startsWith("CI_"));
}
