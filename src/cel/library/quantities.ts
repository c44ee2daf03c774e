import { fail } from "../failure.ts";
import { global, method, type Overload } from "../overload.ts";
import { type Guard, int, int64, Opaque, string } from "../value.ts";

const nano = 1_000_000_000n;

/** An amount as Kubernetes writes it, exact to the nano. */
class Quantity extends Opaque {
	readonly type = "kubernetes.Quantity";
	readonly nanos: bigint;

	constructor(nanos: bigint) {
		super();
		this.nanos = nanos;
	}

	get text(): string {
		const magnitude = this.nanos < 0n ? -this.nanos : this.nanos;
		const rest = String(magnitude % nano)
			.padStart(9, "0")
			.replace(/0+$/, "");
		return `${this.nanos < 0n ? "-" : ""}${magnitude / nano}${rest === "" ? "" : `.${rest}`}`;
	}

	equals(other: Opaque): boolean {
		return other instanceof Quantity && other.nanos === this.nanos;
	}

	get isInteger(): boolean {
		return this.nanos % nano === 0n && BigInt.asIntN(64, this.nanos / nano) === this.nanos / nano;
	}
}

const decimal = new Map(Object.entries({ n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }));
const binary = new Map(Object.entries({ Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n }));

function readQuantity(text: string): Quantity | null {
	// Kubernetes requires no digits: `k` is 0.
	if (text === "" || text.length > 100) return null;
	const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/.exec(text);
	if (!match) return null;
	const [, sign = "", whole = "", fraction = "", suffix = "", exponent] = match;
	const digits = BigInt(whole + fraction) << (binary.get(suffix) ?? 0n);
	const power = (exponent === undefined ? (decimal.get(suffix) ?? 0) : Number(exponent)) - fraction.length + 9;
	const nanos = power >= 0 ? digits * 10n ** BigInt(power) : roundUp(digits, 10n ** BigInt(-power));
	return new Quantity(sign === "-" ? -nanos : nanos);
}

/** What is smaller than a nano is not nothing. */
function roundUp(digits: bigint, by: bigint): bigint {
	return (digits + by - 1n) / by;
}

const quantity: Guard<Quantity> = (value) => value instanceof Quantity;
const order = (a: Quantity, b: Quantity): bigint => (a.nanos < b.nanos ? -1n : a.nanos > b.nanos ? 1n : 0n);

export const quantityFunctions: readonly Overload[] = [
	global("quantity", [string], (text) => readQuantity(text) ?? fail(`${JSON.stringify(text)} is not a quantity such as "500Mi"`)),
	global("isQuantity", [string], (text) => readQuantity(text) !== null),
	method("isLessThan", [quantity, quantity], (a, b) => a.nanos < b.nanos),
	method("isGreaterThan", [quantity, quantity], (a, b) => a.nanos > b.nanos),
	method("compareTo", [quantity, quantity], order),
	method("add", [quantity, quantity], (a, b) => new Quantity(a.nanos + b.nanos)),
	method("add", [quantity, int], (a, b) => new Quantity(a.nanos + b * nano)),
	method("sub", [quantity, quantity], (a, b) => new Quantity(a.nanos - b.nanos)),
	method("sub", [quantity, int], (a, b) => new Quantity(a.nanos - b * nano)),
	method("sign", [quantity], ({ nanos }) => (nanos > 0n ? 1n : nanos < 0n ? -1n : 0n)),
	method("isInteger", [quantity], (a) => a.isInteger),
	method("asInteger", [quantity], (a) => (a.isInteger ? int64(a.nanos / nano) : fail("the quantity is not an integer"))),
	method("asApproximateFloat", [quantity], ({ text }) => Number(text)),
];
