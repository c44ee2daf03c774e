const workloadKinds = { deployment: "Deployment", statefulset: "StatefulSet", daemonset: "DaemonSet" } as const;
const kindWord = /\b(Deployment|StatefulSet|DaemonSet)\b/i;

/** The probe that the text of an item suggests: a workload if the text names one, otherwise a question for a person. */
export function suggestProbe(text: string): object {
	const kind = namedKind(text);
	const subject = text.replace(/\([^)]*\)/g, " ").replace(new RegExp(kindWord, "gi"), " ");
	const name = subject
		.trim()
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
	const wordCount = subject.trim().split(/\s+/).length;
	// "SA-1 Deployment" names a workload; "Create deployment manifests for each service" does not.
	const isName = name !== "" && wordCount <= 3 && !/\b(create|each|all|set|configure|deployments)\b/i.test(text);
	if (kind === undefined || !isName) return attestationProbe(text);
	const ports = portsIn(text);
	return { workload: { kind, name, ...(ports.length > 0 ? { ports } : {}) } };
}

/** Asks a person for evidence: for items that no object in the cluster proves. */
export function attestationProbe(text: string): object {
	return { attestation: { ask: `What shows that this is done: ${text}` } };
}

function namedKind(text: string): string | undefined {
	const word = kindWord.exec(text)?.[1]?.toLowerCase();
	return Object.entries(workloadKinds).find(([lowerCase]) => lowerCase === word)?.[1];
}

function portsIn(text: string): number[] {
	return [...text.matchAll(/\bports?\s+(\d{2,5}(?:\s*(?:,|and)\s*\d{2,5})*)/gi)]
		.flatMap(([, list = ""]) => list.match(/\d+/g) ?? [])
		.map(Number);
}
