import { stringify } from "yaml";
import { printable } from "../text/printable.ts";

/**
 * The same object as the JSON, as YAML that means the same in versions 1.1 and 1.2: dates are quoted. Shared values are repeated
 * instead of using aliases, because parsers limit aliases.
 */
export function renderYaml(report: unknown): string {
	const escapeText = (_key: unknown, value: unknown): unknown => (typeof value === "string" ? printable(value) : value);
	return stringify(report, escapeText, { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" });
}
