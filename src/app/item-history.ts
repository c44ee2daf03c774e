import { dirname, join, resolve } from "node:path";
import { knownCommit } from "../git/git.ts";
import { isShallow } from "../git/log.ts";
import { readBlobs } from "../git/objects.ts";
import { versionsOf } from "../git/versions.ts";
import type { DocumentProgress } from "../model/document.ts";
import { probesById } from "../model/easing.ts";
import { Failure } from "../model/failure.ts";
import type { Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import { currentCheckOff, type ItemHistoryReport, reportEvents, verdictsOf } from "../report/item-history.ts";
import { ItemTrace } from "../report/item-trace.ts";
import { verdictHistory } from "../report/verdict-history.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Ports } from "./ports/ports.ts";
import { probeChange } from "./probe-change.ts";
import { nameIn, repositoryOf } from "./repository.ts";
import { readVerdictLog } from "./verdict-log.ts";
import { isInside } from "./work-tree-top.ts";

/** Who checked an item off, when, verified or not, where and by what, and what changed since; only from git and the log. */
export async function itemHistory(
	ports: Ports,
	open: OpenDocument,
	item: Item,
	log: string | undefined,
): Promise<ItemHistoryReport> {
	const { git, name, top } = await repositoryOf(ports, open.at);
	const trace = new ItemTrace(item.id);
	let newest: Item | null = null;
	let isFirst = true;
	for await (const { content: document, parents, ...about } of versionsOf(git, name, (bytes) => readable(open, bytes))) {
		if (document === null) continue;
		if (isFirst) newest = document.phases.flatMap(everyItem).find(({ id }) => id === item.id) ?? null;
		isFirst = false;
		trace.add({ ...about, document, parents });
	}
	if (isFirst) throw new Failure("unusable", `no commit has ${open.at.displayPath}`, "commit it first");
	const events = trace.finish();
	const at = currentCheckOff(events);
	const reported = reportEvents(events);
	const checkOff = at === null ? null : (reported[at] ?? null);
	const history = log === undefined ? null : verdictHistory(readVerdictLog(ports, log), log);
	return {
		schemaVersion: 1,
		document: open.at.displayPath,
		id: item.id,
		text: item.text.value,
		checked: item.box.value,
		committed: newest !== null && newest.box.value === item.box.value,
		checkOff,
		verified: checkOff !== null && checkOff.proof !== null,
		since: at === null ? [] : reported.slice(at + 1).filter(({ commit }) => commit !== checkOff?.commit),
		probe: checkOff === null ? null : await probeSince(ports, open, item, { commit: checkOff.commit, git, top }),
		events: reported,
		verdicts: verdictsOf(history, item.id),
		isComplete: !(await isShallow(git)),
	};
}

/** How the probe that is bound now differs from the one of a commit; null for the same. */
async function probeSince(
	ports: Ports,
	open: OpenDocument,
	{ id }: Item,
	{ commit, git, top }: Pick<Awaited<ReturnType<typeof repositoryOf>>, "git" | "top"> & { readonly commit: string },
): Promise<ItemHistoryReport["probe"]> {
	const path = resolve(ports.invocation.directory, open.probesFile?.path ?? join(dirname(open.at.path ?? ""), "probes.yaml"));
	if (!isInside(top, path)) return null;
	const [before = null] = await readBlobs(git, [`${await knownCommit(git, commit)}:${nameIn(top, path)}`]);
	const change = await probeChange(before, open.probesFile, ports);
	if (change === null) return null;
	const [old, now] = [probesById(open.document, change.before).get(id), probesById(open.document, change.after).get(id)];
	if (old?.text === now?.text) return null;
	return { from: old?.types.join(", ") ?? null, to: now?.types.join(", ") ?? null };
}

/** Null for a version that is not a status document. */
export function readable(open: OpenDocument, bytes: Uint8Array): DocumentProgress | null {
	try {
		return open.readProgress(bytes);
	} catch (problem) {
		if (problem instanceof Failure) return null;
		throw problem;
	}
}
