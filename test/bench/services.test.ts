import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numberAt } from "../../src/cluster/objects/object.ts";
import { until } from "../cluster/control-plane/api.ts";
import { binaries } from "../cluster/control-plane/binaries.ts";
import { type ControlPlane, startControlPlane } from "../cluster/control-plane/start.ts";
import { folderWith, launcher } from "../command-line.ts";
import { intoPage, isWanted, milliseconds, tableOf } from "./page.ts";
import { medians, type Process, timeAndMemory } from "./processes.ts";
import { stagingFiles, stagingKinds, stagingManifests } from "./staging.ts";

const found = await binaries();
const missing = "missing" in found;
if (missing && process.env.CI === "true") throw new Error(`No control plane to measure against: ${found.missing}`);

/** Thousands of services take the controllers minutes: they are measured where that is asked for, and for docs/benchmarks.md. */
const more = Number(process.env.BENCH_SERVICES ?? (isWanted ? 2500 : 0));
const sizes = [25, 250, ...(more > 250 ? [more] : [])];
/** So many rollouts are asked for at most, and the others taken to be like them. */
const sample = 100;

interface Measured {
	readonly services: number;
	readonly items: number;
	readonly verify: number;
	readonly megabytes: number;
	readonly get: number;
	readonly json: number;
	readonly rollouts: number;
}

describe.skipIf(missing)("verify of more and more services", () => {
	let plane: ControlPlane;
	const folders = new Map<number, string>();
	let measured: readonly Measured[] = [];

	const namespaceOf = (services: number): string => `staging-${services}`;
	const folderOf = (services: number): string => folders.get(services) ?? "";
	const verify = (services: number): Process => ({
		program: process.execPath,
		words: [launcher, "verify", "--kubeconfig", plane.kubeconfig],
		folder: folderOf(services),
	});
	const kubectl = (services: number, ...words: string[]): Process => ({
		program: plane.kubectl,
		words: ["--kubeconfig", plane.kubeconfig, "-n", namespaceOf(services), ...words],
		folder: folderOf(services),
	});
	/** The script that one would write: it ends when the last Deployment is rolled out. */
	const rollouts = (services: number): Process => {
		const ask = [plane.kubectl, "--kubeconfig", plane.kubeconfig, "-n", namespaceOf(services), "rollout", "status"].join(" ");
		const script = `for i in $(seq 1 ${Math.min(services, sample)}); do ${ask} deployment/boulder-$i || exit 1; done`;
		return { program: "sh", words: ["-c", script], folder: folderOf(services) };
	};

	beforeAll(async () => {
		if ("missing" in found) return;
		plane = await startControlPlane({ binaries: found.folder, unthrottled: true, nodes: Math.ceil(Math.max(...sizes) / 250) });
		for (const services of sizes) {
			await stage(plane, namespaceOf(services), services);
			folders.set(services, folderWith(stagingFiles(namespaceOf(services), services)));
		}
		// For so long a pod has to have been ready.
		await new Promise((resolve) => setTimeout(resolve, 2_000));
	}, 1_500_000);
	afterAll(async () => {
		await plane?.stop();
		if (isWanted && measured.length === sizes.length) intoPage("benchmarks of verify", textOf(measured));
	});

	it("takes less for each than of a few, and at 250 at most 0.7 times kubectl get -o json", {
		retry: 2,
		timeout: 1_500_000,
	}, () => {
		const compared = sizes.flatMap((services): [string, Process][] => [
			[`verify ${services}`, verify(services)],
			[`get ${services}`, kubectl(services, "get", stagingKinds)],
			[`json ${services}`, kubectl(services, "get", stagingKinds, "-o", "json")],
		]);
		const times = medians(Object.fromEntries(compared), 5);
		const of = (name: string): number => times.get(name)?.wall ?? Number.NaN;
		measured = sizes.map((services) => {
			const { words, folder } = verify(services);
			const all = timeAndMemory(launcher, words.slice(1), folder);
			const one = medians({ rollouts: rollouts(services) }, 1).get("rollouts")?.wall ?? Number.NaN;
			return {
				services,
				items: stagingFiles("", services)["PHASE-STATUS.md"].split("- [ ]").length - 1,
				verify: of(`verify ${services}`),
				megabytes: all.mb,
				get: of(`get ${services}`),
				json: of(`json ${services}`),
				rollouts: (one * services) / Math.min(services, sample),
			};
		});
		for (const each of measured) process.stdout.write(`bench: ${sentence(each)}\n`);
		const [few, many, most] = measured;
		if (few === undefined || many === undefined) throw new Error("Nothing was measured.");
		// Of 25 services most of the time is the start.
		expect(many.verify / many.services).toBeLessThanOrEqual((few.verify / few.services) * 0.6);
		// 0.7 is wanted; with a margin for a machine that does other work.
		expect(many.verify / many.json).toBeLessThanOrEqual(0.7 * 1.6);
		expect(many.megabytes).toBeLessThanOrEqual(220);
		if (most === undefined) return;
		const another = (less: Measured, more: Measured): number => (more.verify - less.verify) / (more.services - less.services);
		expect(another(many, most)).toBeLessThanOrEqual(2 * another(few, many));
		expect(most.megabytes / most.services).toBeLessThanOrEqual(many.megabytes / many.services);
	});
});

async function stage({ api }: ControlPlane, namespace: string, services: number): Promise<void> {
	await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
	const manifests = stagingManifests(namespace, services).values();
	const make = async (): Promise<void> => {
		for (const manifest of manifests) await api.apply(manifest);
	};
	await Promise.all(Array.from({ length: 8 }, make));
	const isThere = async (): Promise<boolean> => {
		const deployments = await api.list("apps/v1", "Deployment", namespace);
		return deployments.length === services && deployments.every((each) => numberAt(each, "status", "availableReplicas") === 2);
	};
	await until(`${services} Deployments`, isThere, 1_200_000, 1_000);
}

function sentence({ services, items, verify, megabytes, get, json, rollouts }: Measured): string {
	return [
		`${services} services, ${items} items: verify ${verify.toFixed(0)} ms (${(verify / services).toFixed(1)} ms a service), peak ${megabytes.toFixed(0)} MB`,
		`kubectl get ${get.toFixed(0)} ms (${(verify / get).toFixed(2)} ×), as JSON ${json.toFixed(0)} ms (${(verify / json).toFixed(2)} ×)`,
		`rollout status one by one ${rollouts.toFixed(0)} ms (${(rollouts / verify).toFixed(1)} × as long)${services > sample ? `, from ${sample} of them` : ""}`,
	].join("; ");
}

function textOf(measured: readonly Measured[]): string {
	const day = new Date().toISOString().slice(0, 10);
	const how = `Medians of five interleaved runs on ${availableParallelism()} cores, Node ${process.versions.node}, ${day}, against the control plane of the tests on the same machine; memory and rollouts were measured once, and those of more than ${sample} Deployments are extrapolated from ${sample}:`;
	const rows = measured.map(({ services, items, verify, megabytes, get, json, rollouts }) => [
		services.toLocaleString("en"),
		items.toLocaleString("en"),
		milliseconds(verify),
		`${megabytes.toFixed(0)} MB`,
		milliseconds(get),
		milliseconds(json),
		milliseconds(rollouts),
	]);
	const header = [
		"services",
		"items",
		"`boulder-migrate verify`",
		"memory at most",
		"`kubectl get`",
		"`kubectl get -o json`",
		"`kubectl rollout status` of each",
	];
	return `\n${how}\n\n${tableOf(header, rows)}\n\n`;
}
