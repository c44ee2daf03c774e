type Token = "deep" | "any" | "star" | "one" | { readonly character: string };

/**
 * Whether a path matches a pattern: `*` matches anything except a slash, `?` one such character, `**` anything. All alternatives are
 * followed at once, so that the time depends only on pattern and path: as a regular expression, `*a*a*a*a*b` takes exponential time.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
	const tokens = [...pattern.matchAll(/\*\*\/|\*\*|\*|\?|[\s\S]/g)].map(([text]): Token => {
		if (text === "**/") return "deep";
		if (text === "**") return "any";
		if (text === "*") return "star";
		return text === "?" ? "one" : { character: text };
	});
	return (path) => {
		let now = enter(tokens, new Set(), 0);
		for (let at = 0; at < path.length && now.size > 0; at += 1) now = step(tokens, now, path.charAt(at));
		return now.has(tokens.length);
	};
}

/** `at` and everything that can follow it without another character. */
function enter(tokens: readonly Token[], places: Set<number>, at: number): Set<number> {
	for (let next = at; !places.has(next); next += 1) {
		places.add(next);
		const token = tokens[next];
		if (token !== "deep" && token !== "any" && token !== "star") break;
	}
	return places;
}

function step(tokens: readonly Token[], now: ReadonlySet<number>, character: string): Set<number> {
	const next = new Set<number>();
	/** In the middle of a `**` + `/`, which is over only behind a slash. */
	const inside: number[] = [];
	for (const at of now) {
		const token = tokens[at];
		if (token === "any" || (token === "star" && character !== "/")) enter(tokens, next, at);
		else if (token === "one" && character !== "/") enter(tokens, next, at + 1);
		else if (token === "deep") {
			inside.push(at);
			if (character === "/") enter(tokens, next, at + 1);
		} else if (typeof token === "object" && token.character === character) enter(tokens, next, at + 1);
	}
	for (const at of inside) next.add(at);
	return next;
}
