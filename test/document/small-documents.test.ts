import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { check } from "../../src/rules/check.ts";
import { sourceText } from "../../src/text/decode.ts";

/** Small documents in the shapes that people write: what is read of each as `id title: status done/counted`, and the errors that are true. */
const table: readonly (readonly [name: string, text: string, phases: readonly string[], errors?: readonly string[]])[] = [
	[
		"bold lines for headings",
		"# P\n\n**Phase 1: Base**\n- [x] a\n\n**Phase 2: Mail** *(later)*\n- [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
	],
	[
		"a bold line with a status below",
		"**Phase 1: Base**\n**Status:** Done\n\n**Phase 2: Mail**\n\n- [ ] b\n",
		["1 Base: complete 0/0", "2 Mail: not-started 0/1"],
	],
	[
		"a mark between number and title",
		"## Phase 1 ✅ — Base\n- text\n\n## Phase 2 — Mail\n- [ ] b\n",
		["1 Base: complete 0/0", "2 Mail: not-started 0/1"],
	],
	[
		"a mark before the word",
		"## ✅ Phase 1: Base\n- text\n\n## 📋 Phase 2: Mail\n- [ ] b\n",
		["1 Base: complete 0/0", "2 Mail: not-started 0/1"],
	],
	["a done mark with open items", "## ✅ Phase 1: Base\n- [ ] a\n", ["1 Base: not-started 0/1"], ["status-mismatch"]],
	[
		"coloured dots as decoration",
		"## 🔴 Phase 1: Urgent\n- [x] a\n\n## 🟢 Phase 2: Easy\n- [ ] b\n",
		["1 Urgent: complete 1/1", "2 Easy: not-started 0/1"],
	],
	[
		"a percentage in the heading",
		"## Phase 1: Base (100%)\ntext\n\n## Phase 2: Mail (40%)\ntext\n",
		["1 Base: complete 0/0", "2 Mail: in-progress 0/0"],
	],
	["a percentage that is wrong", "## Phase 1: Base (100%)\n- [ ] a\n", ["1 Base: not-started 0/1"], ["status-mismatch"]],
	[
		"a sentence as the status beside one in the heading",
		"## Phase 1: Base ✅ COMPLETE\n\n**Status**: All breaking changes fixed\n",
		["1 Base: complete 0/0"],
	],
	[
		"a status of a task",
		"## Phase 1: Base\n\n#### Task 1.1\n\n**Status:** Done\n- [x] a\n\n#### Task 1.2\n\n- [ ] b\n",
		["1 Base: in-progress 1/2"],
	],
	[
		"a phase continued elsewhere",
		"## Done\n\n### Phase 1: Base\n- [x] a\n\n## Open\n\n### Phase 1: Base (continued)\n- [ ] b\n",
		["1 Base: in-progress 1/2"],
	],
	["a phase twice", "## Phase 1: Base\n- [x] a\n\n## Phase 1: Mail\n- [ ] b\n", ["1 Base: in-progress 1/2"], ["duplicate-phase"]],
	[
		"a title that names a larger phase",
		"# Phase 1.3 - Plan\n\n## Phase A: Base\n- [x] a\n\n## Phase B: Mail\n- [ ] b\n",
		["A Base: complete 1/1", "B Mail: not-started 0/1"],
	],
	["waves", "## Wave 1: Base\n- [x] a\n\n## Wave 2: Mail\n- [ ] b\n", ["1 Base: complete 1/1", "2 Mail: not-started 0/1"]],
	[
		"Etappen",
		"## Etappe 1: Basis\n- [x] a\n\n## Etappe 2: Post\n- [ ] b\n",
		["1 Basis: complete 1/1", "2 Post: not-started 0/1"],
	],
	[
		"フェーズ",
		"## フェーズ1：準備\n- [x] a\n\n## フェーズ2：移行\n- [ ] b\n",
		["1 準備: complete 1/1", "2 移行: not-started 0/1"],
	],
	["第1阶段", "## 第1阶段：准备\n- [x] a\n\n## 第2阶段：迁移\n- [ ] b\n", ["1 准备: complete 1/1", "2 迁移: not-started 0/1"]],
	[
		"Roman numbers",
		"## Phase I: Base\n- [x] a\n\n## Phase II: Mail\n- [ ] b\n",
		["I Base: complete 1/1", "II Mail: not-started 0/1"],
	],
	[
		"numbers in words",
		"## Phase One: Base\n- [x] a\n\n## Phase Two: Mail\n- [ ] b\n",
		["One Base: complete 1/1", "Two Mail: not-started 0/1"],
	],
	[
		"dotted ids",
		"## Phase 1.1: Base\n- [x] a\n\n## Phase 1.2: Mail\n- [ ] b\n",
		["1.1 Base: complete 1/1", "1.2 Mail: not-started 0/1"],
	],
	["a range", "## Phases 1-3: Everything\n- [ ] a\n\n## Phase 4: Mail\n- [ ] b\n", ["4 Mail: not-started 0/1"]],
	[
		"a timeline",
		"## Phase 1: Base\n- [x] a\n\n## Timeline\n\n### Phase 1 (weeks 1-2)\n\n- [ ] not an item\n",
		["1 Base: complete 1/1"],
	],
	["a rollback section", "## Phase 1: Base\n- [x] a\n\n## Rollback\n\n### Phase 1 Rollback\n\ntext\n", ["1 Base: complete 1/1"]],
	[
		"only a table, headed by another word",
		"| Фаза | Файл | Статус |\n|---|---|---|\n| 1 | `phase-01.md` | завершена |\n| 2 | `phase-02.md` | не начата |\n",
		["1 : complete 0/0", "2 : not-started 0/0"],
	],
	[
		"a table with an empty status",
		"## Summary\n\n| Phase | Description | Status |\n|---|---|---|\n| 1 | Base | |\n| ... | | |\n",
		["1 Base: not-started 0/0"],
	],
	[
		"phases as checkboxes with a bold title",
		"- [x] **Phase 1: Base**: all of it\n- [ ] **Phase 2**: Mail\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
	],
	[
		"phases as bullets with nested checkboxes",
		"- **Phase 1: Base**\n  - [x] a\n- **Phase 2: Mail**\n  - [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
	],
	[
		"an overview list beside the sections",
		"- [x] Phase 1: Base\n- [ ] Phase 2: Mail\n\n## Phase 1: Base\n- [x] a\n\n## Phase 2: Mail\n- [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
	],
	["a status in a block quote", "## Phase 1: Base\n\n> **Status:** Done\n\ntext\n", ["1 Base: complete 0/0"]],
	["a resolved blocker", "## Phase 1: Base\n- [ ] a\n\n## Current Blockers\n\n- ✅ Phase 1: disk\n", ["1 Base: not-started 0/1"]],
	[
		"several tables",
		"## Metrics\n\n| Phase | Metric | Status |\n|---|---|---|\n| Phase 1 | Latency | ✅ |\n\n## Status Summary\n\n| Phase | Status |\n|---|---|\n| Phase 1 | In Progress |\n\n## Phase 1: Base\n- [x] a\n- [ ] b\n",
		["1 Base: in-progress 1/2"],
	],
	[
		"a title with a remark in one place",
		"## Status Summary\n\n| Phase | Description | Status |\n|---|---|---|\n| 1 | Base | Done |\n\n## Phase 1: Base (2/2 plans) — done in May\n- [x] a\n",
		["1 Base (2/2 plans) — done in May: complete 1/1"],
	],
	[
		"the emoji of numbers",
		"## 🏗️ Phase 1️⃣: Base\n- [x] a\n\n## Phase 2️⃣: Mail\n- [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
	],
	[
		"only a table, with the numbers in a column of their own",
		"| # | Phase | Status | Target |\n|---|---|---|---|\n| 1 | Discovery | ✅ Complete | Q1 2027 |\n| 2 | Build | In Progress | TBD |\n",
		["1 Discovery: complete 0/0", "2 Build: in-progress 0/0"],
	],
	[
		"a table of numbers and names beside the sections",
		"| No. | Phase | Status |\n|---|---|---|\n| 1 | Base | Not Started |\n| 2 | Mail | Not Started |\n\n## Phase 1: Base\n- [x] a\n\n## Phase 2: Mail\n- [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
		["status-mismatch"],
	],
	[
		"a table of issues by phase, with numbers",
		"| # | Phase | Status |\n|---|---|---|\n| 1 | Phase 2 | Fixed |\n| 2 | Phase 1 | Fixed |\n| 3 | Phase 2 | Open |\n\n## Phase 1: Base\n- [x] a\n\n## Phase 2: Mail\n- [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
	],
	[
		"a heading from one phase to another",
		"## Phase 1 → Phase 2 handover\n\ntext\n\n## Phase 1: Base\n- [x] a\n\n## Phase 2: Mail\n- [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
	],
	[
		"a legend of words of one's own",
		"## Legend\n\n- 🟩 Finished\n- 🟧 Running\n\n## Overview\n\n| Phase | Status |\n|---|---|\n| 1 | 🟩 Finished |\n| 2 | 🟧 Running |\n\n## Phase 1: Base\n- [x] a\n\n## Phase 2: Mail\n- [ ] b\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1"],
		["status-mismatch"],
	],
];

describe("a small document with", () => {
	it.each(table.map(([name, text, phases, errors = []]) => ({ name, text, phases, errors })))(
		"$name",
		({ text, phases, errors }) => {
			const document = readDocument(sourceText(text));
			const read = rollUp(document, "2026-11-24").map(
				({ phase, status, own }) => `${phase.id} ${phase.title.value}: ${status} ${own.done}/${own.counted}`,
			);
			expect(read).toEqual(phases);
			const found = check(document, "2026-11-24").filter(({ severity }) => severity === "error");
			expect(found.map(({ rule }) => rule)).toEqual(errors);
			expect(check(document, "2026-11-24").filter(({ rule }) => rule === "title-mismatch")).toEqual([]);
		},
	);
});
