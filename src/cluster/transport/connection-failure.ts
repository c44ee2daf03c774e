import { ClusterProblem } from "../problem.ts";

const certificateFaults: Readonly<Record<string, string>> = {
	CERT_HAS_EXPIRED: "its certificate has expired",
	CERT_NOT_YET_VALID: "its certificate is not valid yet",
	CERT_REVOKED: "its certificate was revoked",
	CERT_UNTRUSTED: "its certificate is not trusted",
	CERT_SIGNATURE_FAILURE: "the signature of its certificate is wrong",
	DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by an unknown authority (self-signed)",
	SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an unknown authority",
	UNABLE_TO_GET_ISSUER_CERT: "its certificate is signed by an unknown authority",
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is signed by an unknown authority",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by an unknown authority",
	INVALID_CA: "an authority in its chain may not sign certificates",
	INVALID_PURPOSE: "its certificate is not for servers",
};

const causes: Readonly<Record<string, string>> = {
	ECONNREFUSED: "connection refused",
	ECONNRESET: "the connection was reset",
	ECONNABORTED: "the connection was aborted",
	EPIPE: "the connection was closed",
	EHOSTUNREACH: "no route to the host",
	ENETUNREACH: "the network is unreachable",
	EHOSTDOWN: "the host is down",
	ETIMEDOUT: "the connection timed out",
	ENOTFOUND: "no such host",
	EAI_AGAIN: "the name could not be looked up",
	EADDRNOTAVAIL: "the address is not available",
};

/** The cause of a failed connection, in words. `peer` is `host:port`. */
export function connectionProblem(error: unknown, peer: string): ClusterProblem {
	if (error instanceof ClusterProblem) return error;
	const code = codeOf(error);
	const text = error instanceof Error ? error.message : String(error);
	const fault = certificateFaults[code];
	if (fault !== undefined) return new ClusterProblem("tls", `${peer} cannot be trusted: ${fault}`);
	if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
		return new ClusterProblem(
			"tls",
			`${peer} cannot be trusted: its certificate is for another host (${alternatives(error, text)})`,
		);
	}
	if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
		return new ClusterProblem("tls", `${peer} does not speak TLS`);
	}
	const alert = /alert (?:certificate|bad certificate|unknown ca|handshake failure|access denied)[a-z ]*/i.exec(text);
	if (alert !== null) return new ClusterProblem("tls", `${peer} refused our client certificate: ${alert[0].toLowerCase()}`);
	if (code === "EPROTO" || code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) {
		return new ClusterProblem("tls", `TLS with ${peer} failed: ${text.trim()}`);
	}
	if (code.startsWith("ERR_OSSL_") || code.startsWith("ERR_CRYPTO_")) {
		return new ClusterProblem("tls", `a certificate or key for ${peer} cannot be used: ${text.trim()}`);
	}
	if (code === "ERR_INVALID_CHAR") {
		return new ClusterProblem("credentials", "the credentials hold a character that no header may have");
	}
	if (code.startsWith("HPE_")) return new ClusterProblem("bad-answer", `${peer} does not speak HTTP: ${text}`);
	return new ClusterProblem("unreachable", `${peer} is unreachable: ${causes[code] ?? lowerFirst(text)}`);
}

export function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** The names that the certificate is for, as far as Node reports them. */
function alternatives(error: unknown, text: string): string {
	if (error instanceof Error && "cert" in error) {
		const certificate = error.cert;
		if (typeof certificate === "object" && certificate !== null && "subjectaltname" in certificate) {
			const names = certificate.subjectaltname;
			if (typeof names === "string") return names;
		}
	}
	return text;
}

function lowerFirst(text: string): string {
	return text === "" ? "the connection failed" : text.charAt(0).toLowerCase() + text.slice(1);
}
