import type { ItemVerdict, Verification } from "../../report/verification.ts";
import { count, firstOf, listed } from "../wording.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { type Standing, standingOf } from "./standing.ts";

/** The one sentence that a tired person reads: what is claimed, what of it is so, and what is not. Not escaped. */
export function headline(verification: Verification, requireComplete: boolean): string {
	const { items, phases } = verification;
	if (items.length === 0 && verification.criteria.length === 0) return "Nothing was asked, so nothing was verified.";
	const standing = (wanted: Standing): readonly ItemVerdict[] =>
		items.filter((item) => standingOf(item, requireComplete) === wanted);
	const sum = (pick: (phase: (typeof phases)[number]) => number): number => phases.reduce((all, one) => all + pick(one), 0);
	const counted = sum((phase) => phase.counted);
	const extent =
		counted > 0
			? `${sum((phase) => phase.claimed)} of ${counted} claimed, ${sum((phase) => phase.verified)} verified`
			: `${count(items.length, "item")} asked about`;
	const [contradicted, unseen] = [standing("contradicted"), standing("unseen")];
	const [unsettled, unproven, missing] = [standing("unsettled"), standing("unproven"), standing("missing")];
	const troubles: string[] = [
		contradicted.length > 0 ? `${contradicted.length} regressed: ${firstOf(contradicted.map(nameOf), 2)}` : null,
		unseen.length > 0 ? `${count(unseen.length, "checked item")} could not be verified` : null,
		unsettled.length > 0 ? `${unsettled.length} unsettled` : null,
		unproven.length > 0 ? `${unproven.length} claimed without proof` : null,
		missing.length > 0 ? `${missing.length} required but not checked off` : null,
	].filter((trouble) => trouble !== null);
	const failing = verification.criteria.filter(({ outcome }) => outcome === "fail");
	const held = otherObstacles(verification).length;
	if (failing.length > 0)
		troubles.push(`${count(failing.length, "success criterion").replace("criterions", "criteria")} failing`);
	if (held > 0)
		troubles.push(
			`${count(held, "other obstacle")}: ${firstOf([...new Set(otherObstacles(verification).map(obstacleName))], 2)}`,
		);
	const { orphans } = verification;
	if (orphans.length > 0)
		troubles.push(
			`${count(orphans.length, "probe")} without an item: ${firstOf(
				orphans.map(({ key }) => key),
				2,
			)}`,
		);
	const ready = items.filter((item) => item.state === "ready").length;
	const clauses = [
		extent,
		...troubles,
		nothingSeen(verification) ? "nothing was verified: no item has a probe or evidence" : null,
		standing("holds").length > 0 && troubles.length === 0 ? "nothing contradicts the document" : null,
		ready > 0 ? `${ready} ready to check off` : null,
		dataAge(verification),
	].filter((clause) => clause !== null);
	return `${scope(verification)}${clauses.join("; ")}.`;
}

/** Which cluster was asked, and when: a verdict about the wrong one is worse than none. Not escaped. */
export function whence({
	contexts,
	clusters,
	recording,
	observedAt,
}: Pick<Verification, "contexts" | "clusters" | "recording" | "observedAt">): string {
	const times = clusters.map(({ context, readAt }) => `${context} (${readAt === null ? "not read" : `read ${readAt}`})`);
	const named = contexts.length > 1 && recording === null ? times : contexts;
	const asked = contexts.length > 0 ? `${contexts.length === 1 ? "context" : "contexts"} ${listed(named)}` : "no cluster";
	// The time of the run is not that of an observation.
	if (clusters.length > 0 && clusters.every(({ readAt }) => readAt === null)) return `${asked}, not read`;
	return recording === null ? `${asked}, observed ${observedAt}` : `recording ${recording} of ${asked}, observed ${observedAt}`;
}

/** Old data must not read like today's. Null for data of this hour. */
export function dataAge({ age }: Verification): string | null {
	return age === null ? null : `the recording is ${age}`;
}

function scope({ phases }: Verification): string {
	if (phases.length === 0) return "";
	if (phases.length > 6) return `${phases.length} phases: `;
	return `${phases.length === 1 ? "Phase" : "Phases"} ${listed(phases.map((phase) => phase.id))}: `;
}

function nothingSeen({ items, criteria }: Verification): boolean {
	return [...items, ...criteria].every(({ outcome }) => outcome === "unbound");
}

/** Texts of items may be long; the headline is not. */
function nameOf({ text }: ItemVerdict): string {
	const characters = [...text];
	return characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : text;
}
