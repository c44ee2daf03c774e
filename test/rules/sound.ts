import { expect } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { check } from "../../src/rules/check.ts";
import type { BoundKeys } from "../../src/rules/rule.ts";
import { sourceText } from "../../src/text/decode.ts";

export const today = "2026-11-24";

/** A document that no rule finds fault with. */
export const sound = `# Moving the shop

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Foundation | 🟢 Complete | 2026-01-05 | 2026-02-01 | 100% |
| **Phase 2** | Services | 🟡 In Progress | 2026-02-02 | 2026-12-24 | 50% |
| **Phase 3** | Scaling | ⚠️ Blocked | - | TBD | 0% |

**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked

## Phase 1: Foundation

### Status: 🟢 Complete

### Tasks
- [x] Buy racks
- [x] Lay cables

## Phase 2: Services

### Status: 🟡 In Progress

### Tasks
- [x] Cart
  - Evidence: order 17 went through (Ana, 2026-03-01, until 2027-03-01)
- [ ] Search

## Phase 3: Scaling

### Status: ⚠️ Blocked

### Tasks
- [ ] Autoscaler

## Dependencies and Blockers

### Current Blockers
- Phase 3: no quota (since 2026-05-01)

### Dependencies Between Phases
- Phase 2 depends on Phase 1 (racks first)
- Phase 3 requires Phases 1-2

## Risk Register

| Risk | Impact | Probability | Mitigation |
|------|--------|-------------|------------|
| Outage | High | Low | Do it at night |

## Validation Checklist

### Phase 1 Validation
- [x] Power measured

### Phase 2 Validation
- [ ] Load tested

### Phase 3 Validation
- [ ] Scales down again

## Review History

| Date | Reviewer | Phase | Status Update |
|------|----------|-------|---------------|
| 2026-01-05 | Ana | Phase 1 | Started |
| 2026-02-01 | Ana | Phases 1-2 | Phase 1 complete |

*Last Updated: 2026-06-01*
`;

/** What is replaced, and by what; must occur. */
export type Changes = readonly (readonly [string, string])[];

export const read = (text: string): ReturnType<typeof readDocument> => readDocument(sourceText(text));

export function changed(text: string, changes: Changes): string {
	let result = text;
	for (const [from, to] of changes) {
		expect(result, `the sound document has no ${JSON.stringify(from)}`).toContain(from);
		result = result.replace(from, () => to);
	}
	return result;
}

/** The keys of a probes file that binds these, one in a line. */
/** `2/cart:9395` binds a probe that asks for that port. */
export function boundKeys(binds?: readonly string[]): BoundKeys | null {
	return binds === undefined
		? null
		: {
				file: "probes.yaml",
				keys: binds.map((text, index) => {
					const [key = "", port] = text.split(":");
					const ports = { asked: [Number(port)], mentioned: [Number(port)] };
					return { key, line: index + 1, column: 3, ...(port === undefined ? {} : { ports }) };
				}),
			};
}

/** `line: message (hint)` of every finding of a rule. */
export function said(text: string, rule: string, before: string | null = null): string[] {
	const document = read(text);
	const findings = check(document, today, null, before === null ? null : read(before)).filter((finding) => finding.rule === rule);
	return findings.map(
		({ span, message, hint }) => `${document.source.lineOf(span.start)}: ${message}${hint === null ? "" : ` (${hint})`}`,
	);
}

/** `line rule` of every finding. */
export function found(text: string, binds?: readonly string[], before: string | null = null): string[] {
	const document = read(text);
	const findings = check(document, today, boundKeys(binds), before === null ? null : read(before));
	return findings.map((finding) => `${document.source.lineOf(finding.span.start)} ${finding.rule}`);
}
