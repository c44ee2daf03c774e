/**
 * The value of a plain (unquoted) scalar by the core schema of YAML 1.2.2, section 10.3.2. Words of YAML 1.1 (`on`, `yes`), timestamps and
 * numbers such as `0b1` or `1_000` are strings.
 */
export function plainValue(text: string): string | number | boolean | null {
	switch (text) {
		case "":
		case "~":
		case "null":
		case "Null":
		case "NULL":
			return null;
		case "true":
		case "True":
		case "TRUE":
			return true;
		case "false":
		case "False":
		case "FALSE":
			return false;
	}
	// Most plain scalars are words, and no number starts with a letter.
	return /^[-+.\d]/.test(text) ? (numberIn(text) ?? text) : text;
}

function numberIn(text: string): number | null {
	if (/^[-+]?\d+$/.test(text)) return Number.parseInt(text, 10);
	if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
	if (/^0x[\da-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
	if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return Number.parseFloat(text);
	if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : null;
}
