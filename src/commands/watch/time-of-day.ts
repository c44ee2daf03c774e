/** `19:51:05 UTC`, as days are UTC's too. */
export function clockOf(now: Date): string {
	return `${now.toISOString().slice(11, 19)} UTC`;
}
