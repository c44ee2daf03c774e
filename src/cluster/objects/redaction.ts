/** Replaces a credential. */
export const redacted = "<redacted>";

const words = [
	"passw(?:or)?ds?|passphrases?|pwd|secrets?|tokens?|credentials?|authorization|cookies?",
	"(?:api|access|private|secret|signing|encryption|hmac)[-_]?keys?",
].join("|");
const credentialName = new RegExp(`(?:${words})$`, "i");

/** Whether a field, header, variable or option of this name holds a credential. `tokenFile` and `secretName` do not. */
export function isCredentialName(name: string): boolean {
	return name.length <= 256 && credentialName.test(name);
}

/** Nothing that is redacted lacks all of these; most texts of a cluster do, and are left at once. */
const suspicious = /[=@]|--|: |":|PRIVATE KEY|eyJ|AKIA|ASIA|AIza|gh[a-z]_|github_pat_|glpat-|xox[a-z]-|npm_|sk[-_]|Bearer|Basic/;

interface Pattern {
	readonly pattern: RegExp;
	readonly replacement: string;
}

// Every repetition is bounded or cannot match what starts it, so that no text takes more than linear time.
const patterns: readonly Pattern[] = [
	{
		pattern: /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
		replacement: `$1${redacted}$2`,
	},
	// user:password@tcp(host) of Go's database drivers, then user:password@ of addresses
	{ pattern: /\b([\w.%-]{1,64}):([^\s"'`]{1,256})@([a-z]{2,10}\d?\()/g, replacement: `$1:${redacted}@$3` },
	{ pattern: /(:\/\/[^\s/:@"'`]{0,128}):[^\s/"'`]{1,512}@/g, replacement: `$1:${redacted}@` },
	{ pattern: /(:\/\/[^\s/:@"'`]{0,128}):(?!\d{1,5}\/)[^\s@"'`]{1,512}@/g, replacement: `$1:${redacted}@` },
	{ pattern: /(:\/\/)[^\s/:@"'`]{20,512}@/g, replacement: `$1${redacted}@` },
	{ pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, replacement: redacted },
	{ pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, replacement: redacted },
	{
		pattern: /\b(?:gh[a-z]_|github_pat_|glpat-|npm_|xox[a-z]-|AIza|sk-ant-|sk-proj-|sk_live_)[\w-]{16,255}/g,
		replacement: redacted,
	},
	{ pattern: /\b(Bearer|Basic) +[\w.~+/=-]{8,}/g, replacement: `$1 ${redacted}` },
];

/** A line that gives a name its value, as in YAML and .env files; and the same inside a line, as in options and queries. */
const line = new RegExp(`^([ \\t]*(?:- |export )?["']?[\\w.-]{0,128}?(?:${words})["']?[ \\t]{0,8}[:=][ \\t]{0,8})(.*)$`, "gim");
const quoted = `"(?:[^"\\\\\\n]|\\\\.){0,4096}"|'[^'\\n]{0,4096}'`;
const inside = new RegExp(
	`((?<![\\w.-])(?:[\\w.-]{0,64}?(?:${words})["']?(?:=|: ?)|[\\w.-]{0,64}?key=))(${quoted}|["']?[^\\s&;"'<]{1,4096})`,
	"gi",
);
/** An option and its value in two words, as in a shell's script. */
const option = new RegExp(`(?<![\\w-])(--?[\\w-]{0,64}?(?:${words}) +)(${quoted}|[^\\s"'|<-][^\\s"']{0,4096})`, "gi");
/** Values that are not credentials: a reference to a variable, nothing, the start of a block. */
const harmless = /^(?:|["']{2}|\$[({][\w.]+[)}]|null|true|false|~|\{\}|\[\]|[|>][+-]?|<redacted>)[,;]?$/;

/** The text without the credentials in it; its shape stays, and JSON stays JSON. The same text always gives the same. */
export function redact(text: string): string {
	if (text.length < 8 || !suspicious.test(text)) return text;
	return isJson(text) ? redactJson(text) : redactThoroughly(text);
}

/**
 * The replacement of one credential may make the surrounding text match another pattern. Each round hides more; few texts need a second.
 */
function redactThoroughly(text: string): string {
	let before = text;
	let result = redactPlain(before);
	for (let round = 0; result !== before && round < 5; round += 1) {
		before = result;
		result = redactPlain(before);
	}
	return result;
}

function redactPlain(text: string): string {
	let result = text;
	for (const { pattern, replacement } of patterns) result = result.replace(pattern, replacement);
	result = result.replace(line, (whole, name: string, value: string) => (mayStay(value) ? whole : name + quotedLike(value)));
	for (const pattern of [inside, option]) {
		result = result.replace(pattern, (whole, name: string, value: string) => (mayStay(value) ? whole : name + quotedLike(value)));
	}
	return result;
}

function mayStay(value: string): boolean {
	return harmless.test(value.trim());
}

function quotedLike(value: string): string {
	const quote = /^(["']).*\1[ \t,;]*$/.exec(value)?.[1] ?? "";
	return `${quote}${redacted}${quote}${/,\s*$/.test(value) && quote !== "" ? "," : ""}`;
}

function isJson(text: string): boolean {
	if (!/^\s*[[{]/.test(text)) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},]|-?[\d.eE+-]+|true|false|null/g;

/** Token by token, so that the layout stays. The value of a credential's name is hidden, in lists and below it too. */
function redactJson(text: string): string {
	let key: string | null = null;
	/** Of each list or object around: whether it is the value of a credential's name. */
	const around: boolean[] = [];
	return text.replace(token, (found, offset: number) => {
		const hidden = around.at(-1) === true || (key !== null && isCredentialName(key));
		if (found === "{" || found === "[") around.push(hidden && (found === "[" || key === null || /s$/i.test(key)));
		else if (found === "}" || found === "]") around.pop();
		else if (found.startsWith('"')) {
			const string = unquoted(found);
			if (/^\s*:/.test(text.slice(offset + found.length, offset + found.length + 32))) {
				key = string;
				return found;
			}
			key = null;
			if (hidden) return string === "" ? found : `"${redacted}"`;
			const clean = redact(string);
			return clean === string ? found : JSON.stringify(clean);
		} else if (/^[-\d]/.test(found) && hidden && !/s$/i.test(key ?? "")) {
			key = null;
			return `"${redacted}"`;
		}
		key = null;
		return found;
	});
}

function unquoted(found: string): string {
	const value: unknown = JSON.parse(found);
	return typeof value === "string" ? value : "";
}

/** A command line: `--password=x`, and `--password x` in two words. */
export function redactArguments(list: readonly unknown[]): readonly unknown[] {
	return list.map((word, i) => {
		if (typeof word !== "string") return word;
		const before = list[i - 1];
		const follows = typeof before === "string" && /^--?[\w.-]+$/.test(before) && isCredentialName(before.replace(/^-+/, ""));
		return follows && !word.startsWith("-") && !mayStay(word) ? redacted : redact(word);
	});
}
