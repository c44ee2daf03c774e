import type { ItemVerdict, Verification } from "../../report/verification.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import { markdownText } from "../markdown-text.ts";
import { byCause } from "./causes.ts";
import { type ClaimStatus, claimStatus } from "./claim-status.ts";
import { headline, provenance } from "./headline.ts";
import type { VerdictLayout } from "./layout.ts";
import { obstacleName, otherObstacles } from "./obstacles.ts";
import { failingRisks } from "./risks.ts";

type Judged = Pick<ItemVerdict, "id" | "text" | "reason" | "message" | "hint" | "causes" | "contexts">;

/** The verdicts as Markdown, for a pull request comment or a job summary; what is merely open is folded away. */
export function renderVerdictsMarkdown(verification: Verification, { requireComplete }: VerdictLayout): string {
	const { items, phases, criteria } = verification;
	const withStatus = (wanted: ClaimStatus): readonly ItemVerdict[] =>
		items.filter((item) => claimStatus(item, requireComplete) === wanted);
	const ready = items.filter((item) => item.state === "ready");
	const rest = items.filter((item) => !item.checked && (item.state === "open" || item.state === "unverified"));
	const lines = [`### ${safe(verification.document)}`, "", safe(headline(verification, requireComplete)), ""];
	lines.push(`<sub>${safe(provenance(verification))}</sub>`, "");
	if (phases.length > 0) {
		lines.push("| Phase | Title | Checked | | Verified | |", "| ----- | ----- | ------: | ----: | -------: | ----: |");
		for (const one of phases) {
			const cells = [safe(one.id), safe(one.title), `${one.claimedPercent}%`, `${one.claimed}/${one.counted}`];
			lines.push(`| ${[...cells, `${one.verifiedPercent}%`, `${one.verified}/${one.counted}`].join(" | ")} |`);
		}
		lines.push("");
	}
	lines.push(...section("Regressed: checked off, but the probe fails", withStatus("contradicted")));
	lines.push(...section("Unverified: checked off, but it could not be verified", withStatus("unseen")));
	lines.push(...section("In progress, parked, or awaiting sign-off: checked off, but not verified", withStatus("unsettled")));
	lines.push(...section("Checked: checked off, but nothing proves it", withStatus("unproven")));
	lines.push(...section("Ready to check off", ready));
	lines.push(
		...section(
			"Success criteria that do not hold",
			criteria.filter(({ outcome }) => outcome !== "pass" && outcome !== "attested"),
		),
	);
	lines.push(...section("Risks whose probe fails", failingRisks(verification)));
	const obstacles = otherObstacles(verification);
	if (obstacles.length > 0)
		lines.push(
			"#### Keeps a phase from being complete",
			"",
			...obstacles.map(
				(one) =>
					`- Phase ${safe(one.phase)}: ${safe(`${obstacleName(one)}: ${one.message}`)}${one.next === null ? "" : `; next: ${code(one.next)}`}`,
			),
			"",
		);
	// The blank lines let Markdown work between the tags.
	if (rest.length > 0)
		lines.push(
			`<details><summary>${count(rest.length, "item")} not checked off</summary>`,
			"",
			...causes(rest),
			"",
			"</details>",
		);
	return `${lines.join("\n").trimEnd()}\n`;
}

function section(title: string, items: readonly Judged[]): string[] {
	return items.length === 0 ? [] : [`#### ${title}`, "", ...causes(items), ""];
}

function causes(items: readonly Judged[]): string[] {
	return byCause(items).flatMap(({ message, hints, items: held }) => {
		const [only] = held;
		const next = hints.slice(0, 1).map((hint) => `  - next: ${code(hint)}`);
		const elsewhere = [
			...new Set(
				held.flatMap((item) =>
					item.contexts
						.filter((one) => one.message !== item.message && one.outcome !== "pass" && one.outcome !== "attested")
						.map((one) => `  - in ${safe(one.context)}: ${safe(one.message)}`),
				),
			),
		];
		if (held.length === 1 && only !== undefined) return [`- ${name(only)}: ${safe(message)}`, ...elsewhere, ...next];
		return [`- ${held.length} items: ${safe(message)}`, ...held.map((one) => `  - ${name(one)}`), ...elsewhere, ...next];
	});
}

function name({ text, id }: Judged): string {
	// The prefix keeps a text from starting a Markdown block.
	return `${code(id) || "item"} ${safe(text)}`;
}

function safe(text: string): string {
	return markdownText(printable(text)).trim();
}

/** Something to copy. The fence is longer than any inside, and the blanks keep it apart from backticks at the ends. */
function code(text: string): string {
	const plain = printable(text).trim();
	if (plain === "") return "";
	const maxLength = Math.max(0, ...[...plain.matchAll(/`+/g)].map((run) => run[0].length));
	const fence = "`".repeat(maxLength + 1);
	return maxLength === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}
