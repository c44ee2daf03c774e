import { describeAge } from "../../model/age.ts";
import { daysBetween } from "../../model/evidence/attestation.ts";
import type { ItemStatus } from "../../model/item-status.ts";
import type { PageReport } from "../../report/page-report.ts";
import { count, listed } from "../../text/wording.ts";
import { headline } from "../status/headline.ts";
import { type Content, type Markup, markup } from "./markup.ts";
import { ago } from "./parts.ts";

/** The summary for a reader who reads nothing else: one sentence, a few numbers, and their source. */
export function summary(page: PageReport): Markup {
	const { status, verdicts } = page;
	const { total, phases } = status;
	const complete = phases.filter((phase) => phase.status === "complete").length;
	const blocked = phases.filter((phase) => phase.blockers.length > 0).length;
	const late = phases.map((phase) => phase.overdueDays).filter((days) => days !== null);
	const tiles = [
		tile(
			`${total.completion}%`,
			`${total.done} of ${total.counted} items ${verdicts === null ? "done" : "checked off"}`,
			total.completion === 100 ? "good" : "",
		),
		...(verdicts === null ? [] : [verified(page), ...problemTiles(page)]),
		tile(`${complete}/${phases.length}`, `phases complete`, complete === phases.length && complete > 0 ? "good" : ""),
		...(late.length > 0
			? [tile(Math.max(...late), `days overdue${late.length === 1 ? "" : `, ${late.length} phases`}`, "stop")]
			: []),
		...(blocked > 0 ? [tile(blocked, blocked === 1 ? "phase blocked" : "phases blocked", "stop")] : []),
		...(page.forecast.middle === null ? [] : [tile(page.forecast.middle, "forecast (50%)", "date")]),
	];
	const old = oldVerdicts(page);
	return markup`<p class="headline">${headline(status, { gates: false })}${old === null ? null : markup` <strong class="old">${old}</strong>`}</p>
<ul class="tiles">${tiles}</ul>
<p class="basis">${basis(page)}</p>`;
}

/** The source of the numbers: a page without verdicts must not look verified. */
export function basis({ verdicts, madeAt }: PageReport): string {
	if (verdicts === null)
		return "This page shows the checkboxes of the document: nothing on this page was verified. Add the verdicts of boulder-migrate verify -o json=FILE with --verdicts FILE.";
	const { contexts, readAt } = verdicts;
	const named = contexts.map((name) => {
		const at = readAt?.get(name);
		if (contexts.length === 1 || at === undefined) return name;
		return at === null ? `${name} (not read)` : `${name} (read ${minute(at)})`;
	});
	const where = contexts.length === 0 ? "no cluster" : listed(named);
	const what = verdicts.recording === null ? where : `the recording ${verdicts.recording} of ${where}`;
	const lacks = [
		verdicts.outdated > 0
			? `${count(verdicts.outdated, "verdict")} left out, because the document no longer has their items`
			: null,
		verdicts.unasked > 0 ? `${count(verdicts.unasked, "item")} not verified in that run` : null,
	].filter((lack) => lack !== null);
	const seen = `Verified against ${what}, observed ${minute(verdicts.observedAt)} (${age(verdicts.observedAt, madeAt)})`;
	return `${[seen, ...lacks].join("; ")}.`;
}

/** Verdicts older than an hour must not read like today's: a sentence of its own, right behind the headline. */
export function oldVerdicts({ verdicts, madeAt }: PageReport): string | null {
	const old = verdicts === null ? null : describeAge(verdicts.observedAt, madeAt);
	return old === null ? null : `The verdicts are ${old}.`;
}

function minute(instant: string): string {
	const text = new Date(instant).toISOString();
	return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

function age(instant: string, now: string): string {
	return ago(daysBetween(new Date(instant).toISOString().slice(0, 10), now.slice(0, 10)));
}

/** The items that count toward completion and were verified, checked or not: the rule of `verify`. */
export function verifiedOf(page: PageReport, phaseIds: ReadonlySet<string>): { readonly done: number; readonly counted: number } {
	const items = page.status.phases
		.filter((phase) => phaseIds.has(phase.id))
		.flatMap((phase) => phase.items)
		.filter((item) => !item.optional && !item.skipped);
	const seen = items.filter((item) => {
		const outcome = page.verdicts?.byItem.get(item.id)?.outcome;
		return outcome === "pass" || outcome === "attested";
	});
	return { done: seen.length, counted: items.length };
}

function verified(page: PageReport): Markup {
	const { done, counted } = verifiedOf(page, new Set(page.status.phases.map((phase) => phase.id)));
	return tile(`${done}/${counted}`, "items verified", "");
}

function problemTiles({ verdicts }: PageReport): readonly Markup[] {
	const judged = [...(verdicts?.byItem.values() ?? [])];
	const many = (status: ItemStatus): number => judged.filter((one) => one.status === status).length;
	const [regressed, failing, ready] = [many("regressed"), many("failing"), many("ready")];
	return [
		tile(regressed, regressed === 1 ? "item regressed" : "items regressed", regressed > 0 ? "stop" : ""),
		...(failing > 0 ? [tile(failing, failing === 1 ? "open item failing" : "open items failing", "stop")] : []),
		...(ready > 0 ? [tile(ready, "ready to check off", "good")] : []),
	];
}

function tile(number: Content, label: string, tone: string): Markup {
	return markup`<li class="${tone}"><strong>${number}</strong> <span>${label}</span></li>`;
}
