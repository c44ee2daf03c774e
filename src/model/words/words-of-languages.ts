import type { Status } from "../status.ts";

/**
 * Words of documents in other languages than English. They are synonyms of the built-in English
 * ones: read, and written only where the document itself uses them.
 */
function list(words: string): readonly string[] {
	return words.split("|");
}

/** The words for each status, language by language; the first is the usual one, and is written where a document is in that language. */
const statusWords: Readonly<Record<string, Readonly<Record<WrittenAs, readonly string[]>>>> = {
	German: {
		"not-started": list("Nicht begonnen|Noch nicht begonnen|Nicht gestartet|Offen|Geplant|Ausstehend"),
		"in-progress": list("In Arbeit|Läuft|Laufend|In Bearbeitung|Begonnen|Gestartet|Im Gange"),
		complete: list("Abgeschlossen|Fertig|Erledigt|Beendet|Fertiggestellt"),
		blocked: list("Blockiert"),
	},
	French: {
		"not-started": list("Non commencé|Non commencée|Pas commencé|Non démarré|Non démarrée|À faire|Planifié|Planifiée|Prévu"),
		"in-progress": list("En cours|Commencé|Commencée|Démarré|Démarrée"),
		complete: list("Terminé|Terminée|Achevé|Achevée|Fini|Finie|Fait|Complété|Complétée"),
		blocked: list("Bloqué|Bloquée"),
	},
	Spanish: {
		"not-started": list("No iniciado|No iniciada|Sin iniciar|Sin empezar|Pendiente|Planificado|Planificada|Por hacer"),
		"in-progress": list("En progreso|En curso|En proceso|Iniciado|Iniciada"),
		complete: list("Completado|Completada|Terminado|Terminada|Finalizado|Finalizada|Hecho|Hecha|Listo"),
		blocked: list("Bloqueado|Bloqueada"),
	},
	Portuguese: {
		"not-started": list("Não iniciado|Não iniciada|Pendente|Planejado|Planejada|Planeado|Planeada|A fazer"),
		"in-progress": list("Em andamento|Em progresso|Em curso"),
		complete: list("Concluído|Concluída|Completo|Completa|Feito|Feita|Pronto"),
		blocked: list("Bloqueado"),
	},
	Italian: {
		"not-started": list(
			"Non iniziato|Non iniziata|Non avviato|Non avviata|Da iniziare|Da fare|Pianificato|Pianificata|In attesa",
		),
		"in-progress": list("In corso|In lavorazione|Iniziato|Iniziata|Avviato|Avviata"),
		complete: list("Completato|Completata|Concluso|Conclusa|Finito|Finita|Fatto|Fatta"),
		blocked: list("Bloccato|Bloccata"),
	},
	Dutch: {
		"not-started": list("Niet gestart|Nog niet gestart|Niet begonnen|Gepland|Te doen|Nog te doen"),
		"in-progress": list("Bezig|Mee bezig|In uitvoering|Gestart|Lopend|Loopt"),
		complete: list("Afgerond|Voltooid|Klaar|Gereed|Gedaan"),
		blocked: list("Geblokkeerd"),
	},
	Polish: {
		"not-started": list(
			"Nie rozpoczęto|Nie rozpoczęty|Nie rozpoczęta|Nierozpoczęte|Nierozpoczęty|Zaplanowano|Zaplanowany|Zaplanowane|Do zrobienia|Oczekuje",
		),
		"in-progress": list("W toku|W trakcie|W realizacji|Rozpoczęto|Rozpoczęty|Rozpoczęte"),
		complete: list("Zakończono|Zakończony|Zakończona|Zakończone|Ukończono|Ukończony|Ukończona|Ukończone|Gotowe|Zrobione"),
		blocked: list("Zablokowano|Zablokowany|Zablokowana|Zablokowane"),
	},
	Czech: {
		"not-started": list("Nezahájeno|Nezačato|Plánováno|Naplánováno|Čeká|K udělání"),
		"in-progress": list("Probíhá|Rozpracováno|V průběhu|Zahájeno"),
		complete: list("Dokončeno|Hotovo|Splněno|Ukončeno"),
		blocked: list("Blokováno|Zablokováno"),
	},
	Swedish: {
		"not-started": list("Ej påbörjad|Ej påbörjat|Inte påbörjad|Planerad|Planerat|Att göra"),
		"in-progress": list("Pågår|Pågående|Påbörjad|Påbörjat"),
		complete: list("Klar|Klart|Slutförd|Slutfört|Färdig|Färdigt|Avslutad"),
		blocked: list("Blockerad|Blockerat"),
	},
	Turkish: {
		"not-started": list("Başlanmadı|Başlamadı|Başlatılmadı|Planlandı|Yapılacak|Beklemede|Bekliyor"),
		"in-progress": list("Devam ediyor|Devam Etmekte|Sürüyor|Yapılıyor|Başladı|Başlatıldı"),
		complete: list("Tamamlandı|Bitti|Bitirildi|Yapıldı"),
		blocked: list("Engellendi|Bloke"),
	},
	Ukrainian: {
		"not-started": list("Не розпочато|Не розпочата|Не почато|Заплановано|До виконання"),
		"in-progress": list("В процесі|У процесі|В роботі|Виконується|Розпочато"),
		complete: list("Завершено|Завершена|Готово|Виконано|Зроблено"),
		blocked: list("Заблоковано"),
	},
	Russian: {
		"not-started": list("Не начато|Не начата|Не начат|Запланировано|Запланирована|Запланирован|Не начиналось|К выполнению"),
		"in-progress": list("В процессе|В работе|Выполняется|Начато|Начата|Идёт|Идет"),
		complete: list("Завершено|Завершена|Завершён|Завершен|Готово|Готова|Выполнено|Выполнена|Сделано|Закончено"),
		blocked: list("Заблокировано|Заблокирована|Заблокирован"),
	},
	Chinese: {
		"not-started": list("未开始|尚未开始|待开始|计划中|待办|待处理"),
		"in-progress": list("进行中|处理中|开发中"),
		complete: list("已完成|完成|已结束"),
		blocked: list("阻塞|已阻塞|受阻"),
	},
	Japanese: {
		"not-started": list("未着手|未開始|予定|計画中"),
		"in-progress": list("進行中|作業中|実施中|対応中"),
		complete: list("完了|完了済み|済|済み"),
		blocked: list("ブロック|ブロック中"),
	},
	Korean: {
		"not-started": list("시작 전|시작전|미시작|예정|계획됨|대기|대기 중"),
		"in-progress": list("진행 중|진행중|작업 중"),
		complete: list("완료|완료됨"),
		blocked: list("차단됨|차단"),
	},
};

