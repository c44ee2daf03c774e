import { at, type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { conditionsAt } from "../shared/conditions.ts";
import { type Fact, parked } from "./fact.ts";
import { isPauseAnnotation, phaseKind, polarityOf, reasonKind } from "./vocabulary.ts";

const switches: readonly (readonly [field: string, reason: string, words: string])[] = [
	["suspend", "Suspended", "is suspended"],
	["suspended", "Suspended", "is suspended"],
	["paused", "Paused", "is paused"],
	["pause", "Paused", "is paused"],
];

/** What parked an object: its specification, an annotation, or its controller by a condition or phase. Null if it is not parked. */
export function parkedBy(object: KubeObject): Fact | null {
	for (const [field, reason, words] of switches)
		if (at(object, "spec", field) === true) return parked(reason, `${words} by spec.${field}: its controller leaves it as it is`);
	for (const [name, value] of Object.entries(object.metadata.annotations ?? {}))
		if (typeof value === "string" && isPauseAnnotation(name, value))
			return parked("Paused", `is paused by the annotation ${name}: its controller leaves it as it is`);
	for (const { type, status, reason, message } of conditionsAt(object)) {
		const because = message === "" ? "" : `: ${message}`;
		if (status === "True" && polarityOf(type) === "pausing") return parked(reason || type, `is paused (${type})${because}`);
		if (status !== "True" && polarityOf(type) === "normal" && reasonKind(reason) === "paused")
			return parked(reason, `is paused (${type}: ${reason})${because}`);
	}
	for (const field of ["phase", "state"]) {
		const phase = stringAt(object, "status", field);
		if (phase !== null && phaseKind(phase) === "paused") return parked("Paused", `is paused: its ${field} is ${phase}`);
	}
	if (numberAt(object, "spec", "replicas") === 0) return parked("ScaledToZero", "is parked: its spec requests 0 replicas");
	return null;
}
