/** Where a context of a kubeconfig points, and how to trust it. */
export interface ClusterAddress {
	readonly context: string;
	readonly server: URL;
	/** PEM; null for the system's authorities. */
	readonly authority: string | null;
	readonly insecure: boolean;
	readonly tlsServerName: string | null;
	readonly proxy: URL | null;
	/** The namespace of the context; null if it has none. */
	readonly namespace: string | null;
}

/** The credentials of a request. */
export interface Identity {
	/** Headers such as `Authorization` and `Impersonate-User`. */
	readonly headers: readonly (readonly [string, string])[];
	readonly clientCertificate: { readonly certificate: string; readonly key: string } | null;
}

export interface Credentials {
	/** Runs a credential plugin at most once, however many ask. Throws ClusterProblem "credentials". */
	identity(): Promise<Identity>;
	/** The same identity where no plugin has to be run for it, else null. */
	atHand(): Identity | null;
	/**
	 * After a 401: the next identity is a new one. False if there is nothing to renew.
	 * `refused` is the identity that was sent: one that has been replaced since is not renewed again.
	 */
	renew(refused?: Identity): boolean;
}

export interface ResolvedContext {
	readonly address: ClusterAddress;
	readonly credentials: Credentials;
}
