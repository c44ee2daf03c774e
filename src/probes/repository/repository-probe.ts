import { InputTooLarge } from "../../model/failure.ts";
import type { Observation } from "../../model/verdict.ts";
import { count, few } from "../../text/wording.ts";
import type { Fields } from "../../yaml/fields.ts";
import { define } from "../define.ts";
import { durationIn } from "../file/probe-fields.ts";
import type { ProbeResult, Ran, ReadAndJudge, WorkTree } from "../probe.ts";
import { probeResult } from "../shared/results.ts";
import { inside, pathsOf } from "../shared/work-tree-path.ts";

export interface RepositorySpec {
	/** Patterns, each of which must match a file that is not empty. */
	readonly files: readonly string[];
	readonly kustomize: readonly string[];
	readonly contains: readonly { readonly file: string; readonly text: string }[];
	readonly timeoutMilliseconds: number;
}

export interface RepositoryEvidence {
	readonly files: readonly { readonly pattern: string; readonly found: readonly string[]; readonly filled: string | null }[];
	/** `ran` is null if neither kustomize nor kubectl is installed. */
	readonly builds: readonly { readonly path: string; readonly ran: Ran | null; readonly command: string }[];
	/** `holds` null where there is no such file. */
	readonly contains: readonly { readonly file: string; readonly text: string; readonly holds: boolean | null }[];
	readonly now: string;
}

const repository: ReadAndJudge<RepositorySpec, RepositoryEvidence> = {
	name: "repository",
	proves: "files exist, or kustomize overlays build, in the work tree",
	specify(fields, reading) {
		const spec = {
			files: pathsOf(fields, "files"),
			kustomize: pathsOf(fields, "kustomize"),
			contains: containsOf(fields),
			timeoutMilliseconds: durationIn(fields, "timeout") ?? Math.max(reading.defaults.timeoutMilliseconds, 30_000),
		};
		if (spec.files.length + spec.kustomize.length + spec.contains.length === 0)
			throw fields.fault('repository needs "files", "kustomize" or "contains"');
		return spec;
	},
	describe: ({ files, kustomize, contains }) =>
		[
			files.length === 0 ? "" : `${few(files)} exist`,
			kustomize.length === 0 ? "" : `${few(kustomize)} can be built`,
			contains.length === 0 ? "" : `${few(contains.map(({ file }) => file))} holds what it should`,
		]
			.filter((part) => part !== "")
			.join(", and "),
	looksFor: () => null,
	rights: () => [],
	isLocal: true,
	readsFiles: () => true,
	async read({ files, kustomize, contains, timeoutMilliseconds }, { workTree, now }) {
		const builds: RepositoryEvidence["builds"][number][] = [];
		for (const path of kustomize) builds.push({ path, ...(await build(workTree, path, timeoutMilliseconds)) });
		return {
			files: files.map((pattern) => {
				const found = workTree.find(pattern);
				return { pattern, found, filled: found.find((path) => isFilled(workTree, path)) ?? null };
			}),
			builds,
			contains: contains.map(({ file, text }) => ({ file, text, holds: workTree.readText(file)?.includes(text) ?? null })),
			now,
		};
	},
	judge: judgeRepository,
};

function isFilled(workTree: WorkTree, path: string): boolean {
	try {
		return (workTree.readText(path) ?? "").trim() !== "";
	} catch (problem) {
		if (problem instanceof InputTooLarge) return true;
		throw problem;
	}
}

function containsOf(fields: Fields): RepositorySpec["contains"] {
	const map = fields.map("contains");
	if (map === null) return [];
	const file = inside(map, "file", map.required("file", map.string("file")));
	const text = map.required("text", map.string("text"));
	map.done();
	return [{ file, text }];
}

