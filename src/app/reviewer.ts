import { Failure } from "../model/failure.ts";
import type { Ports } from "./ports/ports.ts";

/** Who makes a change: the reviewer named on the command line, otherwise the author that git would use for a commit. Throws a usage Failure. */
export async function reviewerOf(ports: Ports, named: string | undefined): Promise<string> {
	if (named !== undefined) {
		if (named.trim() === "") throw new Failure("usage", "--reviewer is empty", "name the reviewer");
		return named.trim();
	}
	const found =
		written(ports.invocation.env.GIT_AUTHOR_NAME) ??
		written(await ports.invocation.ask("git", ["config", "user.name"])) ??
		written(await ports.invocation.ask("git", ["config", "user.email"]));
	if (found !== null) return found;
	throw new Failure(
		"usage",
		"it is not known who you are",
		'name yourself: --reviewer NAME, or git config --global user.name "NAME"',
	);
}

function written(text: string | null | undefined): string | null {
	const trimmed = text?.trim() ?? "";
	return trimmed === "" ? null : trimmed;
}
