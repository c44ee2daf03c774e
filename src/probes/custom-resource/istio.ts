import { type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { type Fact, failed, pending } from "./fact.ts";

/** Messages of Istio's own analysis. */
export function istioFacts(object: KubeObject): Fact[] {
	return listAt(object, "status", "validationMessages").flatMap((message) => {
		const level = (stringAt(message, "level") ?? "").toUpperCase();
		const name = stringAt(message, "type", "name") ?? stringAt(message, "type", "code") ?? "its analysis";
		const words = `has problems by Istio's analysis: ${name}`;
		if (level === "ERROR") return [failed("ValidationError", words)];
		return level === "WARNING" ? [pending("ValidationWarning", words)] : [];
	});
}
