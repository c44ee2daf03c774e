import { stringify } from "yaml";
import { printable } from "../text/printable.ts";

/** The same object as the JSON, as YAML 1.2. */
export function renderYaml(report: unknown): string {
	return stringify(report, (_key, value: unknown) => (typeof value === "string" ? printable(value) : value), { lineWidth: 0 });
}
