/** What a recording holds of a cluster with one object of each kind, which is as the probes expect where `isOk` says so. */
export function readsOf<Kind extends string>(kinds: readonly Kind[], isOk: (kind: Kind) => boolean, observedAt: string) {
	return kinds.map((kind) => ({
		ask: "list",
		question: { apiVersion: "example.org/v1", kind, namespace: "a" },
		answer: {
			objects: [
				{
					apiVersion: "example.org/v1",
					kind,
					metadata: { name: kind.toLowerCase(), namespace: "a" },
					spec: { ok: isOk(kind) },
				},
			],
			observedAt,
			consistent: true,
		},
	}));
}
