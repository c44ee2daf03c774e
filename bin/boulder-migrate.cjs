#!/usr/bin/env node
"use strict";

// Node 22 and later keep what they compiled; older ones do without.
require("node:module").enableCompileCache?.();
require("../dist/main.cjs").main();
