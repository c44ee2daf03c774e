import { CertificateAuthority, type Signed } from "./x509.ts";

export type { Signed };

/** An authority of one test file. */
export class Authority {
	readonly certificate: string;
	readonly #authority: CertificateAuthority;

	constructor(name = "test-authority") {
		this.#authority = new CertificateAuthority(`/CN=${name}`, 30);
		this.certificate = this.#authority.certificate;
	}

	/** `names` as in `DNS:localhost,IP:127.0.0.1`. A negative number of days gives an expired certificate. */
	sign(names: string, subject = "/CN=server", days = 30): Signed {
		return this.#authority.sign({ subject, names, days });
	}
}
