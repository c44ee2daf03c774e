import { parse } from "yaml";
import { nearest } from "../model/did-you-mean.ts";
import { Failure } from "../model/failure.ts";
import { topLevelSection } from "./top-level-section.ts";

/** What a team has agreed on, and the program holds. */
export interface Policy {
	/** Whoever completes a phase is not who ticked its last item. */
	readonly secondReviewer: boolean;
}

export const noPolicy: Policy = { secondReviewer: false };

/** Reads the `policy:` section of a probes file. `path` is for messages. Throws a Failure for what is no policy. */
export function readPolicySection(yaml: string, path: string): Policy {
	const section = topLevelSection(yaml, "policy");
	if (section === null) return noPolicy;
	const fail = (message: string, hint: string | null = null): never => {
		throw new Failure("unusable", `${path}:${section.line}: ${message}`, hint);
	};
	let read: unknown;
	try {
		read = parse(section.text, { logLevel: "error", maxAliasCount: 0 });
	} catch (problem) {
		return fail(problem instanceof Error ? (problem.message.split("\n", 1)[0] ?? "") : "not YAML");
	}
	const policy = fieldsOf(fieldsOf(read)?.get("policy"));
	if (policy === null) return fail("policy must be a mapping, such as { secondReviewer: true }");
	for (const key of policy.keys()) {
		if (key !== "secondReviewer")
			fail(
				`policy has no "${key}"`,
				nearest(key, ["secondReviewer"]) === null ? "it has secondReviewer" : 'did you mean "secondReviewer"?',
			);
	}
	const secondReviewer = policy.get("secondReviewer") ?? false;
	return typeof secondReviewer === "boolean" ? { secondReviewer } : fail("policy.secondReviewer must be true or false");
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | null {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
}
