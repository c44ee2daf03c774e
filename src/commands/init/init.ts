import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Ports } from "../../app/ports/ports.ts";
import { readDocument } from "../../document/read-document.ts";
import { writableText } from "../../edits/escape.ts";
import { dayOf } from "../../model/date.ts";
import { type ExitCode, exitCode, Failure } from "../../model/failure.ts";
import { renderJson } from "../../reporters/json.ts";
import { bindProbes } from "../../scaffold/bind-probes.ts";
import { newDocument } from "../../scaffold/new-document.ts";
import { type Migration, planOf } from "../../scaffold/plan.ts";
import { advice, commandLine } from "../../text/command-line.ts";
import { sourceText } from "../../text/decode.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import type { Declare } from "../command.ts";
import { collect } from "../options/cluster-options.ts";
import { outputFormat } from "../options/output-format.ts";
import { type ClusterOfInit, openForInit } from "./init-cluster.ts";
import { type Answers, answersOf, asksCluster, type InitOptions, workloadsOf } from "./init-options.ts";

export const declareInit: Declare = (command, ports, done) => {
	options(command).action(async (given: InitOptions) => done(await init(given, ports)));
};

function options(command: Command): Command {
	return command
		.option("--title <title>", "what is migrated")
		.option("--phase <phase>", 'a phase: "1: Foundation"; may be repeated, in their order', collect)
		.option("--workloads-in <phase>", "the phase in which the workloads are moved (default: chosen by title)")
		.option("-n, --namespace <name>", "a namespace whose workloads become items; may be repeated", collect)
		.option("--workload <workload>", "a workload in place of those of the cluster: Deployment/web:8080; may be repeated", collect)
		.option("--no-cluster", "read no workloads")
		.option("--context <name>", "the context of the kubeconfig")
		.option("--kubeconfig <file>", "the kubeconfig (default: KUBECONFIG, else ~/.kube/config, else in-cluster)")
		.option("--no-exec-auth", "run no credential plugin of the kubeconfig")
		.option("--snapshot <file>", "read a recording in place of a cluster")
		.option("--output-dir <folder>", "where the two files go", "status")
		.option("-y, --yes", "ask nothing")
		.option("-o, --output <format>", "text, json", outputFormat({ text: true, json: true }), "text");
}

/** Writes both files or, where either is there, none. */
async function init(given: InitOptions, ports: Ports): Promise<ExitCode> {
	const document = join(given.outputDir, "PHASE-STATUS.md");
	const probes = join(given.outputDir, "probes.yaml");
	const there = [document, probes].filter((file) => ports.files.exists(resolve(ports.invocation.directory, file)));
	if (there.length > 0)
		throw new Failure(
			"refused",
			`${there.join(" and ")} already ${there.length === 1 ? "exists" : "exist"}`,
			"choose another --output-dir",
		);
	const canAsk =
		given.yes !== true && ports.input.isTerminal && ports.output.stderr.isTerminal && (ports.output.stderr.columns ?? 0) >= 20;
	// Option errors are reported before a cluster is contacted.
	const readAnswers = canAsk ? null : answersOf(given);
	const cluster = asksCluster(given) ? await openForInit(ports, given) : null;
	try {
		const answers = readAnswers ?? (await asked(ports, given, cluster));
		const migration = await migrationOf(answers, given, cluster, ports);
		const text = await filesOf(migration, ports);
		await ports.files.makeFolder(resolve(ports.invocation.directory, given.outputDir));
		for (const [file, content] of [[probes, text.probes] as const, [document, text.document] as const])
			await ports.files.write(resolve(ports.invocation.directory, file), new TextEncoder().encode(content));
		const { phases, workloads } = migration;
		ports.output.stdout.write(
			given.output === "json"
				? renderJson({
						schemaVersion: 1,
						document,
						probesFile: probes,
						phases: phases.map(({ id, title }) => ({ id, title })),
						workloads: workloads.map(({ kind, namespace, name }) => ({ kind, namespace, name })),
						probes: text.bound,
					})
				: `${printable(document)}: ${count(phases.length, "phase")}, ${count(workloads.length, "workload")}\n` +
						`${printable(probes)}: ${count(text.bound, "probe")}\n`,
		);
		const check = advice(", then: ", commandLine`boulder-migrate validate --file ${document}`) ?? "";
		const verify = advice(", ", commandLine`boulder-migrate verify --file ${document}`) ?? "";
		ports.output.stderr.write(`read both, make them yours${check}${verify}\n`);
	} finally {
		cluster?.close();
	}
	return exitCode.done;
}

async function asked(ports: Ports, given: InitOptions, cluster: ClusterOfInit | null): Promise<Answers> {
	const offered = given.namespace === undefined && cluster !== null ? await cluster.namespaces() : [];
	const answers = await (await import("./ask-init.ts")).askForAnswers(ports, given, offered);
	return { ...answers, title: writableText(answers.title, "the title") };
}

async function migrationOf(
	answers: Answers,
	given: InitOptions,
	cluster: ClusterOfInit | null,
	ports: Ports,
): Promise<Migration> {
	const { namespaces } = answers;
	if (cluster === null) {
		const workloads = workloadsOf(given.workload ?? [], namespaces);
		const all = [...new Set([...namespaces, ...workloads.map(({ namespace }) => namespace)])];
		return { ...answers, namespaces: all, workloads, clusterUid: null };
	}
	const found = await Promise.all(namespaces.map((namespace) => cluster.inventory(namespace)));
	for (const [index, { workloads, unusable, shared }] of found.entries()) {
		const where = namespaces[index] ?? "";
		if (workloads.length === 0) ports.output.stderr.write(`nothing runs in ${printable(where)}\n`);
		if (shared.length > 0)
			ports.output.stderr.write(
				`in ${printable(where)} no probe asks for what leads to several workloads: ${shared.map(printable).join(", ")}\n`,
			);
		if (unusable.length > 0)
			ports.output.stderr.write(`left out, because no cluster has such names: ${unusable.map(printable).join(", ")}\n`);
	}
	return { ...answers, workloads: found.flatMap(({ workloads }) => workloads), clusterUid: await cluster.uid() };
}

async function filesOf(migration: Migration, ports: Ports): Promise<{ document: string; probes: string; bound: number }> {
	const plan = planOf(migration);
	const document = newDocument(migration, plan, dayOf(ports.clock.now()));
	const bound = bindProbes(readDocument(sourceText(document)), plan);
	if (bound === null)
		throw new Failure(
			"usage",
			"a title does not read as it is meant in a document",
			"choose plainer words for --title and --phase",
		);
	const { renderNewProbes } = await import("../../reporters/new-probes.ts");
	return { document, probes: renderNewProbes(migration, bound), bound: bound.length };
}
