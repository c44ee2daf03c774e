import fc from "fast-check";

// The same examples first, and no shrinking of what failed. How many: `direct-runner.mjs`.
fc.configureGlobal({ seed: 20261124, endOnFailure: true });
