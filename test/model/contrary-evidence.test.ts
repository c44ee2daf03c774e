import { describe, expect, it } from "vitest";
import { contraryWords } from "../../src/model/evidence/contrary-evidence.ts";

describe("evidence that says the opposite", () => {
	it.each([
		"The drill FAILED, to be repeated",
		"n/a",
		"N/A.",
		"todo",
		"TBD",
		"pending",
		"Pending review by security",
		"not done",
		"Not yet done, see ticket",
		"restore was not tested",
		"3 of 10 requests failed",
		"TODO: link the run book",
		"rollback aborted after 5 minutes",
		"review still pending",
		"the test didn't pass",
		"-",
		"passed? no, it failed",
	])("%s", (text) => {
		expect(contraryWords(text)).not.toBeNull();
	});

	it.each([
		"No failures in 30 days",
		"no test failed",
		"0 of 10 requests failed",
		"failed over to region B in 30 s",
		"failover drill of 3 May, 30 s",
		"bad config failed as expected",
		"first run failed, second one passed after the fix",
		"requests to a failed pod were retried",
		"pending pods: 0",
		"none is pending",
		"Drill DR-12 passed",
		"https://wiki.example/failure-drills/2026-05",
		"the failed node was replaced, nothing lost",
		"Deployment boulder-monolith does not exist in boulder, as expected",
		"25 Deployments, none of them failed",
		"we injected failures; all recovered",
	])("not: %s", (text) => {
		expect(contraryWords(text)).toBeNull();
	});
});
