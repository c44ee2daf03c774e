import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, launcher, realDocument } from "../../command-line.ts";
import { Repository } from "../../git/repository.ts";
import { ask, closeClients, connect, type Said } from "./mcp-client.ts";

afterEach(closeClients);

const probes = `schemaVersion: 1
probes:
  2/sa-1-deployment:
    workload: { kind: Deployment, name: boulder-sa-1, namespace: boulder-staging }
`;

const emptyRecording = JSON.stringify({
	schemaVersion: 1,
	recordedAt: "2026-11-24T00:00:00Z",
	contexts: [{ name: "staging", uid: null, reads: [] }],
});

function place(): string {
	return folderWith({ "PHASE-STATUS.md": readFileSync(realDocument), "probes.yaml": probes });
}

describe("mcp", { timeout: 60_000 }, () => {
	it("offers only tools that read, unless writing was allowed", async () => {
		const reading = await connect(place());
		const { tools } = await reading.listTools();
		expect(tools.map((tool) => [tool.name, tool.annotations?.readOnlyHint])).toEqual([
			["status", true],
			["next", true],
			["validate", true],
			["verify", true],
			["gate", true],
			["explain", true],
			["diff", true],
		]);
		const writing = await connect(place(), ["--allow-writes"]);
		const all = (await writing.listTools()).tools;
		expect(all.slice(7).map((tool) => [tool.name, tool.annotations?.readOnlyHint])).toEqual([
			["check_off", false],
			["uncheck", false],
		]);
		for (const tool of all) expect(JSON.stringify(tool.inputSchema)).not.toMatch(/force|exec|kubeconfig|"file"/);
	});

	it("reports what the command line reports", async () => {
		const folder = place();
		const client = await connect(folder);
		expect((await ask(client, "status")).texts[0]).toBe(
			boulderMigrate(["status", "--file", join(folder, "PHASE-STATUS.md")], { folder }).stdout,
		);
		const json = await ask(client, "status", { phases: ["3"], format: "json" });
		expect(json.texts[0]).toBe(boulderMigrate(["status", "3", "-o", "json"], { folder }).stdout);
		expect(json.isError).toBe(false);
		expect((await ask(client, "validate", { format: "json" })).texts[0]).toBe(
			boulderMigrate(["validate", "-o", "json"], { folder }).stdout,
		);
		expect((await ask(client, "explain", { item: "2/sa-1-deployment" })).texts[0]).toBe(
			boulderMigrate(["probes", "explain", "2/sa-1-deployment"], { folder }).stdout,
		);
		expect(boulderMigrate(["explain", "2/sa-1-deployment"], { folder }).stdout).toBe(
			boulderMigrate(["probes", "explain", "2/sa-1-deployment"], { folder }).stdout,
		);
	});

	it("returns data of the declared shape, and a short text", async () => {
		const folder = folderWith({
			"PHASE-STATUS.md":
				"## Phase 2: A\n- [x] SA-1 Deployment\n- [ ] Other (@kim, due 2026-01-02)\n\n## Phase 3: B\n- [ ] Later\n\n## Dependencies\n- Phase 3 depends on Phase 2\n",
			"probes.yaml": probes,
			"r.json": emptyRecording,
		});
		const client = await connect(folder, ["--snapshot", "r.json", "--allow-writes"]);
		// The client holds each answer against the schema that the tool declares.
		const { tools } = await client.listTools();
		expect(tools.filter(({ outputSchema }) => outputSchema === undefined)).toEqual([]);
		const data = async (name: string, given: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
			const { structuredContent, content } = await client.callTool({ name, arguments: given });
			expect(JSON.stringify(content).length).toBeLessThan(4_000);
			return structuredContent;
		};
		expect(await data("status", { phases: ["2"] })).toMatchObject({
			phases: [{ id: "2", items: [{ id: "2/sa-1-deployment" }, {}] }],
		});
		expect(await data("next")).toMatchObject({
			steps: [
				{
					id: "2/other",
					owners: ["@kim"],
					command: expect.stringMatching(/^boulder-migrate check-off 2\/other --verify --file /),
				},
			],
			waiting: [{ phase: "3", why: "waits for Phase 2" }],
		});
		expect(await data("validate")).toMatchObject({ schemaVersion: 1, findings: expect.any(Array) });
		expect(await data("explain", { item: "sa-1" })).toMatchObject({ id: "2/sa-1-deployment", probe: { type: "workload" } });
		expect(await data("gate", { phase: "2" })).toMatchObject({ phase: "2", open: false });
		const verified = await data("verify", { phases: ["2"] });
		expect(verified).toMatchObject({ items: [{ id: "2/sa-1-deployment", state: "unverified" }, { id: "2/other" }] });
		expect(JSON.stringify(verified)).not.toContain('"evidence"');
		expect(JSON.stringify(await data("verify", { items: ["sa-1"], evidence: true }))).toContain('"evidence"');
		expect(await data("check_off", { items: ["other"], verify: false, dryRun: true })).toMatchObject({
			changed: true,
			diff: expect.stringContaining("+- [x] Other"),
		});
		// The one run was for both: nothing was written beside the document.
		expect(readdirSync(folder).sort()).toEqual(["PHASE-STATUS.md", "probes.yaml", "r.json"]);
	});

	it("offers the document, the probes and the last report to read, and no other file", async () => {
		const folder = folderWith({
			"PHASE-STATUS.md": "## Phase 2: A\n- [x] SA-1 Deployment\n",
			"probes.yaml": probes,
			"r.json": emptyRecording,
		});
		const client = await connect(folder, ["--snapshot", "r.json"]);
		const { resources } = await client.listResources();
		const [document = "", itsProbes = "", last = ""] = resources.map(({ uri }) => uri);
		expect([document, itsProbes, last]).toEqual([
			"boulder-migrate://document",
			"boulder-migrate://probes",
			"boulder-migrate://reports/last",
		]);
		const read = async (uri: string): Promise<unknown> => (await client.readResource({ uri })).contents[0];
		expect(await read(document)).toMatchObject({ mimeType: "text/markdown", text: "## Phase 2: A\n- [x] SA-1 Deployment\n" });
		expect(await read(itsProbes)).toMatchObject({ text: probes });
		await expect(read(last)).rejects.toThrow(/nothing has been verified in this session/);
		await ask(client, "verify");
		expect(await read(last)).toMatchObject({ text: expect.stringContaining('"observedAt": "2026-11-24T00:00:00') });
		for (const uri of ["file:///etc/passwd", "boulder-migrate://r.json", "boulder-migrate://document/../r.json"])
			await expect(read(uri)).rejects.toThrow();
	});

	it("has instructions for a client, and offers prompts", async () => {
		const client = await connect(place());
		expect(client.getInstructions()).toMatch(/a checkbox is a claim[\s\S]*never as instructions/);
		const { prompts } = await client.listPrompts();
		expect(prompts.map(({ name, arguments: given }) => [name, (given ?? []).map((one) => one.name)])).toEqual([
			["standup", []],
			["promote", ["phase"]],
			["diagnose", ["item"]],
		]);
		const { messages } = await client.getPrompt({ name: "promote", arguments: { phase: '2" and ignore' } });
		expect(messages[0]?.content).toMatchObject({ text: expect.stringContaining('promoted: "2\\" and ignore"?') });
	});

	it("has one name for one thing in every tool", async () => {
		const { tools } = await (await connect(place(), ["--allow-writes"])).listTools();
		const targets = ["phase", "phases", "item", "items"];
		const others = ["format", "strict", "evidence", "history", "from", "to", "reviewer", "message", "dryRun", "verify"];
		const known = new Set([...targets, ...others]);
		for (const { name, inputSchema } of tools)
			expect([name, Object.keys(inputSchema.properties ?? {}).filter((one) => !known.has(one))]).toEqual([name, []]);
	});

	it("never takes a cluster that it cannot see, or a phase that is not there, for an answer", async () => {
		const folder = place();
		const without = await ask(await connect(folder), "verify", { items: ["2/sa-1-deployment"] });
		// No kubeconfig: nothing could be asked, which is never an answer.
		expect(without.isError).toBe(true);
		expect(without.texts.at(-1)).toMatch(/^exit code 3: /);
		expect(without.texts.join("\n")).not.toMatch(/confirmed|verified: nothing contradicts/);
		const wrong = await ask(await connect(folder), "status", { phases: ["99"] });
		expect(wrong.isError).toBe(true);
		expect(wrong.texts.at(-1)).toMatch(/^exit code 2: /);
	});

	it("judges a recording that was chosen where the server was started, and answers with findings", async () => {
		const folder = folderWith({
			"PHASE-STATUS.md": "## Phase 2: A\n- [x] SA-1 Deployment\n",
			"probes.yaml": probes,
			"r.json": JSON.stringify({
				schemaVersion: 1,
				recordedAt: "2026-11-24T00:00:00Z",
				contexts: [{ name: "staging", uid: null, reads: [] }],
			}),
		});
		const { isError, texts } = await ask(await connect(folder, ["--snapshot", "r.json"]), "verify", { format: "json" });
		// Nothing was recorded of the Deployment: the answer says so, and is one.
		expect([isError, texts.at(-1)]).toEqual([false, expect.stringMatching(/^exit code 3: /)]);
		expect(JSON.parse(texts[0] ?? "")).toMatchObject({
			contexts: ["staging"],
			recording: "r.json",
			items: [{ state: "unverified" }],
		});
		const gate = await ask(await connect(folder, ["--snapshot", "r.json"]), "gate", { phase: "2", format: "json" });
		expect(gate.isError).toBe(false);
		expect(JSON.parse(gate.texts[0] ?? "")).toMatchObject({
			phase: "2",
			open: false,
			obstacles: expect.arrayContaining([expect.objectContaining({ kind: "item", id: "2/sa-1-deployment", unverified: true })]),
		});
	});

	it("reports what changed between revisions, as the command line does, and writes nothing", async () => {
		const one = new Repository(place());
		const folder = one.folder;
		one.git("init", "-q");
		one.commit("start");
		one.tool("check-off", "sa-1");
		one.commit("SA-1");
		one.tool("block", "4", "--reason", "no vault");
		const before = one.git("status", "--porcelain");
		const client = await connect(folder);
		const diff = async (given: Readonly<Record<string, string>>): Promise<Said> => ask(client, "diff", given);
		expect((await diff({})).texts[0]).toBe(boulderMigrate(["diff"], { folder }).stdout);
		const both = await diff({ from: "HEAD~1", to: "HEAD", format: "json" });
		expect(both).toEqual({
			isError: false,
			texts: [
				boulderMigrate(["diff", "HEAD~1", "HEAD", "-o", "json"], { folder }).stdout,
				expect.stringMatching(/^exit code 0: /),
			],
		});
		expect(JSON.parse(both.texts[0] ?? "")).toMatchObject({
			phases: [{ id: "2", items: [{ id: "2/sa-1-deployment", changes: ["checked"] }] }],
		});
		expect((await diff({ from: "HEAD", to: "HEAD" })).texts[0]).toContain("no phase and no item changed");
		for (const revision of ["no-such-revision", "--output=json", "--file=/etc/passwd", "-h", ":(top)x"]) {
			const { isError, texts } = await diff({ from: revision });
			expect([isError, texts.at(-1)]).toEqual([true, expect.stringMatching(/^exit code 2: /)]);
		}
		expect(one.git("status", "--porcelain")).toBe(before);
	});

	it("compares revisions in the document's repository, wherever the server runs", async () => {
		const one = new Repository(place());
		one.git("init", "-q");
		one.commit("start");
		one.tool("check-off", "sa-1");
		const elsewhere = new Repository(folderWith({}));
		elsewhere.git("init", "-q");
		const document = join(one.folder, "PHASE-STATUS.md");
		for (const folder of [folderWith({}), elsewhere.folder]) {
			const { isError, texts } = await ask(await connect(folder, ["--file", document]), "diff", { format: "json" });
			expect([isError, texts.at(-1)]).toEqual([false, expect.stringMatching(/^exit code 0: /)]);
			expect(JSON.parse(texts[0] ?? "")).toMatchObject({
				phases: [{ id: "2", items: [{ id: "2/sa-1-deployment", changes: ["checked"] }] }],
			});
		}
	});

	it("refuses arguments that a tool does not have, rather than answering a broader question", async () => {
		const client = await connect(place(), ["--allow-writes"]);
		for (const { name, inputSchema } of (await client.listTools()).tools) {
			expect([name, inputSchema.additionalProperties]).toEqual([name, false]);
			const { isError, texts } = await ask(client, name, { items: ["2/sa-1-deployment"], item: "2", phase: "2", only: ["2"] });
			expect([name, isError]).toEqual([name, true]);
			expect(texts.join()).toMatch(/Unrecognized key.*"only"/i);
		}
		const one = await ask(client, "verify", { items: ["no such item"] });
		expect([one.isError, one.texts.at(-1)]).toEqual([true, expect.stringMatching(/^exit code 2: /)]);
	});

	it.each([
		["verify", { items: ["x".repeat(3_000_000)] }],
		["status", { phases: Array.from({ length: 5_000 }, () => "2") }],
		["explain", { item: "é".repeat(1_001) }],
		["check_off", { items: ["2/sa-1-deployment"], verify: false, evidence: "x".repeat(3_000_000) }],
	])("refuses an argument of %s that is too large before it looks at the document", async (name, given) => {
		const folder = place();
		const client = await connect(folder, ["--allow-writes"]);
		writeFileSync(join(folder, "PHASE-STATUS.md"), "");
		const { isError, texts } = await ask(client, name, given);
		expect([isError, texts.length]).toEqual([true, 1]);
		expect(texts[0]).toMatch(/too big/i);
		expect(texts[0]?.length).toBeLessThan(1_000);
	});

	it("gives a hint of several lines as several lines", async () => {
		const { texts } = await ask(await connect(place()), "explain", { item: "deployment" });
		expect(texts.at(-1)).toMatch(/^exit code 2: /);
		expect(texts[0]?.split("\n").length).toBeGreaterThan(3);
		expect(texts.join()).not.toContain("\\x0a");
	});

	it("takes no word for an option", async () => {
		const folder = place();
		const before = readFileSync(join(folder, "PHASE-STATUS.md"));
		const client = await connect(folder);
		for (const word of ["--fix", "--file=/etc/passwd", "-o=json", "--watch", "--help"]) {
			const { isError, texts } = await ask(client, "status", { phases: [word] });
			expect(isError).toBe(true);
			expect(texts.at(-1)).toMatch(/^exit code 2: /);
		}
		expect((await ask(client, "verify", { items: ["--update"] })).isError).toBe(true);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"))).toEqual(before);
	});

	it("refuses to write where it was not allowed", async () => {
		const folder = place();
		const before = readFileSync(join(folder, "PHASE-STATUS.md"));
		const client = await connect(folder);
		const { isError, texts } = await ask(client, "check_off", { items: ["2/sa-2-deployment"], verify: false });
		expect(isError).toBe(true);
		expect(texts.join()).toMatch(/not found/);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"))).toEqual(before);
	});

	it("checks off and unchecks where it was allowed, but passes no gate, and no cluster that it cannot see", async () => {
		const folder = place();
		const text = (): string => readFileSync(join(folder, "PHASE-STATUS.md"), "utf8");
		const before = text();
		const client = await connect(folder, ["--allow-writes"]);
		const preview = await ask(client, "check_off", { items: ["2/sa-2-deployment"], verify: false, dryRun: true });
		expect(preview.texts[0]).toContain("+- [x] SA-2 Deployment (port 9495)");
		expect(text()).toBe(before);
		const unseen = await ask(client, "check_off", { items: ["2/sa-1-deployment"] });
		expect(unseen.isError).toBe(true);
		expect(text()).toBe(before);
		const gate = await ask(client, "check_off", { items: ["3/create-database-initialization-job"], verify: false });
		expect(gate.isError).toBe(true);
		expect(gate.texts.at(-1)).toMatch(/^exit code 5: /);
		expect(text()).toBe(before);
		const evidence = "seen --force \u001b[31m";
		const done = await ask(client, "check_off", { items: ["2/sa-2-deployment"], verify: false, evidence, reviewer: "Bot" });
		expect(done.isError).toBe(false);
		expect(text()).toContain("- [x] SA-2 Deployment (port 9495)");
		expect(text()).toMatch(/Evidence: seen .*\(Bot, \d{4}-\d{2}-\d{2}\)/);
		await ask(client, "uncheck", { items: ["2/sa-2-deployment"] });
		expect(text()).toContain("- [ ] SA-2 Deployment (port 9495)");
	});

	it("writes nothing but the protocol to standard output, and ends with its input", async () => {
		const child = spawn(process.execPath, [launcher, "mcp"], { cwd: place(), env: { PATH: process.env.PATH } });
		let output = "";
		child.stdout.on("data", (part) => {
			output += part;
		});
		const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
		const hello = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } };
		child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: hello })}\n`);
		child.stdin.write("this is no JSON\n");
		child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
		child.stdin.write(
			`${JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "status", arguments: {} } })}\n`,
		);
		while (!output.includes('"id":2')) await new Promise((done) => setTimeout(done, 50));
		for (const line of output.trim().split("\n")) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
		child.stdin.end();
		expect(await ended).toBe(0);
	});

	it("does not take the protocol for the document", () => {
		const { code, stderr } = boulderMigrate(["mcp", "--file", "-"]);
		expect([code, stderr]).toEqual([2, expect.stringContaining("standard input carries the protocol")]);
	});
});
