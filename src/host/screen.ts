import { spawnSync } from "node:child_process";
import type { Screen } from "../app/ports/output.ts";
import { errorCode } from "./file-problems.ts";

// The alternate screen, empty, without a cursor.
const enter = "\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l";
// Ends a frame that was begun, colours, the hidden cursor, the alternate screen.
const leave = "\u001b[?2026l\u001b[0m\u001b[?25h\u001b[?1049l";

/** Takes the whole terminal, and restores it however the program ends: an exit, a signal, a bug. */
export function takeScreen(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Screen {
	let taken = false;
	let back = (): void => {};
	const take = (): void => {
		taken = true;
		output.write(enter);
	};
	const restore = (): void => {
		if (!taken) return;
		taken = false;
		try {
			input.setRawMode(false);
			output.write(leave);
		} catch {
			// A terminal that has gone away has nothing to be given back.
		}
	};
	let waiting: NodeJS.Timeout | undefined;
	const again = (): void => {
		clearTimeout(waiting);
		taken = false;
		take();
		back();
	};
	let hasGone = false;
	let hungUp = (): void => {};
	let broke = (_problem: unknown): void => {};
	const lost = new Promise<void>((resolve, reject) => {
		hungUp = () => {
			hasGone = true;
			resolve();
			setTimeout(endByHangup, 2000).unref();
		};
		broke = reject;
	});
	// The caller that awaits it handles the error.
	lost.catch(() => {});
	// Writing to a terminal that no longer exists fails like this.
	const crashed = (problem: unknown): void => (errorCode(problem) === "EIO" ? hungUp() : broke(problem));
	// The first one asks the view to end; a second one must not end the program in the middle of that.
	const ignoreSignal = (): void => {};
	process.on("exit", restore);
	process.on("SIGHUP", hungUp);
	process.on("SIGCONT", again);
	process.on("SIGINT", ignoreSignal);
	process.on("SIGTERM", ignoreSignal);
	process.on("uncaughtException", crashed);
	take();
	return {
		input,
		output,
		lost,
		onReturn: (returned) => {
			back = returned;
		},
		suspend: () => {
			restore();
			process.kill(0, "SIGTSTP");
			// Without a shell that could continue it, the system does not suspend it.
			waiting = setTimeout(again, 100);
		},
		run: ([program = "", ...words]) => {
			restore();
			// While it runs, nothing else in this process reads its keys.
			const { status } = spawnSync(program, words, { stdio: [input, output, "inherit"] });
			take();
			return status ?? 1;
		},
		copy: (text) => {
			output.write(`\u001b]52;c;${Buffer.from(text, "utf8").toString("base64")}\u0007`);
		},
		clear: () => {
			output.write("\u001b[2J\u001b[H");
		},
		leave: () => {
			clearTimeout(waiting);
			restore();
			process.off("exit", restore);
			process.off("SIGHUP", hungUp);
			process.off("SIGCONT", again);
			process.off("SIGINT", ignoreSignal);
			process.off("SIGTERM", ignoreSignal);
			process.off("uncaughtException", crashed);
			if (hasGone) endByHangup();
		},
	};
}

/** As every program ends whose terminal goes away. An exit would abort: Node insists on giving the terminal its modes back. */
function endByHangup(): void {
	process.removeAllListeners("SIGHUP");
	process.kill(process.pid, "SIGHUP");
}
