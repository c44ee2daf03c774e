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

/** The names under which the user may own items: BOULDER_MIGRATE_USER, otherwise the names that git and the system know. */
export async function ourNames(ports: Ports): Promise<readonly string[]> {
	const { env } = ports.invocation;
	const named = (env.BOULDER_MIGRATE_USER ?? "").split(",").map((name) => name.trim());
	if (named.some((name) => name !== "")) return named.filter((name) => name !== "");
	const git = async (key: string): Promise<string> => (await ports.invocation.ask("git", ["config", key]))?.trim() ?? "";
	const [user, email, handle] = await Promise.all([git("user.name"), git("user.email"), git("github.user")]);
	const names = [env.GIT_AUTHOR_NAME ?? "", handle, user, email.replace(/@.*$/, ""), env.USER ?? ""];
	const found = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ""))];
	if (found.length === 0)
		throw new Failure("usage", "it is not known who you are", "set BOULDER_MIGRATE_USER to your handle, such as ana");
	return found;
}
