#!/usr/bin/env node
"use strict";

const { existsSync } = require("node:fs");
const { join, resolve } = require("node:path");

// A clone without `npm ci`, or an installation from git with --ignore-scripts.
if (!existsSync(join(__dirname, "../dist/main.mjs"))) {
	const project = resolve(__dirname, "..");
	process.stderr.write(`boulder-migrate: ${project} is not built: dist/main.mjs is missing\n  run \`npm ci\` in ${project}\n`);
	process.exit(4);
}

import("../dist/main.mjs")
	.then(({ main }) => main())
	.then(() => {
		// What Node tidies up at its end goes with the process, and takes as long as a request. That a write failed is told a turn later.
		setImmediate(() => {
			if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
		});
	});
