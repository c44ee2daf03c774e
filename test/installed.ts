import { spawnSync } from "node:child_process";

/** Whether a program is there to test with. What is `needed` may be missing on somebody's machine, not where everything must pass. */
export function has(program: string, needed?: "needed"): boolean {
	const found = spawnSync(program, [program === "go" ? "version" : "--version"]).status === 0;
	if (!found) process.stdout.write(`${program} is not installed: what needs it is not tested\n`);
	return found || (needed !== undefined && process.env.CI === "true");
}
