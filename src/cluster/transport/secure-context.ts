import { createSecureContext, type SecureContext } from "node:tls";

/** PEM: whom to trust (Node's own authorities where it is missing), and what to show. */
export interface TlsMaterial {
	readonly ca?: string;
	readonly cert?: string;
	readonly key?: string;
}

/** Files that are replaced while a watch goes on leave theirs behind. */
const maxContexts = 16;
const made = new Map<string, SecureContext>();

/** Reading certificates and keys costs as much as a handshake: once is enough for all who use the same. Throws what OpenSSL says. */
export function secureContext({ ca, cert, key }: TlsMaterial): SecureContext {
	const about = JSON.stringify([ca, cert, key]);
	const known = made.get(about);
	if (known !== undefined) return known;
	const context = createSecureContext({
		...(ca === undefined ? {} : { ca }),
		...(cert === undefined ? {} : { cert }),
		...(key === undefined ? {} : { key }),
	});
	for (const oldest of made.keys()) if (made.size >= maxContexts) made.delete(oldest);
	made.set(about, context);
	return context;
}
