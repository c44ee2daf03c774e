import { describe, expect, it } from "vitest";
import { type DrawnGate, drawnGates } from "../../src/reporters/report/gates.ts";

describe("the gates that are drawn", () => {
	const gate = (on: number, phase: number, more: Partial<DrawnGate> = {}): DrawnGate => ({
		on: `${on}`,
		phase: `${phase}`,
		kind: "hard",
		open: false,
		...more,
	});
	const full = (count: number): DrawnGate[] =>
		Array.from({ length: count }, (_, on) => Array.from({ length: count - on - 1 }, (_, step) => gate(on, on + step + 1))).flat();

	it("are all of a sparse graph, and the transitive reduction of a dense one", () => {
		expect(drawnGates(full(10))).toHaveLength(45);
		expect(drawnGates(full(100)).map(({ on, phase }) => Number(phase) - Number(on))).toEqual(Array(99).fill(1));
	});

	it("keep what no other gate implies: a circle, a hard gate next to soft ones, a closed gate next to open ones", () => {
		const circle = [gate(200, 201), gate(201, 202), gate(202, 200)];
		expect(drawnGates([...full(20), ...circle])).toEqual(expect.arrayContaining(circle));
		const beside = [gate(300, 301, { kind: "soft" }), gate(301, 302, { kind: "soft" }), gate(300, 302)];
		expect(drawnGates([...full(20), ...beside])).toEqual(expect.arrayContaining(beside));
		const open = [gate(400, 401), gate(401, 402, { open: true }), gate(400, 402)];
		expect(drawnGates([...full(20), ...open])).toEqual(expect.arrayContaining(open));
	});
});
