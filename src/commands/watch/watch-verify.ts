import { locateDocument } from "../../app/locate-document.ts";
import { closeAll, openEarly, refreshed } from "../../app/open-clusters.ts";
import type { OutputStream } from "../../app/ports/output.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { sameCluster, sameDocument } from "../../app/repeat-options.ts";
import { verifyOnce } from "../../app/verify-once.ts";
import type { StatusDocument } from "../../model/document.ts";
import type { ExitCode } from "../../model/failure.ts";
import { type PhaseFacts, verifyPage } from "../../terminal/verify-page.ts";
import type { Bug } from "../../verify/run-probes.ts";
import { reportBugs } from "../verify/report-bugs.ts";
import type { VerifyCommandOptions } from "../verify/verify-options.ts";
import { clockOf } from "./time-of-day.ts";
import { watchView } from "./watch-view.ts";

/** `verify --watch` at a terminal: the verdicts, asked for again and again. */
export async function watchVerify(words: readonly string[], given: VerifyCommandOptions, ports: Ports): Promise<ExitCode> {
	const at = locateDocument(ports, given.file);
	let opening = openEarly(ports, given);
	let isFirst = true;
	// Reported after the alternate screen is closed, where they stay visible.
	const bugs = new Map<string, Bug>();
	const messages = new Set<string>();
	const stderr: OutputStream = { isTerminal: false, columns: null, write: (text) => void messages.add(text) };
	const aside: Ports = { ...ports, output: { ...ports.output, stderr } };
	try {
		return await watchView(ports, {
			document: at.path,
			paths: at.path === null ? [] : [at.path],
			every: 5000,
			options: given,
			read: async (doing) => {
				if (!isFirst) opening = refreshed(opening);
				isFirst = false;
				const {
					open,
					verification,
					bugs: found,
				} = await verifyOnce(words, given, aside, opening, (asked, total) => doing(`asked ${asked} of ${total}`));
				for (const bug of found) bugs.set(bug.id, bug);
				return verifyPage(verification, {
					title: open.document.title?.value ?? null,
					requireComplete: given.require === "complete",
					time: clockOf(ports.clock.now()),
					phases: phaseFacts(open.document),
					sameDocument: sameDocument(given),
					sameCluster: sameCluster(given),
				});
			},
		});
	} finally {
		await closeAll(opening);
		for (const text of messages) ports.output.stderr.write(text);
		reportBugs(ports, [...bugs.values()]);
	}
}

/** Where each phase begins, and what blocks it. */
function phaseFacts(document: StatusDocument): ReadonlyMap<string, PhaseFacts> {
	const blockers = document.blockers?.blockers ?? [];
	return new Map(
		document.phases.map(({ id, heading }) => {
			const reasons = blockers.filter(({ phase }) => phase === id).map(({ reason }) => reason);
			return [id, { line: document.source.lineOf(heading.start), blocked: reasons.length === 0 ? null : reasons.join("; ") }];
		}),
	);
}
