import { closeSync, constants, openSync, type Stats, writeSync } from "node:fs";
import { errorCode } from "./file-problems.ts";
import { kindOf, pauseThread, UnusableInput } from "./read-input.ts";
import { withDefaultSignals } from "./signals.ts";

/**
 * Writes a result into something that is not a regular file: a pipe, a terminal, another device. Opened without blocking, because a named
 * pipe without a reader would block the program forever, and no signal would reach it.
 */
export function writeInto(path: string, like: Stats, content: Uint8Array): void {
	const descriptor = openOutput(path, like);
	try {
		withDefaultSignals(() => {
			for (let written = 0; written < content.length; ) written += writeOrWait(descriptor, content, written);
		});
	} finally {
		closeSync(descriptor);
	}
}

function openOutput(path: string, like: Stats): number {
	try {
		return openSync(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
	} catch (problem) {
		// A pipe without a reader, a socket, or a device without a driver.
		if (!["ENXIO", "ENODEV"].includes(errorCode(problem))) throw problem;
		if (like.isFIFO())
			throw new UnusableInput(`${path} is a named pipe that no program reads`, "start the program that reads it first");
		throw new UnusableInput(`${path} is ${kindOf(like)}, which cannot be written`);
	}
}

function writeOrWait(descriptor: number, content: Uint8Array, from: number): number {
	for (;;) {
		try {
			return writeSync(descriptor, content, from);
		} catch (problem) {
			if (errorCode(problem) !== "EAGAIN") throw problem;
			pauseThread();
		}
	}
}
