import fc from "fast-check";

/** A status document whose content is known, in one of many spellings. */
export interface Generated {
	readonly markdown: string;
	readonly phases: readonly GeneratedPhase[];
	readonly edges: readonly string[];
}

export interface GeneratedPhase {
	readonly id: string;
	readonly title: string;
	readonly items: readonly GeneratedItem[];
	readonly validation: readonly GeneratedItem[];
	readonly criteria: readonly string[];
}

export interface GeneratedItem {
	readonly text: string;
	readonly checked: boolean;
	readonly optional: boolean;
	readonly reason: string | null;
	readonly group: string | null;
	readonly evidence: number;
}

const word = fc.constantFrom(
	"Deploy",
	"SA-1",
	"service",
	"WFE2",
	"config",
	"café",
	"日本",
	"🔴",
	"rate",
	"50%",
	"a_b_c",
	"2nd",
	"TLS",
	"x|y",
	"<b>",
	"*star*",
	"[link]",
	"`tick`",
	"&amp;",
	"~tilde~",
	"#3",
	"\\",
	"@team",
	"1.",
	"(port 9395)",
	"http://h.example",
);
const text = fc
	.array(word, { minLength: 1, maxLength: 5 })
	.map((words) => `Step ${words.join(" ")}`)
	.filter((words) => !/\(optional\)$/i.test(words));

/** As a careful writer would put any text into Markdown. */
function markdownOf(plain: string): string {
	return plain.replace(/[\\`*_~<>[\]|&#@]/g, (mark) => `\\${mark}`);
}

const item = fc.record({
	text,
	checked: fc.boolean(),
	kind: fc.constantFrom("plain", "plain", "plain", "plain", "optional", "prefix", "skipped"),
	reason: fc.constantFrom("no such service", "done by the platform team (2026)", "replaced"),
	evidence: fc.constantFrom(0, 0, 0, 1, 2),
});

const phase = fc.record({
	title: fc
		.array(fc.constantFrom("Service", "Splitting", "Config & Secrets", "Möbel", "Features"), { minLength: 1, maxLength: 3 })
		.map((words) => words.join(" ")),
	groups: fc.array(
		fc.record({
			title: fc.constantFrom("Tasks", "Group 1: Core", "Scaling Targets", "Metrics"),
			items: fc.array(item, { maxLength: 5 }),
		}),
		{ minLength: 1, maxLength: 3 },
	),
	validation: fc.array(item, { maxLength: 4 }),
	criteria: fc.array(text, { maxLength: 3 }),
});

const style = fc.record({
	eol: fc.constantFrom("\n", "\r\n"),
	bullet: fc.constantFrom("-", "*", "+"),
	tick: fc.constantFrom("x", "X"),
	depth: fc.constantFrom(2, 3),
	first: fc.constantFrom(0, 2, 9),
	lastNewline: fc.boolean(),
	mark: fc.boolean(),
	spaced: fc.boolean(),
	frontMatter: fc.boolean(),
	noise: fc.constantFrom(
		"",
		"```\n- [ ] fake\n## Phase 99: Fake\n```\n",
		"<!--\n- [x] fake\n## Phase 98: Fake\n-->\n",
		"<details>\n<summary>More</summary>\n\nProse.\n\n</details>\n",
	),
	columns: fc.shuffledSubarray(["Phase", "Description", "Status", "Start Date", "Target Date", "Completion", "Owner"], {
		minLength: 7,
		maxLength: 7,
	}),
});

type Style = typeof style extends fc.Arbitrary<infer T> ? T : never;
type ItemShape = typeof item extends fc.Arbitrary<infer T> ? T : never;

function written(one: ItemShape, indent: string, how: Style): string[] {
	const shown = markdownOf(one.text);
	const body =
		{ plain: shown, optional: `${shown} (optional)`, prefix: `Optional: ${shown}`, skipped: `~~${shown}~~ (N/A: ${one.reason})` }[
			one.kind
		] ?? shown;
	const lines = [`${indent}${how.bullet} [${one.checked ? how.tick : " "}] ${body}`];
	for (let n = 0; n < one.evidence; n += 1)
		lines.push(`${indent}  ${how.bullet} Evidence: run ${n} was green (Jo Doe, 2026-03-0${n + 1}, until 2027-01-01)`);
	return lines;
}

