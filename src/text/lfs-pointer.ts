/**
 * Whether this is what stands for a file in Git LFS: where its content was not fetched, and in every object of git.
 * https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
export function isLfsPointer(bytes: Uint8Array): boolean {
	return bytes.length <= 1024 && new TextDecoder().decode(bytes).startsWith("version https://git-lfs.github.com/spec/");
}
