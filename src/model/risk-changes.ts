import { distance } from "fastest-levenshtein";
import type { Risk, StatusDocument } from "./document.ts";
import { isClosed } from "./risk.ts";

/** How the risk register of one version differs from that of another. */
export interface RiskChanges {
	readonly added: readonly string[];
	readonly removed: readonly string[];
	/** `Resource overhead: probability: Medium → Low`. */
	readonly changed: readonly string[];
	/** Risks that were removed or softened; `at` is a place in the new version. */
	readonly eased: readonly { readonly at: number; readonly message: string }[];
}

/** Of the longer text; below it two texts are two risks. */
const minSimilarity = 0.6;

export function riskChanges(before: StatusDocument, after: StatusDocument): RiskChanges {
	const old = before.risks?.rows ?? [];
	const left = [...(after.risks?.rows ?? [])];
	const pairs: { readonly was: Risk; readonly is: Risk }[] = [];
	const gone: Risk[] = [];
	const take = (was: Risk, isSame: (one: Risk) => boolean): boolean => {
		const at = left.findIndex(isSame);
		const [is] = at < 0 ? [] : left.splice(at, 1);
		if (is !== undefined) pairs.push({ was, is });
		return is !== undefined;
	};
	const unmatched = old.filter((was) => !take(was, (is) => is.risk.value === was.risk.value));
	for (const was of unmatched) if (!take(was, (is) => areSimilar(is.risk.value, was.risk.value))) gone.push(was);
	const at = after.risks?.table.header[0]?.start ?? 0;
	return {
		added: left.map(({ risk }) => risk.value),
		removed: gone.map(({ risk }) => risk.value),
		changed: pairs.flatMap(({ was, is }) => cellChanges(was, is)),
		eased: [
			...gone.map(({ risk }) => ({ at, message: `the risk "${risk.value}" is gone` })),
			...pairs
				.filter(({ was, is }) => !isClosed(was) && isClosed(is))
				.map(({ is }) => ({ at: is.span.start, message: `the risk "${is.risk.value}" is closed` })),
		],
	};
}

function areSimilar(one: string, other: string): boolean {
	const longer = Math.max(one.length, other.length);
	return longer > 0 && 1 - distance(one.toLowerCase(), other.toLowerCase()) / longer >= minSimilarity;
}

function cellChanges(was: Risk, is: Risk): string[] {
	const named = is.risk.value;
	const cells = [
		["risk", was.risk.value, named],
		["impact", was.impact?.value, is.impact?.value],
		["probability", was.probability?.value, is.probability?.value],
		["mitigation", was.mitigation?.value, is.mitigation?.value],
		["owner", was.owner?.value, is.owner?.value],
		["status", was.state?.value, is.state?.value],
	] as const;
	return cells
		.filter(([, from, to]) => from !== to)
		.map(([what, from, to]) => `${named}: ${what}: ${from ?? "-"} → ${to ?? "-"}`);
}
