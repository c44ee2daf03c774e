import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** PEM texts, made anew for each run. */
export interface TestCertificates {
	readonly authority: string;
	/** Of nobody that the server is signed by. */
	readonly strangeAuthority: string;
	/** For localhost, 127.0.0.1 and kube.test. */
	readonly server: Pair;
	readonly client: Pair;
	readonly otherClient: Pair;
}

export interface Pair {
	readonly certificate: string;
	readonly key: string;
}

export function makeCertificates(): TestCertificates {
	const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-certificates-"));
	const openssl = (...words: string[]): void => void execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
	const text = (name: string): string => readFileSync(join(folder, name), "utf8");
	const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
	const authority = (name: string): void =>
		openssl("req", "-x509", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.crt`, "-days", "3650", "-subj", `/CN=${name}`);
	const signed = (name: string, extensions: string): Pair => {
		openssl("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
		writeFileSync(join(folder, `${name}.ext`), extensions);
		const by = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "3650", "-extfile", `${name}.ext`];
		openssl("x509", "-req", "-in", `${name}.csr`, ...by, "-out", `${name}.crt`);
		return { certificate: text(`${name}.crt`), key: text(`${name}.key`) };
	};
	authority("ca");
	authority("stranger");
	return {
		authority: text("ca.crt"),
		strangeAuthority: text("stranger.crt"),
		server: signed("server", "subjectAltName=DNS:localhost,IP:127.0.0.1,DNS:kube.test\nextendedKeyUsage=serverAuth\n"),
		client: signed("client", "extendedKeyUsage=clientAuth\n"),
		otherClient: signed("other", "extendedKeyUsage=clientAuth\n"),
	};
}
