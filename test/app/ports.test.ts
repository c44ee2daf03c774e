import { describe, expect, it } from "vitest";
import type { Files } from "../../src/app/ports/files.ts";
import type { Ports } from "../../src/app/ports/ports.ts";
import { run } from "../../src/cli.ts";

const text = "| Phase | Status | Completion |\n|---|---|---|\n| 1 | Done | 7% |\n\n## Phase 1: x\n- [x] a\n- [ ] b\n";

/** A host in memory, with a terminal. */
function hostWith(
	argv: readonly string[],
	files: Partial<Files>,
	env: Ports["invocation"]["env"] = {},
): { ports: Ports; printed: () => string } {
	let printed = "";
	const output = {
		isTerminal: true,
		columns: 100,
		write: (part: string): void => {
			printed += part;
		},
	};
	const ports: Ports = {
		invocation: {
			argv,
			env: { TERM: "xterm", ...env },
			directory: "/work",
			version: "0",
			program: { node: "/usr/bin/node", script: "/usr/bin/boulder-migrate", places: [] },
			interrupted: new Promise(() => {}),
			ask: () => Promise.resolve(null),
		},
		input: { isTerminal: true, read: () => Promise.resolve(new Uint8Array()), ended: () => new Promise(() => {}) },
		output: {
			stdout: output,
			stderr: output,
			terminal: () => ({ input: process.stdin, output: process.stderr }),
			screen: () => Promise.reject(new Error("no screen")),
		},
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
			workTree: () => Promise.reject(new Error("no work tree")),
			...files,
		},
		clock: { now: () => new Date("2026-11-24T12:00:00Z"), elapsed: () => 0, sleep: () => Promise.resolve() },
		clusters: { open: () => Promise.resolve([]) },
		git: { here: () => Promise.reject(new Error("no git")), in: () => () => Promise.reject(new Error("no git")) },
		until: () => ports,
	};
	return { ports, printed: () => printed };
}

describe("commands on any host", () => {
	it("fix what another process saved in the meantime, not what they read before", async () => {
		const saved: string[] = [];
		const { ports } = hostWith(["validate", "--fix"], {
			update: (_path, change) => {
				const content = change(new TextEncoder().encode(`${text}- [ ] c\n`));
				saved.push(new TextDecoder().decode(content ?? undefined));
				return Promise.resolve(true);
			},
		});
		await run(ports);
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
		const { ports, printed } = hostWith(["status"], {}, env);
		await run(ports);
		expect(printed().includes("\u001b[")).toBe(coloured);
	});
});
