// node try-installed.mjs TARBALL: installs the package into an empty folder, without the network, and runs it there by the Node that runs this.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));
const [tarball] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-installed-"));
const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: folder, TZ: "UTC", GIT_AUTHOR_NAME: "Ana Lee" };

/** What a program prints; it is to end with this code, and say nothing else. */
function run(program, words, { code = 0, input = "", quiet = true } = {}) {
	const { status, stdout, stderr, error } = spawnSync(program, words, {
		cwd: folder,
		env,
		input,
		encoding: "utf8",
		timeout: 60_000,
	});
	equal(status, code, `${program} ${words.join(" ")}\n${stdout}${stderr}${error ?? ""}`);
	if (quiet) equal(stderr, "", `${program} ${words.join(" ")}`);
	return stdout;
}

const boulderMigrate = (words, how) => run("node_modules/.bin/boulder-migrate", words, how);

writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--foreground-scripts", "--loglevel=error", tarball], {
	quiet: false,
});
deepEqual(
	readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")),
	["boulder-migrate"],
	"it brings nothing along",
);

const demo = join(project, "status", "demo");
mkdirSync(join(folder, "status"));
cpSync(join(demo, "PHASE-STATUS.md"), join(folder, "status", "PHASE-STATUS.md"));
cpSync(join(project, "status", "probes.yaml"), join(folder, "status", "probes.yaml"));
const snapshot = join(demo, "cluster.json");

equal(boulderMigrate(["--version"]), `${version}\n`);
match(boulderMigrate(["--help"]), /check-off/);

const { phases, total } = JSON.parse(boulderMigrate(["status", "-o", "json"]));
deepEqual([phases.length, total.done], [5, 10]);
match(boulderMigrate([]), /10 of 83 items done/);

const { findings } = JSON.parse(boulderMigrate(["validate", "-o", "json"]));
deepEqual([...new Set(findings.map(({ rule }) => rule))], ["title-mismatch"]);

const formats = ["yaml", "markdown", "junit", "sarif", "github", "tap", "prometheus", "in-toto"];
const files = formats.flatMap((format) => ["-o", `${format}=verdicts.${format}`]);
const { summary, items } = JSON.parse(boulderMigrate(["verify", "--snapshot", snapshot, "-o", "json", ...files], { code: 1 }));
deepEqual([summary.regressed, summary.unverified], [1, 0]);
for (const format of formats) ok(readFileSync(join(folder, `verdicts.${format}`), "utf8").length > 100, format);

const ready = items.find(({ state, phase }) => state === "ready" && phase === phases[0].id).id;
match(
	boulderMigrate(["check-off", ready, "--verify", "--snapshot", snapshot, "--max-age", "36500d", "--evidence", "seen"], {
		code: 0,
		quiet: false,
	}),
	/%/,
);
equal(JSON.parse(boulderMigrate(["status", "-o", "json"])).total.done, 11);

match(boulderMigrate(["probes", "coverage"]), /105 of 105 items are bound/);
match(boulderMigrate(["deploy", "--image", "registry.example/boulder-migrate:1"], { quiet: false }), /kind: CronJob/);
boulderMigrate(["report", "-o", "page.html", "-o", "progress.svg"], { quiet: false });
match(readFileSync(join(folder, "page.html"), "utf8"), /<svg/);
for (const shell of ["bash", "zsh", "fish"]) match(boulderMigrate(["completion", shell]), /boulder-migrate/);

const hello = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } };
const asked = [
	{ jsonrpc: "2.0", id: 1, method: "initialize", params: hello },
	{ jsonrpc: "2.0", method: "notifications/initialized" },
	{ jsonrpc: "2.0", id: 2, method: "tools/list" },
];
const said = boulderMigrate(["mcp"], { input: asked.map((one) => `${JSON.stringify(one)}\n`).join(""), quiet: false });
const [welcome, offered] = said
	.trim()
	.split("\n")
	.map((line) => JSON.parse(line));
equal(welcome.result.serverInfo.name, "boulder-migrate");
ok(offered.result.tools.some(({ name }) => name === "verify"));

// Loaded in both ways it is one and the same.
const both = `
	import { createRequire } from "node:module";
	import { Failure, parse } from "boulder-migrate";
	const required = createRequire(process.cwd() + "/x.js")("boulder-migrate");
	try { required.parse("nothing"); } catch (problem) { console.log(problem instanceof Failure, parse === required.parse, problem.message); }
`;
equal(run(process.execPath, ["--input-type=module", "-e", both]), "true true PHASE-STATUS.md has no phase\n");

rmSync(folder, { recursive: true });
process.stdout.write(`installed and run on Node ${process.version}\n`);
