import { ClusterProblem } from "../problem.ts";
import { secureContext, type TlsMaterial } from "../transport/secure-context.ts";
import type { Credentials, Identity } from "./connection.ts";
import type { PluginCredential } from "./exec-credential.ts";
import type { ExecPlugin } from "./exec-plugin.ts";
import { bearer } from "./identity-headers.ts";

type Header = readonly [string, string];
export type ClientCertificate = NonNullable<Identity["clientCertificate"]>;

/** The same for as long as the program runs. */
export function fixedCredentials(identity: Identity): Credentials {
	return { identity: () => Promise.resolve(identity), atHand: () => identity, renew: () => false };
}

/** How long what was read from a file is believed: tokens in a pod are replaced well before they end. */
const maxAge = 60_000;

/** Read from files, which someone else replaces. */
export class FileCredentials implements Credentials {
	readonly #read: () => Identity;
	readonly #now: () => number;
	#held: { readonly identity: Identity; readonly at: number } | null;

	/** `first` was read just now. */
	constructor(read: () => Identity, now: () => number, first: Identity | null) {
		this.#read = read;
		this.#now = now;
		this.#held = first === null ? null : { identity: first, at: now() };
	}

	async identity(): Promise<Identity> {
		return this.#believed();
	}

	atHand(): Identity | null {
		try {
			return this.#believed();
		} catch {
			// Reported to the caller that asks for the identity.
			return null;
		}
	}

	#believed(): Identity {
		if (this.#held === null || this.#now() - this.#held.at >= maxAge) return this.#readAgain();
		return this.#held.identity;
	}

	/** False where the files still have what was refused. */
	renew(refused: Identity | null = this.#held?.identity ?? null): boolean {
		if (refused === null || this.#held?.identity !== refused) return true;
		try {
			return this.#readAgain() !== refused;
		} catch {
			// Reported to the next caller that asks for the identity.
			this.#held = null;
			return true;
		}
	}

	/** The same object as before where the files have not changed. */
	#readAgain(): Identity {
		const read = this.#read();
		const before = this.#held?.identity;
		const identity = before !== undefined && JSON.stringify(before) === JSON.stringify(read) ? before : read;
		this.#held = { identity, at: this.#now() };
		return identity;
	}
}

/** From a plugin, which several contexts may share. */
export class PluginCredentials implements Credentials {
	readonly #plugin: ExecPlugin;
	readonly #headers: readonly Header[];
	readonly #whose: string;
	#last: { readonly credential: PluginCredential; readonly identity: Identity } | null = null;

	/** `headers` are sent besides. */
	constructor(plugin: ExecPlugin, headers: readonly Header[], whose: string) {
		this.#plugin = plugin;
		this.#headers = headers;
		this.#whose = whose;
	}

	atHand(): null {
		return null;
	}

	async identity(): Promise<Identity> {
		const credential = await this.#plugin.credential();
		if (this.#last?.credential === credential) return this.#last.identity;
		const token = credential.token === null ? [] : [bearer(credential.token, this.#whose)];
		const certificate = credential.clientCertificate;
		if (certificate !== null) checkPair(certificate, null, `the credential plugin of ${this.#whose}`);
		const identity = { headers: [...token, ...this.#headers], clientCertificate: certificate };
		this.#last = { credential, identity };
		return identity;
	}

	renew(refused?: Identity): boolean {
		if (this.#last === null || (refused !== undefined && refused !== this.#last.identity)) return true;
		return this.#plugin.renew(this.#last.credential);
	}
}

/** Throws ClusterProblem if a certificate and a key cannot be used together. `authority` is the server that they are for. */
export function checkPair({ certificate, key }: ClientCertificate, authority: string | null, whose: string): void {
	const pair = { cert: certificate, key };
	if (authority !== null && isUsable({ ca: authority, ...pair })) return;
	try {
		secureContext(pair);
	} catch (problem) {
		const reason = problem instanceof Error ? problem.message : String(problem);
		throw new ClusterProblem("credentials", `the client certificate and key of ${whose} cannot be used: ${reason}`);
	}
}

/** As the connections will, so that they find it done. */
function isUsable(material: TlsMaterial): boolean {
	try {
		secureContext(material);
		return true;
	} catch {
		return false;
	}
}
