import { countedStatus, type ItemStatus, statusWording } from "../../model/item-status.ts";
import type { Verification } from "../../report/verification.ts";
import { count, firstOf, listed } from "../../text/wording.ts";
import { claimStatus } from "./claim-status.ts";
import { entriesOf, type VerdictEntry } from "./entries.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { failingRisks, riskVerdicts } from "./risks.ts";

/** The verdict in one sentence: what is confirmed, what is not, and what can be checked off. Not escaped. */
export function headline(verification: Verification, requireComplete: boolean): string {
	const { items, criteria, orphans } = verification;
	if (items.length + criteria.length + riskVerdicts(verification).length === 0)
		return "Nothing was verified: nothing was chosen.";
	const entries = entriesOf(verification).filter(({ list }) => list !== "criteria");
	const of = (status: ItemStatus, checked: boolean): readonly VerdictEntry[] =>
		entries.filter((entry) => entry.status === status && entry.checked === checked);
	const checked = entries.filter((entry) => entry.checked && entry.status !== "skipped");
	const confirmed = of("confirmed", true).length;
	const regressed = of("regressed", true);
	const obstacles = otherObstacles(verification);
	const missing = requireComplete ? items.filter((item) => claimStatus(item, true) === "missing").length : 0;
	const risks = failingRisks(verification);
	const [only] = items.length + criteria.length === 1 && risks.length === 0 ? entriesOf(verification) : [];
	if (only !== undefined) {
		const parts = [`${nameOf(only)}: ${statusWording[only.status].word}`, dataAge(verification)];
		return `${scope(verification)}${parts.filter((part) => part !== null).join("; ")}.`;
	}
	const extent =
		checked.length === 0
			? `0 of ${count(entries.length, "item")} checked off`
			: `${confirmed} of ${count(checked.length, "checked item")} confirmed`;
	const problems = [
		regressed.length > 0 ? `${regressed.length} regressed: ${firstOf(regressed.map(nameOf), 2)}` : null,
		...(["unverified", "in-progress", "parked", "needs-sign-off"] as const).map((status) => {
			const number = of(status, true).length;
			return number === 0 ? null : countedStatus(number, status);
		}),
		of("checked", true).length > 0 ? `${of("checked", true).length} without proof` : null,
		missing > 0 ? `${count(missing, "required item")} not checked off` : null,
		obstacles.length > 0
			? `${count(obstacles.length, "other obstacle")}: ${firstOf([...new Set(obstacles.map(obstacleName))], 2)}`
			: null,
		orphans.length > 0
			? `${count(orphans.length, "probe")} without an item: ${firstOf(
					orphans.map(({ key }) => key),
					2,
				)}`
			: null,
	].filter((problem) => problem !== null);
	const failing = criteria.filter(({ outcome }) => outcome === "fail").length;
	const ready = of("ready", false).length;
	const clauses = [
		[extent, ...problems].join(", "),
		nothingSeen(verification) ? "nothing was verified, as no item has a probe or evidence" : null,
		uncheckedClause(of("failing", false).length, of("unverified", false).length),
		failing > 0 ? `${failing} of ${count(criteria.length, "success criterion").replace("criterions", "criteria")} failing` : null,
		risks.length > 0
			? `${count(risks.length, "risk")} failing: ${firstOf(
					risks.map(({ id }) => id),
					2,
				)}`
			: null,
		confirmed > 0 && problems.length + failing + risks.length === 0 ? "nothing contradicts the document" : null,
		ready > 0 ? `${ready} ready to check off` : null,
		dataAge(verification),
	].filter((clause) => clause !== null);
	const sentence = `${scope(verification)}${clauses.join("; ")}.`;
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** `85 unchecked items failing, 10 unverified`. */
function uncheckedClause(failing: number, unverified: number): string | null {
	if (failing === 0) return unverified === 0 ? null : `${count(unverified, "unchecked item")} unverified`;
	return `${count(failing, "unchecked item")} failing${unverified === 0 ? "" : `, ${unverified} unverified`}`;
}

/** Which cluster was asked, and when: a verdict about the wrong one is worse than none. Not escaped. */
export function provenance({
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
function nameOf({ text }: VerdictEntry): string {
	const characters = [...text];
	return characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : text;
}
