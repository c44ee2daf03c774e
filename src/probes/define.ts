import { durationIn } from "./file/probe-fields.ts";
import { fieldsOf } from "./file/probes-yaml.ts";
import { limitedCluster, limitedList } from "./limited-cluster.ts";
import { portsIn } from "./ports.ts";
import type { ProbeResult, ProbeType, ReadAndJudge, Trap } from "./probe.ts";

/** Makes a probe type of a reader and a judge. */
export function define<Spec, Evidence>(type: ReadAndJudge<Spec, Evidence>): ProbeType {
	return {
		name: type.name,
		proves: type.proves,
		read(tree, reading) {
			const fields = fieldsOf(reading.file, tree, type.name);
			const spec = type.specify(fields, reading);
			const isAbsent = type.looksFor !== undefined && (fields.boolean("absent") ?? false);
			fields.done();
			const impossible = type.impossible?.(spec) ?? null;
			const waits = durationIn(fieldsOf(reading.file, tree, type.name), "timeout") ?? reading.defaults.listMilliseconds;
			return {
				type: type.name,
				proves: type.describe(spec),
				rights: type.rights(spec),
				parts: [],
				refersTo: [],
				mentions: type.mentions?.(spec) ?? [],
				asks: type.asks?.(spec) ?? null,
				traps: () => [
					...(impossible === null ? [] : [impossible]),
					...(type.traps?.(spec, (field) => fields.placeOf(field)) ?? []),
				],
				ports: portsIn(tree, type.name),
				looksFor: isAbsent ? null : (type.looksFor?.(spec) ?? null),
				readsFiles: type.readsFiles?.(spec) ?? false,
				isLocal: type.isLocal === true,
				lists: (type.lists?.(spec) ?? []).map((list) => limitedList(list, waits)),
				run: async (context) => {
					if (impossible !== null) return notSelectable(impossible);
					const cluster = limitedCluster(context.cluster, waits);
					const found = type.judge(await type.read(spec, { ...context, cluster }), spec);
					return withAbsence(found, type.looksFor?.(spec) ?? "", isAbsent);
				},
			};
		},
	};
}

/** Marks that the object does not exist, and whether the probe expects that. */
function withAbsence(found: ProbeResult, name: string, isExpected: boolean): ProbeResult {
	if (found.outcome !== "fail" || (found.reason !== "NotFound" && found.absence === undefined)) return found;
	return { ...found, absence: { ...(found.absence ?? { name, typo: null }), isExpected } };
}

/** The API server refuses such a selector; matched here, it would select nothing, which would satisfy `exactly: 0`. */
function notSelectable({ message, better }: Trap): ProbeResult {
	return { outcome: "unknown", reason: "FieldNotSelectable", message, hint: better, evidence: [] };
}
