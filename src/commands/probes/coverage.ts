import { clustersOf } from "../../app/open-clusters.ts";
import type { OpenProbes } from "../../app/open-probes.ts";
import type { ClusterOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { exitCode, Failure } from "../../model/failure.ts";
import { inventoryKinds } from "../../scaffold/workload.ts";
import { printable } from "../../text/printable.ts";
import { type Coverage, coverage } from "../../verify/coverage.ts";
import { undocumented } from "../../verify/undocumented.ts";
import type { Declare } from "../command.ts";
import { clusterOptions } from "../options/cluster-options.ts";
import { documentOptions } from "../options/document-options.ts";
import { formatOption, openBoth, type ProbesOptions, show } from "./open.ts";

interface CoverageOptions extends ProbesOptions, ClusterOptions {
	readonly namespace?: string;
	readonly workloads?: boolean;
}

export const declareCoverage: Declare = (command, ports, done) => {
	formatOption(clusterOptions(documentOptions(command)))
		.option("--workloads", "also list workloads of the cluster that no item mentions")
		.action(async (options: CoverageOptions) => {
			const { open, bound } = await openBoth(ports, options);
			const found = coverage(open.document, bound.bindings);
			const asks =
				options.workloads === true ||
				options.snapshot !== undefined ||
				options.context !== undefined ||
				options.kubeconfig !== undefined;
			const looked = asks ? await unmentionedIn(ports, options, bound) : { unmentioned: null, problem: null };
			const { unmentioned, problem } = looked;
			show(
				ports,
				options,
				{ items: found.items, bound: found.bound, by: Object.fromEntries(found.by), undocumented: unmentioned },
				() => render(found, unmentioned),
			);
			if (problem === null) return done(exitCode.done);
			ports.output.stderr.write(`boulder-migrate: whether an item mentions every workload is not known: ${printable(problem)}\n`);
			if (options.snapshot !== undefined)
				ports.output.stderr.write(
					"  a recording holds what the probes read; ask the cluster: boulder-migrate probes coverage --workloads\n",
				);
			done(exitCode.unverified);
		});
};

interface Looked {
	/** Null if the cluster could not be read. */
	readonly unmentioned: readonly string[] | null;
	readonly problem: string | null;
}

async function unmentionedIn(ports: Ports, options: CoverageOptions, { bindings, probes }: OpenProbes): Promise<Looked> {
	const usual = probes.defaults.namespace;
	const mentioned = [...bindings.of.values()].flatMap(({ probe }) => probe.mentions);
	const workloads = mentioned.filter(({ kind }) => inventoryKinds.some((known) => known === kind));
	const namespaces = new Set([usual, ...workloads.map((one) => one.namespace)].filter((one) => one !== null));
	if (namespaces.size === 0)
		throw new Failure("usage", "the probes file names no namespace to look into", "name one with --namespace");
	const clusters = await clustersOf(ports, options);
	const all = new Set<string>();
	try {
		for (const { cluster } of clusters)
			for (const namespace of namespaces)
				for (const { workload } of await undocumented(cluster, namespace, mentioned))
					all.add(namespace === usual || namespaces.size === 1 ? workload : `${namespace}/${workload}`);
	} catch (problem) {
		if (!(problem instanceof ClusterProblem)) throw problem;
		return { unmentioned: null, problem: problem.message };
	} finally {
		for (const one of clusters) one.close();
	}
	return { unmentioned: [...all].sort(), problem: null };
}

function render({ items, bound, by }: Coverage, unmentioned: readonly string[] | null): string {
	const lines = [`${bound} of ${items.length} items are bound`];
	for (const [words, number] of [...by].sort(([, a], [, b]) => b - a))
		if (words !== "nothing") lines.push(`${String(number).padStart(5)} by ${words}`);
	const unbound = items.filter(({ sources }) => sources.length === 0);
	if (unbound.length > 0) {
		lines.push("", "Nothing is bound to");
		for (const { id, text } of unbound) lines.push(`  ${printable(id)}  ${printable(text)}`);
	}
	if (unmentioned !== null) {
		lines.push("", unmentioned.length === 0 ? "Every workload is mentioned by an item" : "No item mentions");
		for (const name of unmentioned) lines.push(`  ${printable(name)}`);
	}
	return `${lines.join("\n")}\n`;
}
