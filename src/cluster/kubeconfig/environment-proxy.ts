import { BlockList, isIP } from "node:net";

/**
 * The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for a server, by the rules of Go's programs, kubectl among them:
 * local addresses never go through one; NO_PROXY has names (with all below them), `.names` (only what is below), addresses, networks, `*`;
 * a value without a scheme is an HTTP proxy; one that makes no sense is none.
 */
export function environmentProxy(env: Readonly<Record<string, string | undefined>>, server: URL): URL | null {
	const named = server.protocol === "https:" ? env.HTTPS_PROXY || env.https_proxy : env.HTTP_PROXY || env.http_proxy;
	const proxy = proxyUrl(named ?? "");
	if (proxy === null) return null;
	const host = server.hostname.replace(/^\[|\]$/g, "").toLowerCase();
	const port = server.port || (server.protocol === "https:" ? "443" : "80");
	if (isLocal(host)) return null;
	const exceptions = (env.NO_PROXY || env.no_proxy || "").split(",").map((entry) => entry.trim().toLowerCase());
	return exceptions.some((exception) => excepts(exception, host, port)) ? null : proxy;
}

function proxyUrl(text: string): URL | null {
	if (text === "") return null;
	try {
		return new URL(/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(text) ? text : `http://${text}`);
	} catch {
		return null;
	}
}

function isLocal(host: string): boolean {
	if (host === "localhost") return true;
	return contains(host, "127.0.0.0/8") || contains(host, "::1/128");
}

function excepts(exception: string, host: string, port: string): boolean {
	if (exception === "") return false;
	if (exception === "*") return true;
	if (/^[0-9a-f:.]+\/\d+$/.test(exception)) return contains(host, exception);
	const { name, onlyPort } = splitPort(exception);
	if (name === "" || (onlyPort !== "" && onlyPort !== port)) return false;
	const bits = isIP(name) === 6 ? 128 : 32;
	if (isIP(name) !== 0) return contains(host, `${name}/${bits}`);
	if (isIP(host) !== 0) return false;
	const below = name.startsWith("*.") ? name.slice(1) : name;
	return below.startsWith(".") ? host.endsWith(below) : host === below || host.endsWith(`.${below}`);
}

/** `name`, `name:port`, `[address]:port`, `address`; brackets without a port mean nothing. */
function splitPort(text: string): { name: string; onlyPort: string } {
	if (isIP(text) !== 0) return { name: text, onlyPort: "" };
	const bracketed = /^\[([^\]]*)\]:(\d*)$/.exec(text);
	if (bracketed !== null) return { name: bracketed[1] ?? "", onlyPort: bracketed[2] ?? "" };
	const colon = text.indexOf(":");
	if (colon === -1 || colon !== text.lastIndexOf(":")) return { name: text, onlyPort: "" };
	return { name: text.slice(0, colon), onlyPort: text.slice(colon + 1) };
}

/** Whether an address lies in a network; false for names. */
function contains(host: string, network: string): boolean {
	const [address = "", bits = ""] = network.split("/");
	if (isIP(host) === 0 || isIP(host) !== isIP(address) || Number(bits) > (isIP(address) === 4 ? 32 : 128)) return false;
	const family = isIP(address) === 4 ? "ipv4" : "ipv6";
	const list = new BlockList();
	list.addSubnet(address, Number(bits), family);
	return list.check(host, family);
}
