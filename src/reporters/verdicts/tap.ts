import { stringify } from "yaml";
import type { Obstacle } from "../../model/gate.ts";
import type { CriterionVerdict, ItemVerdict, Verification } from "../../report/verification.ts";
import { printable } from "../../text/printable.ts";
import { claimStatus, claimStatusWords, criterionStatus, criterionWords } from "./claim-status.ts";
import { evidenceLine } from "./evidence-line.ts";
import { headline, provenance } from "./headline.ts";
import type { VerdictLayout } from "./layout.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { riskVerdicts } from "./risks.ts";

/** How a line begins, and the directive that ends it. */
interface Line {
	readonly ok: boolean;
	readonly directive: string | null;
}

/**
 * TAP 14. `not ok` fails a run only without a directive: where the cluster contradicts the document or could not be seen. What is not
 * claimed is to do; where it is `ok` nevertheless, which TAP calls a bonus, it is ready to be checked off.
 */
export function renderVerdictsTap(verification: Verification, { requireComplete }: VerdictLayout): string {
	const { items, criteria, document } = verification;
	const points = [
		...items.map((item) => ({ item, line: lineOf(item, requireComplete) })),
		...criteria.map((item) => ({ item, line: criterionLine(item, requireComplete) })),
		...riskVerdicts(verification).map((item) => ({ item, line: criterionLine(item, false) })),
		...otherObstacles(verification).map((obstacle, index) => ({ item: pointOf(obstacle, index), line: red })),
	];
	const lines = [
		"TAP version 14",
		`# ${printable(headline(verification, requireComplete))}`,
		`# ${printable(provenance(verification))}`,
		`# exit code ${verification.exitCode}`,
		points.length === 0 ? "1..0 # SKIP nothing was asked" : `1..${points.length}`,
	];
	points.forEach(({ item, line }, index) => {
		const directive = line.directive === null ? "" : ` # ${line.directive}`;
		lines.push(`${line.ok ? "ok" : "not ok"} ${index + 1} - ${described(`${item.id} ${item.text}`)}${directive}`);
		if (!line.ok) lines.push(...diagnostics(item, document));
	});
	return `${lines.join("\n")}\n`;
}

function lineOf(item: ItemVerdict, requireComplete: boolean): Line {
	const status = claimStatus(item, requireComplete);
	switch (status) {
		case "holds":
			return { ok: true, directive: null };
		case "skipped":
			return { ok: true, directive: "SKIP not applicable" };
		case "contradicted":
		case "missing":
		case "unseen":
			return { ok: false, directive: null };
		case "unsettled":
		case "unproven":
			return { ok: false, directive: `TODO ${claimStatusWords[status]}` };
		case "unclaimed":
			return item.state === "ready"
				? { ok: true, directive: "TODO ready to check off" }
				: { ok: false, directive: "TODO not checked off" };
	}
}

const red: Line = { ok: false, directive: null };

function criterionLine(item: CriterionVerdict, requireComplete: boolean): Line {
	const status = criterionStatus(item, requireComplete);
	if (status === "holds") return { ok: true, directive: null };
	return status === "waiting" ? { ok: false, directive: `TODO ${criterionWords[status]}` } : red;
}

type Point = Pick<CriterionVerdict, "id" | "text" | "line" | "outcome" | "reason" | "message" | "hint" | "evidence">;

function pointOf(obstacle: Obstacle, index: number): Point {
	const { phase, line, reason, message, next, unverified } = obstacle;
	const outcome = unverified ? "unknown" : "fail";
	return {
		id: `${phase}/gate/${index + 1}`,
		text: obstacleName(obstacle),
		line,
		outcome,
		reason,
		message,
		hint: next,
		evidence: [],
	};
}

/** A hash would begin a directive. */
function described(text: string): string {
	return printable(text).replace(/[\\#]/g, (mark) => `\\${mark}`);
}

function diagnostics(item: Point, document: string): string[] {
	const block = {
		message: printable(item.message),
		...(item.hint === null ? {} : { next: printable(item.hint) }),
		reason: printable(item.reason),
		outcome: item.outcome,
		at: `${printable(document)}:${item.line}`,
		...(item.evidence.length === 0 ? {} : { evidence: item.evidence.map((one) => printable(evidenceLine(one))) }),
	};
	const written = stringify(block, { lineWidth: 0, compat: "yaml-1.1" }).trimEnd();
	return ["  ---", ...written.split("\n").map((line) => `  ${line}`), "  ..."];
}
