import { durationIn, fieldsOf } from "./file/probe-fields.ts";
import { limitedCluster, limitedList } from "./limited-cluster.ts";
import type { ProbeType, ReadAndJudge } from "./probe.ts";

/** Makes a probe type of a reader and a judge. */
export function define<Spec, Evidence>(type: ReadAndJudge<Spec, Evidence>): ProbeType {
	return {
		name: type.name,
		proves: type.proves,
		read(tree, reading) {
			const fields = fieldsOf(reading.file, tree, type.name);
			const spec = type.specify(fields, reading);
			fields.done();
			const waits = durationIn(fieldsOf(reading.file, tree, type.name), "timeout") ?? reading.defaults.listMilliseconds;
			return {
				type: type.name,
				proves: type.say(spec),
				rights: type.rights(spec),
				parts: [],
				refersTo: [],
				mentions: type.mentions?.(spec) ?? [],
				asks: type.asks?.(spec) ?? null,
				readsFiles: type.readsFiles?.(spec) ?? false,
				isLocal: type.isLocal === true,
				lists: (type.lists?.(spec) ?? []).map((list) => limitedList(list, waits)),
				examine: async (surroundings) => {
					const cluster = limitedCluster(surroundings.cluster, waits);
					return type.judge(await type.read(spec, { ...surroundings, cluster }), spec);
				},
			};
		},
	};
}
