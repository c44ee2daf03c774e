import { clusterKey } from "./cluster-key.ts";
import { readRecord, recordLine, type VerdictRecord } from "./verdict-record.ts";

/** After it was shortened a log has room for a while. */
const share = 0.75;

/**
 * Shrinks a log to `limit` bytes (of UTF-8, with line feeds). First, consecutive runs with equal results become one line
 * with their number and the widest gap, which keeps everything that the log is used for. Then the oldest lines are removed. Lines that are
 * not records are removed as well.
 */
export function shortenLog(lines: readonly string[], limit: number): string[] {
	const records = lines.map(readRecord).filter((record) => record !== null);
	records.sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt) || Date.parse(a.ranAt) - Date.parse(b.ranAt));
	const last = new Map<string, { record: VerdictRecord; readonly result: string }>();
	const kept: { record: VerdictRecord; readonly result: string }[] = [];
	for (const record of records) {
		const key = `${clusterKey(record.clusters)} ${record.document}`;
		const result = resultOf(record);
		const before = last.get(key);
		if (before?.result === result) before.record = joined(before.record, record);
		else {
			const entry = { record, result };
			last.set(key, entry);
			kept.push(entry);
		}
	}
	kept.sort((a, b) => Date.parse(a.record.observedAt) - Date.parse(b.record.observedAt));
	const shortened: string[] = [];
	let size = 0;
	for (const { record } of kept.toReversed()) {
		const line = recordLine(record);
		size += new TextEncoder().encode(line).length + 1;
		// The newest line always stays.
		if (size > limit * share && shortened.length > 0) break;
		shortened.push(line);
	}
	return shortened.reverse();
}

/** Everything that runs with equal results have in common. */
function resultOf({ observedAt: _, ranAt: __, clusters, span: ___, ...rest }: VerdictRecord): string {
	return JSON.stringify([rest, clusters.map(({ context, uid }) => [context, uid])]);
}

function joined(first: VerdictRecord, next: VerdictRecord): VerdictRecord {
	const start = next.span?.from ?? next.observedAt;
	const gap = Math.max(0, Date.parse(start) - Date.parse(first.observedAt)) / 1000;
	// The same line twice, after a merge.
	if (gap === 0 && first.ranAt === next.ranAt && next.span === undefined) return first;
	return {
		...next,
		span: {
			from: first.span?.from ?? first.observedAt,
			runs: (first.span?.runs ?? 1) + (next.span?.runs ?? 1),
			widestGap: Math.max(first.span?.widestGap ?? 0, next.span?.widestGap ?? 0, gap),
		},
	};
}
