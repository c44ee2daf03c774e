import { diffArrays } from "diff";

/** Something that is the same in two versions if its keys are equal. */
export interface Keyed {
	readonly key: string;
}

export type Chunk<L> =
	/** In all three versions. */
	| { readonly kind: "common"; readonly base: L; readonly ours: L; readonly theirs: L }
	/** From one place where all three agree to the next. */
	| { readonly kind: "changed"; readonly base: readonly L[]; readonly ours: readonly L[]; readonly theirs: readonly L[] };

/** Lines up three versions as diff3 does (Khanna, Kunal, Pierce: A Formal Investigation of Diff3). */
export function threeWay<L extends Keyed>(base: readonly L[], ours: readonly L[], theirs: readonly L[]): Chunk<L>[] {
	const inOurs = matches(base, ours);
	const inTheirs = matches(base, theirs);
	const chunks: Chunk<L>[] = [];
	let [o, a, b] = [0, 0, 0];
	while (o < base.length || a < ours.length || b < theirs.length) {
		let next = o;
		while (next < base.length && (inOurs[next] === undefined || inTheirs[next] === undefined)) next += 1;
		const toOurs = inOurs[next] ?? ours.length;
		const toTheirs = inTheirs[next] ?? theirs.length;
		if (next > o || toOurs > a || toTheirs > b) {
			const changed = { base: base.slice(o, next), ours: ours.slice(a, toOurs), theirs: theirs.slice(b, toTheirs) };
			chunks.push({ kind: "changed", ...changed });
		}
		const [one, mine, other] = [base[next], ours[toOurs], theirs[toTheirs]];
		if (one !== undefined && mine !== undefined && other !== undefined && next < base.length)
			chunks.push({ kind: "common", base: one, ours: mine, theirs: other });
		[o, a, b] = [next + 1, toOurs + 1, toTheirs + 1];
	}
	return chunks;
}

/** For each line of `from` where it is in `to`. */
function matches(from: readonly Keyed[], to: readonly Keyed[]): (number | undefined)[] {
	const found: (number | undefined)[] = [];
	let at = 0;
	for (const part of diffArrays(
		from.map(({ key }) => key),
		to.map(({ key }) => key),
	)) {
		if (part.added) at += part.value.length;
		else for (const _ of part.value) found.push(part.removed ? undefined : at++);
	}
	return found;
}
