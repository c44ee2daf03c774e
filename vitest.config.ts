import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		setupFiles: ["test/setup.ts"],
		exclude: ["test/bench/**"],
		testTimeout: 60_000,
		env: { NO_COLOR: "", FORCE_COLOR: undefined, COLUMNS: undefined, BOULDER_MIGRATE_FILE: undefined, TZ: "UTC" },
	},
});
