import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";

/** PEM texts. */
export interface Signed {
	readonly certificate: string;
	readonly key: string;
}

/** What a certificate is issued for. A negative number of days gives an expired one. */
export interface CertificateRequest {
	/** As in `/O=team/CN=server`. */
	readonly subject: string;
	/** As in `DNS:localhost,IP:127.0.0.1`. */
	readonly names?: string;
	readonly usage?: "server" | "client";
	readonly days?: number;
}

/**
 * A certificate authority for tests, in X.509 as RFC 5280 defines it. Node reads certificates but does not make them, and the fast
 * suite needs no other program. Keys are new in each run, so that nothing that looks like a key is committed.
 */
export class CertificateAuthority {
	readonly certificate: string;
	readonly #key: KeyObject;
	readonly #name: Buffer;
	#serial = 1;

	constructor(subject: string, days = 3650) {
		const { privateKey, publicKey } = newKey();
		this.#key = privateKey;
		this.#name = distinguishedName(subject);
		const isAuthority = extension(oid.basicConstraints, sequence(boolean(true)), true);
		this.certificate = this.#issue(this.#name, publicKey, days, [isAuthority]);
	}

	sign({ subject, names, usage, days = 3650 }: CertificateRequest): Signed {
		const { privateKey, publicKey } = newKey();
		const extensions: Buffer[] = [];
		if (names !== undefined) extensions.push(extension(oid.subjectAltName, sequence(...names.split(",").map(generalName))));
		if (usage !== undefined) extensions.push(extension(oid.extendedKeyUsage, sequence(objectIdentifier(oid[usage]))));
		const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
		return { certificate: this.#issue(distinguishedName(subject), publicKey, days, extensions), key };
	}

	#issue(subject: Buffer, publicKey: KeyObject, days: number, extensions: readonly Buffer[]): string {
		const now = Date.now();
		const [start, end] = [Math.min(0, days) * 2 - 1, days].map((day) => time(new Date(now + day * 86_400_000)));
		const algorithm = sequence(objectIdentifier(oid.ecdsaWithSha256));
		const body = sequence(
			tagged(0xa0, integer(2)),
			integer(this.#serial++),
			algorithm,
			this.#name,
			sequence(start ?? Buffer.of(), end ?? Buffer.of()),
			subject,
			publicKey.export({ type: "spki", format: "der" }),
			tagged(0xa3, sequence(...extensions)),
		);
		const certificate = sequence(body, algorithm, bitString(sign("sha256", body, this.#key)));
		const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
		return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
	}
}

function newKey(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
	return generateKeyPairSync("ec", { namedCurve: "prime256v1" });
}

const oid = {
	ecdsaWithSha256: "1.2.840.10045.4.3.2",
	CN: "2.5.4.3",
	O: "2.5.4.10",
	basicConstraints: "2.5.29.19",
	subjectAltName: "2.5.29.17",
	extendedKeyUsage: "2.5.29.37",
	server: "1.3.6.1.5.5.7.3.1",
	client: "1.3.6.1.5.5.7.3.2",
};

/** DER: a tag, the length, the content. */
function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
	const whole = Buffer.concat(content);
	const { length } = whole;
	const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), whole]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.of(value ? 0xff : 0));
const integer = (value: number): Buffer => tagged(0x02, Buffer.of(value));
const bitString = (content: Uint8Array): Buffer => tagged(0x03, Buffer.of(0), content);
const utf8String = (text: string): Buffer => tagged(0x0c, Buffer.from(text));
const time = (date: Date): Buffer =>
	tagged(
		0x18,
		Buffer.from(
			date
				.toISOString()
				.replace(/\.\d+|\D/g, "")
				.concat("Z"),
		),
	);

function objectIdentifier(dotted: string): Buffer {
	const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
	const base128 = (value: number): number[] => {
		const digits = [value & 0x7f];
		for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
		return digits;
	};
	return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function extension(id: string, value: Uint8Array, isCritical = false): Buffer {
	return sequence(objectIdentifier(id), ...(isCritical ? [boolean(true)] : []), tagged(0x04, value));
}

function distinguishedName(subject: string): Buffer {
	const parts = subject.split("/").filter((part) => part !== "");
	return sequence(
		...parts.map((part) => {
			const [key, ...value] = part.split("=");
			if (key !== "CN" && key !== "O") throw new Error(`unknown attribute in ${subject}`);
			return tagged(0x31, sequence(objectIdentifier(oid[key]), utf8String(value.join("="))));
		}),
	);
}

function generalName(name: string): Buffer {
	const [kind, value = ""] = name.split(/:(.*)/s);
	if (kind === "DNS") return tagged(0x82, Buffer.from(value));
	if (kind === "IP" && isIPv4(value)) return tagged(0x87, Buffer.from(value.split(".").map(Number)));
	// Only in this form, with all eight groups.
	if (kind === "IP" && isIPv6(value))
		return tagged(
			0x87,
			Buffer.from(
				value
					.split(":")
					.map((group) => group.padStart(4, "0"))
					.join(""),
				"hex",
			),
		);
	throw new Error(`unknown kind of name: ${name}`);
}
