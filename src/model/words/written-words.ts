/** What is written where a document lacks a part, in one language. All of it is read by the built-in vocabulary. */
export interface WrittenWords {
	/** Evidence of the language: its script, or very common words. */
	readonly evidence: RegExp;
	/** What distinguishes it from a language with the same script. */
	readonly needs?: RegExp;
	readonly sections: Readonly<Record<"summary" | "blockers" | "notes" | "history" | "risks", string>>;
	/** Behind the name of a phase: `Phase 2 Notes`. */
	readonly phaseNotes: string;
	readonly columns: Readonly<
		Record<
			| "description"
			| "status"
			| "start"
			| "target"
			| "completion"
			| "date"
			| "reviewer"
			| "change"
			| "risk"
			| "impact"
			| "probability"
			| "mitigation"
			| "owner",
			string
		>
	>;
	readonly none: string;
	readonly since: string;
}

const words = (all: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`, "giu");

/** Description, status, start, target, completion, date, reviewer, change; and of the risks: risk, impact, probability, mitigation, owner. */
function columns(all: string, ofRisks: string): WrittenWords["columns"] {
	const [description = "", status = "", start = "", target = "", completion = "", date = "", reviewer = "", change = ""] =
		all.split("|");
	const [risk = "", impact = "", probability = "", mitigation = "", owner = ""] = ofRisks.split("|");
	return {
		description,
		status,
		start,
		target,
		completion,
		date,
		reviewer,
		change,
		risk,
		impact,
		probability,
		mitigation,
		owner,
	};
}

/** In the order in which they are tried: Japanese also uses Chinese characters. */
export const scripts: readonly WrittenWords[] = [
	{
		evidence: /[\u3041-\u3096\u30a1-\u30fa]/g,
		sections: { summary: "概要", blockers: "ブロッカー", notes: "メモ", history: "変更履歴", risks: "リスク" },
		phaseNotes: "メモ",
		columns: columns("内容|状態|開始日|期限|進捗|日付|レビュアー|変更内容", "リスク|影響|確率|対策|担当者"),
		none: "なし",
		since: "開始",
	},
	{
		evidence: /[\uac00-\ud7a3]/g,
		sections: { summary: "요약", blockers: "블로커", notes: "메모", history: "변경 이력", risks: "위험" },
		phaseNotes: "메모",
		columns: columns("내용|상태|시작일|목표일|진행률|날짜|검토자|변경 내용", "위험|영향|확률|대응|담당자"),
		none: "없음",
		since: "시작",
	},
	{
		evidence: /[\u4e00-\u9fff]/g,
		sections: { summary: "概览", blockers: "阻塞项", notes: "备注", history: "变更历史", risks: "风险" },
		phaseNotes: "备注",
		columns: columns("描述|状态|开始日期|目标日期|进度|日期|审核人|变更内容", "风险|影响|概率|缓解措施|负责人"),
		none: "无",
		since: "自",
	},
	{
		evidence: /[\u0430-\u044f\u0456\u0457\u0454\u0491]/g,
		needs: /[\u0456\u0457\u0454\u0491]/,
		sections: { summary: "Огляд", blockers: "Блокери", notes: "Нотатки", history: "Історія змін", risks: "Ризики" },
		phaseNotes: "Нотатки",
		columns: columns("Опис|Статус|Початок|Термін|Прогрес|Дата|Автор|Зміна", "Ризик|Вплив|Імовірність|Заходи|Відповідальний"),
		none: "Немає",
		since: "з",
	},
	{
		evidence: /[\u0430-\u044f]/g,
		sections: { summary: "Сводка", blockers: "Блокеры", notes: "Заметки", history: "История изменений", risks: "Риски" },
		phaseNotes: "Заметки",
		columns: columns(
			"Описание|Статус|Начало|Срок|Прогресс|Дата|Проверил|Изменение",
			"Риск|Влияние|Вероятность|Меры|Ответственный",
		),
		none: "Нет",
		since: "с",
	},
];

export const latin: readonly WrittenWords[] = [
	{
		evidence: words(
			"und|der|die|das|für|mit|nicht|von|zum|zur|ist|offen|läuft|fertig|erledigt|arbeit|abgeschlossen|beschreibung|umzug",
		),
		sections: { summary: "Übersicht", blockers: "Hindernisse", notes: "Notizen", history: "Änderungsverlauf", risks: "Risiken" },
		phaseNotes: "Notizen",
		columns: columns(
			"Beschreibung|Status|Beginn|Zieldatum|Fortschritt|Datum|Prüfer|Änderung",
			"Risiko|Auswirkung|Wahrscheinlichkeit|Maßnahme|Verantwortlich",
		),
		none: "Keine",
		since: "seit",
	},
	{
		evidence: words("et|le|les|des|du|une|pour|avec|est|sur|statut|étape|terminée?|cours|objectif"),
		sections: {
			summary: "Vue d'ensemble",
			blockers: "Points bloquants",
			notes: "Remarques",
			history: "Historique des revues",
			risks: "Risques",
		},
		phaseNotes: "Remarques",
		columns: columns(
			"Titre|Statut|Début|Échéance|Avancement|Date|Auteur|Changement",
			"Risque|Impact|Probabilité|Mesure|Responsable",
		),
		none: "Aucun",
		since: "depuis",
	},
	{
		evidence: words("y|el|los|las|del|con|una|por|es|estado|completad[oa]|pendiente|progreso|migración|descripción|fase"),
		sections: { summary: "Resumen", blockers: "Bloqueos", notes: "Notas", history: "Historial de revisiones", risks: "Riesgos" },
		phaseNotes: "Notas",
		columns: columns(
			"Descripción|Estado|Inicio|Fecha objetivo|Progreso|Fecha|Autor|Cambio",
			"Riesgo|Impacto|Probabilidad|Mitigación|Responsable",
		),
		none: "Ninguno",
		since: "desde",
	},
	{
		evidence: words("e|o|os|do|da|dos|com|uma|não|em|andamento|concluíd[oa]|pendente|migração|descrição|fase"),
		sections: { summary: "Resumo", blockers: "Bloqueios", notes: "Notas", history: "Histórico de revisões", risks: "Riscos" },
		phaseNotes: "Notas",
		columns: columns(
			"Descrição|Situação|Início|Prazo|Progresso|Data|Revisor|Mudança",
			"Risco|Impacto|Probabilidade|Mitigação|Responsável",
		),
		none: "Nenhum",
		since: "desde",
	},
	{
		evidence: words("il|gli|di|della|dei|una|che|stato|corso|completat[oa]|iniziare|descrizione|migrazione|fase"),
		sections: { summary: "Riepilogo", blockers: "Blocchi", notes: "Note", history: "Storico delle revisioni", risks: "Rischi" },
		phaseNotes: "Note",
		columns: columns(
			"Descrizione|Stato|Inizio|Scadenza|Avanzamento|Data|Revisore|Modifica",
			"Rischio|Impatto|Probabilità|Mitigazione|Responsabile",
		),
		none: "Nessuno",
		since: "dal",
	},
	{
		evidence: words("en|het|een|voor|niet|zijn|naar|omschrijving|bezig|afgerond|voltooid|gestart|klaar|fase"),
		sections: {
			summary: "Overzicht",
			blockers: "Blokkades",
			notes: "Notities",
			history: "Wijzigingsgeschiedenis",
			risks: "Risico's",
		},
		phaseNotes: "Notities",
		columns: columns(
			"Omschrijving|Status|Startdatum|Streefdatum|Voortgang|Datum|Auteur|Wijziging",
			"Risico|Impact|Kans|Maatregel|Eigenaar",
		),
		none: "Geen",
		since: "sinds",
	},
	{
		evidence: words("nie|się|jest|dla|oraz|opis|etap|faza|toku|zakończon[yaeo]|rozpoczęt[yaeo]|migracji|podsumowanie"),
		sections: { summary: "Podsumowanie", blockers: "Blokady", notes: "Notatki", history: "Historia zmian", risks: "Ryzyka" },
		phaseNotes: "Notatki",
		columns: columns(
			"Opis|Status|Początek|Termin|Postęp|Data|Autor|Zmiana",
			"Ryzyko|Wpływ|Prawdopodobieństwo|Działania|Właściciel",
		),
		none: "Brak",
		since: "od",
	},
];

export const english = words(
	"the|and|of|to|for|with|is|in progress|not started|complete|completed|done|pending|status summary|overview",
);
