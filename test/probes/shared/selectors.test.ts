import { describe, expect, it } from "vitest";
import { equalitySelector, labelSelector, parseSelector } from "../../../src/probes/shared/selectors.ts";

const pods = {
	none: {},
	sa: { app: "sa", tier: "back" },
	ra: { app: "ra", tier: "back" },
	wfe: { app: "wfe", canary: "" },
} as const;

/** The pods that a selector takes, and how kubectl would be told. */
function taken(selector: ReturnType<typeof parseSelector>): string {
	if (selector === null) return "no selector";
	const names = Object.entries(pods).filter(([, labels]) => selector.matches(labels));
	return `${selector.words}: ${names.map(([name]) => name).join(" ")}${selector.everything ? ", everything" : ""}`;
}

describe("a selector as for kubectl", () => {
	it.each([
		["app=sa", "app=sa: sa"],
		["app==sa", "app=sa: sa"],
		[" app = sa , tier = back ", "app=sa,tier=back: sa"],
		["app!=sa", "app!=sa: none ra wfe"],
		["app in (sa,ra)", "app in (sa,ra): sa ra"],
		["app in ( sa , wfe ),tier=back", "app in (sa,wfe),tier=back: sa"],
		["app in (sa)", "app=sa: sa"],
		["app notin (sa,ra)", "app notin (sa,ra): none wfe"],
		["app notin (sa)", "app!=sa: none ra wfe"],
		["canary", "canary: wfe"],
		["!canary", "!canary: none sa ra"],
		["! canary,app", "!canary,app: sa ra"],
		["canary=", "canary=: wfe"],
		["app.kubernetes.io/name=sa", "app.kubernetes.io/name=sa: "],
		["toString", "toString: "],
		["toString!=x", "toString!=x: none sa ra wfe"],
	])("%s", (text, expected) => expect(taken(parseSelector(text))).toBe(expected));

	it.each([
		"",
		"a b",
		"app=sa=ra",
		"app=s a",
		"=sa",
		"app in sa",
		"app in (sa",
		"app in (sa) x",
		"x app in (sa)",
		"app~sa",
		"app=sa,",
		"-app",
		"app-",
		"a!",
		"!!a",
		"!a b",
		"app=(sa)",
		"a/=b",
		"xapp=sa!",
	])("%j is none", (text) => expect(parseSelector(text)).toBeNull());
});

describe("the selector of an object", () => {
	const expressions = (...matchExpressions: unknown[]): unknown => ({ spec: { selector: { matchExpressions } } });
	const of = (object: unknown): string => taken(labelSelector(object, "spec", "selector"));

	it.each<[string, unknown, string]>([
		["labels", { spec: { selector: { matchLabels: { app: "sa", tier: "back" } } } }, "app=sa,tier=back: sa"],
		["In", expressions({ key: "app", operator: "In", values: ["sa", "ra", 7] }), "app in (sa,ra): sa ra"],
		["NotIn", expressions({ key: "app", operator: "NotIn", values: ["sa", "ra"] }), "app notin (sa,ra): none wfe"],
		["Exists", expressions({ key: "canary", operator: "Exists" }), "canary: wfe"],
		["DoesNotExist", expressions({ key: "canary", operator: "DoesNotExist" }), "!canary: none sa ra"],
		[
			"both",
			{
				spec: {
					selector: { matchLabels: { tier: "back" }, matchExpressions: [{ key: "app", operator: "NotIn", values: ["sa"] }] },
				},
			},
			"tier=back,app!=sa: ra",
		],
		["nothing, which takes everything", { spec: { selector: {} } }, ": none sa ra wfe, everything"],
		["an operator that is not known", expressions({ key: "app", operator: "Like", values: ["s*"] }), "no selector"],
		["no key", expressions({ operator: "Exists" }), "no selector"],
		["none", { spec: {} }, "no selector"],
		["null", { spec: { selector: null } }, "no selector"],
	])("%s", (_what, object, expected) => expect(of(object)).toBe(expected));

	it("of a Service is plain, and where it is empty it selects nothing", () => {
		expect(taken(equalitySelector({ spec: { selector: { app: "sa" } } }, "spec", "selector"))).toBe("app=sa: sa");
		expect(equalitySelector({ spec: { selector: {} } }, "spec", "selector")).toBeNull();
		expect(equalitySelector({ spec: {} }, "spec", "selector")).toBeNull();
	});
});
