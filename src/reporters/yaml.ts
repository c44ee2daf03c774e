import { stringify } from "yaml";
import { printable } from "../text/printable.ts";

/** The same object as the JSON, as YAML 1.2. What several items share is written out each time: readers limit how many aliases they follow. */
export function renderYaml(report: unknown): string {
	const shown = (_key: unknown, value: unknown): unknown => (typeof value === "string" ? printable(value) : value);
	return stringify(report, shown, { lineWidth: 0, aliasDuplicateObjects: false });
}
