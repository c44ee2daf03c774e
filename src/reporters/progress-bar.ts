/** Full only at 100, empty only at 0. */
export function progressBar(percent: number, width: number): string {
	const exact = Math.min(width, Math.max(0, Math.floor((percent * width) / 100)));
	const filled = percent > 0 && exact === 0 ? 1 : exact;
	return "█".repeat(filled) + "░".repeat(width - filled);
}
