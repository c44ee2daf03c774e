import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { ClusterProblem } from "../problem.ts";

/** SOCKS 5 (RFC 1928) with a user name and password (RFC 1929), as a client that connects over TCP. */
const version = 5;
const methods = { none: 0, password: 2, noneAcceptable: 0xff } as const;
const passwordVersion = 1;
const connectCommand = 1;
const addressTypes = { ipv4: 1, name: 3, ipv6: 4 } as const;
const maxLength = 255;

const refusals: Readonly<Record<number, string>> = {
	1: "it failed",
	2: "its rules do not allow it",
	3: "the network is unreachable",
	4: "the host is unreachable",
	5: "connection refused",
	6: "the TTL expired",
	7: "it does not support CONNECT",
	8: "it does not support this type of address",
};

export interface SocksTarget {
	/** A name is looked up by the proxy: it may be unknown here. */
	readonly host: string;
	readonly port: number;
}

export interface SocksLogin {
	readonly name: string;
	readonly password: string;
}

/**
 * Requests a connection to the target from a SOCKS proxy at the other end of `stream`, which then leads to the target. `proxy` is its host
 * and port, for messages. Throws ClusterProblem. The caller limits the time, and destroys the stream.
 */
export async function connectThroughSocks(
	stream: Duplex,
	proxy: string,
	target: SocksTarget,
	login: SocksLogin | null,
): Promise<void> {
	const fail = (what: string): ClusterProblem => new ClusterProblem("unreachable", `the proxy ${proxy} ${what}`);
	const read = reader(stream, fail);
	const offered = login === null ? [methods.none] : [methods.none, methods.password];
	stream.write(Buffer.from([version, offered.length, ...offered]));
	const [spoken, method] = await read(2);
	if (spoken !== version) throw fail("does not answer as a SOCKS 5 proxy");
	if (method === methods.password && login !== null) {
		stream.write(Buffer.concat([Buffer.from([passwordVersion]), counted(login.name, fail), counted(login.password, fail)]));
		const [, status] = await read(2);
		if (status !== 0) throw fail("rejected the user name or password");
	} else if (method !== methods.none) {
		throw fail(login === null ? "requires a user name and password" : "accepts neither a password nor a connection without one");
	}
	const port = Buffer.alloc(2);
	port.writeUInt16BE(target.port);
	stream.write(Buffer.concat([Buffer.from([version, connectCommand, 0]), address(target.host, fail), port]));
	const [answered, reply = 0, , type] = await read(4);
	if (answered !== version) throw fail("does not answer as a SOCKS 5 proxy");
	if (reply !== 0) {
		const to = `${isIP(target.host) === 6 ? `[${target.host}]` : target.host}:${target.port}`;
		throw fail(`refused a connection to ${to}: ${refusals[reply] ?? `code ${reply}`}`);
	}
	// The address from which the proxy connects: of no use here, but what follows it belongs to the server.
	const length =
		type === addressTypes.ipv4 ? 4 : type === addressTypes.ipv6 ? 16 : type === addressTypes.name ? await read(1) : null;
	if (length === null) throw fail("does not answer as a SOCKS 5 proxy");
	await read((typeof length === "number" ? length : (length[0] ?? 0)) + port.length);
}

function address(host: string, fail: (what: string) => ClusterProblem): Buffer {
	if (isIP(host) === 4) return Buffer.from([addressTypes.ipv4, ...host.split(".").map(Number)]);
	if (isIP(host) === 6) return Buffer.from([addressTypes.ipv6, ...bytesOfIpv6(host)]);
	return Buffer.concat([Buffer.from([addressTypes.name]), counted(host, fail)]);
}

/** URLs have IPv6 addresses in their short form: `::` represents the missing zeros. */
function bytesOfIpv6(host: string): number[] {
	const groups = (text: string): number[] => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
	const [before = "", after] = host.split("::");
	const [front, back] = [groups(before), groups(after ?? "")];
	const zeros = after === undefined ? [] : new Array<number>(8 - front.length - back.length).fill(0);
	return [...front, ...zeros, ...back].flatMap((group) => [group >> 8, group & 0xff]);
}

function counted(text: string, fail: (what: string) => ClusterProblem): Buffer {
	const bytes = Buffer.from(text);
	if (bytes.length > maxLength)
		throw fail(`cannot be asked: a name or password of ${bytes.length} bytes is longer than ${maxLength}`);
	return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** Reads so many bytes, and leaves what follows in the stream. */
function reader(stream: Duplex, fail: (what: string) => ClusterProblem): (count: number) => Promise<Buffer> {
	return (count) =>
		new Promise((resolve, reject) => {
			const forget = (): void => {
				stream.removeListener("readable", take);
				stream.removeListener("error", broke);
				stream.removeListener("end", closed);
				stream.removeListener("close", closed);
			};
			const take = (): void => {
				const part: unknown = stream.read(count);
				if (!Buffer.isBuffer(part)) return;
				forget();
				if (part.length < count) reject(fail("closed the connection"));
				else resolve(part);
			};
			const broke = (error: Error): void => {
				forget();
				reject(fail(`broke the connection: ${error.message}`));
			};
			const closed = (): void => {
				forget();
				reject(fail("closed the connection"));
			};
			stream.on("readable", take);
			stream.once("error", broke);
			stream.once("end", closed);
			stream.once("close", closed);
			take();
		});
}
