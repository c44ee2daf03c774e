// A number at the place of a value that a double might not hold: many digits, or a large exponent.
const suspicious = /[:[,]\s*-?(?:\d[\d.]{15}|[\d.]+[eE]\+?\d{3})/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * JSON.parse that rounds no integer: one that a double cannot hold becomes the string of its digits, which equals no number.
 * A key `__proto__` stays an own property. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
	return JSON.parse(suspicious.test(text) ? text.replace(stringOrNumber, keepExact) : text);
}

function keepExact(token: string): string {
	if (token.startsWith('"')) return token;
	const value = Number(token);
	if (Number.isSafeInteger(value)) return token;
	const inexact = /^-?\d+$/.test(token) || !Number.isFinite(value);
	return inexact ? `"${token}"` : token;
}
