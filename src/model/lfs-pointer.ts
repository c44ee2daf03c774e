import { Failure } from "./failure.ts";

/**
 * Throws a Failure for a pointer of Git LFS: a file whose content was not fetched, and every such object of git. `what`: what the
 * file should be. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
export function refusePointer(bytes: Uint8Array, file: string, what: string, more = ""): void {
	if (bytes.length > 1024 || !new TextDecoder().decode(bytes).startsWith("version https://git-lfs.github.com/spec/")) return;
	throw new Failure("unusable", `${file} is a Git LFS pointer, not ${what}`, `fetch its content: git lfs pull${more}`);
}
