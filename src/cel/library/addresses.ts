import { fail } from "../failure.ts";
import { global, method, type Overload } from "../overload.ts";
import { type Guard, Opaque, string } from "../value.ts";

class Ip extends Opaque {
	readonly type = "net.IP";
	readonly bits: bigint;
	readonly family: 4 | 6;

	constructor(bits: bigint, family: 4 | 6) {
		super();
		this.bits = bits;
		this.family = family;
	}

	get text(): string {
		return this.family === 4 ? dotted(this.bits) : hexadecimal(this.bits);
	}

	get width(): number {
		return this.family === 4 ? 32 : 128;
	}

	equals(other: Opaque): boolean {
		return other instanceof Ip && other.family === this.family && other.bits === this.bits;
	}

	/** Whether it begins as `prefix` does. */
	within(prefix: Ip, length: number): boolean {
		const rest = BigInt(this.width - length);
		return this.family === prefix.family && this.bits >> rest === prefix.bits >> rest;
	}
}

class Cidr extends Opaque {
	readonly type = "net.CIDR";
	readonly address: Ip;
	readonly length: number;

	constructor(address: Ip, length: number) {
		super();
		this.address = address;
		this.length = length;
	}

	get text(): string {
		return `${this.address.text}/${this.length}`;
	}

	equals(other: Opaque): boolean {
		return other instanceof Cidr && other.length === this.length && other.address.equals(this.address);
	}

	get masked(): Cidr {
		const rest = BigInt(this.address.width - this.length);
		return new Cidr(new Ip((this.address.bits >> rest) << rest, this.address.family), this.length);
	}
}

function readIp(text: string): Ip | null {
	if (text.length > 45) return null;
	if (!text.includes(":")) {
		const bits = readDotted(text);
		return bits === null ? null : new Ip(bits, 4);
	}
	const [head = "", tail, ...more] = text.split("::");
	if (more.length > 0) return null;
	const left = groups(head);
	const right = tail === undefined ? [] : groups(tail);
	if (left === null || right === null) return null;
	const missing = 8 - left.length - right.length;
	if (tail === undefined ? missing !== 0 : missing < 1) return null;
	const all = [...left, ...new Array<bigint>(missing).fill(0n), ...right];
	const bits = all.reduce((sum, group) => (sum << 16n) | group, 0n);
	// An IPv4 address inside of an IPv6 one has two spellings; Kubernetes takes neither.
	return bits >> 32n === 0xffffn ? null : new Ip(bits, 6);
}

function readDotted(text: string): bigint | null {
	const parts = text.split(".");
	if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
	return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function groups(text: string): bigint[] | null {
	if (text === "") return [];
	const found: bigint[] = [];
	const parts = text.split(":");
	for (const [index, part] of parts.entries()) {
		const embedded = index === parts.length - 1 && part.includes(".") ? readDotted(part) : null;
		if (embedded !== null) found.push(embedded >> 16n, embedded & 0xffffn);
		else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) found.push(BigInt(`0x${part}`));
		else return null;
	}
	return found;
}

function readCidr(text: string): Cidr | null {
	if (text.length > 49) return null;
	const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
	const address = readIp(match?.[1] ?? "");
	const length = Number(match?.[2]);
	return address === null || !(length <= address.width) ? null : new Cidr(address, length);
}

function dotted(bits: bigint): string {
	return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join(".");
}

/** The longest run of zero groups, the first on a tie, becomes `::`. */
function hexadecimal(bits: bigint): string {
	const all = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
	const text = all.join(":");
	const runs = [...text.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length);
	const [longest] = runs;
	if (!longest) return text;
	const before = text.slice(0, longest.index).replace(/:$/, "");
	const after = text.slice(longest.index + longest[0].length).replace(/^:/, "");
	return `${before}::${after}`;
}

function ipOf(text: string): Ip {
	return readIp(text) ?? fail(`${JSON.stringify(text)} is not an IP address`);
}

function cidrOf(text: string): Cidr {
	return readCidr(text) ?? fail(`${JSON.stringify(text)} is not a range such as "10.0.0.0/8"`);
}

function inRange(address: Ip, ...ranges: readonly string[]): boolean {
	return ranges.map(cidrOf).some((range) => address.within(range.address, range.length));
}

const isUnspecified = (address: Ip): boolean => address.bits === 0n;
const isLoopback = (address: Ip): boolean => inRange(address, "127.0.0.0/8", "::1/128");
const isLinkLocal = (address: Ip): boolean => inRange(address, "169.254.0.0/16", "fe80::/10");
const isMulticast = (address: Ip): boolean => inRange(address, "224.0.0.0/4", "ff00::/8");
const isBroadcast = (address: Ip): boolean => address.family === 4 && address.bits === 0xffffffffn;
const isGlobalUnicast = (address: Ip): boolean =>
	!isUnspecified(address) && !isLoopback(address) && !isLinkLocal(address) && !isMulticast(address) && !isBroadcast(address);
const containsCidr = (outer: Cidr, inner: Cidr): boolean =>
	inner.length >= outer.length && inner.address.within(outer.address, outer.length);

const ip: Guard<Ip> = (value) => value instanceof Ip;
const cidr: Guard<Cidr> = (value) => value instanceof Cidr;

export const addressFunctions: readonly Overload[] = [
	global("ip", [string], ipOf),
	global("isIP", [string], (text) => readIp(text) !== null),
	global("ip.isCanonical", [string], (text) => ipOf(text).text === text),
	method("family", [ip], ({ family }) => BigInt(family)),
	method("isUnspecified", [ip], isUnspecified),
	method("isLoopback", [ip], isLoopback),
	method("isLinkLocalMulticast", [ip], (address) => inRange(address, "224.0.0.0/24", "ff02::/16")),
	method("isLinkLocalUnicast", [ip], isLinkLocal),
	method("isGlobalUnicast", [ip], isGlobalUnicast),
	global("cidr", [string], cidrOf),
	global("isCIDR", [string], (text) => readCidr(text) !== null),
	method("containsIP", [cidr, ip], (range, address) => address.within(range.address, range.length)),
	method("containsIP", [cidr, string], (range, text) => ipOf(text).within(range.address, range.length)),
	method("containsCIDR", [cidr, cidr], containsCidr),
	method("containsCIDR", [cidr, string], (range, text) => containsCidr(range, cidrOf(text))),
	method("ip", [cidr], ({ address }) => address),
	method("masked", [cidr], ({ masked }) => masked),
	method("prefixLength", [cidr], ({ length }) => BigInt(length)),
];
