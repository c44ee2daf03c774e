/** A valid document with many items: phases that wait for nothing, each with groups of ten. */
export function longDocument(phases: number, groups: number): string {
	const ids = Array.from({ length: phases }, (_, index) => index + 1);
	const lines = ["# Long", "", "## Phase Status Summary", ""];
	lines.push("| Phase | Description | Status | Start Date | Target Date | Completion |", "|---|---|---|---|---|---|");
	for (const id of ids) lines.push(`| **Phase ${id}** | Part ${id} | 🔴 Not Started | - | TBD | 0% |`);
	for (const id of ids) {
		lines.push("", `## Phase ${id}: Part ${id}`, "", "### Goal", "Do it.", "", "### Status: 🔴 Not Started", "");
		for (let group = 1; group <= groups; group += 1) {
			lines.push(`#### Group ${group}`);
			for (let item = 1; item <= 10; item += 1) lines.push(`- [ ] Service ${id}-${group}-${item} Deployment (port 9395)`);
			lines.push("");
		}
	}
	lines.push("## Validation Checklist", "");
	for (const id of ids) lines.push(`### Phase ${id} Validation`, "- [ ] All healthy", "");
	lines.push("## Review History", "", "| Date | Reviewer | Phase | Status Update |", "|---|---|---|---|");
	lines.push("| (TBD) | - | - | Initial status document created |", "", "---", "", "*Last Updated: 2026-01-01*");
	return `${lines.join("\n")}\n`;
}

export function itemIds(phases: number, groups: number): string[] {
	const ids: string[] = [];
	for (let phase = 1; phase <= phases; phase += 1)
		for (let group = 1; group <= groups; group += 1)
			for (let item = 1; item <= 10; item += 1) ids.push(`${phase}/service-${phase}-${group}-${item}-deployment`);
	return ids;
}
