import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folderWith, projectFolder, realDocument } from "../../command-line.ts";
import { documentPath, Repository } from "../../git/repository.ts";
import { shellEnv } from "../../package/packed.ts";

interface Step {
	readonly name: string;
	readonly if?: string;
	readonly shell: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly run: string;
}
interface Action {
	readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
	readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync(join(projectFolder, "action.yml"), "utf8"));
const document = readFileSync(realDocument, "utf8");
const ticked = document.replace("- [ ] SA-1", "- [x] SA-1");
const marker = "<!-- boulder-migrate -->";

interface Comment {
	readonly id: number;
	body: string;
	readonly user: { readonly type: string };
}

/** The part of GitHub's API that the action uses, for pull request 7. */
let comments: Comment[] = [];
let requests: string[] = [];
let refuses = false;
const api = createServer((request, response) => {
	let text = "";
	request.on("data", (part) => {
		text += String(part);
	});
	request.on("end", () => {
		const url = new URL(request.url ?? "", "http://localhost");
		requests.push(`${request.method} ${url.pathname} ${request.headers.authorization}`);
		const answer = (status: number, body: unknown): void => void response.writeHead(status).end(JSON.stringify(body));
		if (refuses) return answer(403, { message: "Resource not accessible by integration" });
		if (request.method === "GET") {
			const first = (Number(url.searchParams.get("page")) - 1) * 100;
			return answer(200, comments.slice(first, first + 100));
		}
		const { body } = JSON.parse(text);
		const known = comments.find(({ id }) => url.pathname.endsWith(`/issues/comments/${id}`));
		if (request.method === "PATCH" && known !== undefined) known.body = body;
		else comments.push({ id: comments.length + 1, body, user: { type: "Bot" } });
		answer(request.method === "POST" ? 201 : 200, {});
	});
});
beforeAll(() => new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve)));
afterAll(() => void api.close());
beforeEach(() => {
	comments = [{ id: 1, body: `${marker}\nquoted by a person`, user: { type: "User" } }];
	requests = [];
	refuses = false;
});

interface Event {
	readonly inputs?: Readonly<Record<string, string>>;
	readonly base?: string;
	readonly pullRequest?: string;
}

/** Runs the steps as the runner does: expressions replaced, each script in a file, and after a failure only what asks for that. */
async function runAction(repository: Repository, { inputs = {}, base = "", pullRequest = "" }: Event) {
	const temp = folderWith({ summary: "" });
	const contexts: Record<string, string> = {
		"github.action_path": projectFolder,
		"github.token": "t0ken",
		"github.event.pull_request.base.sha": base,
		"github.event.pull_request.number": pullRequest,
		"runner.temp": temp,
	};
	const evaluate = (text: string): string =>
		text.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) => {
			const value = contexts[name];
			if (value === undefined) throw new Error(`unknown in an expression: ${name}`);
			return value;
		});
	for (const name of Object.keys(inputs)) expect(action.inputs).toHaveProperty(name);
	for (const [name, input] of Object.entries(action.inputs))
		contexts[`inputs.${name}`] = inputs[name] ?? evaluate(input.default ?? "");
	const { port } = api.address() as AddressInfo;
	const log: string[] = [];
	const failed: string[] = [];
	for (const [index, step] of action.runs.steps.entries()) {
		expect([undefined, "!cancelled()"]).toContain(step.if);
		// A script with an expression in it could be changed by whoever chooses the value.
		expect(step.run).not.toContain("${{");
		if (failed.length > 0 && step.if === undefined) continue;
		const script = join(temp, `step-${index}`);
		writeFileSync(script, step.run);
		const shell = step.shell === "bash" ? "bash --noprofile --norc -eo pipefail {0}" : step.shell;
		const [program = "", ...words] = shell.split(" ").map((word) => word.replace("{0}", script));
		const env = {
			...shellEnv,
			...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value)])),
			CI: "true",
			GITHUB_API_URL: `http://127.0.0.1:${port}`,
			GITHUB_REPOSITORY: "shop/migration",
			GITHUB_STEP_SUMMARY: join(temp, "summary"),
		};
		const child = spawn(program, words, { cwd: repository.folder, env, stdio: ["ignore", "pipe", "pipe"] });
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => void log.push(String(part)));
		const code = await new Promise((resolve) => child.on("close", resolve));
		if (code !== 0) failed.push(`${step.name} ${code}`);
	}
	return { failed, log: log.join(""), summary: readFileSync(join(temp, "summary"), "utf8") };
}

