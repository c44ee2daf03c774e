#!/usr/bin/env node
"use strict";

// For the first file alone, on Node 22 and later: of the packs it keeps what V8 made of them.
if (Number.parseInt(process.versions.node, 10) > 20) require("node:module").enableCompileCache?.();
require("../dist/main.cjs")
	.main()
	.then(() => {
		// What Node tidies up at its end goes with the process, and takes as long as a request. That a write failed is told a turn later.
		setImmediate(() => {
			if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
		});
	});
