import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { boulderMigrate, folderWith, launcher, type Ran } from "../command-line.ts";

/** A folder with a program `boulder-migrate`, as it is after an installation. */
function programFolder(): string {
	const folder = folderWith({ "boulder-migrate": `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n` });
	chmodSync(join(folder, "boulder-migrate"), 0o755);
	return folder;
}

/** A repository with real git. Nothing of the git of whoever runs the tests reaches it: no GIT_* variable, no configuration. */
export class Repository {
	readonly folder: string;
	readonly env: Readonly<Record<string, string>>;

	constructor(folder = folderWith({}), env: Readonly<Record<string, string>> | null = null) {
		this.folder = folder;
		const home =
			env === null
				? folderWith({ ".gitconfig": "[user]\n\tname = Ana Lee\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n" })
				: "";
		this.env = env ?? { PATH: `${programFolder()}:${process.env.PATH ?? ""}`, HOME: home, TZ: "UTC", GIT_CONFIG_NOSYSTEM: "1" };
	}

	run(
		program: string,
		words: readonly string[],
		{ at = ".", env = {} }: { at?: string; env?: Record<string, string> } = {},
	): Ran {
		const circumstances = { folder: join(this.folder, at), env: { ...this.env, ...env } };
		if (program === "boulder-migrate") return boulderMigrate(words, circumstances);
		const { status, stdout, stderr } = spawnSync(program, words, {
			cwd: circumstances.folder,
			env: circumstances.env,
			encoding: "utf8",
			input: "",
			timeout: 600_000,
		});
		return { code: status, stdout, stderr };
	}

	/** Runs git, which must succeed. */
	git(...words: string[]): string {
		const { code, stdout, stderr } = this.run("git", words);
		if (code !== 0) throw new Error(`git ${words.join(" ")}: ${stdout}${stderr}`);
		return stdout;
	}

	tool(...words: string[]): Ran {
		return this.run("boulder-migrate", words);
	}

	read(path: string): string {
		return readFileSync(join(this.folder, path), "utf8");
	}

	write(path: string, content: string): void {
		mkdirSync(dirname(join(this.folder, path)), { recursive: true });
		writeFileSync(join(this.folder, path), content);
	}

	commit(message: string, ...options: string[]): void {
		this.git("add", "-A");
		this.git("commit", "-qm", message, ...options);
	}
}

export const documentPath = "status/PHASE-STATUS.md";
