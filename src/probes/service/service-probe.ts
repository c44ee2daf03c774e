import type { Fields } from "../../yaml/fields.ts";
import { define } from "../define.ts";
import { serviceName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { workloadKinds } from "../shared/pods-of.ts";
import { referenceOf } from "../shared/reference.ts";
import {
	judgeService,
	readService,
	type ServiceDemands,
	type ServiceEvidence,
	serviceLists,
	serviceRights,
} from "./judge-service.ts";

export const serviceProbe = define<ServiceDemands, ServiceEvidence>({
	name: "service",
	proves: "a Service selects the pods of its workload and no others, and has ready addresses on its port",
	specify(fields, reading) {
		const port = fields.string("port");
		return {
			name: fields.required("name", serviceName(fields, "name")),
			namespace: namespaceOf(fields, reading),
			ports: [...(port === null ? [] : [port]), ...(fields.strings("ports") ?? [])],
			workload: referenceOf(fields, "workload", workloadKinds),
			targetPorts: targetsOf(fields),
			headless: fields.boolean("headless"),
		};
	},
	describe: ({ name, namespace, ports }) =>
		`Service ${name} in ${namespace} has ready addresses${ports.length === 0 ? "" : ` on port ${ports.join(", ")}`}`,
	mentions: ({ workload, namespace }) => (workload === null ? [] : [{ namespace, kind: workload.kind, name: workload.name }]),
	looksFor: ({ name }) => name,
	rights: serviceRights,
	lists: serviceLists,
	read: (spec, { cluster }) => readService(cluster, spec),
	judge: judgeService,
});

function targetsOf(fields: Fields): readonly number[] {
	const one = fields.integer("targetPort", 1, 65_535);
	return one === null ? [] : [one];
}
