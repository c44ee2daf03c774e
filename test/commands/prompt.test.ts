import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, launcher, realDocument } from "../command-line.ts";
import { has } from "../installed.ts";

const text = readFileSync(realDocument, "utf8");

/** Runs the program on a terminal of its own: argv are pairs of a pattern to wait for and the keys to type then. Standard output is a pipe. */
const onTerminal = `
import fcntl, os, pty, re, select, struct, sys, termios, time
program, keys = sys.argv[1].split("\\n"), sys.argv[2:]
out_read, out_write = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.dup2(out_write, 1)
    os.close(out_read)
    os.execvp(program[0], program)
os.close(out_write)
seen, end = b"", time.time() + 40
def read():
    global seen
    if time.time() > end: sys.exit("still waiting; seen: " + repr(seen))
    if select.select([terminal], [], [], 0.1)[0]:
        try: part = os.read(terminal, 65536)
        except OSError: return False
        seen += part
        return part != b""
    return True
for pattern, typed in zip(keys[::2], keys[1::2]):
    while not re.search(pattern.encode(), seen):
        if not read(): sys.exit("ended early: " + repr(seen))
    seen = b""
    for key in [typed] if typed.startswith("\\x1b") else typed:
        os.write(terminal, key.encode())
        time.sleep(0.05)
while read(): pass
result = b""
while True:
    part = os.read(out_read, 65536)
    if not part: break
    result += part
sys.stdout.write(result.decode())
sys.stderr.write(seen.decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

function prompted(words: readonly string[], keys: readonly string[], document = text) {
	const folder = folderWith({ "PHASE-STATUS.md": document });
	const program = [process.execPath, launcher, ...words, "--reviewer", "Jo", "--date", "2026-11-24"].join("\n");
	const { status, stdout, stderr } = spawnSync("python3", ["-c", onTerminal, program, ...keys], {
		cwd: folder,
		encoding: "utf8",
		env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: "xterm" },
	});
	return { code: status, stdout, screen: stderr, after: readFileSync(join(folder, "PHASE-STATUS.md"), "utf8") };
}

describe.runIf(has("python3", "needed"))("on a terminal, without an item", () => {
	it("check-off offers what is open, finds by words, and takes several; the result alone goes to standard output", () => {
		const { code, stdout, after, screen } = prompted(
			["check-off"],
			["Check off", "ra sct", "Provider-2", "\t", "◼", "\u001b[B", "", "\t", "", "\r"],
		);
		expect([code, screen]).toEqual([0, expect.anything()]);
		expect(stdout.split("\n").slice(0, 2)).toEqual([
			"2/ra-sct-provider-1-deployment: checked off",
			"2/ra-sct-provider-2-deployment: checked off",
		]);
		expect(after).toContain("- [x] RA-SCT-Provider-1");
		expect(after).toContain("- [x] RA-SCT-Provider-2");
		expect(stdout).not.toContain("\u001b");
	});

	it("uncheck offers what is done, and nothing else", () => {
		const { code, stdout, after } = prompted(
			["uncheck"],
			["SFE Deployment", "\t", "", "\r"],
			text.replace("- [ ] SFE", "- [x] SFE"),
		);
		expect(code).toBe(0);
		expect(stdout).toContain("2/sfe-deployment: unchecked");
		expect(after).toContain("- [ ] SFE");
	});

	it.each([
		["Ctrl-C", "\u0003"],
		["Escape", "\u001b"],
	])("%s cancels with 130 and writes nothing", (_name, key) => {
		const { code, stdout, after } = prompted(["check-off"], ["Check off", key]);
		expect([code, stdout]).toEqual([130, ""]);
		expect(after).toBe(text);
	});
});
