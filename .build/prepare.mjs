// npm's `prepare` script: builds dist/, which is not in the repository, after `npm ci`, before packing, and where npm installs from git.
import { existsSync } from "node:fs";
import { join } from "node:path";

const has = (name) => existsSync(join(import.meta.dirname, "..", "node_modules", name));
if (!has("esbuild")) (await import("./fetch-packages.mjs")).fetchPackages();
await import("../esbuild.config.mjs");
// Who installs globally runs the program and compiles nothing against it.
if (has("rollup-plugin-dts")) await import("./declarations.mjs");
