import type { Review, StatusDocument } from "./document.ts";

/** The rows of the review history that are new, and those of before that are gone or changed; placeholders apart. */
export function historyChanges(
	before: StatusDocument,
	after: StatusDocument,
): { readonly added: readonly Review[]; readonly gone: readonly Review[] } {
	const rows = (document: StatusDocument): Review[] => (document.history?.rows ?? []).filter((row) => !row.placeholder);
	const left = rows(before);
	const added: Review[] = [];
	for (const row of rows(after)) {
		const at = left.findIndex((one) => rowKey(one) === rowKey(row));
		if (at < 0) added.push(row);
		else left.splice(at, 1);
	}
	return { added, gone: left };
}

/** The content of a row, without the padding of its cells. */
export function rowKey({ date, reviewer, phase, change }: Review): string {
	const day = date.value.kind === "day" ? date.value.day : date.value;
	return JSON.stringify([day, reviewer?.value ?? null, phase?.value ?? null, change?.value ?? null]);
}
