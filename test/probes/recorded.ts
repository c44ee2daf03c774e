import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type KubeObject, stringAt } from "../../src/cluster/objects/object.ts";
import { parseProbesFile } from "../../src/probes/file/probes-yaml.ts";
import type { ProbeResult, ProbeType } from "../../src/probes/probe.ts";
import { isRecord } from "../../src/text/record.ts";
import { projectFolder } from "../command-line.ts";
import { clusterOf, probeContext, reading } from "./objects.ts";

/** Objects as a control plane gave them: the row of the truth matrix that they are of is the name of the file. */
export interface Recorded {
	readonly observedAt: string;
	readonly objects: readonly KubeObject[];
}

export function recorded(row: string): Recorded {
	const text = readFileSync(join(projectFolder, "test", "fixtures", "objects", `${row}.json`), "utf8");
	const { observedAt, objects }: Recorded = JSON.parse(text);
	// A while later, so that stability is not what the tests are about.
	return { observedAt: new Date(Date.parse(observedAt) + 60_000).toISOString(), objects };
}

/** Asks a probe of what was recorded. */
export function askOf({ observedAt, objects }: Recorded, type: ProbeType, yaml: string): Promise<ProbeResult> {
	const base = clusterOf({ objects });
	const cluster: typeof base = { ...base, list: async (request) => ({ ...(await base.list(request)), observedAt }) };
	return type.read(parseProbesFile(yaml, "probes.yaml"), reading).run({ ...probeContext({}), cluster });
}

/** With one object changed: the first of a kind, or the one of a name. */
export function withChanged(
	{ observedAt, objects }: Recorded,
	kind: string,
	change: (object: KubeObject) => KubeObject | null,
	name: string | null = null,
): Recorded {
	const index = objects.findIndex((object) => object.kind === kind && (name === null || object.metadata.name === name));
	if (index < 0) throw new Error(`no ${kind} was recorded`);
	const changed = objects.flatMap((object, at) => {
		const made = at === index ? change(object) : object;
		return made === null ? [] : [made];
	});
	return { observedAt, objects: changed };
}

/** A copy with another entry in its list of conditions. */
export function withCondition(object: KubeObject, type: string, status: string, reason = "", message = ""): KubeObject {
	const before = isRecord(object.status) && Array.isArray(object.status.conditions) ? object.status.conditions : [];
	const others = before.filter((entry) => stringAt(entry, "type") !== type);
	const entry = {
		type,
		status,
		reason,
		message,
		lastTransitionTime: "2020-01-01T00:00:00Z",
		lastUpdateTime: "2020-01-01T00:00:00Z",
	};
	return { ...object, status: { ...Object(object.status), conditions: [...others, entry] } };
}

export function withStatus(object: KubeObject, status: object): KubeObject {
	return { ...object, status: { ...Object(object.status), ...status } };
}

export function withMetadata(object: KubeObject, metadata: object): KubeObject {
	return { ...object, metadata: { ...object.metadata, ...metadata } };
}

type Path = readonly (string | number)[];

/** Every path in a value below what makes an object the one that was asked for. */
export function paths(value: unknown, here: Path = []): Path[] {
	const identity = ["apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace"];
	const own = here.length < 2 || identity.includes(here.slice(1).join(".")) ? [] : [here];
	if (typeof value !== "object" || value === null) return own;
	const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
	return [...own, ...steps.flatMap((step) => paths(Reflect.get(value, step), [...here, step]))];
}

/** As it would come from a server: a list has no holes. */
export function asJson<T>(value: T): T {
	return JSON.parse(JSON.stringify(value));
}
