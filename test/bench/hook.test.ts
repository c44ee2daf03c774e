import { expect, it } from "vitest";
import { launcher } from "../command-line.ts";
import { migration } from "../edits/editing.ts";
import { documentPath, Repository } from "../git/repository.ts";
import { median, type Time, timeOf } from "./processes.ts";

/** A commit with the hook starts a shell, git, and the program, which reads the document as it was and as it will be. */
const wanted = 1.5;

it(`the hook adds at most ${wanted} × status to a commit`, () => {
	const one = new Repository();
	one.git("init", "-q");
	one.write(documentPath, migration);
	one.commit("start");
	expect(one.tool("git", "install", "--hook").code).toBe(0);
	const run = (program: string, ...words: string[]): Time => timeOf({ program, words, folder: one.folder, env: one.env });
	const times = { status: [] as Time[], plain: [] as Time[], hooked: [] as Time[] };
	const commit = (round: number, ...options: string[]): Time => {
		one.write(documentPath, `${one.read(documentPath)}\n\nRound ${round}${options.length}.`);
		return run("git", "commit", "-qam", "a note", ...options);
	};
	for (let round = -1; round < 25; round += 1) {
		const taken = {
			status: run(process.execPath, launcher, "status"),
			plain: commit(round, "--no-verify"),
			hooked: commit(round),
		};
		// The first round warms the page cache.
		if (round < 0) continue;
		times.status.push(taken.status);
		times.plain.push(taken.plain);
		times.hooked.push(taken.hooked);
	}
	const added = (which: keyof Time): number => median(times.hooked, which) - median(times.plain, which);
	const ratio = added("cpu") / median(times.status, "cpu");
	process.stdout.write(
		`bench: the hook adds ${added("wall").toFixed(0)} ms to a commit; of the processor, ${ratio.toFixed(2)} × what status takes (wanted: ${wanted})\n`,
	);
	// Half of it is git and a shell, whose start varies more than ours.
	expect(ratio).toBeLessThanOrEqual(wanted * 1.4);
});
