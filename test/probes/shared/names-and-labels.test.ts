import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelled, ofName, selectedFrom } from "../../../src/probes/shared/names-and-labels.ts";
import { labelsOf } from "../../../src/probes/shared/ownership.ts";
import { labelSelector, parseSelector } from "../../../src/probes/shared/selectors.ts";
import { object, pod } from "../objects.ts";

const key = fc.constantFrom("app", "tier", "__proto__", "constructor");
const value = fc.constantFrom("a", "b", "");
const labels = fc.dictionary(key, value, { noNullPrototype: true });
const objects = fc
	.array(fc.record({ name: fc.constantFrom("a", "b", "c"), namespace: fc.constantFrom("x", "y"), labels }), { maxLength: 12 })
	.map((all) => all.map(({ name, namespace, labels: some }) => pod(name, { namespace, labels: some })));
const requirement = fc.record({
	key,
	operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
	values: fc.array(value, { maxLength: 2 }),
});

describe("a look into a list", () => {
	it("finds what going through it finds, in its order", () => {
		fc.assert(
			fc.property(objects, labels, fc.array(requirement, { maxLength: 2 }), (all, matchLabels, matchExpressions) => {
				const policy = object({ apiVersion: "v1", kind: "Policy", name: "p", spec: { matchLabels, matchExpressions } });
				const selector = labelSelector(policy, "spec");
				if (selector === null) throw new Error("no selector");
				for (let again = 0; again < 2; again += 1)
					expect(selectedFrom(all, selector)).toEqual(all.filter((one) => selector.matches(labelsOf(one))));
			}),
		);
	});

	it("finds the objects of a name in all namespaces, and of a label's value", () => {
		fc.assert(
			fc.property(objects, fc.constantFrom("a", "d", "__proto__"), key, value, (all, name, label, wanted) => {
				expect(ofName(all, name)).toEqual(all.filter(({ metadata }) => metadata.name === name));
				const has = (one: (typeof all)[number]): boolean =>
					Object.hasOwn(labelsOf(one), label) && labelsOf(one)[label] === wanted;
				expect(labelled(all, label, wanted)).toEqual(all.filter(has));
			}),
		);
	});

	it("takes everything by a selector without a demand", () => {
		const all = [pod("a"), pod("b")];
		const every = parseSelector("!app");
		expect(every === null ? null : selectedFrom(all, every)).toEqual(all);
	});
});
