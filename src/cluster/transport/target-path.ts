import type { HttpRequest, HttpTarget } from "../cluster.ts";

/** `/directory?x=1`, each segment and each pair encoded. Segments of dots are encoded too, so that no proxy resolves them. */
export function encodedPath(request: HttpRequest): string {
	const path = request.path.split("/").map(encodeSegment).join("/");
	const query = request.query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
	return `${path.startsWith("/") ? "" : "/"}${path}${query === "" ? "" : `?${query}`}`;
}

function encodeSegment(segment: string): string {
	if (segment === "." || segment === "..") return segment.replaceAll(".", "%2E");
	// What RFC 3986 allows in a segment stays readable.
	return encodeURIComponent(segment).replace(/%(?:3A|40|24|26|2B|2C|3B|3D)/g, decodeURIComponent);
}

/** Below the API server: `/api/v1/namespaces/shop/services/https:web:8443/proxy`. */
export function proxyPath(target: Exclude<HttpTarget, { kind: "url" }>): string {
	const scheme = target.scheme === "https" ? "https:" : "";
	const port = target.port === null ? "" : `:${encodeURIComponent(target.port)}`;
	// `https:name` alone would be read as name and port.
	const end = port === "" && scheme !== "" ? ":" : port;
	const name = `${scheme}${encodeURIComponent(target.name)}${end}`;
	return `/api/v1/namespaces/${encodeURIComponent(target.namespace)}/${target.kind}s/${name}/proxy`;
}
