/** `sha256:…` of each content. Node's crypto is loaded only where something is reported. */
export async function digestsOf(document: Uint8Array | string, probes: Uint8Array | string | null) {
	const { createHash } = await import("node:crypto");
	const sha256 = (content: Uint8Array | string): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;
	return { document: sha256(document), probes: probes === null ? null : sha256(probes) };
}
