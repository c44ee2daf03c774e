import { describe, expect, it } from "vitest";
import { execProbe } from "../../../src/probes/exec/exec-probe.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { repositoryProbe } from "../../../src/probes/repository/repository-probe.ts";
import { ask, probeContext, reading, type World } from "../objects.ts";
import { verdict } from "../verdict-words.ts";

describe("a work tree", () => {
	const of = (yaml: string, world: World): Promise<string> => verdict(repositoryProbe, `{ ${yaml} }`, world);

	it("has its files, and lists those that are missing", async () => {
		const files = { "a/x.yaml": "x", "a/y.yaml": " \n", "b/z.yaml": "" };
		expect(await of("files: ['a/*.yaml']", { files })).toBe("pass InWorkTree: a/*.yaml is there");
		expect(await of("files: ['b/*.yaml']", { files })).toBe("fail FileEmpty: b/z.yaml is empty");
		expect(await of("files: [a/x.yaml, c.yaml]", { files })).toBe("fail FileMissing: c.yaml: no such file");
		expect(await of("contains: { file: a/x.yaml, text: x }", { files })).toBe("pass InWorkTree: a/x.yaml is there");
		expect(await of("contains: { file: a/x.yaml, text: y }", { files })).toBe('fail TextMissing: a/x.yaml does not contain "y"');
		expect(await of("contains: { file: c.yaml, text: y }", { files })).toBe("fail FileMissing: c.yaml: no such file");
		const { evidence } = await ask(repositoryProbe, "{ files: ['a/*', 'b/*', 'c/*'], contains: { file: a/x.yaml, text: x } }", {
			files,
		});
		expect(evidence.map(({ name, expected, found }) => `${name}: ${expected}? ${found}`)).toEqual([
			"a/*: a file that is not empty? a/x.yaml",
			"b/*: a file that is not empty? empty files",
			"c/*: a file that is not empty? none",
			"a/x.yaml: holds x? it does",
		]);
	});

	it("is as bad as its failures, regardless of unknown parts", async () => {
		const run = ([, , folder]: readonly string[]): { code: number | null; stdout: string; stderr: string } | null =>
			({ "./none": null, "./late": { code: null, stdout: "", stderr: "" } })[folder ?? ""] ?? {
				code: 1,
				stdout: "",
				stderr: "bad",
			};
		const folders = (program: readonly string[]): ReturnType<typeof run> => (program.includes("./none") ? null : run(program));
		expect(await of("kustomize: [none, late, b]", { run: folders })).toMatch(/^fail BuildFailed: b does not build: bad/);
		expect(await of("kustomize: [late, none]", { run: folders })).toMatch(/^unknown TimedOut/);
		expect(await of("kustomize: [none, late]", { run: folders })).toMatch(/^unknown NoKustomize/);
	});

	it("may be asked for files and a text together, in the time that it has", async () => {
		const files = { "a.yaml": "x" };
		expect(await of("files: [a.yaml], contains: { file: a.yaml, text: x }", { files })).toMatch(/^pass/);
		const times: number[] = [];
		const { workTree, ...rest } = probeContext({});
		const run: typeof workTree.run = async (_, { timeoutMilliseconds }) => {
			times.push(timeoutMilliseconds);
			return { code: 0, stdout: "kind: A", stderr: "" };
		};
		for (const [type, yaml] of [
			[repositoryProbe, "{ kustomize: [a] }"],
			[repositoryProbe, "{ kustomize: [a], timeout: 7s }"],
			[execProbe, "{ command: [a], timeout: 8s }"],
		] as const)
			await type
				.read(parseProbesFile(yaml, "probes.yaml"), reading)
				.run({ ...rest, allowExec: true, workTree: { ...workTree, run } });
		expect(times).toEqual([30_000, 7_000, 8_000]);
	});

	it("builds, with objects in it", async () => {
		const built = (code: number | null, stdout = "", stderr = ""): World => ({
			run: ([program]) => (program === "kustomize" ? { code, stdout, stderr } : null),
		});
		const two = "apiVersion: v1\nkind: ConfigMap\n---\nkind: Secret\n";
		expect(await of("kustomize: [a]", built(0, two))).toBe("pass InWorkTree: a builds");
		const { evidence } = await ask(repositoryProbe, "{ kustomize: [a] }", built(0, `${two}--- \n# empty\n---x\n  kind: no\n`));
		expect(evidence).toMatchObject([{ kind: "Kustomization", name: "a", expected: "builds", found: "exit code 0, 2 objects" }]);
		expect(await of("kustomize: [a]", built(0, "# nothing\n"))).toBe(
			"fail BuildEmpty: a builds, but produces no objects > kustomize build ./a",
		);
		expect(await of("kustomize: [a]", built(0, "kind:\nname: x\n"))).toMatch(/^fail BuildEmpty/);
		expect(await of("kustomize: [./a]", built(1, "", "first\nno such file\n"))).toBe(
			"fail BuildFailed: ./a does not build: no such file > kustomize build ./a",
		);
		expect(await of("kustomize: [a]", built(3))).toBe("fail BuildFailed: a does not build: exit code 3 > kustomize build ./a");
		expect(await of("kustomize: [a]", built(null))).toBe("unknown TimedOut: kustomize build ./a did not end in time");
		expect(await of("kustomize: [a]", { run: () => null })).toBe(
			"unknown NoKustomize: a cannot be built here: neither kustomize nor kubectl is installed",
		);
		expect(await of("files: [x], kustomize: [a]", { run: () => null })).toBe("fail FileMissing: x: no such file");
	});

	it("runs a command as it is expected to end", async () => {
		const ran = (code: number | null, stdout = ""): World => ({ allowExec: true, run: () => ({ code, stdout, stderr: "" }) });
		const exec = (yaml: string, world: World): Promise<string> => verdict(execProbe, `{ command: [make, check]${yaml} }`, world);
		expect(await exec("", ran(0))).toBe("pass Succeeded: make check ended with exit code 0");
		expect(await exec("", ran(2))).toBe("fail Failed: make check ended with exit code 2 > make check");
		expect(await exec("", ran(null))).toBe("unknown Ended: make check timed out after 10 s > make check");
		expect(await exec("", { run: () => ({ code: 0, stdout: "", stderr: "" }) })).toBe(
			"unknown ExecNotAllowed: make check was not run: the probes file may come from anyone > review it, then run verify --allow-exec",
		);
		expect(await exec("", { allowExec: true, run: () => null })).toBe("unknown NoProgram: program not found: make");
		expect(await exec(", expect: 'code == 2'", ran(2))).toBe(
			"pass AsExpected: make check ended with exit code 2, and meets code == 2",
		);
		expect(await exec(", expect: 'json.ok'", ran(0, '{"ok":false}'))).toBe(
			"fail Unexpected: make check ended with exit code 0, and does not meet json.ok > make check",
		);
		expect(await exec(", expect: 'json.ok'", ran(0, "no json"))).toMatch(
			/^unknown ExpectationError: make check ended with exit code 0, and "json.ok" cannot be evaluated: /,
		);
	});
});
