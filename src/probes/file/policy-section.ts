import { type EvidencePolicy, evidencePolicies } from "../../model/evidence/evidence-policy.ts";
import type { Tree } from "../../yaml/tree.ts";
import { fieldsOf, parseProbesFile } from "./probes-yaml.ts";
import { topLevelSection } from "./top-level-section.ts";

/** Rules of a team that the program enforces. */
export interface Policy {
	/** The person who completes a phase must not be the person who checked off its last item. */
	readonly secondReviewer: boolean;
	/** Which evidence a check-off has. */
	readonly evidence: EvidencePolicy;
}

export const noPolicy: Policy = { secondReviewer: false, evidence: "verified" };

/** Reads the `policy:` section of a probes file. `path` is for messages. Throws a Failure with file:line:column. */
export function readPolicySection(yaml: string, path: string): Policy {
	const section = topLevelSection(yaml, "policy");
	if (section === null) return noPolicy;
	return policyOf(fieldsOf(path, parseProbesFile(section.text, path, section.line), "the section").tree("policy"), path);
}

/** The policy in a parsed probes file. */
export function policyOf(tree: Tree | null, path: string): Policy {
	if (tree === null) return noPolicy;
	const fields = fieldsOf(path, tree, "policy");
	const policy: Policy = {
		secondReviewer: fields.boolean("secondReviewer") ?? noPolicy.secondReviewer,
		evidence: fields.oneOf("evidence", evidencePolicies) ?? noPolicy.evidence,
	};
	fields.done();
	return policy;
}
