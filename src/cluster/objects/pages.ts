import { isRecord } from "../../text/record.ts";
import type { Milliseconds, ObjectList } from "../cluster.ts";
import { type AskedFor, ClusterProblem } from "../problem.ts";
import type { ApiClient } from "../transport/api-client.ts";
import { statusIn } from "../transport/api-status.ts";
import { type HttpResponse, seconds } from "../transport/send-request.ts";
import { TimeLimit } from "../transport/time-limit.ts";
import { at, type KubeObject, listAt, stringAt } from "./object.ts";
import { inWords, pathOf, type Resource, resourceName } from "./resource.ts";
import { Sanitizer } from "./sanitizer.ts";

const pageMaximum = 64 * 1024 * 1024;
const maxObjects = 500_000;
const maxExpirations = 20;
/** A server that filters what it reads may have a page without objects; hundreds of them lead nowhere. */
const maxEmptyPages = 100;
/** A whole list may take as long as this many requests. */
const maxRequests = 2;
/** A server fills its pages. One that sends next to nothing on each would otherwise be asked hundreds of thousands of times. */
const maxThinPages = 104;
const minObjectsPerPage = 5;
const metadataOnly = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

interface Page {
	readonly objects: readonly KubeObject[];
	readonly next: string;
	readonly observedAt: string;
}

/**
 * Every object of a resource, page by page, so that no more than two pages are ever in memory as text. A list that expires is
 * restarted once; after that, it continues from another state, and the result states it.
 */
export async function listAll(
	client: ApiClient,
	resource: Resource,
	namespace: string | null,
	timeout: Milliseconds,
): Promise<ObjectList> {
	const asked: AskedFor = { verb: "list", resource: resourceName(resource), namespace };
	let expirations = 0;
	let objects: KubeObject[] = [];
	let token = "";
	const projection = new Sanitizer(resource.apiVersion, resource.kind);
	const seen = new Set<string>();
	const maxMilliseconds = maxRequests * client.options.requestMilliseconds;
	const limit = new TimeLimit(
		typeof timeout === "number" ? Math.min(maxMilliseconds, timeout) : () => Math.min(maxMilliseconds, timeout()),
	);
	let emptyPages = 0;
	let pages = 0;
	const uids = new Set<string>();
	const fetch = (from: string): ReturnType<typeof fetchPage> => fetchPage(client, resource, namespace, asked, from, limit);
	const endless = (): ClusterProblem =>
		new ClusterProblem("timeout", `cannot ${inWords(asked)}: the list has no end within ${seconds(limit.milliseconds)}`, asked);
	let page = fetch(token);
	for (;;) {
		const got = await page.catch((problem: unknown) => {
			// That its last page has not arrived is not the point.
			throw problem instanceof ClusterProblem && problem.kind === "timeout" && pages > 0 && limit.isOver ? endless() : problem;
		});
		if (got instanceof Expired) {
			expirations += 1;
			if (expirations > 1 && (got.token === null || expirations > maxExpirations)) {
				throw new ClusterProblem(
					"server-error",
					`cannot ${inWords(asked)}: the list expires again and again while it is read`,
					asked,
				);
			}
			// The first time from the beginning, which is consistent; it may take too long again.
			token = expirations > 1 ? (got.token ?? "") : "";
			if (token === "") {
				objects = [];
				uids.clear();
				pages = 0;
			}
			seen.clear();
			page = fetch(token);
			continue;
		}
		const early = nextToken(got.text);
		// The server works on the next page while this one is read.
		const ahead = early === "" ? null : fetch(early);
		ahead?.catch(() => {});
		const { objects: found, next, observedAt } = readPage(client, resource, asked, got, projection, namespace);
		for (const one of found) objects.push(one);
		const known = uids.size;
		const repeated = found.find(({ metadata }) => metadata.uid !== undefined && uids.has(metadata.uid));
		for (const { metadata } of found) uids.add(metadata.uid ?? `${metadata.namespace ?? ""}/${metadata.name}`);
		// A list that expired may go on from another state, in which an object comes again.
		if (repeated !== undefined && expirations < 2)
			throw new ClusterProblem(
				"bad-answer",
				`cannot ${inWords(asked)}: two pages of the list contain an object with the uid ${repeated.metadata.uid}`,
				asked,
			);
		if (next === "") return { objects, observedAt, consistent: expirations < 2 };
		if (limit.isOver) throw endless();
		pages += 1;
		if (uids.size === known) emptyPages += 1;
		if (emptyPages > maxEmptyPages)
			throw new ClusterProblem(
				"bad-answer",
				`cannot ${inWords(asked)}: the server sends one page after another with nothing new`,
				asked,
			);
		if (seen.has(next))
			throw new ClusterProblem("bad-answer", `cannot ${inWords(asked)}: the server sends the same page again`, asked);
		if (pages > maxThinPages && objects.length < pages * minObjectsPerPage)
			throw new ClusterProblem("bad-answer", `cannot ${inWords(asked)}: the server splits the list into tiny pages`, asked);
		if (objects.length > maxObjects) {
			throw new ClusterProblem("too-large", `cannot ${inWords(asked)}: there are more than ${maxObjects} objects`, asked);
		}
		seen.add(next);
		page = ahead !== null && early === next ? ahead : fetch(next);
	}
}

