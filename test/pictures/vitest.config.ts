import { defineConfig } from "vitest/config";

export default defineConfig({
	test: { include: ["test/pictures/**/*.pictures.ts"], testTimeout: 300_000, hookTimeout: 120_000, fileParallelism: false },
});
