const binary = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n } as const;
const decimal = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 } as const;
/** Amounts are compared in billionths, the least that Kubernetes has. */
const scale = 9;

/** Billionths of a quantity as Kubernetes writes it, such as `10Gi`, `1500m`, `1e3`; null if it is none. */
export function readQuantity(text: string): bigint | null {
	const match = /^([+-]?)(\d{1,30})?(?:\.(\d{0,30}))?(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE]([+-]?\d{1,2}))?$/.exec(text);
	if (match === null) return null;
	const [, sign, whole = "", fraction = "", suffix = "", exponent] = match;
	if (whole === "" && fraction === "") return null;
	let power = scale - fraction.length;
	let factor = 1n;
	if (exponent !== undefined) power += Number(exponent);
	else {
		power += Object.entries(decimal).find(([name]) => name === suffix)?.[1] ?? 0;
		factor = 1024n ** (Object.entries(binary).find(([name]) => name === suffix)?.[1] ?? 0n);
	}
	const digits = BigInt(`${whole}${fraction}`) * factor;
	// Rounded up, as Kubernetes does.
	const value = power >= 0 ? digits * 10n ** BigInt(power) : (digits + 10n ** BigInt(-power) - 1n) / 10n ** BigInt(-power);
	return sign === "-" ? -value : value;
}
