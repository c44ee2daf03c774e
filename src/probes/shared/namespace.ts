import type { Fields } from "../../yaml/fields.ts";
import type { Reading } from "../probe.ts";
import { namespaceName } from "./names.ts";

/** The namespace that a probe reads: its own, or the default of the file. */
export function namespaceOf(fields: Fields, reading: Reading): string {
	const namespace = namespaceName(fields, "namespace") ?? reading.defaults.namespace;
	if (namespace === null)
		throw fields.fault(`${fields.what} needs a namespace`, "name one here, or for all in defaults: { namespace: … }");
	return namespace;
}