function pullRequestOf(change: string): { readonly repository: Repository; readonly base: string } {
	const repository = new Repository();
	repository.git("init", "-q");
	repository.write(documentPath, document);
	repository.commit("start");
	const base = repository.git("rev-parse", "HEAD").trim();
	repository.write(documentPath, change);
	repository.commit("change");
	return { repository, base };
}

const post = "POST /repos/shop/migration/issues/7/comments Bearer t0ken";
const patch = "PATCH /repos/shop/migration/issues/comments/2 Bearer t0ken";
const writes = (): string[] => requests.filter((one) => !one.startsWith("GET"));

describe("the GitHub action", () => {
	it("annotates what is wrong, and keeps one comment about what a pull request changes", async () => {
		const { repository, base } = pullRequestOf(ticked);
		const first = await runAction(repository, { base, pullRequest: "7" });
		expect(first.failed).toEqual(["Validate 1"]);
		expect(first.log).toMatch(/^::error file=status\/PHASE-STATUS\.md,line=\d+/m);
		expect(first.summary).toContain("SA-1");
		expect(comments[1]?.body).toBe(`${marker}\n${first.summary.trim()}`);
		expect(writes()).toEqual([post]);

		const again = await runAction(repository, { base, pullRequest: "7" });
		expect([again.failed, writes()]).toEqual([["Validate 1"], [post]]);

		repository.tool("uncheck", "2/sa-1-deployment", "--reviewer", "Ana");
		repository.tool("check-off", "2/sa-1-deployment", "--reviewer", "Ana");
		repository.commit("reviewed");
		const reviewed = await runAction(repository, { base, pullRequest: "7" });
		expect(reviewed.failed).toEqual([]);
		expect(writes()).toEqual([post, patch]);
		expect(comments.length).toBe(2);
		expect(comments[0]?.body).toContain("quoted by a person");
	});

	it("finds its comment after a hundred others", async () => {
		const { repository, base } = pullRequestOf(document.replace("*Last Updated", "A note.\n\n*Last Updated"));
		comments = Array.from({ length: 120 }, (_, index) => ({ id: index + 1, body: "x", user: { type: "User" } }));
		comments.push({ id: 121, body: `${marker}\nold`, user: { type: "Bot" } });
		await runAction(repository, { base, pullRequest: "7" });
		expect(writes()).toEqual(["PATCH /repos/shop/migration/issues/comments/121 Bearer t0ken"]);
	});

	it("warns where it may not comment, as for a fork, and writes none where it is not a pull request", async () => {
		const { repository, base } = pullRequestOf(document.replace("*Last Updated", "A note.\n\n*Last Updated"));
		refuses = true;
		const refused = await runAction(repository, { base, pullRequest: "7" });
		expect(refused.failed).toEqual([]);
		expect(refused.log).toMatch(/^::warning title=boulder-migrate::the comment was not written: GET .* 403 /m);
		requests = [];
		expect((await runAction(repository, {})).failed).toEqual([]);
		expect((await runAction(repository, { base, pullRequest: "7", inputs: { comment: "false" } })).failed).toEqual([]);
		expect(requests).toEqual([]);
	});

	it("verifies, and is a gate, with the exit codes of verify", async () => {
		const { repository } = pullRequestOf(ticked);
		const folder = repository.folder;
		mkdirSync(join(folder, "status"), { recursive: true });
		writeFileSync(join(folder, "status", "probes.yaml"), readFileSync(join(projectFolder, "status", "probes.yaml")));
		const kubeconfig = `apiVersion: v1
kind: Config
current-context: c
clusters: [{ name: c, cluster: { server: "http://127.0.0.1:1" } }]
contexts: [{ name: c, context: { cluster: c, user: u } }]
users: [{ name: u, user: { token: t } }]
`;
		writeFileSync(join(folder, "kubeconfig"), kubeconfig);
		const inputs = { checks: "verify", kubeconfig: "kubeconfig", phase: "2" };
		const verified = await runAction(repository, { inputs });
		expect(verified.failed).toEqual(["Verify 3"]);
		expect(verified.summary).toContain("SA-1");
		expect((await runAction(repository, { inputs: { ...inputs, checks: "gate" } })).failed).toEqual(["Verify 1"]);
		expect((await runAction(repository, { inputs: { checks: "gate" } })).failed).toEqual(["Verify 2"]);
	});
});
