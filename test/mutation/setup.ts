import fc from "fast-check";

// A property is asked for as long as a mutant is worth: the same examples first, and no shrinking of what failed.
fc.configureGlobal({ seed: 20261124, endOnFailure: true, interruptAfterTimeLimit: 100 });
