import { ClusterProblem } from "../problem.ts";
import type { Impersonation } from "./kubeconfig-file.ts";

type Header = readonly [string, string];

export function bearer(token: string, whose: string): Header {
	return ["Authorization", headerValue(`Bearer ${token}`, `the token of ${whose}`)];
}

export function basic(username: string, password: string): Header {
	return ["Authorization", `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`];
}

/** In the order in which kubectl sends them. */
export function impersonationHeaders(as: Impersonation, whose: string): readonly Header[] {
	if (as.user === "") {
		if (as.uid === "" && as.groups.length === 0 && as.extra.size === 0) return [];
		throw new ClusterProblem("credentials", `${whose} impersonates a uid, groups or extra fields, but no user (as)`);
	}
	const headers: [string, string][] = [["Impersonate-User", as.user]];
	if (as.uid !== "") headers.push(["Impersonate-Uid", as.uid]);
	for (const group of as.groups) headers.push(["Impersonate-Group", group]);
	for (const [key, values] of as.extra) {
		for (const value of values) headers.push([`Impersonate-Extra-${headerKey(key)}`, value]);
	}
	return headers.map(([name, value]) => [name, headerValue(value, `${name} of ${whose}`)]);
}

/** Percent-encodes every byte that no header name may have, and the percent sign itself. */
function headerKey(key: string): string {
	return [...Buffer.from(key)]
		.map((byte) => {
			const character = String.fromCharCode(byte);
			if (/[A-Za-z0-9!#$&'*+.^_`|~-]/.test(character)) return character;
			return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
		})
		.join("");
}

/** The bytes of UTF-8, one per character, as Node expects them. Never displays the value, which may be a secret. */
function headerValue(value: string, what: string): string {
	const bytes = Buffer.from(value).toString("latin1");
	if (/[\x00-\x08\x0a-\x1f\x7f]/.test(bytes)) {
		throw new ClusterProblem(
			"credentials",
			`${what} has a line break or another control character in it, which no HTTP header may have`,
		);
	}
	return bytes.trim();
}
