import type { ChildProcessByStdio } from "node:child_process";
import { existsSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import type { Readable } from "node:stream";
import { FileProblem } from "../app/ports/files.ts";
import { Failure } from "../model/failure.ts";
import type { Ran, WorkTree } from "../probes/probe.ts";
import { permissionDenied } from "./file-problems.ts";
import { globMatcher } from "./glob.ts";
import { readInput } from "./read-input.ts";

/** Node ends a longer timer at once. */
const maxTimer = 2 ** 31 - 1;

const maxOutput = 1024 * 1024;
const maxFiles = 20_000;

/**
 * The files below a folder, and programs that read them, which are ended when `interrupted` resolves. Nothing outside the folder is
 * read, neither by `..` nor through a link.
 */
export function workTree(
	root: string,
	env: Readonly<Record<string, string | undefined>>,
	interrupted: Promise<void> = new Promise(() => {}),
): WorkTree {
	const inside = (path: string): string => {
		const plain = normalize(path);
		if (path.includes("\0") || isAbsolute(path) || plain === ".." || plain.startsWith(`..${sep}`))
			throw new Failure("unusable", `${path} leaves the folder of the probes file`, "paths are relative to it, without ..");
		const whole = resolve(root, plain);
		if (!existsSync(whole)) return whole;
		const below = relative(realpathSync(root), realpathSync(whole));
		if (below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below))
			throw new Failure("unusable", `${path} is a link that leaves the folder of the probes file`);
		return whole;
	};
	return {
		root,
		readText(path) {
			const whole = inside(path);
			// A link may have been replaced since: what was opened must be the file that is inside now.
			const check = (opened: Stats): void => {
				const { dev, ino } = statSync(inside(path));
				if (dev !== opened.dev || ino !== opened.ino)
					throw new Failure("unusable", `${path} was replaced while it was opened`, "run it again");
			};
			try {
				return readInput(whole, undefined, check)?.toString("utf8") ?? null;
			} catch (problem) {
				throw problem instanceof FileProblem ? new Failure("unusable", problem.message) : problem;
			}
		},
		find(pattern) {
			inside(pattern.replace(/[*?].*$/, "") || ".");
			const matches = globMatcher(pattern);
			const found: string[] = [];
			const visit = (folder: string): void => {
				for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
					if (found.length >= maxFiles || entry.name === "node_modules" || entry.name === ".git") continue;
					const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
					if (entry.isDirectory()) visit(path);
					else if (entry.isFile() && matches(path)) found.push(path);
				}
			};
			if (existsSync(root)) visit("");
			return found.sort();
		},
		run: (words, options) =>
			run(words, options.path === undefined ? root : inside(options.path), options.timeoutMilliseconds, { env, interrupted }),
	};
}

/** What a child may know of the environment: where programs and settings are, no tokens. */
const passedOn = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "SystemRoot"];

async function run(
	words: readonly string[],
	folder: string,
	timeout: number,
	{ env, interrupted }: { readonly env: Readonly<Record<string, string | undefined>>; readonly interrupted: Promise<void> },
): Promise<Ran | null> {
	const [program, ...rest] = words;
	if (program === undefined) return null;
	const { spawn } = await import("node:child_process");
	return new Promise((done, failed) => {
		const known = Object.fromEntries(passedOn.map((name) => [name, env[name]]).filter(([, value]) => value !== undefined));
		let child: ChildProcessByStdio<null, Readable, Readable>;
		try {
			child = spawn(program, rest, {
				cwd: folder,
				env: known,
				stdio: ["ignore", "pipe", "pipe"],
				detached: true,
				shell: false,
			});
		} catch (problem) {
			return failed(permissionDenied(problem) ?? problem);
		}
		const texts = { stdout: "", stderr: "" };
		for (const stream of ["stdout", "stderr"] as const)
			child[stream].setEncoding("utf8").on("data", (part: string) => {
				if (texts[stream].length < maxOutput) texts[stream] += part;
			});
		// The whole group: a program that started others must not leave them behind.
		const kill = (): void => {
			if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
			try {
				process.kill(-child.pid, "SIGKILL");
			} catch {
				// Gone already.
			}
		};
		const timer = setTimeout(kill, Math.min(timeout, maxTimer));
		void interrupted.then(kill);
		child.on("error", () => {
			clearTimeout(timer);
			done(null);
		});
		child.on("close", (code) => {
			clearTimeout(timer);
			done({ code, ...texts });
		});
	});
}
