import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

function openssl(words: readonly string[]): void {
	execFileSync("openssl", words, { stdio: ["ignore", "ignore", "pipe"] });
}

const ellipticKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"] as const;

/** Makes `ca.crt` and `ca.key` of this name in a folder. */
export function makeAuthority(folder: string, name = "ca"): void {
	const key = join(folder, `${name}.key`);
	openssl([
		"req",
		"-x509",
		...ellipticKey,
		"-keyout",
		key,
		"-out",
		join(folder, `${name}.crt`),
		"-days",
		"30",
		"-subj",
		`/CN=${name}`,
	]);
}

/** Makes NAME.crt and NAME.key, signed by the authority in the same folder. */
export function makeCertificate(folder: string, name: string, subject: string, extension: string, authority = "ca"): void {
	const file = (ending: string) => join(folder, `${name}.${ending}`);
	openssl(["req", ...ellipticKey, "-keyout", file("key"), "-out", file("csr"), "-subj", subject]);
	writeFileSync(file("ext"), extension);
	const signer = ["-CA", join(folder, `${authority}.crt`), "-CAkey", join(folder, `${authority}.key`), "-CAcreateserial"];
	openssl(["x509", "-req", "-in", file("csr"), ...signer, "-out", file("crt"), "-days", "30", "-extfile", file("ext")]);
}

/** The pair that signs the tokens of service accounts: NAME.key and NAME.pub. */
export function makeSigningKey(folder: string, name: string): void {
	const key = join(folder, `${name}.key`);
	openssl(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key]);
	openssl(["ec", "-in", key, "-pubout", "-out", join(folder, `${name}.pub`)]);
}
