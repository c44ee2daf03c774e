import { fail } from "../failure.ts";
import { MadeMap } from "../map.ts";
import { global, method, type Overload } from "../overload.ts";
import { type Guard, Opaque, string, type Value } from "../value.ts";

class Url extends Opaque {
	readonly type = "kubernetes.URL";
	readonly text: string;
	readonly scheme: string;
	readonly hostname: string;
	readonly port: string | undefined;
	readonly path: string;
	readonly query: string;

	constructor(text: string, scheme: string, hostname: string, port: string | undefined, path: string, query: string) {
		super();
		this.text = text;
		this.scheme = scheme;
		this.hostname = hostname;
		this.port = port;
		this.path = path;
		this.query = query;
	}

	equals(other: Opaque): boolean {
		return other instanceof Url && other.text === this.text;
	}

	get host(): string {
		return this.port === undefined ? this.hostname : `${this.hostname}:${this.port}`;
	}
}

const absolute =
	/^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?@[\]\s]*@)?(\[[0-9A-Fa-f:.]+(?:%25[^\]\s]+)?\]|[^/?@:[\]\s"<>\\^`{|}]*)(?::(\d*))?(\/[^?]*)?(?:\?(.*))?$/s;
const local = /^()()()(\/[^?]*)(?:\?(.*))?$/s;

/** More than any server accepts. */
const maxLength = 64 * 1024;

/** An absolute address or an absolute path; nothing relative. */
function readUrl(text: string): Url | null {
	if (text.length > maxLength) return null;
	// Go also refuses control characters.
	if (/[\u0000-\u001f\u007f]/.test(text)) return null;
	const match = absolute.exec(text) ?? local.exec(text);
	if (!match) return null;
	const [, scheme = "", hostname = "", port, path = "", query = ""] = match;
	if (/%(?![0-9A-Fa-f]{2})/.test(path)) return null;
	return new Url(text, scheme.toLowerCase(), hostname, port === "" && scheme === "" ? undefined : port, path, query);
}

function escapePath(path: string): string {
	return path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%[\]]+/gu, (part) => encodeURIComponent(Buffer.from(part).toString()));
}

function queryOf(query: string): Value {
	const found = new Map<string, Value[]>();
	for (const [key, value] of new URLSearchParams(query)) {
		const values = found.get(key);
		if (values) values.push(value);
		else found.set(key, [value]);
	}
	return new MadeMap(found);
}

const url: Guard<Url> = (value) => value instanceof Url;

export const urlFunctions: readonly Overload[] = [
	global("url", [string], (text) => readUrl(text) ?? fail(`${JSON.stringify(text)} is not a URL`)),
	global("isURL", [string], (text) => readUrl(text) !== null),
	method("getScheme", [url], ({ scheme }) => scheme),
	method("getHost", [url], ({ host }) => host),
	method("getHostname", [url], ({ hostname }) => hostname.replace(/^\[|\]$/g, "")),
	method("getPort", [url], ({ port }) => port ?? ""),
	method(
		"getEscapedPath",
		[url],
		({ path }) => escapePath(path),
		() => 5_000,
	),
	method(
		"getQuery",
		[url],
		({ query }) => queryOf(query),
		() => 5_000,
	),
];
