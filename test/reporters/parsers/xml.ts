/** What a strict reader of XML 1.0 makes of a text. Throws at everything that is not well-formed. */
export interface Element {
	readonly name: string;
	readonly attributes: ReadonlyMap<string, string>;
	readonly children: Element[];
	text: string;
}

const name = /[A-Za-z_][\w.-]*/y;
const attribute = /\s+([A-Za-z_][\w.-]*)="([^"<]*)"/y;

export function parseXml(text: string): Element {
	// The characters that XML 1.0 can hold; the u flag makes half a surrogate pair one of its own.
	const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
	if (illegal !== null) throw new Error(`illegal character at ${illegal.index}`);
	const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
	if (!text.startsWith(declaration)) throw new Error("no declaration");
	let at = declaration.length;
	const take = (pattern: RegExp): RegExpExecArray | null => {
		pattern.lastIndex = at;
		const match = pattern.exec(text);
		if (match !== null) at += match[0].length;
		return match;
	};
	const element = (): Element => {
		if (text[at] !== "<") throw new Error(`no element at ${at}`);
		at += 1;
		const tag = take(name)?.[0];
		if (tag === undefined) throw new Error(`no name at ${at}`);
		const attributes = new Map<string, string>();
		for (let match = take(attribute); match !== null; match = take(attribute)) {
			if (attributes.has(match[1] ?? "")) throw new Error(`attribute ${match[1]} twice`);
			attributes.set(match[1] ?? "", resolved(match[2] ?? ""));
		}
		const one: Element = { name: tag, attributes, children: [], text: "" };
		if (text.startsWith("/>", at)) {
			at += 2;
			return one;
		}
		if (text[at] !== ">") throw new Error(`tag not closed at ${at}`);
		at += 1;
		for (;;) {
			const next = text.indexOf("<", at);
			if (next < 0) throw new Error(`${tag} not closed`);
			one.text += resolved(text.slice(at, next));
			at = next;
			if (text.startsWith("</", at)) {
				const end = `</${tag}>`;
				if (!text.startsWith(end, at)) throw new Error(`${tag} closed by another at ${at}`);
				at += end.length;
				return one;
			}
			one.children.push(element());
		}
	};
	const root = element();
	if (text.slice(at) !== "\n") throw new Error("something after the root");
	return root;
}

function resolved(text: string): string {
	if (text.includes("]]>")) throw new Error("]]> in text");
	return text.replace(/&([^;]*;)?/g, (reference) => {
		const code = /^&#(\d+);$/.exec(reference)?.[1];
		if (code === undefined) throw new Error(`reference ${reference}`);
		return String.fromCodePoint(Number(code));
	});
}
