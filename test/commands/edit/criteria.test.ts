import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../../command-line.ts";
import { Repository } from "../../git/repository.ts";

const document = `## Phase 2: Walls

- [ ] Bricks

### Success Criteria
- Stands in the wind
- Keeps the rain out
`;
const probes =
	"schemaVersion: 1\nprobes:\n  2/bricks: { attestation: { ask: a? } }\n  2/criteria/stands-in-the-wind: { repository: { files: [wind.txt] } }\n";
const folder = (): string => folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, "wind.txt": "it does" });
const run = (...words: string[]) => boulderMigrate(words, { folder: folder() });
const ids = ["2/criteria/stands-in-the-wind", "2/criteria/keeps-the-rain-out"];

describe("success criteria", () => {
	it("are shown by status, in text and JSON", () => {
		const { stdout } = run("status", "2");
		expect(stdout).toMatch(/Success criteria\n.*Stands in the wind +2\/criteria\/stands-in-the-wind\n/);
		const [phase] = JSON.parse(run("status", "-o", "json").stdout).phases;
		expect(phase.criteria).toEqual([
			{ id: ids[0], text: "Stands in the wind", line: 6, owners: [], due: null },
			{ id: ids[1], text: "Keeps the rain out", line: 7, owners: [], due: null },
		]);
	});

	it("are shown by probes list, bound or not", () => {
		const json = JSON.parse(run("probes", "list", "-o", "json").stdout);
		expect(json.criteria.map(({ id, sources }: { id: string; sources: string[] }) => [id, sources])).toEqual([
			[ids[0], ["repository"]],
			[ids[1], []],
		]);
		expect(run("probes", "list", ids[0] ?? "").stdout).toMatch(/^ITEM.*\n2\/criteria\/stands-in-the-wind +repository/);
	});

	it("are compared by diff", () => {
		const one = new Repository();
		one.git("init", "-q");
		one.write("PHASE-STATUS.md", document);
		one.commit("Plan");
		one.write("PHASE-STATUS.md", document.replace("- Keeps the rain out\n", "- Keeps the snow out\n"));
		const { stdout } = one.tool("diff", "HEAD");
		expect(stdout).toContain("success criterion added: Keeps the snow out");
		expect(stdout).toContain("success criterion removed: Keeps the rain out");
	});

	it("are chosen by their ids, in any case, and all of a phase at once", () => {
		const found = run("verify", "2/criteria/Stands-In-The-Wind", "-o", "json");
		expect(found.code).toBe(0);
		expect(JSON.parse(found.stdout).criteria).toEqual([expect.objectContaining({ id: ids[0], outcome: "pass" })]);
		const all = JSON.parse(run("verify", "2/criteria/*", "-o", "json").stdout);
		expect(all.criteria.map(({ id }: { id: string }) => id)).toEqual(ids);
		expect(all.items).toEqual([]);
	});
});
