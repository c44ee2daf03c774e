import { at, type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { isRecord } from "../../text/record.ts";
import { elapsed } from "../shared/conditions.ts";
import { type Fact, failed, pending } from "./fact.ts";
import { phaseKind } from "./vocabulary.ts";

/** What a status reports besides its conditions: an expiry in the past, a failure, a phase. */
export function statusFacts(object: KubeObject, now: string): Fact[] {
	const facts: Fact[] = [];
	const expired = expiryIn(at(object, "status"), now, 2);
	if (expired !== null) facts.push(failed("Expired", expired));
	const failure = stringAt(object, "status", "failureMessage") ?? stringAt(object, "status", "failureReason");
	// Cluster API and others set these for failures that need a person, and for nothing else.
	if (failure !== null && failure !== "") facts.push(failed("Failed", `has failed: ${failure}`));
	for (const field of ["phase", "state"]) {
		const phase = stringAt(object, "status", field);
		const kind = phase === null ? null : phaseKind(phase);
		const detail = stringAt(object, "status", "message");
		const because = detail === null || detail === "" ? "" : `: ${detail}`;
		if (kind === "bad") facts.push(failed(`${capital(phase)}`, `is ${phase} by its ${field}${because}`));
		if (kind === "busy") facts.push(pending(`${capital(phase)}`, `is ${phase} by its ${field}${because}`));
	}
	return facts;
}

const expiryName = /^(?:notAfter|validUntil|validTo|expires(?:At|On)?|expir(?:y|ation)(?:Date|Time|Timestamp)?)$/i;

function expiryIn(value: unknown, now: string, depth: number): string | null {
	if (!isRecord(value)) return null;
	for (const [name, inner] of Object.entries(value)) {
		if (typeof inner === "string" && expiryName.test(name)) {
			const past = elapsed(inner, now);
			if (past !== null && past >= 0) return `expired ${describeDuration(past)} ago (${name} ${inner})`;
		}
		if (depth > 1 && isRecord(inner)) {
			const found = expiryIn(inner, now, depth - 1);
			if (found !== null) return found;
		}
	}
	return null;
}

/** A reason is CamelCase, and a phase of some controllers is not. */
function capital(word: string | null): string {
	const letters = (word ?? "").replace(/[^A-Za-z0-9]/g, "");
	return letters === "" ? "Phase" : letters.charAt(0).toUpperCase() + letters.slice(1);
}
