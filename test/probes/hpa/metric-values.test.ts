import { describe, expect, it } from "vitest";
import { describeMetric, impossibleAmong, type Metric, metricsAt, silentAmong } from "../../../src/probes/hpa/hpa-metrics.ts";
import { object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const read = (...entries: unknown[]): Metric[] =>
	metricsAt(
		object({ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", name: "x", status: { list: entries } }),
		"status",
		"list",
	);
const some = { averageValue: "1" };
const resource = (name: string, current: Fields = some): Fields => ({ type: "Resource", resource: { name, current } });
const ofContainer = (name: string, container: string, current: Fields = some): Fields => ({
	containerResource: { name, container, current },
});
const ofObject = (name: string, kind: string, who: string, current: Fields = some): Fields => ({
	object: { metric: { name }, describedObject: { kind, name: who }, current },
});
const external = (name: string, selector?: Fields | null, current: Fields = some): Fields => ({
	external: { metric: { name, ...(selector === undefined ? {} : { selector }) }, current },
});
const pods = (name: string, current: Fields = some): Fields => ({ pods: { metric: { name }, current } });

describe("a metric", () => {
	it.each<[unknown, string]>([
		[resource("cpu"), "cpu"],
		[ofContainer("cpu", "sa"), "cpu of container sa"],
		[pods("requests"), "requests"],
		[ofObject("hits", "Ingress", "web"), "hits of Ingress/web"],
		[external("queue"), "queue"],
	])("is named as people name it: %j", (entry, name) => expect(read(entry).map(describeMetric)).toEqual([name]));

	it("of a kind that nobody knows is none", () => {
		expect(read({ type: "Odd", odd: { name: "x" } }, { resource: {} }, null)).toEqual([]);
	});
});

describe("a metric that is asked for has a value", () => {
	const left = (wanted: readonly unknown[], current: readonly unknown[]): string[] =>
		silentAmong(read(...wanted), read(...current)).map(describeMetric);

	it.each<[string, readonly unknown[], readonly unknown[]]>([
		["of its name", [resource("cpu")], [resource("cpu")]],
		["among others", [resource("cpu")], [resource("memory"), pods("cpu"), resource("cpu")]],
		["of its container", [ofContainer("cpu", "sa")], [ofContainer("cpu", "ra"), ofContainer("cpu", "sa")]],
		["of its object", [ofObject("hits", "Ingress", "web")], [ofObject("hits", "Ingress", "web")]],
		["of its selector", [external("queue", { a: "b" })], [external("queue", { a: "b" })]],
		["without its selector", [external("queue", { a: "b" })], [external("queue")]],
		["without its selector, which is null", [external("queue", { a: "b" })], [external("queue", null)]],
		[
			"each its own",
			[external("queue", { a: "b" }), external("queue", { a: "c" })],
			[external("queue", { a: "c" }), external("queue")],
		],
		["by its utilization", [resource("cpu")], [resource("cpu", { averageUtilization: 0 })]],
		["by its value", [pods("hits")], [pods("hits", { value: "12" })]],
	])("%s", (_what, wanted, current) => expect(left(wanted, current)).toEqual([]));

	it.each<[string, readonly unknown[], readonly unknown[], string[]]>([
		["of another name", [resource("cpu")], [resource("memory")], ["cpu"]],
		["of another source", [resource("cpu")], [pods("cpu"), external("cpu")], ["cpu"]],
		["of another container", [ofContainer("cpu", "sa")], [ofContainer("cpu", "ra")], ["cpu of container sa"]],
		[
			"of another object",
			[ofObject("hits", "Ingress", "web")],
			[ofObject("hits", "Service", "web"), ofObject("hits", "Ingress", "db")],
			["hits of Ingress/web"],
		],
		["of another selector", [external("queue", { a: "b" })], [external("queue", { a: "c" })], ["queue"]],
		["of one of two", [ofContainer("cpu", "sa"), ofContainer("cpu", "ra")], [ofContainer("cpu", "ra")], ["cpu of container sa"]],
		["once, where two are asked for", [external("queue"), external("queue")], [external("queue")], ["queue"]],
		["that says nothing", [resource("cpu")], [resource("cpu", {})], ["cpu"]],
		["that is no number", [resource("cpu")], [resource("cpu", { averageValue: "<unknown>" })], ["cpu"]],
		["that is null", [resource("cpu")], [resource("cpu", { averageUtilization: null })], ["cpu"]],
	])("but not %s", (_what, wanted, current, names) => expect(left(wanted, current)).toEqual(names));
});

describe("a value that no metric can have", () => {
	const bad = (current: Fields): string | null => impossibleAmong(read(resource("memory"), resource("cpu", current)));

	it.each<[Fields, string]>([
		[{ averageUtilization: -1 }, "-1"],
		[{ averageValue: "-1m" }, "-1m"],
		[{ value: "-5" }, "-5"],
		[{ averageValue: "9223372036854775807" }, "9223372036854775807"],
		[{ averageValue: "9223372036854775" }, "9223372036854775"],
		[{ averageValue: "9223372036854774" }, "9223372036854774"],
		[{ averageUtilization: 1e30 }, "1e+30"],
		[{ averageUtilization: Number.NaN }, "NaN"],
		[{ averageValue: "1", value: "-1" }, "-1"],
	])("is %j", (current, value) => expect(bad(current)).toBe(`cpu has the value ${value}`));

	it.each<Fields>([
		{ averageUtilization: 0 },
		{ averageUtilization: 4000 },
		{ averageValue: "0" },
		{ averageValue: "9223372036854773" },
		{ averageValue: "<unknown>" },
		{ averageValue: null },
		{},
	])("is not %j", (current) => expect(bad(current)).toBeNull());
});
