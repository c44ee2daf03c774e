import type { StatusDocument } from "../document.ts";
import { memoize } from "../memoize.ts";
import { builtInVocabulary } from "./built-in-words.ts";
import type { ColumnName, SectionName, Vocabulary } from "./vocabulary.ts";

/** What is written where a document lacks a part, in one language. All of it is read by the built-in vocabulary. */
interface Words {
	/** What tells the language: its script, or words that few sentences do without. */
	readonly evidence: RegExp;
	readonly sections: Readonly<Record<"summary" | "blockers" | "notes" | "history", string>>;
	/** Behind the name of a phase: `Phase 2 Notes`. */
	readonly phaseNotes: string;
	readonly columns: Readonly<
		Record<"description" | "status" | "start" | "target" | "completion" | "date" | "reviewer" | "change", string>
	>;
	readonly none: string;
	readonly since: string;
}

const words = (...all: readonly string[]): RegExp =>
	new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join("|")})(?![\\p{L}\\p{N}])`, "giu");

/** In the order in which they are tried: Japanese has Chinese characters, too. */
const scripts: readonly Words[] = [
	{
		evidence: /[\u3041-\u3096\u30a1-\u30fa]/g,
		sections: { summary: "概要", blockers: "ブロッカー", notes: "メモ", history: "変更履歴" },
		phaseNotes: "メモ",
		columns: {
			description: "内容",
			status: "状態",
			start: "開始日",
			target: "期限",
			completion: "進捗",
			date: "日付",
			reviewer: "レビュアー",
			change: "変更内容",
		},
		none: "なし",
		since: "開始",
	},
	{
		evidence: /[\uac00-\ud7a3]/g,
		sections: { summary: "요약", blockers: "블로커", notes: "메모", history: "변경 이력" },
		phaseNotes: "메모",
		columns: {
			description: "내용",
			status: "상태",
			start: "시작일",
			target: "목표일",
			completion: "진행률",
			date: "날짜",
			reviewer: "검토자",
			change: "변경 내용",
		},
		none: "없음",
		since: "시작",
	},
	{
		evidence: /[\u4e00-\u9fff]/g,
		sections: { summary: "概览", blockers: "阻塞项", notes: "备注", history: "变更历史" },
		phaseNotes: "备注",
		columns: {
			description: "描述",
			status: "状态",
			start: "开始日期",
			target: "目标日期",
			completion: "进度",
			date: "日期",
			reviewer: "审核人",
			change: "变更内容",
		},
		none: "无",
		since: "自",
	},
	{
		evidence: /[\u0430-\u044f]/g,
		sections: { summary: "Сводка", blockers: "Блокеры", notes: "Заметки", history: "История изменений" },
		phaseNotes: "Заметки",
		columns: {
			description: "Описание",
			status: "Статус",
			start: "Начало",
			target: "Срок",
			completion: "Прогресс",
			date: "Дата",
			reviewer: "Проверил",
			change: "Изменение",
		},
		none: "Нет",
		since: "с",
	},
];

const latin: readonly Words[] = [
	{
		evidence: words(
			"und",
			"der",
			"die",
			"das",
			"für",
			"mit",
			"nicht",
			"von",
			"zum",
			"zur",
			"ist",
			"offen",
			"läuft",
			"fertig",
			"erledigt",
			"arbeit",
			"abgeschlossen",
			"beschreibung",
			"umzug",
		),
		sections: { summary: "Übersicht", blockers: "Hindernisse", notes: "Notizen", history: "Änderungsverlauf" },
		phaseNotes: "Notizen",
		columns: {
			description: "Beschreibung",
			status: "Status",
			start: "Beginn",
			target: "Zieldatum",
			completion: "Fortschritt",
			date: "Datum",
			reviewer: "Prüfer",
			change: "Änderung",
		},
		none: "Keine",
		since: "seit",
	},
	{
		evidence: words(
			"et",
			"le",
			"les",
			"des",
			"du",
			"une",
			"pour",
			"avec",
			"est",
			"sur",
			"statut",
			"étape",
			"terminée?",
			"cours",
			"objectif",
		),
		sections: { summary: "Vue d'ensemble", blockers: "Points bloquants", notes: "Remarques", history: "Historique des revues" },
		phaseNotes: "Remarques",
		columns: {
			description: "Titre",
			status: "Statut",
			start: "Début",
			target: "Échéance",
			completion: "Avancement",
			date: "Date",
			reviewer: "Auteur",
			change: "Changement",
		},
		none: "Aucun",
		since: "depuis",
	},
	{
		evidence: words(
			"y",
			"el",
			"los",
			"las",
			"del",
			"con",
			"una",
			"por",
			"es",
			"estado",
			"completad[oa]",
			"pendiente",
			"progreso",
			"migración",
			"descripción",
			"fase",
		),
		sections: { summary: "Resumen", blockers: "Bloqueos", notes: "Notas", history: "Historial de revisiones" },
		phaseNotes: "Notas",
		columns: {
			description: "Descripción",
			status: "Estado",
			start: "Inicio",
			target: "Fecha objetivo",
			completion: "Progreso",
			date: "Fecha",
			reviewer: "Autor",
			change: "Cambio",
		},
		none: "Ninguno",
		since: "desde",
	},
	{
		evidence: words(
			"e",
			"o",
			"os",
			"do",
			"da",
			"dos",
			"com",
			"uma",
			"não",
			"em",
			"andamento",
			"concluíd[oa]",
			"pendente",
			"migração",
			"descrição",
			"fase",
		),
		sections: { summary: "Resumo", blockers: "Bloqueios", notes: "Notas", history: "Histórico de revisões" },
		phaseNotes: "Notas",
		columns: {
			description: "Descrição",
			status: "Situação",
			start: "Início",
			target: "Prazo",
			completion: "Progresso",
			date: "Data",
			reviewer: "Revisor",
			change: "Mudança",
		},
		none: "Nenhum",
		since: "desde",
	},
];

const english = words(
	"the",
	"and",
	"of",
	"to",
	"for",
	"with",
	"is",
	"in progress",
	"not started",
	"complete",
	"completed",
	"done",
	"pending",
	"status summary",
	"overview",
);

/** Every language but English, for the test that all of it is read. */
export const writtenLanguages: readonly Omit<Words, "evidence">[] = [...scripts, ...latin];

/** Enough to tell a language by. */
const sample = 20_000;

/** The words of the language that a document is written in; null for English, and where it cannot be told. */
const languageOf = memoize(({ source }: StatusDocument): Words | null => {
	const text = source.text.slice(0, sample);
	const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
	const letters = Math.max(1, count(/\p{L}/gu));
	for (const one of scripts) if (count(one.evidence) / letters > 0.2) return one;
	const known = latin.map((one) => ({ one, times: count(one.evidence) })).sort((a, b) => b.times - a.times);
	const [best, next] = known;
	if (best === undefined || best.times < 3 || best.times === next?.times || best.times <= count(english)) return null;
	return best.one;
});

/** The word for a section, a column or another part: the one that the author taught, else that of the document's language, else English. */
export interface WordsToWrite {
	section(name: keyof Words["sections"]): string;
	column(name: keyof Words["columns"] | "phase"): string;
	/** `Notes` behind the name of a phase. */
	readonly phaseNotes: string;
	readonly none: string;
	readonly since: string;
}

export function wordsToWrite(document: StatusDocument): WordsToWrite {
	const { vocabulary } = document;
	const language = languageOf(document);
	const pick = (of: (known: Vocabulary) => readonly string[], own: string | undefined): string => {
		const usual = of(vocabulary)[0] ?? "";
		return own === undefined || usual !== of(builtInVocabulary)[0] ? usual : own;
	};
	const section = (name: SectionName & keyof Words["sections"]): string =>
		pick(({ sections }) => sections[name], language?.sections[name]);
	const word = vocabulary.phase[0] ?? "Phase";
	const taught = vocabulary.sections.notes[0] !== builtInVocabulary.sections.notes[0];
	return {
		section,
		column: (name: ColumnName & (keyof Words["columns"] | "phase")) =>
			name === "phase"
				? pick(({ columns }) => columns.phase, word)
				: pick(({ columns }) => columns[name], language?.columns[name]),
		phaseNotes:
			language === null || taught
				? (vocabulary.sections.notes.find((known) => !known.includes(" ")) ?? "Notes")
				: language.phaseNotes,
		none: pick(({ none }) => none, language?.none),
		since: pick(({ since }) => since, language?.since),
	};
}
