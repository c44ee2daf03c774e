import { spawnSync } from "node:child_process";
import { folderWith } from "../command-line.ts";

export interface Process {
	readonly program: string;
	readonly words: readonly string[];
	readonly folder: string;
	/** What else than 0 is no failure: a linter that finds something ends with 1. */
	readonly mayEndWith?: number;
	readonly env?: NodeJS.ProcessEnv;
}

/**
 * An empty home, so that no program depends on what the user has there. Where NODE_EXTRA_CA_CERTS names more authorities, Node 20
 * reads them before anything else, which takes it as long as the rest of its start.
 */
const { NODE_EXTRA_CA_CERTS: _, ...others } = process.env;
const environment = { ...others, HOME: folderWith({}), LC_ALL: "C" };

/** Milliseconds: what a clock on the wall shows, and what the processor worked for the program and those that it started. */
export interface Time {
	readonly wall: number;
	readonly cpu: number;
}

/**
 * Medians of whole processes, interleaved so that a busy moment of the machine hits all alike. Limits hold the time of the processor, which
 * others at work on the machine lengthen by a tenth; they double the other.
 */
export function medians<Name extends string>(
	processes: Readonly<Record<Name, Process>>,
	rounds: number,
): ReadonlyMap<Name, Time> {
	const names = Object.keys(processes).filter((name): name is Name => name in processes);
	const times = new Map<Name, Time[]>(names.map((name) => [name, []]));
	// The first round warms the page cache; of what takes long there is only one.
	for (let round = rounds === 1 ? 0 : -1; round < rounds; round += 1)
		for (const name of names) {
			const taken = timeOf(processes[name]);
			if (round >= 0) times.get(name)?.push(taken);
		}
	return new Map([...times].map(([name, all]) => [name, { wall: median(all, "wall"), cpu: median(all, "cpu") }]));
}

export function median(times: readonly Time[], which: keyof Time): number {
	return times.map((time) => time[which]).sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

/** One process, timed by bash: Node does not tell what a process that it started has used. */
export function timeOf({ program, words, folder, mayEndWith = 0, env = environment }: Process): Time {
	const script = 'TIMEFORMAT="%3R %3U %3S"; time "$0" "$@" > /dev/null 2>&1';
	const { status, stderr, error } = spawnSync("bash", ["-c", script, program, ...words], {
		cwd: folder,
		stdio: ["ignore", "ignore", "pipe"],
		encoding: "utf8",
		env,
	});
	if (status !== 0 && status !== mayEndWith) throw new Error(`${program} ${words.join(" ")} ended with ${status} ${error ?? ""}`);
	const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr
		.trim()
		.split(" ")
		.map((seconds) => 1000 * Number(seconds));
	return { wall, cpu: user + system };
}

/** How long a script of Node takes, and what it holds at most, in megabytes. */
export function timeAndMemory(
	script: string,
	words: readonly string[],
	folder: string,
	mayEndWith = 0,
): { readonly ms: number; readonly mb: number } {
	const measured = "process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS));require(process.argv[1]);";
	const start = performance.now();
	const { status, stderr } = spawnSync(process.execPath, ["-e", measured, script, ...words], {
		cwd: folder,
		env: environment,
		encoding: "utf8",
		stdio: ["ignore", "ignore", "pipe"],
	});
	const ms = performance.now() - start;
	if (status !== 0 && status !== mayEndWith) throw new Error(`${script} ${words.join(" ")} ended with ${status}: ${stderr}`);
	return { ms, mb: Number(/\d+$/.exec(stderr)?.[0]) / 1024 };
}
