import { type Git, gitText } from "./git.ts";

/** Where the lines of a file can be read on the site that hosts its repository: the number of the line goes behind `before`. */
export interface LineLinks {
	readonly before: string;
}

/**
 * The links to a file as it is in HEAD. Null where there is no remote of a known kind, where HEAD has not been pushed, and where the file
 * has changed since: a link to another line would be worse than none.
 */
export async function lineLinks(git: Git, path: string): Promise<LineLinks | null> {
	const { code, stdout } = await git(["config", "--get-regexp", "^remote\\..*\\.url$"]);
	if (code !== 0) return null;
	const remotes = new TextDecoder()
		.decode(stdout)
		.split("\n")
		.map((line) => /^remote\.(?<name>.*)\.url (?<url>.*)$/.exec(line)?.groups);
	const url = (remotes.find((one) => one?.name === "origin") ?? remotes[0])?.url;
	const site = url === undefined ? null : siteOf(url);
	if (site === null) return null;
	const commit = (await gitText(git, ["rev-parse", "HEAD"])).trim();
	const pushed = await gitText(git, ["for-each-ref", "--contains", "HEAD", "--count=1", "--format=%(refname)", "refs/remotes"]);
	if (pushed.trim() === "") return null;
	if ((await git(["diff", "--quiet", "HEAD", "--", `:(top,literal)${path}`])).code !== 0) return null;
	return { before: site(commit, path.split("/").map(encodeURIComponent).join("/")) };
}

type Site = (commit: string, path: string) => string;

/** By the name of the host: of a server of one's own, if it has the name of its software. What a URL holds besides host and path is dropped. */
export function siteOf(url: string): Site | null {
	const match =
		/^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([a-z0-9.-]+)(?::\d+)?\/(.+)$/i.exec(url) ??
		/^(?:[^@/:]+@)?([a-z0-9.-]+):(?!\/\/)(.+)$/i.exec(url);
	if (match === null) return null;
	const [, host = "", rest = ""] = match;
	const repository = rest.replace(/\/+$/, "").replace(/\.git$/, "");
	if (!/^[\w.~-]+(?:\/[\w.~-]+)+$/.test(repository)) return null;
	const base = `https://${host.toLowerCase()}/${repository}`;
	if (/github/i.test(host)) return (commit, path) => `${base}/blob/${commit}/${path}?plain=1#L`;
	if (/gitlab/i.test(host)) return (commit, path) => `${base}/-/blob/${commit}/${path}?plain=1#L`;
	if (/bitbucket/i.test(host)) return (commit, path) => `${base}/src/${commit}/${path}#lines-`;
	if (/codeberg|gitea|forgejo/i.test(host)) return (commit, path) => `${base}/src/commit/${commit}/${path}?display=source#L`;
	return null;
}
