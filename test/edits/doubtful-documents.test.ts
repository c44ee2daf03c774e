import { expect, it } from "vitest";
import { Failure } from "../../src/model/failure.ts";
import { apply } from "./editing.ts";

it("a status with words on both sides of its mark is nothing to write into: it is refused, and what to do is said", () => {
	const document = "## Phase 1: Dual\n\n### Status: | 100% | ✅ Done | 0 |\n\n- [x] a\n- [ ] b\n";
	expect(() => apply(document, { kind: "sync" })).toThrow(Failure);
	expect(() => apply(document, { kind: "sync" })).toThrow(/^parts of the document cannot be read as meant, [^\n]*$/);
});
