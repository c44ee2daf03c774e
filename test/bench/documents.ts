/** About 80 items, a table and some evidence in each phase. Every fifth item has markup that plain reading leaves to the parser. */
export function longDocument(phases: number): string {
	const lines = [
		"# Long",
		"",
		"## Phase Status Summary",
		"",
		"| Phase | Description | Status | Completion |",
		"|---|---|---|---|",
	];
	for (let p = 1; p <= phases; p += 1) lines.push(`| **Phase ${p}** | Part ${p} | 🔴 Not Started | 0% |`);
	for (let p = 1; p <= phases; p += 1) {
		lines.push("", "---", "", `## Phase ${p}: Part ${p}`, "", "### Goal", "Do it.", "", "### Status: 🔴 Not Started", "");
		for (let g = 0; g < 8; g += 1) {
			lines.push(`#### Group ${g}: Things`);
			for (let i = 0; i < 10; i += 1) {
				lines.push(`- [ ] Service-${g}-${i} Deployment with some more words (port ${9000 + i})`);
				if (i % 5 === 0) lines.push("  - Evidence: looked at it (jo, 2026-01-01)");
				if (i % 5 === 2) lines.push("", "  A note with `code` and **stress**.", "");
			}
			lines.push("");
		}
		lines.push("| Name | Value |", "|---|---|", "| a | `b` |", "| c \\| d | e |");
	}
	return `${lines.join("\n")}\n`;
}

/** A small migration, for many of them side by side: a phase, its row, a few items. */
export function shortDocument(number: number): string {
	const items = Array.from({ length: 12 }, (_, index) => `- [ ] Service-${number}-${index} Deployment (port ${9000 + index})`);
	return `# Migration ${number}

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Services | 🔴 Not Started | - | TBD | 0% |

## Phase 1: Services

### Status: 🔴 Not Started

### Tasks

${items.join("\n")}

### Phase 1 Validation

- [ ] All services healthy

## Review History

| Date | Reviewer | Phase | Status Update |
|------|----------|-------|---------------|
| 2026-01-01 | Ana | Phase 1 | Plan agreed on |

*Last Updated: 2026-01-01*
`;
}
