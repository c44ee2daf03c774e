import type { Cluster, ListRequest } from "../cluster/cluster.ts";
import { keyOf, listQuestion } from "../cluster/question.ts";
import type { Kept, OpenCluster } from "./host.ts";

/** The lists that a run asks for before it has any answer. */
interface Foreseen {
	/** The uid that the probes file wants the cluster to have; null: any. */
	readonly pin: string | null;
	readonly lists: readonly ListRequest[];
}

/**
 * What a run asks clusters first follows from the words, the document and the probes file alone. Whoever has asked once keeps it, so that
 * the next run about the same asks while it still parses them: the server works meanwhile.
 */
export class Foresight {
	readonly #kept: Kept;
	#about: string | null = null;
	#foreseen: Foreseen | null = null;
	readonly #noted = new Map<string, ListRequest>();

	constructor(kept: Kept) {
		this.#kept = kept;
	}

	/** Asks the clusters what the last run that was about the very same had asked. What is wrong is told by whoever needs the answers. */
	async ask(about: readonly unknown[], opening: Promise<readonly OpenCluster[]>): Promise<void> {
		this.#about = JSON.stringify(about);
		const known = this.#kept.read("questions", this.#about);
		if (known === null) return;
		this.#foreseen = foreseenOf(known);
		for (const one of await opening.catch(() => [])) void askAhead(one, this.#foreseen);
	}

	/** The same clusters, whose first questions are noted where they were not foreseen. All clusters are asked the same. */
	noting(clusters: readonly OpenCluster[]): readonly OpenCluster[] {
		if (this.#about === null || this.#foreseen !== null) return clusters;
		return clusters.map((one, index) => (index === 0 ? { ...one, cluster: this.#noting(one.cluster) } : one));
	}

	/** Keeps what was noted for the next run. `pin` is the uid that the probes file wants. */
	keep(pin: string | null): void {
		if (this.#about === null || this.#noted.size === 0) return;
		const foreseen: Foreseen = { pin, lists: [...this.#noted.values()] };
		this.#kept.write("questions", this.#about, () => JSON.stringify(foreseen));
	}

	#noting(cluster: Cluster): Cluster {
		// What is asked after an answer may depend on it.
		let isAnswered = false;
		const answered = (): void => {
			isAnswered = true;
		};
		const watched = <T>(answer: Promise<T>): Promise<T> => {
			answer.then(answered, answered);
			return answer;
		};
		return {
			context: cluster.context,
			list: (request) => {
				const question = listQuestion(request);
				if (!isAnswered) this.#noted.set(keyOf("list", question), question);
				return watched(cluster.list(request));
			},
			http: (request) => watched(cluster.http(request)),
			grpcHealth: (request) => watched(cluster.grpcHealth(request)),
		};
	}
}

/** As the run itself does: nothing is asked of a cluster that is not the one that is meant. */
async function askAhead({ cluster, uid }: OpenCluster, { pin, lists }: Foreseen): Promise<void> {
	if (pin !== null && (await uid().catch(() => null)) !== pin) return;
	for (const request of lists) cluster.list(request).catch(() => {});
}

/** What `keep` wrote. */
function foreseenOf(text: string): Foreseen {
	return JSON.parse(text);
}
