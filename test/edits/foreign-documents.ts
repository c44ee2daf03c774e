import fc from "fast-check";

const word = fc.constantFrom("Phase", "Wave", "Etappe", "Étape", "Фаза", "阶段", "フェーズ");
/** Numbers, letters, Roman numerals, and letters with numbers. */
const ids = fc.constantFrom(["1", "2", "3", "4"], ["A", "B", "C", "D"], ["I", "II", "III", "IV"], ["F0", "F1", "F2", "F3"]);
const status = fc.constantFrom(
	"🔴 Not Started",
	"⏳ Pending",
	"In Progress",
	"✅ Done",
	"⏸️ Deferred",
	"DOCUMENTED",
	"🚫 Cancelled",
	"Läuft",
	"(40%)",
	"",
);
const prose = fc.constantFrom(
	"Some text.",
	"| a | b |\n|---|---|\n| 1 | ✅ Fixed |",
	"> quoted: Phase 9",
	"1. **Bold**: text",
	"Week 3",
	"",
);
const phase = fc.record({
	title: fc.constantFrom("Base", "Mail & more", "Настройка"),
	status,
	boxes: fc.array(fc.boolean(), { maxLength: 3 }),
	prose,
	after: prose,
});

/** Documents of foreign shapes: headings, bold lines, checkboxes or only a table; statuses known and unknown, text in between. */
export const foreign = fc
	.record({
		word,
		ids,
		phases: fc.array(phase, { minLength: 1, maxLength: 4 }),
		table: fc.boolean(),
		shape: fc.constantFrom("headings", "headings", "bold lines", "checkboxes", "rows"),
		risks: fc.boolean(),
		ending: fc.constantFrom("\n", "\r\n"),
	})
	.map(({ word: name, ids: numbers, phases, table, shape, risks, ending }) => {
		const rows = phases.map(
			(one, at) => `| ${name} ${numbers[at]} | ${one.title} | ${one.status} | ${one.boxes.length > 0 ? "33%" : "12/40 points"} |`,
		);
		const head =
			table || shape === "rows"
				? ["## Status Summary", "", `| ${name} | Title | Status | Progress |`, "|---|---|---|---|", ...rows, ""]
				: [];
		const sections = phases.flatMap((one, at) => {
			const title = `${name} ${numbers[at]}: ${one.title}`;
			const items = one.boxes.map((done, index) => `- [${done ? "x" : " "}] item ${at}-${index}`);
			if (shape === "rows") return [];
			if (shape === "checkboxes") {
				const all = one.boxes.every((done) => done);
				return [`- [${all ? "x" : " "}] **${title}**`, ...items.map((item) => `  ${item}`)];
			}
			return [
				shape === "bold lines" ? `**${title}**` : `## ${title}`,
				"",
				...(table ? [] : [`**Status:** ${one.status} | **Owner:** Ben`, ""]),
				one.prose,
				"",
				...items,
				"",
				one.after,
				"",
			];
		});
		const register = risks ? ["", "## Risks", "", "| Risk | Impact |", "|---|---|", "| Fire | High |", ""] : [];
		return [...head, ...sections, ...register].join("\n").replaceAll("\n", ending);
	});
