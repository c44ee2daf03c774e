import fc from "fast-check";

// A run on the server must say the same twice; everywhere else each run looks at other examples. FUZZ_SEED repeats one.
const seed = process.env.FUZZ_SEED ?? (process.env.CI === "true" ? "20261124" : undefined);
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
