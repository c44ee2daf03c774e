import { spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What a Dockerfile makes where no container engine is: a folder that is the root of the image, and how it is to be run. */
export interface Image {
	readonly root: string;
	readonly user: string;
	readonly workingDirectory: string;
	readonly entrypoint: readonly string[];
}

interface Step {
	readonly instruction: string;
	readonly text: string;
}

/** The instructions of a Dockerfile, without comments, with continued lines joined. */
function stepsOf(dockerfile: string): readonly Step[] {
	return dockerfile
		.split("\n")
		.filter((line) => !line.startsWith("#"))
		.join("\n")
		.replace(/\\\n/g, " ")
		.split("\n")
		.filter((line) => line.trim() !== "")
		.map((line) => ({ instruction: line.split(" ")[0] ?? "", text: line.slice(line.indexOf(" ") + 1).trim() }));
}

/**
 * Replays a Dockerfile: each stage in a root of its own, which begins as a copy of `base`, and each RUN in a chroot. Throws for an
 * instruction that it does not know.
 */
export function replay(dockerfile: string, context: string, base: string): Image {
	const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-image-"));
	const stages = new Map<string, string>();
	let [root, workingDirectory, user] = ["", "/", "0:0"];
	let entrypoint: readonly string[] = [];
	const from = (text: string): void => {
		const [, name = String(stages.size)] = / AS (\S+)$/i.exec(text) ?? [];
		root = join(folder, name);
		[workingDirectory, user] = ["/", "0:0"];
		mkdirSync(root);
		copyRoot(base, root);
		stages.set(name, root);
	};
	const copy = (text: string): void => {
		const [, stage, rest = text] = /^--from=(\S+) (.*)$/.exec(text) ?? [];
		const words = rest.split(/ +/);
		const to = words.pop() ?? "";
		const source = stage === undefined ? context : (stages.get(stage) ?? "");
		const target = join(root, to.startsWith("/") ? "" : workingDirectory, to);
		for (const word of words) {
			const isFolder = to.endsWith("/") && word !== ".";
			cpSync(join(source, word), isFolder ? join(target, word) : target, { recursive: true, verbatimSymlinks: true });
		}
	};
	for (const { instruction, text } of stepsOf(dockerfile)) {
		if (instruction === "FROM") from(text);
		else if (instruction === "WORKDIR") workingDirectory = enter(root, text);
		else if (instruction === "COPY") copy(text);
		else if (instruction === "RUN") expectSuccess(within(root, ["/bin/sh", "-c", text], { workingDirectory, user }), text);
		else if (instruction === "USER") user = text;
		else if (instruction === "ENTRYPOINT") entrypoint = JSON.parse(text);
		else throw new Error(`the replay does not know ${instruction}`);
	}
	return { root, user, workingDirectory, entrypoint };
}

function enter(root: string, folder: string): string {
	mkdirSync(join(root, folder), { recursive: true });
	return folder;
}

/** Copies a whole root, with its owners, links and modes. */
function copyRoot(from: string, to: string): void {
	const { status, stderr } = spawnSync("cp", ["-a", `${from}/.`, to], { encoding: "utf8" });
	if (status !== 0) throw new Error(stderr);
}

export interface Ended {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/**
 * Runs a program in a root, in mounts of its own that end with it. `isReadOnly`: as with `readOnlyRootFilesystem: true`. `mounts`: folders
 * of this machine, by where they are seen.
 */
export function within(
	root: string,
	words: readonly string[],
	options: {
		readonly workingDirectory: string;
		readonly user: string;
		readonly isReadOnly?: boolean;
		readonly mounts?: Readonly<Record<string, string>>;
		readonly env?: Readonly<Record<string, string>>;
	},
): Ended {
	const { workingDirectory, user, isReadOnly = false, mounts = {}, env = {} } = options;
	for (const at of Object.keys(mounts)) mkdirSync(join(root, at), { recursive: true });
	const script = [
		"set -e",
		'root=$1; shift; mount --bind "$root" "$root"',
		'mount -t proc proc "$root/proc"; for device in null zero random urandom; do touch "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done',
		...Object.entries(mounts).map(([at, source]) => `mount --bind '${source}' "$root${at}"`),
		...(isReadOnly ? ['mount -o remount,bind,ro "$root"'] : []),
		`exec chroot --userspec=${user} "$root" /bin/sh -c 'cd ${workingDirectory} && exec "$@"' sh "$@"`,
	].join("\n");
	const { status, stdout, stderr } = spawnSync("unshare", ["--mount", "sh", "-c", script, "sh", root, ...words], {
		env: {
			PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
			HOME: "/root",
			...env,
			...(user === "0:0" ? registryEnv(root) : {}),
		},
		encoding: "utf8",
		timeout: 900_000,
		maxBuffer: 1 << 26,
	});
	return { status, stdout, stderr };
}

/** Certificates and registries of this machine, without which nothing can be fetched from inside. */
function registryEnv(root: string): Record<string, string> {
	const { stdout } = spawnSync("npm", ["config", "get", "registry"], { encoding: "utf8" });
	const env: Record<string, string> = { npm_config_registry: stdout.trim() };
	const authorities = process.env.NODE_EXTRA_CA_CERTS;
	if (authorities !== undefined && existsSync(authorities)) {
		const at = "/etc/extra-authorities.pem";
		writeFileSync(join(root, at), readFileSync(authorities));
		env.NODE_EXTRA_CA_CERTS = at;
	}
	return env;
}

function expectSuccess({ status, stdout, stderr }: Ended, what: string): void {
	if (status !== 0) throw new Error(`RUN ${what} ended with ${status}\n${stdout}${stderr}`);
}

/** A Debian root with a Node and npm in /usr/local, as the images of Node have them. */
export function nodeImage(debian: string, nodeFolder: string): string {
	const root = mkdtempSync(join(tmpdir(), "boulder-migrate-base-"));
	copyRoot(debian, root);
	cpSync(join(nodeFolder, "node"), join(root, "usr/local/bin/node"));
	const npm = realpathSync(spawnSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).stdout.trim());
	const to = join(root, "usr/local/lib/node_modules/npm");
	cpSync(dirname(dirname(npm)), to, { recursive: true, verbatimSymlinks: true });
	for (const name of ["npm", "npx"]) {
		const program = `#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/${name}-cli.js "$@"\n`;
		writeFileSync(join(root, "usr/local/bin", name), program, { mode: 0o755 });
	}
	for (const name of ["hosts", "resolv.conf"]) {
		if (existsSync(join("/etc", name))) writeFileSync(join(root, "etc", name), readFileSync(join("/etc", name)));
	}
	const apt = "etc/apt/apt.conf.d";
	for (const name of readdirSync(join("/", apt)).filter(
		(each) => !existsSync(join(root, apt, each)) && !each.startsWith("docker"),
	))
		cpSync(join("/", apt, name), join(root, apt, name));
	return root;
}

export function removeImage(...roots: readonly string[]): void {
	for (const root of roots) rmSync(root, { recursive: true, force: true });
}
