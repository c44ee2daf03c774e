import { Box, type Key as InkKey, render, Text, useInput } from "ink";
import { createElement, type ReactElement } from "react";
import type { Key } from "./keys.ts";

/** The one room of the library: it reads keys, and writes those lines that have changed. */
export interface InkView {
	show(lines: readonly string[]): void;
	close(): void;
	/** Rejects if the library breaks. */
	readonly broken: Promise<void>;
}

interface Streams {
	readonly input: NodeJS.ReadStream;
	readonly output: NodeJS.WriteStream;
}

type Pressed = (input: string, key: InkKey) => void;

function Lines({ lines, pressed }: { readonly lines: readonly string[]; readonly pressed: Pressed }): ReactElement {
	useInput(pressed);
	// A text of no characters takes no line.
	const rows = lines.map((line, index) => createElement(Text, { key: index, wrap: "truncate-end" }, line === "" ? " " : line));
	return createElement(Box, { flexDirection: "column" }, rows);
}

export function openInk({ input, output }: Streams, lines: readonly string[], onKey: (key: Key) => void): InkView {
	const pressed: Pressed = (text, key) => {
		const read = keyOf(text, key);
		if (read !== null) onKey(read);
	};
	const app = render(createElement(Lines, { lines, pressed }), {
		stdin: input,
		stdout: startingAtTheTop(output),
		exitOnCtrlC: false,
		patchConsole: false,
		incrementalRendering: true,
		isScreenReaderEnabled: false,
	});
	return {
		show: (next) => app.rerender(createElement(Lines, { lines: next, pressed })),
		close: () => app.unmount(),
		broken: app.waitUntilExit().then(() => {}),
	};
}

/**
 * Wraps the output to correct where Ink starts to rewrite changed lines. Ink 6.7 and 6.8 leave the cursor on the row below the frame, but go
 * up one row less than the frame has. Ink 7 goes up all of them (see the trace in https://github.com/vadimdemedes/ink/issues/1023), but
 * needs Node 22.
 */
function startingAtTheTop(output: NodeJS.WriteStream): NodeJS.WriteStream {
	const write = (text: string): boolean =>
		output.write(text.replace(/^\x1b\[(\d+)A/, (_, rows: string) => `\x1b[${Number(rows) + 1}A`));
	return new Proxy(output, {
		get(target, name) {
			if (name === "write") return write;
			const value: unknown = Reflect.get(target, name);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
}

function keyOf(text: string, key: InkKey): Key | null {
	if (key.ctrl) return text === "c" ? { kind: "interrupt" } : text === "z" ? { kind: "suspend" } : null;
	if (key.upArrow) return { kind: "up" };
	if (key.downArrow) return { kind: "down" };
	if (key.leftArrow) return { kind: "left" };
	if (key.rightArrow) return { kind: "right" };
	if (key.pageUp) return { kind: "pageUp" };
	if (key.pageDown) return { kind: "pageDown" };
	if (key.home) return { kind: "home" };
	if (key.end) return { kind: "end" };
	if (key.return) return { kind: "enter" };
	if (key.escape) return { kind: "escape" };
	// What most terminals send for Backspace has the name of Delete here.
	if (key.backspace || key.delete) return { kind: "backspace" };
	if (key.tab) return { kind: key.shift ? "backTab" : "tab" };
	if (key.meta || text === "") return null;
	return { kind: "text", text };
}
