/**
 * Words for a step of a plan, in the languages of such documents. Each list has the forms of one word; the first
 * is the one to write. A document uses such a word for its phases if it starts several sections or rows in the same way.
 */
export const stepWords: readonly (readonly string[])[] = [
	...["Phase|Phasen", "Milestone", "Module", "Sprint", "Stage", "Wave", "Step", "Track", "Iteration", "Workstream", "Part"],
	...["Meilenstein", "Etappe", "Schritt", "Stufe", "Welle", "Modul", "Abschnitt", "Étape|Etape", "Jalon", "Vague", "Lot"],
	...["Fase", "Etapa", "Hito", "Paso", "Ola", "Módulo|Modulo", "Marco", "Passo", "Onda"],
	...["Фаза|Фазы|Фазе|Фазу|Фазой", "Этап|Этапа|Этапу|Этапе|Этапом", "Шаг|Шага", "Спринт|Спринта", "Веха|Вехи", "Волна|Волны"],
	...["Стадия|Стадии", "Модуль|Модуля"],
	...["Етап|Етапу|Етапи", "Крок|Кроку", "Хвиля|Хвилі", "Φάση|Φάσης|Φάσεις", "Στάδιο|Σταδίου", "Βήμα"],
	...["Faza|Fazy|Fazie", "Etap|Etapu|Etapie", "Krok|Kroku", "Fáze|Fázi", "Etapě", "Fas|Fasen", "Steg", "Vaihe", "Trin", "Stap"],
	...["Aşama|Aşaması", "Faz", "Adım", "Fázis", "Szakasz", "Lépés", "Tappa", "Ondata", "Giai đoạn", "Bước", "Tahap", "Fasa"],
	...[
		"阶段",
		"階段",
		"步骤",
		"里程碑",
		"模块",
		"冲刺",
		"迭代",
		"フェーズ",
		"段階",
		"ステップ",
		"ステージ",
		"マイルストーン",
		"スプリント",
	],
	...["モジュール", "단계", "페이즈", "마일스톤", "스프린트", "모듈"],
].map((forms) => forms.split("|"));

const known = new Set(stepWords.flat().map((word) => word.toLowerCase()));

export function anyStepWord(word: string): boolean {
	return known.has(word.toLowerCase()) || known.has(word.toLowerCase().replace(/s$/, ""));
}
