/**
 * JSON.parse that rounds no integer: one that a double cannot hold becomes the string of its digits, which equals no number.
 * A key `__proto__` stays an own property. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
	return JSON.parse(mayHoldInexact(text) ? withExactNumbers(text) : text);
}

const shortestInexact = 16;
/** A number with this many digits, or with an exponent. It may also be part of a string. */
const suspect = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]{1,15}[eE])/;

/** Almost no response contains one, and searching character by character takes longer than parsing everything. */
function mayHoldInexact(text: string): boolean {
	return suspect.test(text);
}

function withExactNumbers(text: string): string {
	let result = "";
	let copied = 0;
	for (let at = 0; at < text.length; ) {
		const code = text.charCodeAt(at);
		if (code === 0x22) at = afterString(text, at);
		else if (code === 0x2d || isDigit(code)) {
			const start = at;
			let exponent = false;
			for (at += 1; at < text.length; at += 1) {
				const next = text.charCodeAt(at);
				if (next === 0x65 || next === 0x45) exponent = true;
				else if (!isDigit(next) && next !== 0x2e && next !== 0x2d && next !== 0x2b) break;
			}
			if (!exponent && at - start < shortestInexact) continue;
			const token = text.slice(start, at);
			if (isExact(token)) continue;
			result += `${text.slice(copied, start)}"${token}"`;
			copied = at;
		} else at += 1;
	}
	return copied === 0 ? text : result + text.slice(copied);
}

/** Most of the text is in strings, and their ends are found fastest by the engine. */
function afterString(text: string, start: number): number {
	for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
		let escapes = 0;
		while (text.charCodeAt(end - 1 - escapes) === 0x5c) escapes += 1;
		if (escapes % 2 === 0) return end + 1;
	}
	return text.length;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

function isExact(token: string): boolean {
	// Text that is not a JSON number stays as it is, so that it is refused.
	if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(token)) return true;
	const value = Number(token);
	return Number.isSafeInteger(value) || (Number.isFinite(value) && !/^-?\d+$/.test(token));
}
