// Passes connections on, byte for byte. A control plane in a network namespace of its own is reached over a socket in the file system.
// Usage: node relay.mjs LISTEN TARGET     Each is a port of 127.0.0.1 or the path of a socket.
import { connect, createServer } from "node:net";

const [listen = "", target = ""] = process.argv.slice(2);
const address = (place) => (/^\d+$/.test(place) ? { host: "127.0.0.1", port: Number(place) } : { path: place });

createServer({ allowHalfOpen: true, noDelay: true }, (from) => {
	const to = connect({ ...address(target), allowHalfOpen: true, noDelay: true });
	from.pipe(to).pipe(from);
	from.on("error", () => to.destroy());
	to.on("error", () => from.destroy());
}).listen(address(listen));
