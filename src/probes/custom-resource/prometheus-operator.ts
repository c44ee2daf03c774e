import { type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { conditionsAt } from "../shared/conditions.ts";
import { type Fact, failed } from "./fact.ts";

/** Whether each Prometheus that selected a monitor or rule took it: newer operators write it into `status.bindings`. */
export function monitorFacts(object: KubeObject): Fact[] {
	return listAt(object, "status", "bindings").flatMap((binding) =>
		conditionsAt(binding, "conditions").flatMap(({ type, status, message, reason }) =>
			type === "Accepted" && status === "False"
				? [failed("NotAccepted", `is not accepted by ${stringAt(binding, "name") ?? "a Prometheus"}: ${message || reason}`)]
				: [],
		),
	);
}
