/** What is written where a document lacks a part, in one language. All of it is read by the built-in vocabulary. */
export interface WrittenWords {
	/** Evidence of the language: its script, or very common words. */
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

const words = (all: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`, "giu");

/** Description, status, start, target, completion, date, reviewer, change. */
function columns(all: string): WrittenWords["columns"] {
	const [description = "", status = "", start = "", target = "", completion = "", date = "", reviewer = "", change = ""] =
		all.split("|");
	return { description, status, start, target, completion, date, reviewer, change };
}

/** In the order in which they are tried: Japanese also uses Chinese characters. */
export const scripts: readonly WrittenWords[] = [
	{
		evidence: /[\u3041-\u3096\u30a1-\u30fa]/g,
		sections: { summary: "概要", blockers: "ブロッカー", notes: "メモ", history: "変更履歴" },
		phaseNotes: "メモ",
		columns: columns("内容|状態|開始日|期限|進捗|日付|レビュアー|変更内容"),
		none: "なし",
		since: "開始",
	},
	{
		evidence: /[\uac00-\ud7a3]/g,
		sections: { summary: "요약", blockers: "블로커", notes: "메모", history: "변경 이력" },
		phaseNotes: "메모",
		columns: columns("내용|상태|시작일|목표일|진행률|날짜|검토자|변경 내용"),
		none: "없음",
		since: "시작",
	},
	{
		evidence: /[\u4e00-\u9fff]/g,
		sections: { summary: "概览", blockers: "阻塞项", notes: "备注", history: "变更历史" },
		phaseNotes: "备注",
		columns: columns("描述|状态|开始日期|目标日期|进度|日期|审核人|变更内容"),
		none: "无",
		since: "自",
	},
	{
		evidence: /[\u0430-\u044f]/g,
		sections: { summary: "Сводка", blockers: "Блокеры", notes: "Заметки", history: "История изменений" },
		phaseNotes: "Заметки",
		columns: columns("Описание|Статус|Начало|Срок|Прогресс|Дата|Проверил|Изменение"),
		none: "Нет",
		since: "с",
	},
];

export const latin: readonly WrittenWords[] = [
	{
		evidence: words(
			"und|der|die|das|für|mit|nicht|von|zum|zur|ist|offen|läuft|fertig|erledigt|arbeit|abgeschlossen|beschreibung|umzug",
		),
		sections: { summary: "Übersicht", blockers: "Hindernisse", notes: "Notizen", history: "Änderungsverlauf" },
		phaseNotes: "Notizen",
		columns: columns("Beschreibung|Status|Beginn|Zieldatum|Fortschritt|Datum|Prüfer|Änderung"),
		none: "Keine",
		since: "seit",
	},
	{
		evidence: words("et|le|les|des|du|une|pour|avec|est|sur|statut|étape|terminée?|cours|objectif"),
		sections: { summary: "Vue d'ensemble", blockers: "Points bloquants", notes: "Remarques", history: "Historique des revues" },
		phaseNotes: "Remarques",
		columns: columns("Titre|Statut|Début|Échéance|Avancement|Date|Auteur|Changement"),
		none: "Aucun",
		since: "depuis",
	},
	{
		evidence: words("y|el|los|las|del|con|una|por|es|estado|completad[oa]|pendiente|progreso|migración|descripción|fase"),
		sections: { summary: "Resumen", blockers: "Bloqueos", notes: "Notas", history: "Historial de revisiones" },
		phaseNotes: "Notas",
		columns: columns("Descripción|Estado|Inicio|Fecha objetivo|Progreso|Fecha|Autor|Cambio"),
		none: "Ninguno",
		since: "desde",
	},
	{
		evidence: words("e|o|os|do|da|dos|com|uma|não|em|andamento|concluíd[oa]|pendente|migração|descrição|fase"),
		sections: { summary: "Resumo", blockers: "Bloqueios", notes: "Notas", history: "Histórico de revisões" },
		phaseNotes: "Notas",
		columns: columns("Descrição|Situação|Início|Prazo|Progresso|Data|Revisor|Mudança"),
		none: "Nenhum",
		since: "desde",
	},
];

export const english = words(
	"the|and|of|to|for|with|is|in progress|not started|complete|completed|done|pending|status summary|overview",
);
