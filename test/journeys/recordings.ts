interface Recorded {
	readonly metadata: { readonly name: string };
}

interface Recording {
	readonly contexts: readonly { readonly reads: readonly { readonly answer: { readonly objects: Recorded[] } }[] }[];
}

/**
 * The recording of a later hour, in which one workload is as another one was: its objects are replaced by those of the other, under its name
 * and with uids of their own.
 */
export function recovered(recording: string, broken: string, healthy: string): string {
	const later: Recording = JSON.parse(recording);
	for (const { answer } of later.contexts.flatMap(({ reads }) => reads)) {
		const others = answer.objects.filter(({ metadata }) => !metadata.name.startsWith(broken));
		const like = others.filter(({ metadata }) => metadata.name.startsWith(healthy));
		answer.objects.splice(0, Number.POSITIVE_INFINITY, ...others, ...like.map((one) => renamed(one, healthy, broken)));
	}
	return JSON.stringify(later);
}

function renamed(one: Recorded, from: string, to: string): Recorded {
	const text = JSON.stringify(one).replaceAll(from, to);
	return JSON.parse(text.replace(/[0-9a-f]{8}-(?=[0-9a-f]{4}-4[0-9a-f]{3}-)/g, "00000000-"));
}
