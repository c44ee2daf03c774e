import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder } from "../../command-line.ts";
import { expectGolden } from "../../golden.ts";

const recording = readFileSync(join(projectFolder, "test", "fixtures", "staging.recording.json"));
const document = "## Phase 2: Services\n- [x] SA\n- [x] VA\n- [ ] Other\n";
const probes = (more = "") => `schemaVersion: 1
${more}defaults: { namespace: boulder-staging }
probes:
  2/sa: { workload: { kind: Deployment, name: boulder-sa-1, service: boulder-sa-1 } }
  2/va: { workload: { kind: Deployment, name: boulder-va-1 } }
`;
const folder = (files: Readonly<Record<string, string>> = {}): string =>
	folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes(), "staging.recording.json": recording, ...files });

const verify = (where: string, ...words: string[]) =>
	boulderMigrate(["verify", "--snapshot", "staging.recording.json", ...words], { folder: where });

describe("verify of a recording", () => {
	it("needs no cluster, and fails for what is contradicted", () => {
		const { code, stdout, stderr } = verify(folder(), "-o", "json");
		expect([code, stderr]).toEqual([1, ""]);
		expect(JSON.parse(stdout).summary).toMatchObject({ confirmed: 1, regressed: 1, open: 1 });
	});

	it("reports items that were not read as unknown", () => {
		const { code, stdout } = verify(
			folder({ "probes.yaml": probes().replace("Deployment, name: boulder-sa-1,", "StatefulSet, name: a,") }),
			"sa",
		);
		expect(code).toBe(3);
		expect(stdout).toContain("the recording does not hold");
	});

	it("is refused where it is of another cluster than the pinned one", () => {
		const { code, stdout, stderr } = verify(folder({ "probes.yaml": probes("cluster: { uid: another }\n") }));
		expect([code, stdout]).toEqual([5, ""]);
		expect(stderr).toContain("is another cluster");
	});

	it.each<[string[], number, RegExp]>([
		[["--watch", "--update"], 2, /--watch only shows/],
		[["--require", "everything"], 2, /takes "complete"/],
		[["--wait", "soon"], 2, /invalid duration "soon" \(use 30s, 5m\)/],
		[["--wait", "90"], 2, /invalid duration "90" \(use 30s, 5m\)/],
		[["--max-age", "90"], 2, /invalid duration "90" \(use 30s, 5m\)/],
		[["--context", "production"], 2, /the recording has no context production/],
		[["no such item"], 2, /no such item/],
		[["--kubeconfig", "x"], 2, /verified without a cluster/],
	])("is reported for %j", (words, code, message) => {
		const found = verify(folder(), ...words);
		expect([found.code, found.stdout]).toEqual([code, ""]);
		expect(found.stderr).toMatch(message);
	});

	it("is not a recording", () => {
		const found = verify(folder({ "staging.recording.json": "{}" }));
		expect([found.code, found.stdout]).toEqual([4, ""]);
		expect(found.stderr).toContain("staging.recording.json is not a recording");
	});
});

describe("probes", () => {
	const validate = new Ajv2020({ allowUnionTypes: true }).compile(
		JSON.parse(readFileSync(join(projectFolder, "schemas", "probes-output.schema.json"), "utf8")),
	);

	it.each([["list"], ["explain", "sa"], ["explain", "other"], ["coverage"], ["lint"]])(
		"%s %s is as the schema says",
		(...words) => {
			const { stdout } = boulderMigrate(["probes", ...words, "-o", "json"], { folder: folder() });
			expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
			expect(validate({ ...JSON.parse(stdout), more: 1 })).toBe(false);
		},
	);

	it("coverage reports what is bound, even if the recording does not contain every workload", () => {
		const { code, stdout, stderr } = boulderMigrate(
			["probes", "coverage", "--snapshot", "staging.recording.json", "-o", "json"],
			{
				folder: folder(),
			},
		);
		expect(code).toBe(3);
		expect(JSON.parse(stdout)).toMatchObject({ undocumented: null });
		expect(JSON.parse(stdout).bound).toBeGreaterThan(0);
		expect(stderr).toContain("whether an item mentions every workload is not known: the recording does not hold");
	});

	it("lint fails for a key that means nothing", () => {
		const { code, stdout } = boulderMigrate(["probes", "lint"], {
			folder: folder({ "probes.yaml": probes().replace("2/sa:", "2/sb:") }),
		});
		expect(code).toBe(1);
		expect(stdout).toContain('probes.yaml:4:3: error: the document has no item "2/sb"; did you mean "2/sa"? [orphan-probe]');
	});
});

it.each(["verify", "snapshot", "probes"])("explains %s", (name) => {
	expectGolden(`help-${name}.txt`, boulderMigrate([name, "--help"]).stdout);
});

describe("verify without a cluster", () => {
	const alone = (document: string, probes: string) =>
		folderWith({ "PHASE-STATUS.md": document, "probes.yaml": `schemaVersion: 1\nprobes:\n${probes}` });
	const env = { KUBECONFIG: "/nonexistent/kubeconfig", HOME: "/nonexistent" };
	const local =
		"  1/there: { repository: { files: [PHASE-STATUS.md] } }\n  1/asked: { attestation: { ask: Who saw it? } }\n  1/both: { items: [1/there, 1/asked] }\n";
	const items = "## Phase 1: A\n- [ ] There\n- [x] Asked\n  - Evidence: drill (ann, 2026-11-01)\n- [ ] Both\n";

	it("needs no kubeconfig where files and the document alone are looked at", () => {
		const { code, stdout, stderr } = boulderMigrate(["verify", "-o", "json"], { folder: alone(items, local), env });
		expect([code, stderr]).toEqual([0, ""]);
		expect(JSON.parse(stdout).summary).toMatchObject({ confirmed: 1, ready: 2 });
	});

	it("needs one as soon as one item, or one that it refers to, asks a cluster", () => {
		const asking = `${local}  1/job: { job: { namespace: a, name: b } }\n`;
		const whole = alone(`${items}- [x] Job\n`, asking);
		const found = boulderMigrate(["verify"], { folder: whole, env });
		expect([found.code, found.stdout]).toEqual([3, ""]);
		expect(boulderMigrate(["verify", "There"], { folder: whole, env }).code).toBe(0);
		const referring = alone(`${items}- [x] Job\n`, asking.replace("[1/there, 1/asked]", "[1/there, 1/job]"));
		expect(boulderMigrate(["verify", "Both"], { folder: referring, env }).code).toBe(3);
		expect(boulderMigrate(["verify", "There", "--kubeconfig", "none"], { folder: whole, env }).code).not.toBe(0);
	});

	it.each([
		["no phase", "# Plan\n"],
		["no item", "## Phase 1: A\nText\n"],
		["only items that are not applicable", "## Phase 1: A\n- [ ] ~~There~~ (N/A: gone)\n"],
	])("is unusable input where there is %s", (_, text) => {
		for (const more of [[], ["--require", "complete"], ["-o", "json"], ["--snapshot", "staging.recording.json"]]) {
			const folder = folderWith({
				"PHASE-STATUS.md": text,
				"probes.yaml": "schemaVersion: 1\nprobes: {}\n",
				"staging.recording.json": recording,
			});
			const { code, stdout, stderr } = boulderMigrate(["verify", ...more], { folder, env });
			expect([code, stdout]).toEqual([4, ""]);
			expect(stderr).toMatch(/has no phase|can be verified/);
		}
	});
});
