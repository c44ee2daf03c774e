import { describe, expect, it } from "vitest";
import { attestationProbe } from "../../../src/probes/attestation/attestation-probe.ts";
import { execProbe } from "../../../src/probes/exec/exec-probe.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import type { Ran } from "../../../src/probes/probe.ts";
import { repositoryProbe } from "../../../src/probes/repository/repository-probe.ts";
import { item, said } from "../attested.ts";
import { ask, reading } from "../objects.ts";

const ran = (code: number | null, stdout = "", stderr = ""): Ran => ({ code, stdout, stderr });

describe("repository", () => {
	const files = { "k8s/base/sa.yaml": "kind: Deployment\n", "docs/init.md": "# Order\n", "docs/empty.md": " \n" };

	it("requires a file that is not empty for every pattern", async () => {
		expect(await ask(repositoryProbe, "{ files: [k8s/**/*.yaml, docs/init.md] }", { files })).toMatchObject({
			outcome: "pass",
			reason: "InWorkTree",
		});
		expect(await ask(repositoryProbe, "{ files: [k8s/**/*.yaml, docs/order.md] }", { files })).toMatchObject({
			outcome: "fail",
			reason: "FileMissing",
		});
		expect(await ask(repositoryProbe, "{ files: [docs/empty.md] }", { files })).toMatchObject({
			outcome: "fail",
			reason: "FileEmpty",
		});
		expect(await ask(repositoryProbe, '{ files: "docs/*.md" }', { files })).toMatchObject({ outcome: "pass" });
	});

	it("looks into a file", async () => {
		const probe = (text: string, file = "docs/init.md"): string => `{ contains: { file: ${file}, text: "${text}" } }`;
		expect(await ask(repositoryProbe, probe("Order"), { files })).toMatchObject({ outcome: "pass" });
		expect(await ask(repositoryProbe, probe("Disorder"), { files })).toMatchObject({ outcome: "fail", reason: "TextMissing" });
		expect(await ask(repositoryProbe, probe("Order", "docs/no.md"), { files })).toMatchObject({
			outcome: "fail",
			reason: "FileMissing",
		});
	});

	const built = "apiVersion: v1\nkind: Namespace\n---\napiVersion: v1\nkind: Service\n";
	it.each([
		["builds", ran(0, built), "pass", "InWorkTree"],
		["does not build", ran(1, "", "Error: cycle detected"), "fail", "BuildFailed"],
		["builds to nothing", ran(0, "\n"), "fail", "BuildEmpty"],
		["does not end", ran(null, built), "unknown", "TimedOut"],
		["cannot be built here", null, "unknown", "NoKustomize"],
	] as const)("an overlay that %s", async (_, result, outcome, reason) => {
		const found = await ask(repositoryProbe, "{ kustomize: [k8s/overlays/staging] }", { run: () => result });
		expect(found).toMatchObject({ outcome, reason });
		if (reason === "BuildFailed") expect(found.message).toContain("cycle detected");
	});

	it("falls back to kubectl, and takes the worst of several overlays", async () => {
		const asked: string[] = [];
		const run = (words: readonly string[]): Ran | null => {
			asked.push(words.join(" "));
			return words[0] === "kubectl" ? ran(words.at(-1) === "./b" ? 1 : 0, built) : null;
		};
		expect(await ask(repositoryProbe, "{ kustomize: [a, ./b] }", { run })).toMatchObject({
			outcome: "fail",
			reason: "BuildFailed",
		});
		expect(asked).toEqual(["kustomize build ./a", "kubectl kustomize ./a", "kustomize build ./b", "kubectl kustomize ./b"]);
	});
});

