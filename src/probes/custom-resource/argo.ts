import { at, type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { count } from "../../text/wording.ts";
import { condition } from "../shared/conditions.ts";
import { type Fact, failed, parked, pending } from "./fact.ts";

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/health/: synced with the desired state, and healthy. */
export function isApplicationHealthy(object: KubeObject): boolean {
	return (
		stringAt(object, "status", "health", "status") === "Healthy" && stringAt(object, "status", "sync", "status") === "Synced"
	);
}

export function applicationFacts(object: KubeObject): Fact[] {
	if (object.metadata.annotations?.["argocd.argoproj.io/skip-reconcile"] === "true")
		return [parked("Paused", "is paused by the annotation argocd.argoproj.io/skip-reconcile")];
	const health = stringAt(object, "status", "health", "status") ?? "";
	const sync = stringAt(object, "status", "sync", "status") ?? "";
	const detail = stringAt(object, "status", "health", "message") ?? "";
	const because = detail === "" ? "" : `: ${detail}`;
	const facts: Fact[] = [];
	// Conditions of an Application have no status: they are there only while they hold.
	for (const one of listAt(object, "status", "conditions")) {
		const type = stringAt(one, "type") ?? "";
		if (type.endsWith("Error")) facts.push(failed(type, `has a ${type}: ${stringAt(one, "message") ?? ""}`));
	}
	const operation = stringAt(object, "status", "operationState", "phase");
	const operationMessage = stringAt(object, "status", "operationState", "message") ?? "";
	if (operation === "Failed" || operation === "Error")
		facts.push(failed(`Sync${operation}`, `could not be synced: ${operationMessage || operation}`));
	if (operation === "Running" || operation === "Terminating")
		facts.push(pending("Syncing", `is being synced: ${operationMessage || operation}`));
	if (health === "Degraded" || health === "Missing") facts.push(failed(health, `is ${health.toLowerCase()}${because}`));
	else if (health === "Suspended") facts.push(parked("Suspended", `is suspended: something in it is paused${because}`));
	else if (health !== "Healthy")
		facts.push(pending(health || "NotObserved", `is not healthy yet${because || `: ${health || "it has no message"}`}`));
	if (sync !== "Synced")
		facts.push(pending(sync || "NotObserved", `is not as in its repository: ${sync === "" ? "it was not compared yet" : sync}`));
	return facts;
}

export function isRolloutHealthy(object: KubeObject): boolean {
	const phase = stringAt(object, "status", "phase");
	return phase === "Healthy" || (phase === null && condition(object, "Healthy")?.status === "True");
}

/** https://argo-rollouts.readthedocs.io/en/stable/features/specification/; observedGeneration is a text there. */
export function rolloutFacts(object: KubeObject): Fact[] {
	const facts: Fact[] = [];
	const observed = stringAt(object, "status", "observedGeneration");
	if (observed !== null && /^\d+$/.test(observed) && Number(observed) < (object.metadata.generation ?? 0))
		facts.push(pending("StaleGeneration", "was changed, but its controller has not observed the change yet"));
	const phase = stringAt(object, "status", "phase");
	const detail = stringAt(object, "status", "message") ?? "";
	const because = detail === "" ? "" : `: ${detail}`;
	const progressing = condition(object, "Progressing");
	if (at(object, "status", "abort") === true)
		facts.push(failed("Aborted", `was aborted, and went back to its stable version${because}`));
	if (phase === "Degraded" || phase === "Error")
		facts.push(
			failed(progressing?.status === "False" ? progressing.reason || phase : phase, `is ${phase.toLowerCase()}${because}`),
		);
	else if (progressing?.status === "False")
		facts.push(failed(progressing.reason || "NotProgressing", `makes no progress: ${progressing.message || progressing.reason}`));
	if (phase === "Progressing") facts.push(pending("Progressing", `is being rolled out${because}`));
	if (listAt(object, "status", "pauseConditions").length > 0 || at(object, "status", "controllerPause") === true)
		facts.push(parked("Paused", `is paused in a step of its rollout${because}`));
	const invalid = condition(object, "InvalidSpec");
	if (invalid?.status === "True") facts.push(failed("InvalidSpec", `has an invalid specification: ${invalid.message}`));
	if (condition(object, "Available")?.status === "False") facts.push(pending("NotAvailable", `is not available${because}`));
	const wanted = numberAt(object, "spec", "replicas");
	const [ready, updated] = [numberAt(object, "status", "readyReplicas"), numberAt(object, "status", "updatedReplicas")];
	if (wanted !== null && phase === "Healthy") {
		if (ready !== null && ready < wanted) facts.push(pending("NotReady", `has ${ready} of ${count(wanted, "replica")} ready`));
		if (updated !== null && updated < wanted)
			facts.push(pending("NotUpdated", `has ${updated} of ${count(wanted, "replica")} of its newest version`));
	}
	const [current, stable] = [stringAt(object, "status", "currentPodHash"), stringAt(object, "status", "stableRS")];
	if (phase === "Healthy" && current !== null && stable !== null && stable !== "" && current !== stable)
		facts.push(pending("NotPromoted", "has a newest version that is not the stable one yet"));
	return facts;
}
