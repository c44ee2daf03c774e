import { Failure } from "../model/failure.ts";
import type { Ports } from "./ports/ports.ts";

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
