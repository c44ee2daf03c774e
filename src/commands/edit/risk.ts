import type { Command } from "commander";
import { editDocument } from "../../app/edit-document.ts";
import { locateDocument } from "../../app/locate-document.ts";
import { openDocument } from "../../app/open-document.ts";
import { openProbes } from "../../app/open-probes.ts";
import type { DocumentOptions, EditCommandOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { nearest } from "../../model/did-you-mean.ts";
import type { Risk, RiskRegister } from "../../model/document.ts";
import { exitCode, Failure } from "../../model/failure.ts";
import { byWeight, isClosed, weightOf } from "../../model/risk.ts";
import { renderJson } from "../../reporters/json.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { createOption, editOptions } from "../options/edit-options.ts";
import { outputFormat } from "../options/output-format.ts";

const formats = { text: true, json: true } as const;

interface ListOptions extends DocumentOptions {
	readonly output: keyof typeof formats;
	readonly all?: boolean;
}

interface AddOptions extends EditCommandOptions {
	readonly impact?: string;
	readonly probability?: string;
	readonly mitigation?: string;
	readonly owner?: string;
}

export const declareRisk: Declare = (command, ports, done) => {
	documentOptions(sub(command, "list", "list the risks, the heaviest first"))
		.option("--all", "also list closed risks")
		.option("-o, --output <format>", Object.keys(formats).join(", "), outputFormat(formats), "text")
		.action(async (options: ListOptions) => {
			await list(options, ports);
			done(exitCode.done);
		});
	createOption(editOptions(sub(command, "add", "add a risk")))
		.argument("<text...>", "what may happen")
		.option("--impact <word>", "in a word of its column: High")
		.option("--probability <word>", "in a word of its column: Low")
		.option("--mitigation <text>", "what is done about it")
		.option("--owner <name>", "who watches it")
		.action(async (words: readonly string[], options: AddOptions) => {
			const { impact = null, probability = null, mitigation = null, owner = null } = options;
			const text = words.join(" ");
			done(
				await editDocument(ports, options, {
					command: "risk add",
					decide: () => ({ kind: "risk-add", text, impact, probability, mitigation, owner }),
				}),
			);
		});
	for (const [name, summary, state] of [
		["close", "close a risk", "closed"],
		["open", "open a closed risk again", "open"],
	] as const)
		editOptions(sub(command, name, summary))
			.argument("<risk...>", "its id, or words of its text")
			.option("--reason <text>", "reason, recorded in the review history")
			.action(async (words: readonly string[], options: EditCommandOptions & { readonly reason?: string }) => {
				done(
					await editDocument(ports, options, {
						command: `risk ${name}`,
						decide: ({ document }) => ({
							kind: "risk-state",
							risk: selectRisk(words.join(" "), document.risks).id,
							state,
							reason: options.reason ?? null,
						}),
					}),
				);
			});
};

function sub(command: Command, name: string, summary: string): Command {
	return command
		.command(name)
		.summary(summary)
		.description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
}

async function list({ output, all, ...options }: ListOptions, ports: Ports): Promise<void> {
	const open = await openDocument(ports, locateDocument(ports, options.file), options.probes);
	const { document, at } = open;
	const bindings = open.probesFile === null ? null : (await openProbes(ports, open, null, null)).bindings;
	const probeOf = ({ id }: Risk): { readonly type: string; readonly proves: string } | null => {
		const probe = bindings?.of.get(id)?.probe;
		return probe === undefined ? null : { type: probe.type, proves: probe.proves };
	};
	const rows = byWeight(document.risks?.rows ?? []).filter((risk) => all || !isClosed(risk));
	if (output === "json") {
		const risks = rows.map((risk) => ({
			id: risk.id,
			risk: risk.risk.value,
			impact: risk.impact?.value ?? null,
			probability: risk.probability?.value ?? null,
			mitigation: risk.mitigation?.value ?? null,
			owner: risk.owner?.value ?? null,
			status: isClosed(risk) ? "closed" : "open",
			weight: weightOf(risk),
			line: document.source.lineOf(risk.span.start),
			probe: probeOf(risk),
		}));
		ports.output.stdout.write(renderJson({ schemaVersion: 1, document: at.displayPath, risks }));
		return;
	}
	const lines = rows.map((risk) => {
		const weight = `${weightOf(risk) ?? "-"}`.padStart(2);
		const levels = [risk.impact?.value, risk.probability?.value].filter((word) => word !== undefined).join(" × ");
		const owner = risk.owner === null || /^[-\s]*$/.test(risk.owner.value) ? "" : `  ${risk.owner.value}`;
		const probe = probeOf(risk);
		const proven = probe === null ? "" : `  (${probe.type})`;
		return printable(`${weight}  ${risk.risk.value}  ${levels}${owner}${isClosed(risk) ? "  closed" : ""}  ${risk.id}${proven}`);
	});
	ports.output.stdout.write(`${lines.length === 0 ? "No open risks" : lines.join("\n")}\n`);
}

/** Throws a usage Failure if no risk matches, or several. */
function selectRisk(text: string, register: RiskRegister | null): Risk {
	const rows = register?.rows ?? [];
	const wanted = text.trim().toLowerCase();
	const exact = rows.filter(({ id, risk }) => [id, id.replace(/^risks\//, ""), risk.value.toLowerCase()].includes(wanted));
	const found = exact.length > 0 ? exact : rows.filter(({ id, risk }) => `${id} ${risk.value}`.toLowerCase().includes(wanted));
	const [first] = found;
	if (first !== undefined && found.length === 1 && wanted !== "") return first;
	if (found.length > 1 && wanted !== "")
		throw new Failure("usage", `"${text}" matches ${found.length} risks`, `use an id: ${found.map(({ id }) => id).join(", ")}`);
	const close = nearest(
		text,
		rows.map(({ id }) => id),
	);
	throw new Failure(
		"usage",
		`no risk matches "${text}"`,
		close === null ? "boulder-migrate risk list shows them" : `did you mean ${close}?`,
	);
}
