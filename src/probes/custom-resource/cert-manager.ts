import { type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { type Condition, condition, elapsed } from "../shared/conditions.ts";
import { type Fact, failed, pending } from "./fact.ts";

/** A renewal takes minutes; a DNS challenge may take the better part of an hour. */
const renewalGraceMilliseconds = 60 * 60_000;

export function isRenewing({ type, status, since }: Condition, now: string): boolean {
	const age = elapsed(since, now);
	return type === "Issuing" && status === "True" && age !== null && age < renewalGraceMilliseconds;
}

/** A certificate that still has Ready=True although its renewal fails (cert-manager/cert-manager#7895). */
export function certificateFacts(object: KubeObject, now: string): Fact[] {
	if (object.kind === "CertificateRequest") return requestFacts(object);
	if (object.kind !== "Certificate") return [];
	const facts: Fact[] = [];
	const issuing = condition(object, "Issuing");
	const isReady = condition(object, "Ready")?.status === "True";
	const attempts = numberAt(object, "status", "failedIssuanceAttempts") ?? 0;
	const detail = issuing?.message || issuing?.reason || "";
	const because = detail === "" ? "" : `: ${detail}`;
	if (attempts > 0) {
		const words = `could not be issued, ${attempts} ${attempts === 1 ? "time" : "times"} by now${because}`;
		facts.push(isReady ? pending("IssuanceFailed", words) : failed("IssuanceFailed", words));
	} else if (isReady && issuing?.status === "True" && !isRenewing(issuing, now)) {
		const age = elapsed(issuing.since, now);
		facts.push(pending("RenewalStuck", `is being renewed${age === null ? "" : ` for ${describeDuration(age)}`}${because}`));
	}
	const overdue = elapsed(stringAt(object, "status", "renewalTime"), now);
	if (isReady && issuing?.status !== "True" && overdue !== null && overdue >= renewalGraceMilliseconds)
		facts.push(pending("RenewalOverdue", `was due for renewal ${describeDuration(overdue)} ago, but nothing renews it`));
	return facts;
}

function requestFacts(object: KubeObject): Fact[] {
	return ["Denied", "InvalidRequest"].flatMap((type) => {
		const found = condition(object, type);
		return found?.status === "True"
			? [failed(type, `is ${type === "Denied" ? "denied" : "invalid"}: ${found.message || found.reason}`)]
			: [];
	});
}
