import { FileProblem } from "../app/ports/files.ts";
import { Failure } from "../model/failure.ts";

export function errorCode(problem: unknown): string {
	return problem instanceof Error && "code" in problem ? String(problem.code) : "";
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: "permission denied",
	EPERM: "not permitted",
	ENOENT: "its folder does not exist",
	ENOTDIR: "a part of its path is not a folder",
	EISDIR: "it is a folder",
	ENOSPC: "no space is left on the device",
	EDQUOT: "the disk quota is used up",
	EFBIG: "it would be larger than a file may be here",
	EROFS: "the file system is read-only",
	ELOOP: "too many symbolic links",
	EBUSY: "something is mounted over this very file, so it cannot be replaced",
	EXDEV: "something is mounted over this very file, so it cannot be replaced",
	EPIPE: "the program that reads it has ended",
	EIO: "the device reports an error",
	ENAMETOOLONG: "its name is too long",
	EMFILE: "too many files are open",
	ENFILE: "too many files are open",
	ERR_ACCESS_DENIED: "Node's permission mode does not allow it",
};

const hints: Readonly<Record<string, string>> = {
	EACCES: "a file is replaced at once: its folder must also be writable",
	EPERM: "a file is replaced at once: its folder must also be writable",
	EROFS: "mount it writable, or work on a copy: --file FILE",
	ENOSPC: "make room there, and run it again",
	EDQUOT: "make room there, and run it again",
	ENOENT: "check whether it was moved, or create it, and run the command again",
	EBUSY: "mount its folder instead of the file",
	EXDEV: "mount its folder instead of the file",
	ERR_ACCESS_DENIED: "start node with --allow-fs-write for its folder",
};

/** A file that cannot be read. */
export function unreadable(problem: unknown, path: string): FileProblem {
	return new FileProblem(`${path}: ${reasonOf(problem)}`);
}

/** A file that cannot be written: nothing was. */
export function unwritable(problem: unknown, path: string): Error {
	if (problem instanceof Failure || problem instanceof FileProblem) return problem;
	const code = errorCode(problem);
	if (!/^E(?!RR_)/.test(code) && code !== "ERR_ACCESS_DENIED")
		return problem instanceof Error ? problem : new Error(String(problem));
	return new Failure("refused", `${path} cannot be written: ${reasonOf(problem)}`, hints[code] ?? null);
}

/** What Node's permission mode refuses, in words; null for any other problem. */
export function permissionDenied(problem: unknown): Failure | null {
	if (errorCode(problem) !== "ERR_ACCESS_DENIED" || !(problem instanceof Error)) return null;
	const permission = "permission" in problem ? String(problem.permission) : "";
	const resource = "resource" in problem && problem.resource !== "" ? `: ${String(problem.resource)}` : "";
	const options: Readonly<Record<string, string>> = {
		ChildProcess: "--allow-child-process",
		FileSystemRead: "--allow-fs-read",
		FileSystemWrite: "--allow-fs-write",
		WorkerThreads: "--allow-worker",
	};
	const option = options[permission] ?? "the option that its documentation names";
	return new Failure(
		"unusable",
		`Node's permission mode denies ${permission || "access"}${resource}`,
		`allow it: node ${option}`,
	);
}

export function reasonOf(problem: unknown): string {
	return reasons[errorCode(problem)] ?? (problem instanceof Error ? problem.message : String(problem));
}