type WrittenAs = Exclude<Status, "closed">;

function wordsFor(status: WrittenAs): readonly string[] {
	return [...new Set(Object.values(statusWords).flatMap((words) => words[status]))];
}

/**
 * How the language of some status words writes another status; null where they are English, the document's own, or of several languages.
 */
export function inLanguageOf(written: readonly string[], status: Status): string | null {
	if (status === "closed") return null;
	const lower = new Set(written.map((word) => word.toLowerCase()));
	const languages = Object.values(statusWords).filter((words) =>
		Object.values(words).some((list) => list.some((word) => lower.has(word.toLowerCase()))),
	);
	const found = new Set(languages.flatMap((words) => words[status].slice(0, 1)));
	return found.size === 1 ? ([...found][0] ?? null) : null;
}

export const foreign = {
	notStarted: wordsFor("not-started"),
	inProgress: wordsFor("in-progress"),
	complete: wordsFor("complete"),
	blocked: wordsFor("blocked"),
	sections: {
		summary: list(
			"Übersicht|Statusübersicht|Vue d'ensemble|Résumé|Resumen|Resumo|Visão geral|Сводка|Обзор|总览|概览|状态概览|概要|進捗状況|요약|현황|Riepilogo|Panoramica|Overzicht|Samenvatting|Podsumowanie|Przegląd|Přehled|Översikt|Sammanfattning|Özet|Genel bakış|Підсумок|Огляд",
		),
		legend: list("Legende|Légende|Leyenda|Legenda|Легенда|Обозначения|图例|凡例|범례"),
		goal: list("Ziel|Ziele|Objectif|Objectifs|Objetivo|Objetivos|Цель|Цели|目标|目標|목표"),
		status: list("Statut|État|Estado|Статус|Состояние|状态|当前状态|ステータス|状態|상태|Stato|Stav|Durum"),
		criteria: list(
			"Erfolgskriterien|Abnahmekriterien|Critères de succès|Critères d'acceptation|Critères de sortie|Criterios de éxito|Criterios de aceptación|Critérios de sucesso|Critérios de aceitação|Критерии успеха|Критерии приёмки|Критерии приемки|Критерии готовности|验收标准|成功标准|完成标准|成功基準|完了条件|受け入れ基準|성공 기준|완료 기준|완료 조건",
		),
		dependencies: list(
			"Abhängigkeiten|Voraussetzungen|Dépendances|Prérequis|Dependencias|Requisitos previos|Dependências|Pré-requisitos|Зависимости|Предварительные условия|依赖|依赖关系|前置条件|依存関係|前提条件|의존성|전제 조건|Dipendenze|Afhankelijkheden|Zależności|Závislosti|Beroenden|Bağımlılıklar|Залежності",
		),
		blockers: list(
			"Blocker|Blockaden|Hindernisse|Blocages|Points bloquants|Bloqueos|Bloqueios|Блокеры|阻塞项|阻塞问题|ブロッカー|블로커|Blocchi|Blokkades|Blokady|Blokery|Hinder|Engeller|Блокери",
		),
		risks: list(
			"Risiken|Risques|Riesgos|Riscos|Риски|风险|リスク|위험|리스크|Rischi|Risico's|Ryzyka|Rizika|Risker|Riskler|Ризики",
		),
		notes: list(
			"Notizen|Erkenntnisse|Remarques|Notas|Lecciones aprendidas|Lições aprendidas|Заметки|备注|メモ|備考|메모|비고|Note|Notities|Aantekeningen|Notatki|Poznámky|Anteckningar|Notlar|Нотатки",
		),
		history: list(
			"Änderungsverlauf|Änderungshistorie|Historique des revues|Historial de revisiones|Histórico de revisões|История изменений|变更历史|更新履歴|変更履歴|변경 이력|Storico delle revisioni|Cronologia delle revisioni|Wijzigingsgeschiedenis|Historia zmian|Historie změn|Ändringshistorik|Değişiklik geçmişi|Історія змін",
		),
		updated: list(
			"Zuletzt aktualisiert|Letzte Aktualisierung|Stand|Dernière mise à jour|Última actualización|Última atualização|Последнее обновление|Обновлено|最后更新|更新日期|最終更新|최종 수정|마지막 업데이트",
		),
	},
	columns: {
		description: list(
			"Beschreibung|Titel|Thema|Titre|Nom|Descripción|Título|Nombre|Descrição|Nome|Описание|Название|Наименование|描述|说明|名称|内容|説明|설명|내용|이름|제목|Intitulé|Libellé|Contenu|Inhalt|Contenido|Descrizione|Titolo|Omschrijving|Beschrijving|Titel|Opis|Nazwa|Tytuł|Popis|Název|Beskrivning|Açıklama|Başlık|Опис|Назва",
		),
		status: list("Statut|État|Etat|Estado|Situação|Статус|Состояние|状态|状況|ステータス|状態|상태|Stato|Stav|Durum"),
		start: list(
			"Beginn|Startdatum|Début|Date de début|Inicio|Fecha de inicio|Início|Data de início|Начало|Дата начала|开始|开始日期|开始时间|開始|開始日|시작|시작일|Inizio|Data di inizio|Startdatum|Początek|Data rozpoczęcia|Zahájení|Startdatum|Başlangıç|Başlangıç tarihi|Початок",
		),
		target: list(
			"Zieldatum|Zieltermin|Ende|Enddatum|Fällig|Termin|Frist|Fin|Échéance|Date de fin|Date cible|Fecha de fin|Fecha objetivo|Fecha límite|Fim|Término|Data de término|Data alvo|Prazo|Срок|Дедлайн|Окончание|Дата окончания|目标日期|截止日期|结束日期|期限|目標日|終了日|목표일|마감일|종료일|Scadenza|Data obiettivo|Fine|Streefdatum|Einddatum|Deadline|Termin|Data docelowa|Termín|Måldatum|Slutdatum|Hedef tarih|Bitiş|Bitiş tarihi|Термін",
		),
		completion: list(
			"Fortschritt|Fertigstellung|Erledigt|Avancement|Progression|Progreso|Avance|Progresso|Conclusão|Прогресс|Готовность|Выполнение|进度|完成度|完成率|進捗|進捗率|完了率|진행률|완료율|진척률|Avanzamento|Completamento|Voortgang|Postęp|Průběh|Framsteg|İlerleme|Tamamlanma|Прогрес|Готовність",
		),
		risk: list("リスク|위험|风险|Ризик|Риск|Risiko|Risque|Riesgo|Risco|Rischio|Risico|Ryzyko"),
		impact: list("影響|영향|影响|Вплив|Влияние|Auswirkung|Impact|Impacto|Impatto|Wpływ"),
		probability: list(
			"確率|확률|概率|Імовірність|Вероятность|Wahrscheinlichkeit|Probabilité|Probabilidad|Probabilidade|Probabilità|Kans|Prawdopodobieństwo",
		),
		mitigation: list("対策|대응|缓解措施|Заходи|Меры|Maßnahme|Mesure|Mitigación|Mitigação|Mitigazione|Maatregel|Działania"),
		owner: list(
			"担当者|담당자|负责人|Відповідальний|Ответственный|Verantwortlich|Responsable|Responsável|Responsabile|Eigenaar|Właściciel",
		),
		date: list("Datum|Fecha|Data|Дата|日期|日付|날짜|Tarih"),
		reviewer: list(
			"Prüfer|Prüferin|Relecteur|Relectrice|Auteur|Autor|Revisor|Revisora|Автор|Проверил|评审人|审核人|作者|レビュアー|검토자|작성자|Revisore|Autore|Beoordelaar|Auteur|Recenzent|Autor|Granskare|Gözden geçiren|Автор|Рецензент",
		),
		change: list(
			"Änderung|Änderungen|Changement|Changements|Modification|Modifications|Cambio|Cambios|Mudança|Mudanças|Alteração|Alterações|Изменение|Изменения|变更|变更内容|更新内容|変更|変更内容|변경|변경 내용|Modifica|Modifiche|Wijziging|Wijzigingen|Zmiana|Zmiany|Změna|Ändring|Değişiklik|Зміна|Зміни",
		),
	},
	dependency: list(
		"hängt ab von|ist abhängig von|benötigt|erfordert|setzt voraus|dépend de|dépend de la|nécessite|nécessite la|requiert|depende de|depende de la|requiere|requiere la|necesita|depende da|depende do|requer|requer a|precisa da|зависит от|требует|dipende da|dipende dalla|richiede|hangt af van|vereist|zależy od|wymaga|závisí na|vyžaduje|beror på|kräver|залежить від|вимагає|依赖|依赖于|需要|取决于",
	),
	since: list("seit|depuis|desde|с|自|自从|開始|시작|dal|sinds|od|sedan|з"),
	none: list(
		"Keine|Keiner|Aucun|Aucune|Ninguno|Ninguna|Nenhum|Nenhuma|Нет|无|なし|없음|Nessuno|Nessuna|Geen|Brak|Žádné|Inga|Yok|Немає",
	),
};
