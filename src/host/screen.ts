import type { Screen } from "../commands/host.ts";
import { exitCode } from "../model/failure.ts";

// The alternate screen, empty, without a cursor.
const enter = "\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l";
// Ends a frame that was begun, colours, the hidden cursor, the alternate screen.
const leave = "\u001b[?2026l\u001b[0m\u001b[?25h\u001b[?1049l";

/** Takes the whole terminal, and gives it back whatever ends the program: an exit, a signal, a bug. */
export function takeScreen(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Screen {
	let taken = false;
	let back = (): void => {};
	const take = (): void => {
		taken = true;
		output.write(enter);
	};
	const giveBack = (): void => {
		if (!taken) return;
		taken = false;
		input.setRawMode(false);
		output.write(leave);
	};
	let waiting: NodeJS.Timeout | undefined;
	const again = (): void => {
		clearTimeout(waiting);
		taken = false;
		take();
		back();
	};
	let hungUp = (): void => {};
	let broke = (_problem: unknown): void => {};
	const lost = new Promise<void>((resolve, reject) => {
		hungUp = () => {
			resolve();
			setTimeout(() => process.exit(exitCode.interrupted), 2000).unref();
		};
		broke = reject;
	});
	// Whoever waits for it hears of it.
	lost.catch(() => {});
	const crashed = (problem: unknown): void => broke(problem);
	// The first one asks the view to end; a second one must not end the program in the middle of that.
	const patient = (): void => {};
	process.on("exit", giveBack);
	process.on("SIGHUP", hungUp);
	process.on("SIGCONT", again);
	process.on("SIGINT", patient);
	process.on("SIGTERM", patient);
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
			giveBack();
			process.kill(0, "SIGTSTP");
			// Where nobody could let it go on, the system does not stop it.
			waiting = setTimeout(again, 100);
		},
		clear: () => {
			output.write("\u001b[2J\u001b[H");
		},
		leave: () => {
			clearTimeout(waiting);
			giveBack();
			process.off("exit", giveBack);
			process.off("SIGHUP", hungUp);
			process.off("SIGCONT", again);
			process.off("SIGINT", patient);
			process.off("SIGTERM", patient);
			process.off("uncaughtException", crashed);
		},
	};
}
