/** Placeholder evidence. */
const placeholder =
	/^[\s([]*(?:n\/?a|none|no|nothing|todo|to do|tb[adc]|wip|pending|open|later|unknown|fixme|failed|fail|failure|skipped|not (?:yet|done|applicable|tested|verified|run|started|finished|complete(?:d)?)|in progress|[-?–—.…]+)[\s)\].!]*$/i;

/** Words that state that something was not done, or not successfully. */
const contrary: readonly RegExp[] = [
	/\b(?:fail(?:ed|s|ing)?)\b(?=\s*(?:$|[.,;:!?()–—-]|(?:to|with|because|at|in|on|again|after|for|due|twice|badly|and)\b))/gi,
	/\b(?:todo|tbd|tbc|fixme|wip|n\/a)\b/gi,
	/\bto be (?:done|repeated|redone|decided|determined|confirmed|verified|tested|fixed|continued)\b/gi,
	/\b(?:not|never) (?:yet |been |yet been |fully |actually )*(?:done|tested|verified|run|ran|executed|performed|completed?|finished|successful|pass(?:ed)?|started|working|work|applicable|possible|confirmed|checked|implemented)\b/gi,
	/\b(?:did|does|do|was|were|is|are|has|have|could|can)n['’]t (?:yet |been )*(?:done|tested|verified|run|executed|performed|completed?|finish(?:ed)?|successful|pass(?:ed)?|start(?:ed)?|work(?:ing)?|confirmed|checked|implemented)\b/gi,
	/\b(?:unsuccessful(?:ly)?|aborted|incomplete|unfinished|untested|unverified)\b/gi,
	/\b(?:is|are|still|status|result|drill|test|tests|review|run|approval)\s*:?\s+(?:still\s+)?(?:pending|outstanding|open|in progress|blocked)\b/gi,
	/^\s*(?:pending|outstanding|blocked)\b(?!\s+\w+\s*:\s*0\b)/gi,
	/\b(?:ended|resulted) in (?:a )?failure\b/gi,
	// German, French, Spanish, Portuguese, Italian.
	/(?<![\p{L}])(?:fehlgeschlagen|gescheitert|misslungen|ausstehend|nicht (?:bestanden|erledigt|durchgeführt|getestet|geprüft|abgeschlossen|erfolgreich|möglich)|échoué|échouée?s?|échec|en attente|(?:non|pas(?: encore)?) (?:fait|faite|testée?|terminée?|réussie?|vérifiée?)|falló|fallid[oa]s?|fracas[oó]|pendiente|no (?:hecho|probado|terminado|completado|verificado|superado)|falhou|falhad[oa]s?|pendente|não (?:feito|testado|concluído|terminado|verificado)|fallit[oa]|non (?:riuscit|superat|eseguit|completat)[oa])(?![\p{L}])/giu,
	// Russian, Chinese, Japanese, Korean.
	/(?<![\p{L}])(?:не ?удал(?:ось|ся|ась)|провал(?:ен[оа]?|ился|илась)?|не (?:выполнен|пройден|завершен|завершён|проверен)[оа]?|ожидается)(?![\p{L}])/giu,
	/失败|失敗|未完成|未通过|未通過|未测试|未測試|未执行|待定|未実施|未確認|未テスト|실패|미완료|미실시/g,
];

/** The same in other languages, right before a word. */
const negatedElsewhere =
	/(?:\b(?:kein|keine|keiner|nichts|ohne|aucune?|sans|sin|ningun[oa]?|ningún|sem|nenhum|nenhuma|senza|nessun[oa]?|без|ни один)(?:\s+[\p{L}\d]+){0,2}\s*|没有|無し?|无|0\s*)$/iu;

/** "no test failed", "0 of 10 failed", "none is pending": within a few words before. */
const negated =
	/(?:\bno|\bnone|\bnobody|\bnothing|\bnever|\bzero|\bwithout|(?<![\d.])0|\bnot a single|\bif|\bwhen|\bonce|\bthat|\bwhich|\bwho|\ba|\ban)(?:\s+(?:of\s+)?[\w/-]+){0,3}\s*$/i;

/** Words for a good end, regardless of what happened before: "failed at first, passed after the fix". */
const good =
	/\b(?:pass(?:es|ed)?|succeed(?:s|ed)?|successful(?:ly)?|fixed|resolved|recovered|expected|intended|took over|rejected|refused)\b/i;

/** The words in a text of evidence that contradict what it should prove; null if there are none. */
export function contraryWords(text: string): string | null {
	if (placeholder.test(text)) return text.trim();
	for (const pattern of contrary)
		for (const match of text.matchAll(pattern)) {
			const before = clauseBefore(text, match.index);
			if (negated.test(before) || negatedElsewhere.test(before)) continue;
			const after = text.slice(match.index + match[0].length);
			if (good.test(after.replace(/\b(?:not|never|without)\s+\w+/gi, ""))) continue;
			return match[0].trim();
		}
	return null;
}

function clauseBefore(text: string, at: number): string {
	return (
		text
			.slice(0, at)
			.split(/[.;:!?,]/)
			.at(-1) ?? ""
	);
}
