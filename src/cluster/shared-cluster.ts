import type {
	Cluster,
	GrpcHealthAnswer,
	GrpcHealthRequest,
	HttpAnswer,
	HttpRequest,
	ListRequest,
	Milliseconds,
	ObjectList,
} from "./cluster.ts";
import { MaxTime } from "./transport/time-limit.ts";

/** Sends each request once, even if many probes need it; all get the same response or the same problem. For one run: nothing is evicted. */
export function sharedCluster(cluster: Cluster): Cluster {
	const lists = new Map<string, Promise<ObjectList>>();
	const answers = new Map<string, Promise<HttpAnswer>>();
	const health = new Map<string, Promise<GrpcHealthAnswer>>();
	const times = new Map<string, MaxTime>();
	const wait = (key: string, timeout: Milliseconds): MaxTime => {
		const time = times.get(key) ?? new MaxTime();
		time.add(timeout);
		times.set(key, time);
		return time;
	};
	const list = (request: ListRequest): Promise<ObjectList> => {
		const { timeout = Number.POSITIVE_INFINITY } = request;
		const key = listKey(request);
		const time = wait(key, timeout);
		return once(lists, key, async () => {
			const wideKey = listKey({ ...request, namespace: null });
			const wide = request.namespace === null ? undefined : lists.get(wideKey);
			if (wide !== undefined) wait(wideKey, time.milliseconds);
			const part = wide === undefined ? null : within(await wide.catch(() => null), request.namespace);
			return part ?? cluster.list({ ...request, timeout: time.milliseconds });
		});
	};
	return {
		context: cluster.context,
		list,
		http: (request: HttpRequest) => once(answers, JSON.stringify(request), () => cluster.http(request)),
		grpcHealth: (request: GrpcHealthRequest) => once(health, JSON.stringify(request), () => cluster.grpcHealth(request)),
	};
}

/**
 * The part of a list of all namespaces for one of them. Null if there is none: a namespace without such objects may not exist, which
 * only the narrower request shows.
 */
export function within(wide: ObjectList | null, namespace: string | null): ObjectList | null {
	const objects = wide?.objects.filter((object) => object.metadata.namespace === namespace) ?? [];
	return wide === null || objects.length === 0 ? null : { ...wide, objects };
}

/** What makes two requests ask for the same list. */
export function listKey(request: ListRequest): string {
	return `${request.apiVersion} ${request.kind}${request.namespace === null ? "" : ` ${request.namespace}`}`;
}

function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
	let answer = known.get(key);
	if (answer === undefined) {
		answer = ask();
		known.set(key, answer);
	}
	return answer;
}
