import { FileProblem } from "./app/ports/files.ts";
import type { Ports } from "./app/ports/ports.ts";
import { run } from "./cli.ts";
import { ClusterProblem } from "./cluster/problem.ts";
import { errorCode, permissionDenied } from "./host/file-problems.ts";
import { realPorts } from "./host/real-ports.ts";
import { exitCode, Failure, Interrupted } from "./model/failure.ts";
import { printable } from "./text/printable.ts";

const credentialsHint = "name another with --kubeconfig FILE or --context NAME, or verify a recording with --snapshot FILE";

/** Reports the error that ended the run, and returns its exit code. */
function explain(thrown: unknown, ports: Ports): number {
	const problem = permissionDenied(thrown) ?? thrown;
	if (problem instanceof Interrupted) return exitCode.interrupted;
	if (problem instanceof Failure) {
		ports.output.stderr.write(`boulder-migrate: ${printable(problem.message)}\n`);
		for (const line of problem.hint?.split("\n") ?? []) ports.output.stderr.write(`  ${printable(line)}\n`);
		return problem.exitCode;
	}
	if (problem instanceof FileProblem) {
		ports.output.stderr.write(`boulder-migrate: ${printable(problem.message)}\n`);
		return exitCode.unusable;
	}
	if (problem instanceof ClusterProblem) {
		ports.output.stderr.write(`boulder-migrate: ${printable(problem.message)}\n`);
		if (problem.kind === "credentials") ports.output.stderr.write(`  ${credentialsHint}\n`);
		return problem.kind === "cancelled" ? exitCode.interrupted : exitCode.unverified;
	}
	const trace = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
	ports.output.stderr.write(`boulder-migrate: this is a bug, please report it with what follows\n${trace}\n`);
	return exitCode.bug;
}

export async function main(): Promise<void> {
	process.stdout.on("error", (problem) => {
		// The reader may close the pipe early (`| head`): that is not a failure.
		if (errorCode(problem) === "EPIPE") process.exit(process.exitCode ?? exitCode.done);
		// A terminal that has gone away is for the view to end by; an exit would abort over it.
		if (process.stdout.isTTY) throw problem;
		process.stderr.write(`boulder-migrate: the result cannot be written: ${printable(problem.message)}\n`);
		process.exit(exitCode.unusable);
	});
	const ports = realPorts();
	try {
		process.exitCode = await run(ports);
	} catch (problem) {
		process.exitCode = explain(problem, ports);
	}
}
