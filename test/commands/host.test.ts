import { describe, expect, it } from "vitest";
import { run } from "../../src/cli.ts";
import type { Files, Host } from "../../src/commands/host.ts";
import { Failure } from "../../src/model/failure.ts";

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
		stdin: { isTerminal: true, read: () => Promise.resolve(new Uint8Array()) },
		files: {
			read: (path) => (path === "/work/PHASE-STATUS.md" ? new TextEncoder().encode(text) : null),
			exists: (path) => path === "/work/PHASE-STATUS.md",
			write: () => Promise.resolve(),
			watch: () => ({ stop: () => {} }),
			...files,
		},
		now: () => new Date("2026-11-24T12:00:00Z"),
		interrupted: new Promise(() => {}),
	};
	return { host, printed: () => printed };
}

describe("commands on any host", () => {
	it("do not write over what somebody else saved meanwhile", async () => {
		let reads = 0;
		let written = 0;
		const { host } = hostWith(["validate", "--fix"], {
			read: (path) => {
				if (path !== "/work/PHASE-STATUS.md") return null;
				reads += 1;
				return new TextEncoder().encode(reads === 1 ? text : `${text}- [ ] c\n`);
			},
			write: () => {
				written += 1;
				return Promise.resolve();
			},
		});
		await expect(run(host)).rejects.toThrow(Failure);
		await expect(run(hostWith(["validate", "--fix"], { read: host.files.read }).host)).resolves.toBeDefined();
		expect(written).toBe(0);
	});

	it("write what was mended, once", async () => {
		const saved: string[] = [];
		const { host } = hostWith(["validate", "--fix"], {
			write: (_path, content) => {
				saved.push(new TextDecoder().decode(content));
				return Promise.resolve();
			},
		});
		await run(host);
		expect(saved).toEqual([text.replace("Done", "In Progress").replace("7%", "50%")]);
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
