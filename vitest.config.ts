import { defineConfig } from "vitest/config";

const env = { NO_COLOR: "", FORCE_COLOR: undefined, COLUMNS: undefined, BOULDER_MIGRATE_FILE: undefined, TZ: "UTC" };
const common = { setupFiles: ["test/setup.ts"], env };

/** Fakes a module of Node, or measures the memory of its process: files that need a process of their own. */
const alone = ["test/host/watch-file.test.ts", "test/fuzz/fuzz.test.ts", "test/fuzz/readers.test.ts", "test/cel/hostile.test.ts"];

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					...common,
					name: "unit",
					include: ["test/**/*.test.ts"],
					exclude: ["test/bench/**", "test/e2e/**", ...alone],
					testTimeout: 60_000,
					// Loading the modules anew for each of 200 files would take half of the time.
					isolate: false,
					// By default one core is left to others, which is half of a machine with two.
					maxWorkers: "100%",
				},
			},
			{
				test: {
					...common,
					name: "unit-alone",
					include: alone,
					testTimeout: 60_000,
					maxWorkers: "100%",
				},
			},
			{
				// Needs other programs than Node and git, but no control plane.
				test: {
					...common,
					name: "programs",
					include: ["test/e2e/programs/**/*.test.ts"],
					testTimeout: 120_000,
					hookTimeout: 300_000,
					sequence: { groupOrder: 1 },
				},
			},
			{
				test: {
					...common,
					name: "e2e",
					include: ["test/e2e/**/*.test.ts"],
					exclude: ["test/e2e/programs/**"],
					globalSetup: ["test/cluster/control-plane/global-setup.ts"],
					testTimeout: 120_000,
					hookTimeout: 120_000,
					// After the others: the control plane takes what two cores have.
					sequence: { groupOrder: 2 },
				},
			},
		],
	},
});
