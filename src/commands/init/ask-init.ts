import type { Ports } from "../../app/ports/ports.ts";
import { Failure, Interrupted } from "../../model/failure.ts";
import { printable } from "../../text/printable.ts";
import { type Answers, asksCluster, type InitOptions, namespacesOf, phasesOf, workloadPhaseOf } from "./init-options.ts";

/** Asks on the terminal for what the options leave open. `namespaces` are offered for selection; empty if they cannot be listed. */
export async function askForAnswers(ports: Ports, given: InitOptions, offered: readonly string[]): Promise<Answers> {
	const { text, select, multiselect } = await import("@clack/prompts");
	const { input, output } = ports.output.terminal();
	const stop = new AbortController();
	void ports.invocation.interrupted.then(() => stop.abort());
	const on = { input, output, signal: stop.signal };
	const answered = <T extends string | string[]>(answer: T | symbol): T => {
		if (typeof answer === "symbol") throw new Interrupted();
		return answer;
	};
	const ask = async (message: string, placeholder: string, read: (text: string) => unknown): Promise<string> =>
		answered<string>(await text({ message, placeholder, validate: (answer) => complaint(() => read(answer ?? "")), ...on }));

	const title = given.title ?? (await ask("What is migrated?", "Shop Kubernetes Migration", notEmpty));
	const split = (answer: string): string[] => answer.split(";").filter((part) => part.trim() !== "");
	const phases = phasesOf(
		given.phase ??
			split(
				await ask("Its phases, in their order, with semicolons between them", "Foundation; Workloads; Cutover", (answer) =>
					phasesOf(notEmpty(answer) && split(answer)),
				),
			),
	);
	let workloadPhase = workloadPhaseOf(phases, given.workloadsIn);
	if (given.workloadsIn === undefined && phases.length > 1)
		workloadPhase = answered<string>(
			await select({
				message: "In which of them are the workloads moved?",
				options: phases.map(({ id, title: name }) => ({ value: id, label: printable(`Phase ${id}: ${name}`) })),
				initialValue: workloadPhase,
				...on,
			}),
		);
	let namespaces = given.namespace ?? [];
	if (namespaces.length === 0 && asksCluster(given)) {
		if (offered.length > 0)
			namespaces = answered<string[]>(
				await multiselect({
					message: "In which namespaces do they run?",
					options: offered.map((name) => ({ value: name, label: printable(name) })),
					required: true,
					maxItems: 12,
					...on,
				}),
			);
		else {
			const names = (answer: string): readonly string[] =>
				namespacesOf(notEmpty(answer) ? answer.split(/[\s,]+/).filter(Boolean) : []);
			namespaces = names(await ask("In which namespaces do they run?", "shop, shop-jobs", names));
		}
	}
	return { title, phases, workloadPhase, namespaces: namespacesOf(namespaces) };
}

function notEmpty(answer: string): true {
	if (answer.trim() === "") throw new Failure("usage", "enter a value");
	return true;
}

/** The error in an answer, as the prompt displays it. */
function complaint(read: () => unknown): string | undefined {
	try {
		read();
		return undefined;
	} catch (problem) {
		if (problem instanceof Failure) return printable(problem.message);
		throw problem;
	}
}