function meant(one: ItemShape, group: string | null): GeneratedItem {
	const shown =
		{ plain: one.text, optional: `${one.text} (optional)`, prefix: `Optional: ${one.text}`, skipped: one.text }[one.kind] ??
		one.text;
	return {
		text: shown,
		checked: one.checked,
		optional: one.kind === "optional" || one.kind === "prefix",
		reason: one.kind === "skipped" ? one.reason : null,
		group,
		evidence: one.evidence,
	};
}

/** The cells of the table say what is true unless `lie` is set. */
export function generatedDocument(options: { readonly lie: boolean }): fc.Arbitrary<Generated> {
	return fc
		.record({ phases: fc.array(phase, { minLength: 1, maxLength: 4 }), style, lies: fc.infiniteStream(fc.nat(100)) })
		.map(({ phases, style: how, lies }) => {
			const lines: string[] = [];
			const blank = (): void => {
				if (how.spaced) lines.push("");
			};
			if (how.frontMatter) lines.push("---", "# not a heading", "title: x", "---");
			lines.push("# A migration", "", "## Phase Status Summary", "");
			lines.push(`| ${how.columns.join(" | ")} |`, `|${how.columns.map(() => "---").join("|")}|`);
			const done = phases.map((one) => tallies(one.groups.flatMap((group) => group.items)));
			phases.forEach((one, index) => {
				const tally = done[index] ?? { done: 0, counted: 0 };
				const any =
					tally.done > 0 ||
					one.groups.some((group) => group.items.some((each) => each.checked)) ||
					one.validation.some((each) => each.checked);
				const all = tally.counted > 0 && tally.done === tally.counted && validated(one.validation);
				const status = all ? "Complete" : any ? "In Progress" : "Not Started";
				const mark = { Complete: "🟢 ", "In Progress": "🟡 ", "Not Started": "🔴 " }[status];
				const percent = tally.counted === 0 || tally.done === 0 ? 0 : Math.max(1, Math.floor((100 * tally.done) / tally.counted));
				const lie = options.lie ? Number(lies.next().value) : percent;
				const cells: Record<string, string> = {
					Phase: `**Phase ${how.first + index}**`,
					Description: one.title,
					Status: `${how.mark ? mark : ""}${options.lie && lie % 3 === 0 ? "Complete" : status}`,
					"Start Date": any ? "2026-01-05" : "-",
					"Target Date": "TBD",
					Completion: `${lie}%`,
					Owner: "team x",
				};
				lines.push(`| ${how.columns.map((column) => cells[column] ?? "").join(" | ")} |`);
			});
			lines.push("", "**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked", "");
			const hash = "#".repeat(how.depth);
			if (how.depth === 3) lines.push("## Phases", "");
			phases.forEach((one, index) => {
				lines.push(`${hash} Phase ${how.first + index}: ${one.title}`);
				blank();
				lines.push(`${hash}# Goal`, "Get it done.", "");
				if (how.noise !== "") lines.push(...how.noise.trimEnd().split("\n"), "");
				for (const group of one.groups) {
					lines.push(`${hash}# ${group.title}`);
					blank();
					for (const each of group.items) lines.push(...written(each, "", how));
					lines.push("");
				}
				if (one.criteria.length > 0)
					lines.push(`${hash}# Success Criteria`, ...one.criteria.map((each) => `${how.bullet} ${markdownOf(each)}`), "");
			});
			lines.push("## Validation Checklist", "");
			phases.forEach((one, index) => {
				lines.push(`### Phase ${how.first + index} Validation`);
				for (const each of one.validation) lines.push(...written(each, "", how));
				lines.push("");
			});
			lines.push(
				"## Review History",
				"",
				"| Date | Reviewer | Phase | Status Update |",
				"|---|---|---|---|",
				"| (TBD) | - | - | Initial |",
				"",
				"---",
				"",
				"*Last Updated: 2026-03-04*",
			);
			return {
				markdown: lines.join(how.eol) + (how.lastNewline ? how.eol : ""),
				edges: [],
				phases: phases.map(
					(one, index): GeneratedPhase => ({
						id: String(how.first + index),
						title: one.title,
						items: one.groups.flatMap((group) => group.items.map((each) => meant(each, group.title))),
						validation: one.validation.map((each) => meant(each, null)),
						criteria: one.criteria,
					}),
				),
			};
		});
}

function tallies(items: readonly ItemShape[]): { done: number; counted: number } {
	const counted = items.filter((each) => each.kind === "plain");
	return { done: counted.filter((each) => each.checked).length, counted: counted.length };
}

function validated(items: readonly ItemShape[]): boolean {
	const { done, counted } = tallies(items);
	return done === counted;
}
