/** The ports that a probe is about. */
export interface ProbePorts {
	/** Those that its fields ask for. */
	readonly asked: readonly number[];
	/** Every number in it: an expression may also compare with a port. */
	readonly mentioned: readonly number[];
}

/** The ports that an item names: `SA-1 Deployment (port 9395)`, `WFE2 (ports 4001, 4431)`. */
export function portsInText(text: string): readonly number[] {
	const found: number[] = [];
	for (const [, list = ""] of text.matchAll(/\bports?\b[\s:#]*(\d{1,5}(?:\s*(?:,|\/|&|and|or|,\s*and)\s*\d{1,5})*)/gi))
		for (const [digits] of list.matchAll(/\d+/g)) found.push(Number(digits));
	return found.filter((port) => port >= 1 && port <= 65_535);
}

/** In one sentence: which port of the item its probe does not ask for; null where they agree, or the probe asks for none. */
export function portMismatch(text: string, ports: ProbePorts | null): string | null {
	if (ports === null || ports.asked.length === 0) return null;
	const missing = portsInText(text).filter((port) => !ports.mentioned.includes(port));
	if (missing.length === 0) return null;
	const [one, other] = [missing, [...new Set(ports.asked)]].map(
		(list) => `${list.length === 1 ? "port" : "ports"} ${list.join(", ")}`,
	);
	return `the item names ${one}, and its probe asks for ${other}`;
}
