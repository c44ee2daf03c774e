import { type Day, isDay } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { Finding, SuppressedFinding } from "../model/finding.ts";
import type { ProbeChange } from "../model/probe-settings.ts";
import { rollUp } from "../model/roll-up.ts";
import type { RuleSettings } from "../model/rule-names.ts";
import type { Suppression } from "../model/suppression.ts";
import { conflictMarker } from "./conflict-marker.ts";
import { rules } from "./index.ts";
import type { BoundKeys } from "./rule.ts";

const orderedRules = [conflictMarker, ...rules.filter((rule) => rule !== conflictMarker)];

const ruleNames = rules.map((rule) => rule.name);
const errorRules: ReadonlySet<string> = new Set(
	rules.filter(({ severity, needsParent }) => severity === "error" && !needsParent).map(({ name }) => name),
);

const noSettings: RuleSettings = new Map();

/** Applies every rule to a document; findings come in the order of their places. `parent`: the document that a commit changes. `settings`: `rules:` of the probes file. `suppressed` gets what the document's own comments accept. */
export function check(
	document: StatusDocument,
	today: Day,
	bindings: BoundKeys | null = null,
	parent: StatusDocument | null = null,
	probes: ProbeChange | null = null,
	settings: RuleSettings = noSettings,
	suppressed: SuppressedFinding[] = [],
): Finding[] {
	const waivers = new Waivers(document.suppressions, today);
	const unasked = rules.flatMap(({ name, needsParent }) =>
		settings.get(name) === "off" || (needsParent && parent === null) ? [name] : [],
	);
	const context = {
		document,
		derived: rollUp(document, today),
		today,
		ruleNames,
		errorRules,
		unasked,
		bindings,
		parent,
		probes,
		suppressed: waivers.used,
	};
	const findings: Finding[] = [];
	for (const rule of orderedRules) {
		const setting = settings.get(rule.name);
		if (setting === "off") continue;
		// Two versions of the same lines contradict each other everywhere: until they are one, the conflict is the only cause.
		if (rule !== conflictMarker && findings.some((finding) => finding.rule === conflictMarker.name)) break;
		for (const problem of rule.check(context)) {
			const waiver = rule.isFinal ? null : waivers.of(rule.name, document.source.lineOf(problem.span.start));
			const finding: Finding = {
				rule: rule.name,
				severity: setting ?? problem.severity ?? rule.severity,
				message: problem.message,
				hint: problem.hint ?? null,
				span: problem.span,
				elsewhere: problem.elsewhere ?? null,
				fix: problem.fix ?? null,
			};
			if (waiver === null) findings.push(finding);
			else if (waiver.kind === "holds") suppressed.push({ ...finding, why: waiver.reason });
			else {
				const expired = `its suppression expired on ${waiver.day}`;
				findings.push({ ...finding, hint: finding.hint === null ? expired : `${finding.hint}; ${expired}` });
			}
		}
	}
	return findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : 1));
}

type Waiver = { readonly kind: "holds"; readonly reason: string } | { readonly kind: "expired"; readonly day: Day };

/** The suppressions of a document, and which of them were needed. */
class Waivers {
	/** Those of one line by rule and line, those of a whole table by rule: there may be thousands of lines. */
	readonly #ofLine = new Map<string, Suppression[]>();
	readonly #ofTable = new Map<string, Suppression[]>();
	readonly #today: Day;
	readonly used = new Set<Suppression>();

	constructor(all: readonly Suppression[], today: Day) {
		this.#today = today;
		for (const one of all) {
			const { reason, until, rule, lines } = one;
			if (reason === "" || (until !== null && !isDay(until))) continue;
			const isLine = lines.first === lines.last;
			const [map, key] = isLine ? [this.#ofLine, `${rule.value} ${lines.first}`] : [this.#ofTable, rule.value];
			const others = map.get(key);
			if (others === undefined) map.set(key, [one]);
			else others.push(one);
		}
	}

	/** The suppression of a rule that covers a line; of several, one that holds. */
	of(rule: string, line: number): Waiver | null {
		const tables = (this.#ofTable.get(rule) ?? []).filter(({ lines }) => lines.first <= line && line <= lines.last);
		let expired: Day | null = null;
		for (const one of [...(this.#ofLine.get(`${rule} ${line}`) ?? []), ...tables]) {
			this.used.add(one);
			if (one.until === null || one.until >= this.#today) return { kind: "holds", reason: one.reason };
			expired = one.until;
		}
		return expired === null ? null : { kind: "expired", day: expired };
	}
}
