import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { namedSection } from "../../src/document/section-names.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change, Signature } from "../../src/edits/change.ts";
import { createPart } from "../../src/edits/create-part.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { normalised } from "../../src/model/words/vocabulary.ts";
import { writtenLanguages } from "../../src/model/words/words-to-write.ts";
import { check } from "../../src/rules/check.ts";
import { sourceText } from "../../src/text/decode.ts";

const day = "2026-11-24";
const by: Signature = { reviewer: "Ana", day, message: null, force: "test", secondReviewer: false, evidence: "none" };
const reread = (text: string) => readDocument(sourceText(text));

function written(text: string, change: Change): string {
	const created = createPart(reread(text), change, day, reread);
	if (created === null) throw new Error("the document lacks nothing");
	const applied = applyChange(reread(created.text), change, by, reread);
	return applied.kind === "changed" ? applied.text : created.text;
}

const changes: readonly Change[] = [
	{ kind: "note", phase: "2", text: "x" },
	{ kind: "block", phase: "2", reason: "x" },
	{ kind: "review", phase: "2", text: "x" },
	{ kind: "risk-add", text: "x", impact: null, probability: null, mitigation: null, owner: "y" },
	{ kind: "dates", phase: "2", start: { kind: "day", day: "2026-11-02" }, target: { kind: "day", day: "2027-01-02" } },
];

/** A document, and the lines that the four commands add with --create, but for those of the rows. */
const documents: readonly (readonly [language: string, text: string, lines: readonly string[]])[] = [
	[
		"German",
		"# Umzug\n\n## Etappe 1: Basis\n\n**Status:** Erledigt\n\n- [x] Netz für alle\n\n## Etappe 2: Post\n\n**Status:** Läuft\n\n- [x] Server und Platte\n- [ ] Klient mit der Suche\n",
		[
			"## Notizen",
			"### Etappe 2 Notizen",
			"## Hindernisse",
			"- Etappe 2: x (seit 2026-11-24)",
			"## Änderungsverlauf",
			"| Datum | Prüfer | Etappe | Änderung |",
			"## Risiken",
			"| Risiko | Auswirkung | Wahrscheinlichkeit | Maßnahme | Verantwortlich |",
			"## Übersicht",
			"| Etappe | Beschreibung | Status | Beginn | Zieldatum | Fortschritt |",
			"| Etappe 2 | Post | Läuft | 2026-11-02 | 2027-01-02 | 50% |",
		],
	],
	[
		"French",
		"# Déménagement\n\n## Étape 1 : Socle\n\n**Statut :** Terminée\n\n- [x] le réseau\n\n## Étape 2 : Courrier\n\n**Statut :** En cours\n\n- [x] le serveur et les disques\n- [ ] le client pour tous\n",
		[
			"## Remarques",
			"### Étape 2 Remarques",
			"## Points bloquants",
			"- Étape 2: x (depuis 2026-11-24)",
			"## Historique des revues",
			"| Date | Auteur | Étape | Changement |",
			"## Risques",
			"## Vue d'ensemble",
			"| Étape | Titre | Statut | Début | Échéance | Avancement |",
			"| Étape 2 | Courrier | En cours | 2026-11-02 | 2027-01-02 | 50% |",
		],
	],
	[
		"Russian",
		"# Переезд\n\n## Этап 1. Основа\n\n**Статус:** Завершён\n\n- [x] кластер\n\n## Этап 2. Почта\n\n**Статус:** В работе\n\n- [x] сервер\n- [ ] клиент\n",
		[
			"## Заметки",
			"### Этап 2 Заметки",
			"## Блокеры",
			"- Этап 2: x (с 2026-11-24)",
			"## История изменений",
			"| Дата | Проверил | Этап | Изменение |",
			"| Риск | Влияние | Вероятность | Меры | Ответственный |",
			"## Сводка",
			"| Этап | Описание | Статус | Начало | Срок | Прогресс |",
			"| Этап 2 | Почта | В работе | 2026-11-02 | 2027-01-02 | 50% |",
		],
	],
	[
		"Japanese",
		"# 移行\n\n## フェーズ1：準備\n\n**状態**：完了\n\n- [x] 計画\n\n## フェーズ2：移行\n\n**状態**：進行中\n\n- [x] サーバー\n- [ ] クライアント\n",
		[
			"## メモ",
			"### フェーズ 2 メモ",
			"## ブロッカー",
			"- フェーズ 2: x (開始 2026-11-24)",
			"## 変更履歴",
			"| 日付 | レビュアー | フェーズ | 変更内容 |",
			"| リスク | 影響 | 確率 | 対策 | 担当者 |",
			"## 概要",
			"| フェーズ | 内容 | 状態 | 開始日 | 期限 | 進捗 |",
			"| フェーズ 2 | 移行 | 進行中 | 2026-11-02 | 2027-01-02 | 50% |",
		],
	],
	[
		"English",
		"# Move\n\n## Stage 1: Base\n\n**Status:** Done\n\n- [x] the network\n\n## Stage 2: Mail\n\n**Status:** In Progress\n\n- [x] a server\n- [ ] a client\n",
		[
			"## Notes and Lessons Learned",
			"### Stage 2 Notes",
			"## Current Blockers",
			"- Stage 2: x (since 2026-11-24)",
			"## Review History",
			"| Date | Reviewer | Stage | Status Update |",
			"| Risk | Impact | Probability | Mitigation | Owner |",
			"| x | - | - | - | y |",
			"## Phase Status Summary",
			"| Stage 2 | Mail | In Progress | 2026-11-02 | 2027-01-02 | 50% |",
		],
	],
];

