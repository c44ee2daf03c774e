import { nearest } from "../../model/did-you-mean.ts";
import { type RuleSetting, type RuleSettings, ruleSettings, settableRules } from "../../model/rule-names.ts";
import { nameOf, type Tree } from "../../yaml/tree.ts";
import { fault, fieldsOf, parseProbesFile } from "./probes-yaml.ts";
import { topLevelSection } from "./top-level-section.ts";

export const noRuleSettings: RuleSettings = new Map();

/** Reads the `rules:` section of a probes file. `path` is for messages. Throws a Failure with file:line:column. */
export function readRulesSection(yaml: string, path: string): RuleSettings {
	const section = topLevelSection(yaml, "rules");
	if (section === null) return noRuleSettings;
	return rulesOf(fieldsOf(path, parseProbesFile(section.text, path, section.line), "the section").tree("rules"), path);
}

/** The settings in a parsed probes file. */
export function rulesOf(tree: Tree | null, path: string): RuleSettings {
	if (tree === null) return noRuleSettings;
	if (tree.kind !== "mapping")
		throw fault(path, tree.place, `"rules" must be a mapping of rules to off, warning or error, not ${nameOf(tree)}`);
	const fields = fieldsOf(path, tree, "rules");
	const settings = new Map<string, RuleSetting>();
	const names: readonly string[] = settableRules;
	for (const { key, keyPlace } of tree.entries) {
		if (!names.includes(key)) {
			const close = nearest(key, names);
			throw fault(
				path,
				keyPlace,
				`unknown rule "${key}" in "rules"`,
				close === null ? "validate prints the name of a finding's rule in brackets" : `did you mean "${close}"?`,
			);
		}
		const setting = fields.oneOf(key, ruleSettings);
		if (setting !== null) settings.set(key, setting);
	}
	fields.done();
	return settings;
}
