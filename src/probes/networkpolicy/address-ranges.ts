/** Inclusive ranges of IPv4 addresses as numbers, in order and apart. */
type Ranges = readonly (readonly [first: number, last: number])[];

const everything: Ranges = [[0, 2 ** 32 - 1]];
const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

export interface IpBlock {
	readonly cidr: string;
	readonly except: readonly string[];
}

/**
 * Whether address blocks cover practically everything: most of the address space, with at least one of the private blocks that clusters
 * assign to pods. `0.0.0.0/0` does, and so do its two halves, or the whole without the cloud's metadata address; without the private
 * blocks, it is only the internet.
 */
export function coverEverything(blocks: readonly IpBlock[]): boolean {
	// Exceptions in an IPv6 block of everything are not computed: such a block means everything.
	if (blocks.some(({ cidr, except }) => /^(?:::|0:0:0:0:0:0:0:0)\/0$/.test(cidr) && except.length === 0)) return true;
	let allowed: Ranges = [];
	for (const { cidr, except } of blocks) {
		const range = rangeOf(cidr);
		if (range === null) continue;
		const without = except.map(rangeOf).filter((one) => one !== null);
		allowed = union([...allowed, ...without.reduce<Ranges>(minus, [range])]);
	}
	const reachesPods = privateBlocks.some((block) => {
		const range = rangeOf(block);
		return range !== null && sizeOf(allowed.reduce<Ranges>(minus, [range])) < (range[1] - range[0]) / 2;
	});
	return reachesPods && sizeOf(allowed) > sizeOf(everything) / 2;
}

function rangeOf(cidr: string): readonly [number, number] | null {
	const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
	if (match === null) return null;
	const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
	if (bits > 32) return null;
	const size = 2 ** (32 - bits);
	const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
	const first = address - (address % size);
	return [first, first + size - 1];
}

function union(ranges: Ranges): Ranges {
	const joined: [number, number][] = [];
	for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
		const before = joined.at(-1);
		if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
		else joined.push([first, last]);
	}
	return joined;
}

function minus(ranges: Ranges, [first, last]: readonly [number, number]): Ranges {
	return ranges.flatMap(([from, to]) => {
		const parts: [number, number][] = [
			[from, Math.min(to, first - 1)],
			[Math.max(from, last + 1), to],
		];
		return parts.filter(([start, end]) => start <= end);
	});
}

function sizeOf(ranges: Ranges): number {
	return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
