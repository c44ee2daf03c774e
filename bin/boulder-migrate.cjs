#!/usr/bin/env node
"use strict";

import("../dist/main.mjs")
	.then(({ main }) => main())
	.then(() => {
		// What Node tidies up at its end goes with the process, and takes as long as a request. That a write failed is told a turn later.
		setImmediate(() => {
			if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
		});
	});
