import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { edit, Failure, parse, status, type VerifyOptions, validate, verify } from "../../src/library.ts";
import { boulderMigrate, folderWith, projectFolder } from "../command-line.ts";

const read = (path: string): string => readFileSync(join(projectFolder, path), "utf8");
const text = read("status/demo/PHASE-STATUS.md");
const probes = read("status/probes.yaml");
const snapshot = read("status/demo/cluster.json");
const document = parse(text);
const today = new Date().toISOString().slice(0, 10);

/** The same files, for the command line to say the same of. */
const place = (): string => folderWith({ "PHASE-STATUS.md": text, "probes.yaml": probes, "cluster.json": snapshot });

function failureOf(run: () => unknown): Failure {
	try {
		run();
	} catch (problem) {
		if (problem instanceof Failure) return problem;
		throw problem;
	}
	throw new Error("nothing was thrown");
}

async function failureOfVerify(options: VerifyOptions): Promise<Failure> {
	const problem: unknown = await verify(options).then(
		() => new Error("nothing was thrown"),
		(thrown) => thrown,
	);
	if (problem instanceof Failure) return problem;
	throw problem;
}

describe("parse", () => {
	it("reads a text or the bytes of a file", () => {
		expect(document.phases.map(({ id }) => id)).toEqual(["2", "3", "4", "5", "6"]);
		expect(parse(Buffer.from(text)).phases).toEqual(document.phases);
		expect(parse(Buffer.from(`\ufeff${text}`)).source.byteOrderMark).toBe(true);
	});

	it("understands further words", () => {
		const german = "## Etappe 1: A\n- [x] a\n";
		expect(failureOf(() => parse(german)).message).toBe("PHASE-STATUS.md has no phase");
		expect(parse(german, { vocabulary: { phase: ["Etappe"] } }).phases[0]?.items[0]?.id).toBe("1/a");
	});

	it.each([
		["nothing", "", "no phase"],
		["another encoding", Buffer.from([0x23, 0x20, 0xff, 0x0a]), "plan.md:1:3 cannot be read: it is not UTF-8"],
		["half a surrogate pair", `${text}\ud83d`, "half a surrogate pair"],
		["too much", `${text}${" ".repeat(17 * 1024 * 1024)}`, "at most 16 MB"],
	])("refuses %s, in words", (_what, given, words) => {
		const { message, exitCode } = failureOf(() => parse(given, { file: "plan.md" }));
		expect(message).toContain(words);
		expect(exitCode).toBe(4);
	});
});

describe("status and validate", () => {
	it("return what the commands print", () => {
		const folder = place();
		expect(status(document)).toEqual(JSON.parse(boulderMigrate(["status", "-o", "json"], { folder }).stdout));
		const faulty = text.replace("| 30% |", "| 35% |").replace("- [ ] RA-2", "-[ ] RA-2");
		const other = folderWith({ "PHASE-STATUS.md": faulty });
		const { findings } = JSON.parse(boulderMigrate(["validate", "-o", "json"], { folder: other }).stdout);
		expect(findings.map(({ rule }: { rule: string }) => rule)).toContain("completion-mismatch");
		expect(validate(faulty)).toEqual(findings);
	});

	it("find errors in a text that is not a document, and use the given day", () => {
		expect(validate("# Nothing\n").length).toBeGreaterThan(0);
		const due = text.replace("| 2026-11-16 | TBD |", "| 2026-11-16 | 2026-12-01 |");
		const overdue = (day: string): boolean => validate(due, { today: day }).some(({ rule }) => rule === "overdue");
		expect([overdue("2026-11-30"), overdue("2026-12-02")]).toEqual([false, true]);
		expect(failureOf(() => validate(text, { today: "2026-02-30" })).message).toBe('invalid date "2026-02-30"');
	});
});

