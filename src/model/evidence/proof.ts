/**
 * What a verified check-off carries as evidence: what the probe saw, in which cluster, when, and by which program and probes. It documents
 * a verdict and replaces none: an attestation never accepts it, because then an item would confirm itself.
 */
export interface Proof {
	readonly message: string;
	/** The clusters that were read, one for each context; empty where only files were. */
	readonly clusters: readonly ProofCluster[];
	/** When the data was read, ISO 8601. */
	readonly readAt: string;
	/** The first digits of the digest of the probes file; null where it is not known. */
	readonly probes: string | null;
	/** A digest of which objects were seen, by their uids; null where none was. */
	readonly objects: string | null;
}

export interface ProofCluster {
	readonly context: string;
	/** Null where it could not be read. */
	readonly uid: string | null;
}

const label = "Verified: ";
/** Longer messages belong into `verify -v`: the line stays readable on GitHub. */
const maxMessage = 200;

/** `Verified: rolled out (1/1); cluster 5c0b… (staging), read 2026-11-24T10:00:00Z, live; boulder-migrate 0.1.0, probes 1a2b3c4d, objects 5e6f7a8b` */
export function writeProof(
	{ clusters, message, readAt, probes, objects }: Proof,
	{ version, age }: { readonly version: string; readonly age: string },
): string {
	const where =
		clusters.length === 0
			? "work tree"
			: clusters.map(({ context, uid }) => `cluster ${uid ?? "unknown"} (${context})`).join(" and ");
	const digests = [...(probes === null ? [] : [`probes ${probes}`]), ...(objects === null ? [] : [`objects ${objects}`])];
	const seen = message.length <= maxMessage ? message : `${message.slice(0, maxMessage - 1).replace(/[\ud800-\udbff]$/, "")}…`;
	return `${label}${seen}; ${where}, read ${readAt}, ${age}; ${[`boulder-migrate ${version}`, ...digests].join(", ")}`;
}

const form =
	/^Verified: (.*); (work tree|cluster .+), read (\d{4}-\d{2}-\d{2}T[\d:.]+Z), ([^;]*); boulder-migrate [^;,]*(?:, probes ([0-9a-f]{8}))?(?:, objects ([0-9a-f]{8}))?$/s;

/** The proof that evidence is; null where a person wrote it in words of their own. */
export function readProof(text: string): Proof | null {
	if (!text.startsWith(label)) return null;
	const match = form.exec(text);
	if (match === null) return null;
	const [, message = "", where = "", readAt = "", , probes, objects] = match;
	const clusters = [...where.matchAll(/cluster (\S+) \((.*?)\)(?= and cluster |$)/g)].map(([, uid = "", context = ""]) => ({
		context,
		uid: uid === "unknown" ? null : uid,
	}));
	return { message, clusters, readAt, probes: probes ?? null, objects: objects ?? null };
}

/** Whether both are of the same clusters and the same objects: a newer one adds nothing. */
export function provesTheSame(one: Proof, other: Proof): boolean {
	const where = ({ clusters }: Proof): string => JSON.stringify(clusters.map(({ uid, context }) => uid ?? context).sort());
	return where(one) === where(other) && one.objects === other.objects;
}
