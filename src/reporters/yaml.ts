import { stringify } from "yaml";
import { printable } from "../text/printable.ts";

/**
 * The same object as the JSON, as YAML that readers of 1.1 and 1.2 take alike: dates are quoted. What several items share is written out
 * each time, as readers limit how many aliases they follow.
 */
export function renderYaml(report: unknown): string {
	const escapeText = (_key: unknown, value: unknown): unknown => (typeof value === "string" ? printable(value) : value);
	return stringify(report, escapeText, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" });
}