class Expired {
	readonly token: string | null;

	constructor(token: string | null) {
		this.token = token;
	}
}

async function fetchPage(
	client: ApiClient,
	resource: Resource,
	namespace: string | null,
	asked: AskedFor,
	token: string,
	time: TimeLimit,
	// A definition may take half a megabyte.
	limit = resource.kind === "CustomResourceDefinition" ? 50 : 500,
): Promise<{ answer: HttpResponse; text: string } | Expired> {
	const query = `limit=${limit}${token === "" ? "" : `&continue=${encodeURIComponent(token)}`}`;
	const accept = resource.kind === "Secret" ? metadataOnly : "application/json";
	let expired: Expired | null = null;
	try {
		return await client.json(asked, `${pathOf(resource, namespace)}?${query}`, accept, pageMaximum, time, (answer) => {
			if (answer.status === 410 && token !== "") expired = new Expired(statusIn(answer)?.continue ?? null);
		});
	} catch (error) {
		if (expired !== null) return expired;
		const tooLarge = error instanceof ClusterProblem && error.kind === "too-large" && limit >= 50;
		if (!tooLarge) throw error;
		return await fetchPage(client, resource, namespace, asked, token, time, limit / 10);
	}
}

/** The token of the next page, if it comes before the items, where the server writes it. */
function nextToken(text: string): string {
	const head = text.slice(0, 4_096);
	const items = head.indexOf('"items"');
	return /"continue":"([\w.~+/=-]+)"/.exec(items < 0 ? head : head.slice(0, items))?.[1] ?? "";
}

function readPage(
	client: ApiClient,
	resource: Resource,
	asked: AskedFor,
	{ answer, text }: { answer: HttpResponse; text: string },
	projection: Sanitizer,
	namespace: string | null,
): Page {
	const bad = (what: string): ClusterProblem => new ClusterProblem("bad-answer", `cannot ${inWords(asked)}: ${what}`, asked);
	const value = client.parse(asked, text);
	const kind = stringAt(value, "kind") ?? "nothing that has a kind";
	const expected = [`${resource.kind}List`, "PartialObjectMetadataList", "List"];
	if (!expected.includes(kind)) throw bad(`the server answered with ${kind}`);
	if (!isRecord(value) || !(Array.isArray(value.items) || value.items === null)) throw bad("the answer has no items");
	const next = stringAt(value, "metadata", "continue") ?? "";
	const remaining = at(value, "metadata", "remainingItemCount");
	if (next === "" && typeof remaining === "number" && remaining > 0)
		throw bad(`the server says that ${remaining} more objects follow, and not how to read them`);
	const uids = new Set<string>();
	const objects = listAt(value, "items").map((item) => {
		const problem = foreign(item, resource, namespace);
		if (problem !== null) throw bad(problem);
		const uid = stringAt(item, "metadata", "uid");
		if (uid !== null && uids.has(uid)) throw bad(`two objects of the list have the uid ${uid}`);
		if (uid !== null) uids.add(uid);
		const object = projected(projection, item, bad);
		if (object === null) throw bad("an object in the answer has no well-formed metadata");
		return object;
	});
	return { objects, next, observedAt: client.observedAt(answer.headers) };
}

/** Why an object does not belong into the list that was asked for; null where it does. */
function foreign(item: unknown, resource: Resource, namespace: string | null): string | null {
	const kind = stringAt(item, "kind");
	if (kind !== null && kind !== resource.kind && kind !== "PartialObjectMetadata")
		return `the list of ${resource.kind}s contains an object of kind ${kind}`;
	const own = stringAt(item, "metadata", "namespace");
	return namespace !== null && own !== null && own !== namespace ? `the list of ${namespace} contains an object of ${own}` : null;
}

function projected(projection: Sanitizer, item: unknown, bad: (what: string) => ClusterProblem): KubeObject | null {
	try {
		return projection.project(item);
	} catch (error) {
		throw error instanceof ClusterProblem ? bad(error.message) : error;
	}
}
