import { CertificateAuthority, type Signed } from "./x509.ts";

/** PEM texts, made anew for each run. */
export interface TestCertificates {
	readonly authority: string;
	/** Of nobody that the server is signed by. */
	readonly strangeAuthority: string;
	/** For localhost, 127.0.0.1 and kube.test. */
	readonly server: Signed;
	readonly client: Signed;
	readonly otherClient: Signed;
}

export function makeCertificates(): TestCertificates {
	const authority = new CertificateAuthority("/CN=ca");
	return {
		authority: authority.certificate,
		strangeAuthority: new CertificateAuthority("/CN=stranger").certificate,
		server: authority.sign({ subject: "/CN=server", names: "DNS:localhost,IP:127.0.0.1,DNS:kube.test", usage: "server" }),
		client: authority.sign({ subject: "/CN=client", usage: "client" }),
		otherClient: authority.sign({ subject: "/CN=other", usage: "client" }),
	};
}
