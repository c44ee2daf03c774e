import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../command-line.ts";

const documents = {
	"two groups": "## Phase 1: A\n### Shop\n- [x] Deployment web\n### Pay\n- [x] Deployment web (port 80)\n",
	"the validation list":
		"## Phase 1: A\n- [x] Deployment web\n\n## Validation Checklist\n### Phase 1 Validation\n- [x] Deployment web (runs)\n",
	"two phases":
		"## Phase 1: A\n- [x] Deployment web\n## Phase 2: B\n### Shop\n- [x] Deployment web (again)\n### Pay\n- [x] Deployment web\n",
};
const commands: readonly (readonly string[])[] = [
	["uncheck", "deployment-web"],
	["check-off", "deployment-web"],
	["skip", "deployment-web", "--reason", "x"],
	["unskip", "deployment-web"],
	["verify", "deployment-web"],
	["probes", "explain", "deployment-web"],
];

describe.each(Object.entries(documents))("an id's last part that several items have, in %s", (_, document) => {
	it.each(commands)("is ambiguous for %s %s", (...words) => {
		const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": "schemaVersion: 1\nprobes: {}\n" });
		const { code, stdout, stderr } = boulderMigrate(
			[...words, ...(words[0] === "probes" || words[0] === "verify" ? [] : ["--reviewer", "Ana"])],
			{ folder },
		);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain("deployment-web");
	});
});

describe("an id", () => {
	it("that is whole is one item, even if others end in it", () => {
		const folder = folderWith({ "PHASE-STATUS.md": documents["the validation list"] });
		expect(boulderMigrate(["uncheck", "1/deployment-web", "--reviewer", "Ana"], { folder }).stdout).toContain("1/deployment-web");
	});
});