async function build(
	workTree: WorkTree,
	path: string,
	timeoutMilliseconds: number,
): Promise<{ readonly ran: Ran | null; readonly command: string }> {
	let command = "";
	// With the dot it cannot be taken for an address to load from: `github.com/some/one` is one to kustomize.
	const folder = `./${path.replace(/^\.\//, "")}`;
	for (const words of [
		["kustomize", "build", folder],
		["kubectl", "kustomize", folder],
	]) {
		command = words.join(" ");
		const ran = await workTree.run(words, { timeoutMilliseconds });
		if (ran !== null) return { ran, command };
	}
	return { ran: null, command };
}

function judgeRepository({ files, builds, contains, now }: RepositoryEvidence): ProbeResult {
	const evidence: Observation[] = [];
	const worse: ProbeResult[] = [];
	const report = (outcome: "fail" | "unknown", reason: string, message: string, hint: string | null = null): void => {
		worse.push(probeResult(outcome, reason, message, [], hint));
	};
	const see = (kind: string, name: string, expected: string, found: string): void => {
		evidence.push({ kind, namespace: null, name, uid: null, resourceVersion: null, expected, found, observedAt: now });
	};
	for (const { pattern, found, filled } of files) {
		see("File", pattern, "a file that is not empty", filled ?? (found.length === 0 ? "none" : "empty files"));
		if (found.length === 0) report("fail", "FileMissing", `${pattern}: no such file`);
		else if (filled === null) report("fail", "FileEmpty", `${few(found)} is empty`);
	}
	for (const { file, text, holds } of contains) {
		see("File", file, `holds ${text}`, holds === null ? "there is none" : holds ? "it does" : "it does not");
		if (holds === null) report("fail", "FileMissing", `${file}: no such file`);
		else if (!holds) report("fail", "TextMissing", `${file} does not contain ${JSON.stringify(text)}`);
	}
	for (const { path, ran, command } of builds) judgeBuild(path, ran, command);
	const worst = worse.find(({ outcome }) => outcome === "fail") ?? worse[0];
	if (worst !== undefined) return { ...worst, evidence };
	if (evidence.length === 0) return probeResult("unknown", "NothingLookedAt", "nothing was looked at", []);
	const seen = evidence.map(({ kind, name }) => (kind === "Kustomization" ? `${name} builds` : `${name} is there`));
	return probeResult("pass", "InWorkTree", few(seen, 4), evidence);

	function judgeBuild(path: string, ran: Ran | null, command: string): void {
		const objects = ran === null ? 0 : ran.stdout.split(/^---[ \t]*$/m).filter((part) => /^kind:[ \t]*\S/m.test(part)).length;
		const last = ran?.stderr.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
		const ended =
			ran === null
				? "neither kustomize nor kubectl is installed"
				: ran.code === null
					? "it was ended"
					: `exit code ${ran.code}, ${count(objects, "object")}`;
		see("Kustomization", path, "builds", ended);
		if (ran === null)
			report("unknown", "NoKustomize", `${path} cannot be built here: neither kustomize nor kubectl is installed`);
		else if (ran.code === null) report("unknown", "TimedOut", `${command} did not end in time`);
		else if (ran.code !== 0) report("fail", "BuildFailed", buildFailure(path, last, ran.code), command);
		else if (objects === 0) report("fail", "BuildEmpty", `${path} builds, but produces no objects`, command);
	}
}

/** The last message of kustomize, without its prefixes and temporary paths. */
function buildFailure(path: string, last: string, code: number): string {
	if (/\b(?:no such file or directory|must build at directory: not a valid directory)\b/.test(last))
		return `${path}: no such directory`;
	const words = last
		.replace(/^(?:Error|error): */, "")
		.replace(/^[EFIW]\d{4} [\d:.]+ +\d+ [\w.-]+:\d+\] */, "")
		.replace(/^"command failed" err="(.*)"$/, "$1")
		.slice(0, 120);
	return `${path} does not build: ${words || `exit code ${code}`}`;
}

export const repositoryProbe = define(repository);
