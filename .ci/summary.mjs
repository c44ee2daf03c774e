// Names each failed test with its message, and ends with the counts of all reports given. Exits 1 where a test failed or a suite did not run.
// A log often shows only its end, so a failure must be readable there.
import { existsSync, readFileSync } from "node:fs";

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

for (const file of process.argv.slice(2)) {
	const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
	if (report === undefined || report.numTotalTests === 0) {
		counts.failed++;
		failures.push(`${file}: the suite did not run`);
		continue;
	}
	counts.passed += report.numPassedTests;
	counts.failed += report.numFailedTests;
	counts.skipped += report.numPendingTests;
	for (const { name, status, message, assertionResults } of report.testResults) {
		const failed = assertionResults.filter((test) => test.status === "failed");
		for (const { fullName, failureMessages } of failed)
			failures.push(`${name} > ${fullName}\n${failureMessages.join("\n").slice(0, 2_000)}`);
		// A file that could not be loaded, or whose hook failed, has no failed test of its own.
		if (status !== "failed" || failed.length > 0) continue;
		counts.failed++;
		failures.push(`${name}: ${message.slice(0, 2_000)}`);
	}
	if (!report.success && failures.length === 0) failures.push(`${file}: failed outside of its tests`);
}

for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`);
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
if (failures.length > 0) process.exitCode = 1;
