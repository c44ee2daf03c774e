import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { ProbeChange } from "../model/probe-settings.ts";
import { rollUp } from "../model/roll-up.ts";
import type { Suppression } from "../model/suppression.ts";
import { conflictMarker } from "./conflict-marker.ts";
import { rules } from "./index.ts";
import type { BoundKeys } from "./rule.ts";

const orderedRules = [conflictMarker, ...rules.filter((rule) => rule !== conflictMarker)];

/** Applies every rule to a document; findings come in the order of their places. `parent`: the document that a commit changes. */
export function check(
	document: StatusDocument,
	today: Day,
	bindings: BoundKeys | null = null,
	parent: StatusDocument | null = null,
	probes: ProbeChange | null = null,
): Finding[] {
	const suppressions = new Map<string, Suppression>();
	for (const suppression of document.suppressions) {
		if (suppression.reason !== "") suppressions.set(`${suppression.rule.value} ${suppression.line}`, suppression);
	}
	const suppressed = new Set<Suppression>();
	const ruleNames = rules.map((rule) => rule.name);
	const unasked = parent === null ? rules.filter((rule) => rule.needsParent).map((rule) => rule.name) : [];
	const context = { document, derived: rollUp(document, today), today, ruleNames, unasked, bindings, parent, probes, suppressed };
	const findings: Finding[] = [];
	for (const rule of orderedRules) {
		// Two versions of the same lines contradict each other everywhere: until they are one, the conflict is the only cause.
		if (rule !== conflictMarker && findings.some((finding) => finding.rule === conflictMarker.name)) break;
		for (const problem of rule.check(context)) {
			const suppression = suppressions.get(`${rule.name} ${document.source.lineOf(problem.span.start)}`);
			if (suppression !== undefined) {
				suppressed.add(suppression);
				continue;
			}
			findings.push({
				rule: rule.name,
				severity: problem.severity ?? rule.severity,
				message: problem.message,
				hint: problem.hint ?? null,
				span: problem.span,
				elsewhere: problem.elsewhere ?? null,
				fix: problem.fix ?? null,
			});
		}
	}
	return findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : 1));
}
