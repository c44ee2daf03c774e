import { createSecureContext, type SecureContext } from "node:tls";

/** PEM: trusted authorities (Node's own if missing), and the client's certificate and key. */
export interface TlsMaterial {
	readonly ca?: string;
	readonly cert?: string;
	readonly key?: string;
}

/** Files that are replaced while a watch goes on leave theirs behind. */
const maxContexts = 16;
const made = new Map<string, SecureContext>();

/**
 * Reading certificates and keys costs as much as a handshake: it is done once for all connections with the same ones. Throws the errors of
 * OpenSSL.
 */
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