describe("edit", () => {
	const change = { kind: "check-off", items: ["2/ra-1-deployment"], evidence: { text: "seen", until: null } } as const;

	it("gives the text that check-off writes, line endings and byte order mark as they were", () => {
		for (const given of [text, `\ufeff${text}`, text.replaceAll("\n", "\r\n")]) {
			const folder = folderWith({ "PHASE-STATUS.md": given });
			const words = ["check-off", "2/ra-1-deployment", "--evidence", "seen", "--reviewer", "Ana Lee"];
			const { stdout, stderr } = boulderMigrate(words, { folder });
			expect(stderr).toBe("PHASE-STATUS.md: Phase 2: 11 of 33 items done\nnext: boulder-migrate next\n");
			const edited = edit(given, change, { reviewer: "Ana Lee" });
			expect(edited.text).toBe(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8"));
			expect(`${edited.changes.join("\n")}\n`).toBe(stdout);
			expect(edit(edited.text, change, { reviewer: "Ana Lee" })).toEqual({ text: edited.text, changes: [] });
		}
	});

	it("takes the bytes of a file, a day and a message", () => {
		const edited = edit(Buffer.from(text), change, { reviewer: "Ana Lee", day: "2026-11-20", message: "by hand" });
		expect(edited.text).toContain("| 2026-11-20 | Ana Lee | Phase 2 | by hand (checked off RA-1 Deployment (33% complete)) |");
	});

	it("refuses what check-off refuses", () => {
		const closed = { kind: "check-off", items: [parse(text).phases[4]?.items[0]?.id ?? ""], evidence: null } as const;
		expect(failureOf(() => edit(text, closed, { reviewer: "Ana" })).exitCode).toBe(5);
		expect(edit(text, closed, { reviewer: "Ana", force: "a drill" }).text).toContain("a drill");
		expect(failureOf(() => edit(text, { kind: "uncheck", items: ["2/nothing"] }, { reviewer: "Ana" })).exitCode).toBe(2);
		expect(failureOf(() => edit(text, change, { reviewer: " " })).message).toContain("reviewer");
		const garbled = readFileSync(join(projectFolder, "test/fixtures/PHASE-STATUS.garbled.md"));
		expect(failureOf(() => edit(garbled, change, { reviewer: "Ana" })).message).toContain("garbled");
	});

	it("changes nothing if the result would differ from what is expected", () => {
		const dates = { kind: "dates", phase: "2", start: { kind: "day", day: "soon | TBD" }, target: null } as const;
		expect(() => edit(text, dates, { reviewer: "Ana" })).toThrow();
	});
});

describe("verify", { timeout: 60_000 }, () => {
	it("returns what the command prints for a recording", async () => {
		const folder = place();
		const words = ["verify", "2-3", "--snapshot", "cluster.json", "-o", "json", "--require", "complete"];
		const { stdout } = boulderMigrate(words, { folder });
		const names = { snapshot: "cluster.json" };
		const found = await verify({ document, probes, snapshot, names, root: folder, requireComplete: true, only: ["2-3"] });
		// What has no clock of its own is dated by this machine's.
		const undated = (json: string): unknown => JSON.parse(json, (key, value) => (key === "observedAt" ? "then" : value));
		expect(undated(JSON.stringify(found))).toEqual(undated(stdout));
		expect(found.summary).toMatchObject({ regressed: 1, confirmed: 9 });
	});

	it("asks about a part, and about a context", async () => {
		const found = await verify({ document, probes, snapshot, only: ["2/ra-1-deployment"] });
		expect(found.items.map(({ id, state }) => [id, state])).toEqual([["2/ra-1-deployment", "ready"]]);
		expect((await failureOfVerify({ document, probes, snapshot, only: ["2/nothing"] })).exitCode).toBe(2);
		expect((await failureOfVerify({ document, probes, snapshot, contexts: ["production"] })).message).toContain("no context");
	});

	it("refuses another cluster than the one of the probes file", async () => {
		const pinned = `${probes}\ncluster:\n  uid: 00000000-0000-0000-0000-000000000000\n`;
		expect((await failureOfVerify({ document, probes: pinned, snapshot })).exitCode).toBe(5);
	});

	it.each([
		["probes that are none", { probes: "schemaVersion: 2" }, /probes\.yaml:1:\d+: /],
		["a recording that is none", { snapshot: "{}" }, /is not a recording/],
	])("refuses %s, in words", async (_what, wrong, words) => {
		expect((await failureOfVerify({ document, probes, snapshot, ...wrong })).message).toMatch(words);
	});

	it("asks no cluster that was not named", async () => {
		// @ts-expect-error what a program without types may do
		expect((await failureOfVerify({ document, probes })).message).toBe("nothing to ask is named");
		// @ts-expect-error the same
		expect((await failureOfVerify({ document, probes, snapshot, kubeconfig: null })).exitCode).toBe(2);
	});

	it("passes nothing where no cluster answers", async () => {
		const kubeconfig = join(folderWith({ config: configOf("http://127.0.0.1:9") }), "config");
		const found = await verify({ document, probes, kubeconfig, only: ["phase 2"] });
		expect(found.exitCode).toBe(3);
		expect(found.items.filter(({ outcome }) => outcome === "pass")).toEqual([]);
		expect((await failureOfVerify({ document, probes, kubeconfig: "/nowhere/config" })).exitCode).toBeGreaterThan(2);
	});

	it("ends when its signal is aborted, with the reason of the signal", async () => {
		const server = createServer(() => {});
		await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
		const address = server.address();
		const port = typeof address === "object" ? address?.port : null;
		const kubeconfig = join(folderWith({ config: configOf(`http://127.0.0.1:${port}`) }), "config");
		const stop = new AbortController();
		setTimeout(() => stop.abort(new Error("enough")), 200);
		await expect(verify({ document, probes, kubeconfig, signal: stop.signal })).rejects.toThrow("enough");
		await expect(verify({ document, probes, kubeconfig, signal: stop.signal })).rejects.toThrow("enough");
		server.closeAllConnections();
		server.close();
	});

	it("catches no signal of the process that it runs in", () => {
		expect(process.listenerCount("SIGINT") + process.listenerCount("SIGTERM")).toBe(signalsBefore);
	});

	it("can be given what edit has made", async () => {
		const done = edit(text, { kind: "check-off", items: ["2/ra-1-deployment"], evidence: null }, { reviewer: "Ana", day: today });
		const found = await verify({ document: parse(done.text), probes, snapshot, only: ["2/ra-1-deployment"] });
		expect(found.items[0]?.state).toBe("confirmed");
	});
});

const signalsBefore = process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");

function configOf(server: string): string {
	return `apiVersion: v1
kind: Config
current-context: here
clusters: [{ name: here, cluster: { server: "${server}" } }]
users: [{ name: here, user: {} }]
contexts: [{ name: here, context: { cluster: here, user: here } }]
`;
}
