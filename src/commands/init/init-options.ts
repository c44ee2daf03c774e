import { writableText } from "../../edits/escape.ts";
import { Failure } from "../../model/failure.ts";
import type { PhaseName } from "../../scaffold/plan.ts";
import { inventoryKinds, isLabel, isName, type Workload } from "../../scaffold/workload.ts";

export interface InitOptions {
	readonly title?: string;
	readonly phase?: readonly string[];
	readonly workloadsIn?: string;
	readonly namespace?: readonly string[];
	readonly workload?: readonly string[];
	readonly outputDir: string;
	readonly yes?: boolean;
	readonly cluster: boolean;
	readonly context?: string;
	readonly kubeconfig?: string;
	readonly execAuth: boolean;
	readonly snapshot?: string;
	readonly output: string;
}

/** What has to be known before anything can be read or written. */
export interface Answers {
	readonly title: string;
	readonly phases: readonly PhaseName[];
	readonly workloadPhase: string;
	readonly namespaces: readonly string[];
}

/** Whether the workloads are read from a cluster, or named. */
export function asksCluster({ cluster, workload }: InitOptions): boolean {
	return cluster && workload === undefined;
}

/** The answers from the options, or a usage Failure that lists the missing ones. */
export function answersOf(given: InitOptions): Answers {
	const { title, phase = [], namespace = [] } = given;
	const missing = [
		...(title === undefined ? ["--title TITLE"] : []),
		...(phase.length === 0 ? ['--phase "1: TITLE"'] : []),
		...(namespace.length === 0 && asksCluster(given) ? ["--namespace NAME"] : []),
	];
	if (title === undefined || missing.length > 0)
		throw new Failure(
			"usage",
			`without a terminal to ask on, ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} needed`,
			"--phase and --namespace may be repeated; --no-cluster reads no workloads",
		);
	const phases = phasesOf(phase);
	return {
		title: writableText(title, "the title"),
		phases,
		workloadPhase: workloadPhaseOf(phases, given.workloadsIn),
		namespaces: namespacesOf(namespace),
	};
}

/** `1: Foundation`, `Phase 1: Foundation`, or a title alone, which gets the next number. */
export function phasesOf(texts: readonly string[]): PhaseName[] {
	const phases: PhaseName[] = [];
	for (const text of texts) {
		const [, number, rest] = /^\s*(?:phase\s+)?(\d{1,3})\s*(?::|-|–)\s*(.*)$/i.exec(text) ?? [];
		const next = phases.reduce((highest, { id }) => Math.max(highest, Number(id)), 0) + 1;
		const id = String(number === undefined ? next : Number(number));
		if (Number(id) < next)
			throw new Failure("usage", `phase ${id} comes after phase ${next - 1}`, "name the phases in their order, each once");
		phases.push({ id, title: writableText(rest ?? text, "the title of a phase") });
	}
	return phases;
}

/** The phase that was named; else the first whose title speaks of what runs; else the first. */
export function workloadPhaseOf(phases: readonly PhaseName[], named: string | undefined): string {
	if (named !== undefined) {
		const found = phases.find(({ id }) => id === named.replace(/^phase\s+/i, ""));
		if (found !== undefined) return found.id;
		throw new Failure("usage", `--workloads-in: there is no phase ${named}`, `there is ${phases.map(({ id }) => id).join(", ")}`);
	}
	return (phases.find(({ title }) => /workload|service|application|split/i.test(title)) ?? phases[0])?.id ?? "";
}

export function namespacesOf(names: readonly string[]): readonly string[] {
	for (const name of names) if (!isLabel(name)) throw new Failure("usage", `"${name}" is not a valid namespace name`);
	return [...new Set(names)];
}

/** `Deployment/web`, `shop/Deployment/web:8080,9090`. */
export function workloadsOf(texts: readonly string[], namespaces: readonly string[]): Workload[] {
	return texts.map((text): Workload => {
		const [, namespace = namespaces[0] ?? "default", kindWord = "", name = "", ports = ""] =
			/^(?:([^/:]+)\/)?([A-Za-z]+)\/([^/:]+)(?::([\d,]+))?$/.exec(text) ?? [];
		const kind = inventoryKinds.find((known) => known.toLowerCase() === kindWord.toLowerCase());
		const numbers = ports === "" ? [] : ports.split(",").map(Number);
		const isValid = kind !== undefined && isName(name) && numbers.every((port) => port > 0 && port < 65_536);
		if (!isValid)
			throw new Failure(
				"usage",
				`invalid --workload "${text}"`,
				`write [NAMESPACE/]KIND/NAME[:PORT,PORT]; kinds are ${inventoryKinds.join(", ")}`,
			);
		return { kind, namespace, name, ports: numbers, services: [] };
	});
}
