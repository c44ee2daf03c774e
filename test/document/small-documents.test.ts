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
	[
		"a folded part for each phase",
		"# Move to k8s\n\n<details open>\n<summary>Phase 1: Prepare ✅</summary>\n\n- [x] Write charts\n- [x] Set limits\n\n</details>\n\n<details>\n<summary>Phase 2: Cut over</summary>\n\n- [ ] Lower TTL\n- [ ] Switch DNS\n\n</details>\n",
		["1 Prepare: complete 2/2", "2 Cut over: not-started 0/2"],
	],
	[
		"counts of tasks beside the percentages",
		"# Plan\n\n## Progress overview\n\n| Phase | Tasks | Done | Status | Progress |\n|---|--:|--:|---|--:|\n| **Phase 1: Base** | 2 | 2 | ✅ Complete | 100% |\n| **Phase 2: Mail** | 2 | 1 | 🔄 In Progress | 50% |\n| **Total** | **4** | **3** | | **75%** |\n\n## Phase 1: Base\n\n- [x] a\n- [x] b\n\n## Phase 2: Mail\n\n- [x] c\n- [ ] d\n",
		["1 Base: complete 2/2", "2 Mail: in-progress 1/2"],
	],
	[
		"links and badges for statuses",
		"# Programme\n\n## Overview\n\n| Phase | Name | Status | ETA |\n|---|---|---|---|\n| [Phase 1](#phase-1-base) | [Base](docs/1.md) | ![done](https://img.shields.io/badge/status-done-green) | 2026-02-01 |\n| [Phase 2](#phase-2-mail) | [Mail](docs/2.md) | [In progress](https://example.org/board) | 2027-02-01 |\n\n## Phase 1: Base\n\n- [x] a\n\n## Phase 2: Mail\n\n- [x] b\n- [ ] c\n",
		["1 Base: complete 1/1", "2 Mail: in-progress 1/2"],
	],
	[
		"line breaks in cells",
		"# Migration Status\n\n| **Phase** | **Description** | **Status** | **Assignee** | **Due** |\n| --- | --- | --- | --- | --- |\n| **Phase 1** | Lift \\& shift<br>of stateless apps | DONE | @ana | 05/Feb/26 |\n| **Phase 2** | Stateful apps<br>\\- databases | IN PROGRESS | @ben | 30/Apr/27 |\n| **Phase 3** | Decommission | TO DO | | |\n",
		[
			"1 Lift & shift of stateless apps: complete 0/0",
			"2 Stateful apps - databases: in-progress 0/0",
			"3 Decommission: not-started 0/0",
		],
	],
	[
		"the marks of a wiki",
		"# Migration\n\n## Phase 1 - Base\n\nStatus: (/) Done\n\n- [x] nodes\n\n## Phase 2 - Mail\n\nStatus: (!) In Progress\n\n- [x] imap\n- [ ] smtp\n",
		["1 Base: complete 1/1", "2 Mail: in-progress 1/2"],
	],
	[
		"a status between number and title",
		"# Plan\n\n## Phase 1 (COMPLETED): Base\n\n- [x] a\n\n## Phase 2 (IN PROGRESS): Mail\n\n- [x] b\n- [ ] c\n",
		["1 Base: complete 1/1", "2 Mail: in-progress 1/2"],
	],
	[
		"a label before the status in a heading",
		"# Plan\n\n## Phase 1: Base — Status: Completed\n\n- [x] a\n\n## Phase 2: Mail — Status: In Progress\n\n- [x] b\n- [ ] c\n",
		["1 Base: complete 1/1", "2 Mail: in-progress 1/2"],
	],
	[
		"a phase that is struck through",
		"# Plan\n\n## Phase 1: Base\n\n- [x] a\n\n## ~~Phase 2: Mail~~ (cancelled)\n\n- [ ] b\n\n## Phase 3: Web\n\n- [ ] c\n",
		["1 Base: complete 1/1", "2 Mail: not-started 0/1", "3 Web: not-started 0/1"],
	],
	[
		"blockers that are struck through with a remark",
		"# Plan\n\n## Phase 1: Base\n\n- [x] a\n- [ ] b\n\n## Phase 2: Mail\n\n- [ ] c\n\n## Blockers\n\n- ~~Phase 1: waiting for the firewall team~~ (resolved 2026-03-04)\n- ~~**Phase 2** – licence~~ → bought\n- **Phase 2**: DNS zone is not delegated (since 2026-03-10)\n",
		["1 Base: in-progress 1/2", "2 Mail: blocked 0/1"],
	],
	[
		"a numbered list of phases",
		"# Plan\n\n1. **Phase 1 – Assess** ✅\n   - [x] Inventory\n   - [x] Sizing\n2. **Phase 2 – Build** 🟡\n   - [x] Cluster\n   - [ ] Registry\n3. **Phase 3 – Run**\n   - [ ] Handover\n",
		["1 Assess: complete 2/2", "2 Build: in-progress 1/2", "3 Run: not-started 0/1"],
	],
	[
		"parts of a phase that the table leaves out",
		"# Plan\n\n## Summary\n\n| Phase | Status | Progress |\n|---|---|---|\n| Phase 1 | In Progress | 50% |\n| Phase 2 | Not Started | 0% |\n\n## Phase 1: Base\n\n### Phase 1.1: Nodes\n\n- [x] a\n\n### Phase 1.2: Net\n\n- [ ] b\n\n## Phase 2: Mail\n\n### Phase 2.1: IMAP\n\n- [ ] c\n",
		[
			"1 Base: in-progress 0/0",
			"1.1 Nodes: complete 1/1",
			"1.2 Net: not-started 0/1",
			"2 Mail: not-started 0/0",
			"2.1 IMAP: not-started 0/1",
		],
	],
	[
		"Greek letters",
		"# Plan\n\n## Phase α: Base\n\n- [x] a\n\n## Phase β: Mail\n\n- [ ] b\n",
		["α Base: complete 1/1", "β Mail: not-started 0/1"],
	],
	[
		"Dutch words",
		"# Plan\n\n| Fase | Omschrijving | Status |\n|---|---|---|\n| 1 | Basis | Afgerond |\n| 2 | Post | Bezig |\n| 3 | Web | Niet gestart |\n\n## Fase 1: Basis\n\n- [x] a\n\n## Fase 2: Post\n\n- [x] b\n- [ ] c\n\n## Fase 3: Web\n\n- [ ] d\n",
		["1 Basis: complete 1/1", "2 Post: in-progress 1/2", "3 Web: not-started 0/1"],
	],
	[
		"Italian words",
		"# Piano\n\n## Fase 1: Base\n\n**Stato:** Completata\n\n- [x] nodi\n\n## Fase 2: Posta\n\n**Stato:** In corso\n\n- [x] imap\n- [ ] smtp\n\n## Fase 3: Web\n\n**Stato:** Da iniziare\n\n- [ ] nginx\n",
		["1 Base: complete 1/1", "2 Posta: in-progress 1/2", "3 Web: not-started 0/1"],
	],
	[
		"Polish words",
		"# Plan migracji\n\n| Etap | Opis | Status |\n|---|---|---|\n| Etap 1 | Podstawy | Zakończony |\n| Etap 2 | Poczta | W toku |\n| Etap 3 | WWW | Nie rozpoczęto |\n\n## Etap 1: Podstawy\n\n- [x] węzły\n\n## Etap 2: Poczta\n\n- [x] imap\n- [ ] smtp\n\n## Etap 3: WWW\n\n- [ ] nginx\n",
		["1 Podstawy: complete 1/1", "2 Poczta: in-progress 1/2", "3 WWW: not-started 0/1"],
	],
	[
		"Ukrainian words",
		"# План міграції\n\n## Етап 1: Основа\n\n**Статус:** Завершено\n\n- [x] вузли\n\n## Етап 2: Пошта\n\n**Статус:** В процесі\n\n- [x] imap\n- [ ] smtp\n",
		["1 Основа: complete 1/1", "2 Пошта: in-progress 1/2"],
	],
	[
		"Turkish words",
		"# Geçiş planı\n\n## Aşama 1: Temel\n\n**Durum:** Tamamlandı\n\n- [x] düğümler\n\n## Aşama 2: Posta\n\n**Durum:** Devam ediyor\n\n- [x] imap\n- [ ] smtp\n",
		["1 Temel: complete 1/1", "2 Posta: in-progress 1/2"],
	],
	[
		"French columns and bars",
		"# Migration Kubernetes\n\n| Étape | Intitulé | État | Avancement |\n|---|---|---|---|\n| 1 | Inventaire | Terminé | ██████████ 100 % |\n| 2 | Plateforme | En cours | ████░░░░░░ 40 % |\n| 3 | Bascule | À faire | ░░░░░░░░░░ 0 % |\n",
		["1 Inventaire: complete 0/0", "2 Plateforme: in-progress 0/0", "3 Bascule: not-started 0/0"],
	],
	[
		"fields of a note",
		"# Plan\n\n## Phase 1: Base\n\nstatus:: done\n\n- [x] a ✅ 2026-03-01\n\n## Phase 2: Mail\n\nstatus:: in progress\n\n- [x] b\n- [/] c\n- [-] d\n- [>] e\n- [ ] f 📅 2027-01-01\n",
		["1 Base: complete 1/1", "2 Mail: in-progress 1/2"],
		["near-miss-checkbox", "near-miss-checkbox", "near-miss-checkbox"],
	],
	[
		"sections about some of the phases that a table has",
		"# P\n\n## Phase Status Tracker\n\n| Phase | Status | Completion |\n|---|---|---|\n| 1: Needs | complete | 100% |\n| 2: Design | in progress | 40% |\n| 3: Merge | pending | 0% |\n\n## Parallel work\n\n### Phase 2: Design (Parallel)\n\n| Who | Task | Status |\n|---|---|---|\n| Ana | a | done |\n",
		["1 Needs: complete 0/0", "2 Design: in-progress 0/0", "3 Merge: not-started 0/0"],
	],
	[
		"a legend in a note",
		"# P\n\n### Phase 1: Base ⚠️ In Progress\n\n- [x] a\n- [ ] b\n\n### Phase 2: Mail ❌\n\n- [ ] c\n\nNote: Use these status emojis to track progress:\n- ✅ Completed\n- ⚠️ In Progress\n- ❌ Not Started\n",
		["1 Base: in-progress 1/2", "2 Mail: not-started 0/1"],
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

describe("the dependencies of a small document", () => {
	const edges = (text: string): readonly string[] =>
		(readDocument(sourceText(text)).dependencies?.edges ?? []).map(({ phase, on, kind }) => `${phase} ${kind} ${on}`);
	const phases = "## Phase 1: Base\n- [x] a\n\n## Phase 2: Mail\n- [ ] b\n\n## Phase 3: Web\n- [ ] c\n\n## Dependencies\n\n";

	it.each([
		["sentences of a paragraph", "Phase 3 cannot start until Phase 2 is complete. Phase 2 depends on\nPhase 1, which is done.\n"],
		["lines of a paragraph", "Phase 3 depends on Phase 2\nPhase 2 depends on Phase 1\n"],
		[
			"names with the phase in brackets",
			"- **Base (Phase 1)**: No dependencies\n- **Web (Phase 3)**: Depends on Phase 2\n- **Mail (Phase 2)**: requires Phase 1\n",
		],
	])("are read from %s", (_name, written) => {
		expect([...edges(phases + written)].sort()).toEqual(["2 hard 1", "3 hard 2"]);
		expect(check(readDocument(sourceText(phases + written)), "2026-11-24").map(({ rule }) => rule)).not.toContain(
			"dependency-unreadable",
		);
	});

	it("are reported where a sentence about two phases is not understood", () => {
		const document = readDocument(sourceText(`${phases}Phase 2 depends on Phase 1. Phase 3 is somehow tied to Phase 2.\n`));
		const found = check(document, "2026-11-24").filter(({ rule }) => rule === "dependency-unreadable");
		expect(found.map(({ span }) => document.source.text.slice(span.start, span.end))).toEqual([
			"Phase 3 is somehow tied to Phase 2.",
		]);
	});
});
