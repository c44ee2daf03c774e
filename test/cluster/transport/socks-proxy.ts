import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { portOf } from "../api-server.ts";

export interface SocksProxy {
	readonly port: number;
	/** `TYPE HOST:PORT LOGIN` of each connection that was asked for. */
	readonly asked: readonly string[];
	stop(): void;
}

export interface SocksRules {
	/** Without it, no password is asked for. */
	readonly login?: { readonly name: string; readonly password: string };
	/** Answers with this code instead of connecting. */
	readonly refusal?: number;
	/** Says this instead of what the protocol wants. */
	readonly babble?: string;
	/** Of the address that it claims to connect from: 1, 3 or 4. */
	readonly bound?: number;
	/** Sends each byte by itself. */
	readonly dribbles?: boolean;
}

/** A SOCKS 5 proxy (RFC 1928, RFC 1929) for tests: whatever is asked for, it leads to `target`, a port of this machine. */
export async function startSocksProxy(target: number, rules: SocksRules = {}): Promise<SocksProxy> {
	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => socket.destroy());
		serve(socket, target, rules, asked).catch(() => socket.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: portOf(server),
		asked,
		stop: () => {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}

async function serve(socket: Socket, target: number, rules: SocksRules, asked: string[]): Promise<void> {
	const chunks: Buffer[] = [];
	let wake = (): void => {};
	const keep = (chunk: Buffer): void => {
		chunks.push(chunk);
		wake();
	};
	socket.on("data", keep);
	const take = async (count: number): Promise<Buffer> => {
		for (;;) {
			const all = Buffer.concat(chunks);
			if (all.length >= count) {
				chunks.splice(0, chunks.length, all.subarray(count));
				return all.subarray(0, count);
			}
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	};
	const say = async (bytes: readonly number[]): Promise<void> => {
		const parts = rules.dribbles ? bytes.map((byte) => [byte]) : [bytes];
		for (const part of parts) {
			await new Promise((resolve) => socket.write(Buffer.from(part), resolve));
			if (rules.dribbles) await new Promise((resolve) => setTimeout(resolve, 2));
		}
	};
	const counted = async (): Promise<string> => (await take((await take(1))[0] ?? 0)).toString();
	if (rules.babble !== undefined) return void socket.end(rules.babble);
	const [version, count = 0] = await take(2);
	if (version !== 5) return void socket.destroy();
	const methods = [...(await take(count))];
	const wanted = rules.login === undefined ? 0 : 2;
	if (!methods.includes(wanted)) {
		await say([5, 0xff]);
		return void socket.end();
	}
	await say([5, wanted]);
	let login = "-";
	if (rules.login !== undefined) {
		await take(1);
		const [name, password] = [await counted(), await counted()];
		login = `${name}:${password}`;
		const isRight = name === rules.login.name && password === rules.login.password;
		await say([1, isRight ? 0 : 1]);
		if (!isRight) return void socket.end();
	}
	const [, , , type = 0] = await take(4);
	const host = type === 3 ? await counted() : (await take(type === 1 ? 4 : 16)).toString("hex");
	asked.push(`${type} ${host}:${(await take(2)).readUInt16BE()} ${login}`);
	if (rules.refusal !== undefined) {
		await say([5, rules.refusal, 0, 1, 0, 0, 0, 0, 0, 0]);
		return void socket.end();
	}
	const onward = dial(target, "127.0.0.1");
	onward.on("error", () => socket.destroy());
	socket.on("close", () => onward.destroy());
	await new Promise((resolve) => onward.once("connect", resolve));
	const from =
		{ 1: [1, 0, 0, 0, 0], 3: [3, 4, 104, 111, 115, 116], 4: [4, ...new Array<number>(16).fill(0)] }[rules.bound ?? 1] ?? [];
	await say([5, 0, 0, ...from, 0, 0]);
	socket.removeListener("data", keep);
	for (const chunk of chunks) onward.write(chunk);
	socket.pipe(onward).pipe(socket);
}
