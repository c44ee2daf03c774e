import { at, type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { isRecord } from "../../text/record.ts";
import { type Fact, failed, pending } from "./fact.ts";

/** Triggers that cannot be read: Ready stays True (kedacore/keda#2603). */
export function scalerFacts(object: KubeObject): Fact[] {
	const health = at(object, "status", "health");
	if (!isRecord(health)) return [];
	const threshold = numberAt(object, "spec", "fallback", "failureThreshold") ?? 3;
	return Object.entries(health).flatMap(([trigger, state]) => {
		if (stringAt(state, "status") !== "Failing") return [];
		const times = numberAt(state, "numberOfFailures") ?? 0;
		const words = `cannot read its trigger ${trigger}: it failed ${times} ${times === 1 ? "time" : "times"} in a row`;
		return [times >= threshold ? failed("TriggerFailing", words) : pending("TriggerFailing", words)];
	});
}