describe("a part that --create adds", () => {
	it.each(documents)("is in the words of a %s document", (_language, text, lines) => {
		const added = changes
			.map((change) => written(text, change))
			.join("\n")
			.split("\n");
		for (const line of lines) expect(added).toContain(line);
	});

	it.each(documents)(
		"leaves a %s document without an error, keeps every line but those of the status, and is added once",
		(_language, text) => {
			for (const change of changes) {
				for (const source of [text, text.trimEnd(), text.replaceAll("\n", "\r\n")]) {
					const after = written(source, change);
					const errors = check(reread(after), day).filter(({ severity }) => severity === "error");
					expect(
						errors.map(({ message }) => message),
						after,
					).toEqual([]);
					const kept = after.split(/\r?\n/);
					for (const line of source.split(/\r?\n/))
						if (change.kind !== "block" || !/^\*\*.*[:：]/.test(line)) expect(kept, line).toContain(line);
					expect(createPart(reread(after), change, day, reread)).toBeNull();
					expect(applyChange(reread(after), change, by, reread).kind).toBe("unchanged");
					if (source.includes("\r\n")) expect(after.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
				}
			}
		},
	);

	it("uses the words that the probes file teaches", () => {
		const taught = { ...builtInVocabulary, sections: { ...builtInVocabulary.sections, history: ["Protokoll"] } };
		const read = (text: string) => readDocument(sourceText(text), taught);
		const [, german] = documents[0] ?? ["", ""];
		const created = createPart(read(german), { kind: "review", phase: "2", text: "x" }, day, read);
		expect(created?.text).toContain("## Protokoll\n");
	});

	it("is read in every language that is written", () => {
		for (const { sections, columns, none, since, phaseNotes } of writtenLanguages) {
			for (const [name, title] of Object.entries(sections)) expect(namedSection(title, builtInVocabulary), title).toBe(name);
			expect(builtInVocabulary.sections.notes).toContain(phaseNotes);
			for (const [name, header] of Object.entries(columns)) {
				const known = Object.entries(builtInVocabulary.columns).find(([column]) => column === name)?.[1] ?? [];
				expect(known.map(normalised), header).toContain(normalised(header));
			}
			expect(builtInVocabulary.none).toContain(none);
			expect(builtInVocabulary.since).toContain(since);
		}
	});
});