describe("exec", () => {
	it("runs nothing unless it is allowed", async () => {
		const run = (): Ran => {
			throw new Error("ran");
		};
		expect(await ask(execProbe, "{ command: [rm, -rf, x] }", { run })).toMatchObject({
			outcome: "unknown",
			reason: "ExecNotAllowed",
		});
	});

	it.each([
		["{ command: [check] }", ran(0), "pass", "Succeeded"],
		["{ command: [check] }", ran(3, "", "no route"), "fail", "Failed"],
		["{ command: [check] }", ran(null), "unknown", "Ended"],
		["{ command: [check] }", null, "unknown", "NoProgram"],
		["{ command: [check], expect: code == 3 }", ran(3), "pass", "AsExpected"],
		["{ command: [check], expect: code == 3 }", ran(0), "fail", "Unexpected"],
		["{ command: [check], expect: 'json.ready == 2' }", ran(0, '{"ready":2}'), "pass", "AsExpected"],
		["{ command: [check], expect: 'json.ready == 2' }", ran(0, "oops"), "unknown", "ExpectationError"],
		["{ command: [check], expect: 'stdout.contains(\"ok\")' }", ran(1, "ok"), "pass", "AsExpected"],
		["{ command: [check], expect: stdout }", ran(0, "true"), "unknown", "ExpectationError"],
		["{ command: [check], expect: 'true' }", ran(null, "true"), "unknown", "Ended"],
	] as const)("%s", async (yaml, result, outcome, reason) => {
		expect(await ask(execProbe, yaml, { run: () => result, allowExec: true })).toMatchObject({ outcome, reason });
	});
});

it("shows nothing that a command printed", async () => {
	const run = (): Ran => ran(3, "stdout-canary", "stderr-canary");
	for (const yaml of ["{ command: [check] }", "{ command: [check], expect: code == 0 }", "{ command: [check], expect: json.x }"])
		expect(JSON.stringify(await ask(execProbe, yaml, { run, allowExec: true }))).not.toContain("canary");
});

describe("attestation", () => {
	const yaml = "{ expires: 90d, ask: Link the record of the drill }";

	it.each([
		[
			"fresh",
			item(said("2026-11-01")),
			"attested",
			"Attested",
			/signed off by Ana on 2026-11-01: drill of the week \(until 2027-01-30\)/,
		],
		["on its last day", item(said("2026-08-26")), "attested", "Attested", /until 2026-11-24/],
		["a day too old", item(said("2026-08-25")), "pending", "EvidenceExpired", /expired on 2026-11-23, 24 h ago/],
		[
			"old, with a longer end of its own",
			item(said("2026-01-01", "Ana", "2026-12-31")),
			"attested",
			"Attested",
			/until 2026-12-31/,
		],
		[
			"fresh, with an end that is past",
			item(said("2026-11-20", "Ana", "2026-11-22")),
			"pending",
			"EvidenceExpired",
			/expired on 2026-11-22/,
		],
		["old and new", item(said("2026-11-10", "Bo"), said("2026-01-01")), "attested", "Attested", /signed off by Bo/],
		[
			"newest expired, an older one not",
			item(said("2026-11-20", "Ana", "2026-11-22"), said("2026-11-10", "Bo")),
			"attested",
			"Attested",
			/signed off by Bo/,
		],
		["of a day to come", item(said("2026-11-25")), "unbound", "NotAttested", /in the future/],
		["without words", item(said("2026-11-10", "Ana", null, " ")), "unbound", "NotAttested", /needs sign-off/],
		["none", item(), "unbound", "NotAttested", /needs sign-off: Link the record of the drill/],
		["of a criterion", null, "unbound", "NotAttested", /Link the record/],
	] as const)("%s", async (_, given, outcome, reason, words) => {
		const found = await ask(attestationProbe, yaml, { item: given });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});

	it("takes the word of those alone who may give it", async () => {
		const by = "{ ask: Sign it, by: [Chris] }";
		const found = await ask(attestationProbe, by, { item: item(said("2026-11-10", "Ana")) });
		expect(found).toMatchObject({ outcome: "unbound", reason: "NotAttested" });
		expect(found.message).toContain("only Chris may sign off, not Ana: Sign it");
		expect(await ask(attestationProbe, by, { item: item(said("2020-11-10", "chris")) })).toMatchObject({ outcome: "attested" });
	});

	it("does not end before its time where it never does", async () => {
		expect(await ask(attestationProbe, "{ ask: Sign it, expires: 99999999d }", { item: item(said("2026-11-10")) })).toMatchObject(
			{ outcome: "attested" },
		);
	});

	it("shows its question", () => {
		expect(attestationProbe.read(parseProbesFile(yaml, "probes.yaml"), reading).asks).toBe("Link the record of the drill");
	});
});
