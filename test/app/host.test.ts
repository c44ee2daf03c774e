import { describe, expect, it } from "vitest";
import type { Files, Host } from "../../src/app/host.ts";
import { run } from "../../src/cli.ts";

const text = "| Phase | Status | Completion |\n|---|---|---|\n| 1 | Done | 7% |\n\n## Phase 1: x\n- [x] a\n- [ ] b\n";

/** A host in memory, with a terminal. */
function hostWith(argv: readonly string[], files: Partial<Files>, env: Host["env"] = {}): { host: Host; printed: () => string } {
	let printed = "";
	const output = {
		isTerminal: true,
		columns: 100,
		write: (part: string): void => {
			printed += part;
		},
	};
	const host: Host = {
		argv,
		env: { TERM: "xterm", ...env },
		directory: "/work",
		version: "0",
		stdout: output,
		stderr: output,
		stdin: { isTerminal: true, read: () => Promise.resolve(new Uint8Array()), ended: () => new Promise(() => {}) },
		terminal: () => ({ input: process.stdin, output: process.stderr }),
		screen: () => Promise.reject(new Error("no screen")),
		ask: () => Promise.resolve(null),
		git: () => Promise.reject(new Error("no git")),
		gitIn: () => () => Promise.reject(new Error("no git")),
		program: { node: "/usr/bin/node", script: "/usr/bin/boulder-migrate", places: [] },
		files: {
			makeExecutable: () => {},
			read: (path) => (path === "/work/PHASE-STATUS.md" ? new TextEncoder().encode(text) : null),
			lines: () => false,
			exists: (path) => path === "/work/PHASE-STATUS.md",
			append: () => Promise.resolve(),
			write: () => Promise.resolve(),
			makeFolder: () => Promise.resolve(),
			update: () => Promise.resolve(false),
			watch: () => ({ stop: () => {} }),
			...files,
		},
		now: () => new Date("2026-11-24T12:00:00Z"),
		sleep: () => Promise.resolve(),
		clusters: () => Promise.resolve([]),
		workTree: () => Promise.reject(new Error("no work tree")),
		interrupted: new Promise(() => {}),
		until: () => host,
	};
	return { host, printed: () => printed };
}

describe("commands on any host", () => {
	it("mend what somebody else saved meanwhile, not what they read before", async () => {
		const saved: string[] = [];
		const { host } = hostWith(["validate", "--fix"], {
			update: (_path, change) => {
				const content = change(new TextEncoder().encode(`${text}- [ ] c\n`));
				saved.push(new TextDecoder().decode(content ?? undefined));
				return Promise.resolve(true);
			},
		});
		await run(host);
		expect(saved).toEqual([`${text.replace("Done", "In Progress").replace("7%", "33%")}- [ ] c\n`]);
	});

	it.each([
		[{}, true],
		[{ NO_COLOR: "1" }, false],
		[{ NO_COLOR: "" }, true],
		[{ NO_COLOR: "1", FORCE_COLOR: "1" }, true],
		[{ FORCE_COLOR: "0" }, false],
		[{ TERM: "dumb" }, false],
	])("colour a terminal as its environment says: %j", async (env, coloured) => {
		const { host, printed } = hostWith(["status"], {}, env);
		await run(host);
		expect(printed().includes("\u001b[")).toBe(coloured);
	});
});
