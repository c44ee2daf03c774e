import type { Expression } from "../../cel/expression.ts";
import { describeDuration } from "../../model/duration.ts";
import { define } from "../define.ts";
import { expectation, quoted } from "../expressions/expectation.ts";
import { durationIn, expressionIn } from "../file/probe-fields.ts";
import type { ProbeResult, Ran, ReadAndJudge } from "../probe.ts";
import { probeResult } from "../shared/results.ts";

export interface ExecSpec {
	readonly command: readonly string[];
	/** Null: exit code 0. */
	readonly expect: Expression | null;
	readonly timeoutMilliseconds: number;
}

export type ExecEvidence =
	| { readonly kind: "refused" }
	| { readonly kind: "no-program" }
	| { readonly kind: "ran"; readonly ran: Ran; readonly now: string };

const exec: ReadAndJudge<ExecSpec, ExecEvidence> = {
	name: "exec",
	proves: "a command of yours ends as expected; it runs only with --allow-exec",
	specify(fields, reading) {
		const command = fields.required("command", fields.strings("command"));
		if (command.length === 0 || command[0] === "")
			throw fields.fault('"command" of exec names no program', null, fields.placeOf("command"));
		return {
			command,
			expect: expressionIn(fields, "expect", ["code", "stdout", "json"], reading.expressions),
			timeoutMilliseconds: durationIn(fields, "timeout") ?? reading.defaults.timeoutMilliseconds,
		};
	},
	describe: ({ command, expect }) =>
		`${command.join(" ")} ${expect === null ? "ends with exit code 0" : `meets ${quoted(expect)}`}`,
	rights: () => [],
	isLocal: true,
	readsFiles: () => true,
	async read({ command, timeoutMilliseconds }, { allowExec, workTree, now }) {
		if (!allowExec) return { kind: "refused" };
		const ran = await workTree.run(command, { timeoutMilliseconds });
		return ran === null ? { kind: "no-program" } : { kind: "ran", ran, now };
	},
	judge: judgeExec,
};

function judgeExec(evidence: ExecEvidence, { command, expect, timeoutMilliseconds }: ExecSpec): ProbeResult {
	const words = command.join(" ");
	if (evidence.kind === "refused")
		return probeResult(
			"unknown",
			"ExecNotAllowed",
			`${words} was not run: the probes file may come from anyone`,
			[],
			"review it, then run verify --allow-exec",
		);
	if (evidence.kind === "no-program") return probeResult("unknown", "NoProgram", `program not found: ${command[0]}`, []);
	const { ran, now } = evidence;
	const report = (outcome: "pass" | "fail" | "unknown", reason: string, found: string): ProbeResult => {
		const seen = {
			kind: "Command",
			namespace: null,
			name: words,
			uid: null,
			resourceVersion: null,
			expected: expect === null ? "exit code 0" : quoted(expect),
			found,
			observedAt: now,
		};
		return probeResult(outcome, reason, `${words} ${found}`, [seen], outcome === "pass" ? null : words);
	};
	if (ran.code === null) return report("unknown", "Ended", `timed out after ${describeDuration(timeoutMilliseconds)}`);
	// Its output may contain secrets, and findings are published: only the exit status is reported.
	if (expect === null)
		return ran.code === 0
			? report("pass", "Succeeded", "ended with exit code 0")
			: report("fail", "Failed", `ended with exit code ${ran.code}`);
	const json = jsonOf(ran.stdout);
	const found = expectation(expect, { code: ran.code, stdout: ran.stdout, ...(json === undefined ? {} : { json }) });
	if (found.kind === "error")
		return report(
			"unknown",
			"ExpectationError",
			`ended with exit code ${ran.code}, and "${quoted(expect)}" cannot be evaluated: ${found.message}`,
		);
	return found.kind === "met"
		? report("pass", "AsExpected", `ended with exit code ${ran.code}, and meets ${quoted(expect)}`)
		: report("fail", "Unexpected", `ended with exit code ${ran.code}, and does not meet ${quoted(expect)}`);
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export const execProbe = define(exec);
