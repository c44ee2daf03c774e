"use strict";

// npm start: the real document in the middle of a migration, against a recording of its cluster; npm start -- COMMAND runs a command.
const { spawnSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { join, relative } = require("node:path");

const project = join(__dirname, "..", "..");
const program = join(project, "bin", "boulder-migrate.cjs");

function run(words) {
	const { status } = spawnSync(process.execPath, [program, ...words], { stdio: "inherit" });
	return status ?? 70;
}

// The reader may go away early (| head): that is no fault.
process.stdout.on("error", () => process.exit());

const given = process.argv.slice(2);
if (given.length > 0) {
	process.exitCode = run(given);
} else {
	const shown = (name) => relative(process.cwd(), join(__dirname, name));
	const document = [
		"--file",
		shown("PHASE-STATUS.md"),
		"--probes",
		relative(process.cwd(), join(project, "status", "probes.yaml")),
	];
	const recorded = [...document, "--snapshot", shown("cluster.json")];
	const say = (text) => process.stdout.write(`${text}\n`);
	const show = (words) => {
		say(`\n$ boulder-migrate ${words.join(" ")}\n`);
		const code = run(words);
		// The demo has a claim that the cluster contradicts: 1 is what verify is to say of it. Anything else is a fault of the demo.
		if (code > 1) process.exitCode = code;
	};
	const { recordedAt } = JSON.parse(readFileSync(join(__dirname, "cluster.json"), "utf8"));
	const days = Math.floor((Date.now() - Date.parse(recordedAt)) / 86_400_000);
	const age = days < 1 ? "today" : days === 1 ? "1 day ago" : `${days} days ago`;
	say("A migration in the middle of Phase 2: what the document says, and what a recording of the cluster says to that.");
	say(`The recording was made on ${recordedAt.slice(0, 10)}, ${age}: it shows the cluster of that day, not of today.`);
	show(["status", ...document.slice(0, 2)]);
	show(["verify", ...recorded]);
	say(`
What next:

  npm start -- verify 2/publisher-2-deployment ${recorded.join(" ")}
  npm start -- probes explain 2/ra-2-deployment
  npm start -- validate
  npm start -- verify --context staging        a cluster of yours, for status/PHASE-STATUS.md
  npm start -- --help`);
}
