import { spawnSync } from "node:child_process";
import { launcher } from "./command-line.ts";
import { screenOf, type TerminalState } from "./screen-of.ts";

/** Something that happens at the terminal. `wait` is a pattern of what is written after the step before. */
export type Step =
	| { readonly wait: string }
	| { readonly keys: string }
	| { readonly resize: readonly [rows: number, columns: number] }
	| { readonly signal: string }
	/** The terminal is closed. */
	| { readonly hangup: true }
	| { readonly write: readonly [file: string, content: string] }
	| { readonly look: string };

export interface OnScreen {
	/** Minus the number of the signal that ended it. */
	readonly code: number;
	/** Everything that was written. */
	readonly raw: string;
	/** How many bytes had been written at each `look`. */
	readonly written: Readonly<Record<string, number>>;
	/** What the terminal showed at each `look`, by its name, and at the end. */
	readonly looks: Readonly<Record<string, TerminalState>>;
	readonly end: TerminalState;
	/** Whether the modes of the terminal are what they were. */
	readonly modesAsBefore: boolean;
}

interface ScreenOptions {
	readonly folder: string;
	readonly rows?: number;
	readonly columns?: number;
	readonly env?: Readonly<Record<string, string>>;
	/** In place of the program itself. */
	readonly program?: readonly string[];
}

/** Runs the program with all three streams at a terminal of its own, and does the steps one after the other. */
export function onScreen(
	words: readonly string[],
	steps: readonly Step[],
	{ folder, rows = 30, columns = 100, env = {}, program = [process.execPath, launcher] }: ScreenOptions,
): OnScreen {
	const input = JSON.stringify({ program: [...program, ...words], steps, rows, columns });
	const { stdout, stderr, status } = spawnSync("python3", ["-c", driver], {
		cwd: folder,
		encoding: "utf8",
		input,
		maxBuffer: 64 * 1024 * 1024,
		env: {
			PATH: process.env.PATH,
			HOME: process.env.HOME,
			TERM: "xterm",
			NO_COLOR: "1",
			GIT_AUTHOR_NAME: "Jo",
			GIT_CONFIG_GLOBAL: "/dev/null",
			...env,
		},
	});
	if (status !== 0) throw new Error(stderr);
	const told: { raw: string; code: number; modesAsBefore: boolean; looks: [string, number, number, number][] } =
		JSON.parse(stdout);
	const bytes = Buffer.from(told.raw, "base64");
	const seen = (length: number, height: number, width: number) =>
		screenOf(bytes.subarray(0, length).toString("utf8"), height, width);
	return {
		code: told.code,
		raw: bytes.toString("utf8"),
		written: Object.fromEntries(told.looks.map(([name, length]) => [name, length])),
		looks: Object.fromEntries(told.looks.map(([name, length, height, width]) => [name, seen(length, height, width)])),
		end: screenOf(bytes.toString("utf8"), rows, columns),
		modesAsBefore: told.modesAsBefore,
	};
}

const driver = `
import base64, fcntl, json, os, pty, re, select, signal, struct, sys, termios, time
given = json.load(sys.stdin)
rows, columns = given["rows"], given["columns"]
master, slave = pty.openpty()
def size(): fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
size()
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2): os.dup2(slave, fd)
    os.close(master); os.close(slave)
    os.execvp(given["program"][0], given["program"])
seen, since, looks, end, code = b"", 0, [], time.time() + 50, None
def gone():
    global code
    if code is None:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done: code = os.waitstatus_to_exitcode(status)
    return code is not None
def read(seconds):
    global seen
    if master is None:
        time.sleep(seconds)
        if time.time() < end: return False
    if time.time() > end:
        os.kill(pid, signal.SIGKILL)
        sys.exit("still waiting; seen: " + repr(seen[since:]) + " before: " + repr(seen[-3000:]))
    ready = select.select([master], [], [], seconds)[0]
    if ready: seen += os.read(master, 65536)
    return bool(ready)
for step in given["steps"]:
    if "wait" in step:
        pattern = re.compile(step["wait"].encode())
        while not pattern.search(seen, since):
            if not read(0.1) and gone() and not read(0.2): sys.exit("ended early: " + repr(seen))
    elif "look" in step:
        # A frame is whole when its end is there.
        while seen.rfind(b"\\x1b[?2026h") > seen.rfind(b"\\x1b[?2026l"): read(0.1)
        looks.append([step["look"], len(seen), rows, columns])
    else:
        since = len(seen)
        if "keys" in step: os.write(master, step["keys"].encode())
        elif "hangup" in step:
            os.close(slave); os.close(master)
            master = None
        elif "signal" in step: os.kill(pid, getattr(signal, step["signal"]))
        elif "write" in step:
            with open(step["write"][0] + ".new", "w") as file: file.write(step["write"][1])
            os.replace(step["write"][0] + ".new", step["write"][0])
        else:
            rows, columns = step["resize"]
            size()
while not gone() and time.time() < end: read(0.1)
if code is None: os.kill(pid, signal.SIGKILL); code = 999
while read(0.1): pass
print(json.dumps({"raw": base64.b64encode(seen).decode(), "code": code, "looks": looks, "modesAsBefore": master is not None and termios.tcgetattr(slave) == before}))
`;
