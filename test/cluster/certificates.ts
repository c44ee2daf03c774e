import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Signed {
	readonly certificate: string;
	readonly key: string;
}

/** An authority of one test file, made by openssl: nothing that looks like a key is committed. */
export class Authority {
	readonly certificate: string;
	readonly #folder = mkdtempSync(join(tmpdir(), "boulder-migrate-pki-"));
	#count = 0;

	constructor(name = "test-authority") {
		this.#openssl(
			"req",
			"-x509",
			"-newkey",
			"rsa:2048",
			"-nodes",
			"-keyout",
			"ca.key",
			"-out",
			"ca.crt",
			"-days",
			"30",
			"-subj",
			`/CN=${name}`,
		);
		this.certificate = this.#read("ca.crt");
	}

	/** `names` as in `DNS:localhost,IP:127.0.0.1`. A negative number of days gives an expired certificate. */
	sign(names: string, subject = "/CN=server", days = 30): Signed {
		this.#count += 1;
		const name = `leaf-${this.#count}`;
		writeFileSync(join(this.#folder, `${name}.ext`), `subjectAltName=${names}\n`);
		this.#openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", subject);
		const serial = String(this.#count);
		const files = ["-in", `${name}.csr`, "-CA", "ca.crt", "-CAkey", "ca.key", "-set_serial", serial, "-out", `${name}.crt`];
		this.#openssl("x509", "-req", ...files, "-days", String(days), "-extfile", `${name}.ext`);
		return { certificate: this.#read(`${name}.crt`), key: this.#read(`${name}.key`) };
	}

	remove(): void {
		rmSync(this.#folder, { recursive: true });
	}

	#read(name: string): string {
		return readFileSync(join(this.#folder, name), "utf8");
	}

	#openssl(...words: readonly string[]): void {
		execFileSync("openssl", words, { cwd: this.#folder, stdio: "pipe" });
	}
}
