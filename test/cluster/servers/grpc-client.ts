import { spawn } from "node:child_process";
import { connect } from "node:http2";
import { createInterface } from "node:readline";
import { stringAt } from "../../../src/cluster/objects/object.ts";
import type { GrpcServers } from "./start.ts";

/** Has the real kubectl forward a port while it is used. */
export async function throughPortForward<T>(
	{ kubectl, kubeconfig }: { readonly kubectl: string; readonly kubeconfig: string },
	namespace: string,
	pod: string,
	port: number,
	use: (localPort: number) => Promise<T>,
): Promise<T> {
	const words = ["--kubeconfig", kubeconfig, "-n", namespace, "port-forward", `pod/${pod}`, `:${port}`];
	const child = spawn(kubectl, words, { stdio: ["ignore", "pipe", "ignore"] });
	try {
		for await (const line of createInterface({ input: child.stdout })) {
			const local = /127\.0\.0\.1:(\d+)/.exec(line)?.[1];
			if (local !== undefined) return await use(Number(local));
		}
		throw new Error("kubectl port-forward ended");
	} finally {
		child.kill("SIGKILL");
	}
}

/** One call of grpc.health.v1.Health/Check, with no more of gRPC than it takes. */
export function healthCheck(port: number, name: string, { serverName, authority }: GrpcServers, client: GrpcServers["client"]) {
	const tls = { ca: authority, cert: client.certificate, key: client.key, servername: serverName };
	return new Promise<{ grpcStatus: string; serving: number | null }>((resolve, reject) => {
		const session = connect(`https://127.0.0.1:${port}`, tls);
		session.on("error", reject);
		session.on("close", () => reject(new Error("closed")));
		const call = session.request({
			":method": "POST",
			":path": "/grpc.health.v1.Health/Check",
			"content-type": "application/grpc",
			te: "trailers",
		});
		let grpcStatus = "";
		const chunks: Buffer[] = [];
		const remember = (headers: object) => {
			grpcStatus = stringAt(headers, "grpc-status") ?? grpcStatus;
		};
		call.on("response", remember);
		call.on("trailers", remember);
		call.on("data", (chunk: Buffer) => chunks.push(chunk));
		call.on("error", reject);
		call.on("end", () => {
			resolve({ grpcStatus, serving: Buffer.concat(chunks).at(6) ?? null });
			session.destroy();
		});
		const message = name === "" ? Buffer.alloc(0) : Buffer.concat([Buffer.from([10, name.length]), Buffer.from(name)]);
		const frame = Buffer.alloc(5);
		frame.writeUInt32BE(message.length, 1);
		call.end(Buffer.concat([frame, message]));
	});
}
