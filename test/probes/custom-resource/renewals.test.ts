import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { judgeCustomResource } from "../../../src/probes/custom-resource/judge-custom-resource.ts";
import { cond, minutesAgo, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const made = (apiVersion: string, kind: string, spec: Fields, status: Fields, metadata: Fields = {}): KubeObject =>
	object({ apiVersion, kind, name: "x", metadata: { generation: 2, ...metadata }, spec, status });
const judged = (each: KubeObject): string => {
	const { outcome, reason, parked, message } = judgeCustomResource(each, now);
	return `${parked === true ? "parked" : outcome} ${reason}: ${message.replace(`${each.kind} x `, "")}`;
};
const ready = cond("Ready", "True", "Ready");
const inMinutes = (minutes: number): string => minutesAgo(-minutes);

describe("a certificate", () => {
	const certificate = (conditions: readonly Fields[], status: Fields = {}): string =>
		judged(made("cert-manager.io/v1", "Certificate", {}, { conditions, ...status }));
	const issuing = (minutes: number, reason = "", message = ""): Fields =>
		cond("Issuing", "True", reason, message, minutesAgo(minutes));

	it.each<[string, readonly Fields[], Fields, string]>([
		["that is valid", [ready], {}, "pass Ready: is ready"],
		["that was renewed", [ready, cond("Issuing", "False")], {}, "pass Ready: is ready"],
		["whose renewal takes less than an hour", [ready, issuing(59)], {}, "pass Ready: is ready"],
		["whose renewal takes an hour", [ready, issuing(60)], {}, "pending RenewalStuck: is being renewed for 60 min"],
		[
			"whose renewal takes long, with why",
			[ready, issuing(120, "Renewing", "no DNS")],
			{},
			"pending RenewalStuck: is being renewed for 2 h: no DNS",
		],
		[
			"whose renewal takes long, with a reason",
			[ready, issuing(120, "Renewing")],
			{},
			"pending RenewalStuck: is being renewed for 2 h: Renewing",
		],
		[
			"whose renewal began at no time",
			[ready, { type: "Issuing", status: "True" }],
			{},
			"pending RenewalStuck: is being renewed",
		],
		[
			"that could once not be renewed",
			[ready],
			{ failedIssuanceAttempts: 1 },
			"pending IssuanceFailed: could not be issued, 1 time by now",
		],
		[
			"that could not be renewed, with why",
			[ready, cond("Issuing", "False", "Failed", "no DNS")],
			{ failedIssuanceAttempts: 3 },
			"pending IssuanceFailed: could not be issued, 3 times by now: no DNS",
		],
		[
			"that could not be issued",
			[cond("Ready", "False", "DoesNotExist"), cond("Issuing", "False", "Failed")],
			{ failedIssuanceAttempts: 2 },
			"fail IssuanceFailed: could not be issued, 2 times by now: Failed",
		],
		["that could be issued", [ready], { failedIssuanceAttempts: 0 }, "pass Ready: is ready"],
		["that is due", [ready], { renewalTime: minutesAgo(59) }, "pass Ready: is ready"],
		[
			"that is overdue",
			[ready],
			{ renewalTime: minutesAgo(60) },
			"pending RenewalOverdue: was due for renewal 60 min ago, but nothing renews it",
		],
		["that is overdue and being renewed", [ready, issuing(5)], { renewalTime: minutesAgo(90) }, "pass Ready: is ready"],
		["that is not due", [ready], { renewalTime: inMinutes(90) }, "pass Ready: is ready"],
		["that expired", [ready], { notAfter: now }, `fail Expired: expired 0 s ago (notAfter ${now})`],
		[
			"that is waited for",
			[cond("Ready", "False", "DoesNotExist")],
			{ renewalTime: minutesAgo(90) },
			"pending DoesNotExist: has not been ready for 30 min: DoesNotExist",
		],
	])("%s", (_what, conditions, status, wanted) => expect(certificate(conditions, status)).toBe(wanted));

	it.each<[string, readonly Fields[], string]>([
		["that was answered", [ready], "pass Ready: is ready"],
		["that was denied", [ready, cond("Denied", "True", "policy.io", "not you")], "fail Denied: is denied: not you"],
		["that was denied for a reason", [ready, cond("Denied", "True", "Policy")], "fail Denied: is denied: Policy"],
		["that was not denied", [ready, cond("Denied", "False"), cond("InvalidRequest", "False")], "pass Ready: is ready"],
		["that is invalid", [ready, cond("InvalidRequest", "True", "NoKey")], "fail InvalidRequest: is invalid: NoKey"],
	])("request %s", (_what, conditions, wanted) =>
		expect(judged(made("cert-manager.io/v1", "CertificateRequest", {}, { conditions }))).toBe(wanted),
	);

	it("of another kind has no renewal", () => {
		const issuer = made("cert-manager.io/v1", "Issuer", {}, { conditions: [ready], renewalTime: minutesAgo(90) });
		expect(judged(issuer)).toBe("pass Ready: is ready");
	});
});

describe("an external secret", () => {
	const secret = (spec: Fields, status: Fields, kind = "ExternalSecret"): string =>
		judged(made("external-secrets.io/v1", kind, spec, { conditions: [ready], ...status }));
	const every = (refreshInterval: string, minutes: number, more: Fields = {}): string =>
		secret({ refreshInterval, ...more }, { refreshTime: minutesAgo(minutes) });

	it.each<[string, string, number, string]>([
		["refreshed in time", "30m", 31, "pass Ready: is ready"],
		["refreshed within twice its interval and ten minutes", "30m", 70, "pass Ready: is ready"],
		[
			"not refreshed",
			"30m",
			71,
			"pending NotRefreshed: was last refreshed 71 min ago, but its interval is 30 min: nothing refreshes it",
		],
		[
			"not refreshed, as Go writes it",
			"0h30m0s",
			71,
			"pending NotRefreshed: was last refreshed 71 min ago, but its interval is 30 min: nothing refreshes it",
		],
		["never refreshed again", "0", 9999, "pass Ready: is ready"],
		["never refreshed again, as Go writes it", "0s", 9999, "pass Ready: is ready"],
		["of an interval that nobody can read", "often", 9999, "pass Ready: is ready"],
	])("%s", (_what, interval, minutes, wanted) => expect(every(interval, minutes)).toBe(wanted));

	it("is refreshed each hour unless it says otherwise, and not at all by its policy", () => {
		expect(secret({}, { refreshTime: minutesAgo(130) })).toBe("pass Ready: is ready");
		expect(secret({}, { refreshTime: minutesAgo(131) })).toMatch(/^pending NotRefreshed/);
		expect(secret({}, { refreshTime: minutesAgo(131) }, "PushSecret")).toMatch(/^pending NotRefreshed/);
		expect(secret({}, { refreshTime: minutesAgo(131) }, "SecretStore")).toBe("pass Ready: is ready");
		expect(secret({}, {})).toBe("pass Ready: is ready");
		for (const refreshPolicy of ["CreatedOnce", "OnChange"]) expect(every("1m", 999, { refreshPolicy })).toMatch(/^pass/);
		expect(every("1m", 999, { refreshPolicy: "Periodic" })).toMatch(/^pending NotRefreshed/);
	});

	it("was synced as it is, or before", () => {
		expect(secret({}, { syncedResourceVersion: "2-7d9f" })).toBe("pass Ready: is ready");
		expect(secret({}, { syncedResourceVersion: "10-7d9f" })).toBe("pass Ready: is ready");
		expect(secret({}, { syncedResourceVersion: "1-7d9f" })).toBe(
			"pending StaleGeneration: was changed, and has not been synced since",
		);
		for (const other of ["7d9f", "a1-7d9f", "1"]) expect(secret({}, { syncedResourceVersion: other })).toMatch(/^pass/);
	});

	it("of the cluster is in each namespace", () => {
		const cluster = (failedNamespaces: readonly unknown[]): string => secret({}, { failedNamespaces }, "ClusterExternalSecret");
		expect(cluster([])).toBe("pass Ready: is ready");
		expect(cluster([{ namespace: "a", reason: "exists" }, { namespace: "b" }])).toBe(
			"fail NamespacesFailed: could not be created in a: exists",
		);
		expect(cluster([{}])).toBe("fail NamespacesFailed: could not be created in a namespace: no reason is reported");
	});
});

describe("a scaler", () => {
	const scaler = (health: unknown, spec: Fields = {}): string =>
		judged(made("keda.sh/v1alpha1", "ScaledObject", spec, { conditions: [ready], health }));
	const failing = (numberOfFailures?: number): Fields => ({
		cpu: { status: "Happy" },
		queue: { status: "Failing", numberOfFailures },
	});

	it("reads its triggers, and fails where one does not answer as often as its fallback says", () => {
		expect(scaler({ queue: { status: "Happy", numberOfFailures: 9 } })).toBe("pass Ready: is ready");
		expect(scaler(undefined)).toBe("pass Ready: is ready");
		expect(scaler(failing(1))).toBe("pending TriggerFailing: cannot read its trigger queue: it failed 1 time in a row");
		expect(scaler(failing(2))).toBe("pending TriggerFailing: cannot read its trigger queue: it failed 2 times in a row");
		expect(scaler(failing(3))).toBe("fail TriggerFailing: cannot read its trigger queue: it failed 3 times in a row");
		expect(scaler(failing())).toBe("pending TriggerFailing: cannot read its trigger queue: it failed 0 times in a row");
		expect(scaler(failing(4), { fallback: { failureThreshold: 5 } })).toMatch(/^pending/);
		expect(scaler(failing(5), { fallback: { failureThreshold: 5 } })).toMatch(/^fail/);
	});
});
