import type { Cause, MissingObject } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";

interface HeldUp {
	readonly reason: string;
	readonly message: string;
	readonly hint: string | null;
	readonly causes?: readonly Cause[];
}

/** One cause with everything that it holds up. */
export interface CauseGroup<One extends HeldUp> {
	readonly message: string;
	readonly hints: readonly string[];
	readonly items: readonly One[];
}

/** Objects that are named before the rest is counted. */
const maxObjects = 5;

/**
 * Each cause once, the one that holds up the most first. Something with several causes counts for each of them. All objects that are
 * missing in one namespace are one cause, and so are all missing permissions: one step takes care of them together.
 */
export function byCause<One extends HeldUp>(all: readonly One[]): CauseGroup<One>[] {
	const groups = new Map<string, { readonly causes: Cause[]; readonly items: Set<One> }>();
	for (const one of all) {
		for (const cause of one.causes ?? [one]) {
			const key = keyOf(cause);
			const group = groups.get(key) ?? { causes: [], items: new Set<One>() };
			group.causes.push(cause);
			group.items.add(one);
			groups.set(key, group);
		}
	}
	return [...groups.values()]
		.map(({ causes, items }) => ({ ...merged(causes), items: [...items] }))
		.sort((a, b) => b.items.length - a.items.length);
}

function keyOf({ reason, message, missing, lacks }: Cause): string {
	if (missing !== undefined) return `missing ${missing.namespace ?? ""}`;
	return lacks === undefined ? `other ${message}` : `lacks ${reason}`;
}

function merged(causes: readonly Cause[]): { readonly message: string; readonly hints: readonly string[] } {
	const hints = [...new Set(causes.flatMap(({ hint }) => hint ?? []))];
	const [first] = causes;
	const objects = [...new Set(causes.flatMap(({ missing }) => (missing === undefined ? [] : nameOf(missing))))];
	if (objects.length > 1) {
		const where = first?.missing?.namespace == null ? "" : ` in ${first.missing.namespace}`;
		const message = `${objects.length} objects do not exist${where}: ${firstFew(objects)}`;
		// One look at the namespace, in place of one at each kind.
		const look = first?.missing?.namespace == null ? hints[0] : commandLine`kubectl get all -n ${first.missing.namespace}`;
		return { message, hints: look == null ? [] : [look] };
	}
	const lacking = [...new Set(causes.flatMap(({ lacks }) => lacks ?? []))];
	if (lacking.length > 1) {
		const what = lackedThings[first?.reason ?? ""] ?? "things are missing";
		return { message: `${lacking.length} ${what}: ${firstFew(lacking)}`, hints };
	}
	return { message: first?.message ?? "", hints };
}

/** What is lacked, by reason, behind its number. */
const lackedThings: Readonly<Record<string, string>> = {
	Forbidden: "permissions are missing",
	UnknownKind: "kinds of resources are not installed in the cluster",
	NamespaceNotFound: "namespaces do not exist",
};

function nameOf({ kind, name }: MissingObject): string {
	return name === null ? `any ${kind}` : `${kind} ${name}`;
}

function firstFew(words: readonly string[]): string {
	const first = words.slice(0, maxObjects).join(", ");
	return words.length > maxObjects ? `${first} and ${words.length - maxObjects} more` : first;
}
