import type { Api, Manifest } from "../../cluster/control-plane/api.ts";

/** `not-green`: fail, pending or unknown; `not-red`: anything but fail. */
export type Want = "pass" | "pending" | "fail" | "unknown" | "not-green" | "not-red";

/** Where a row's state is made: a namespace of its own. */
export interface Scene {
	readonly api: Api;
	readonly namespace: string;
}

/** Whether the state that is meant has been reached, by the raw objects: else one on the way there would be judged. */
export type Reached = (scene: Scene) => Promise<boolean>;

/** One state of the cluster, and what is wanted of the verdict on it. */
export interface Row {
	readonly id: string;
	readonly state: string;
	readonly want: Want;
	/** A probe as it stands in a probes file; the namespace is the default. `NS` stands for its name. */
	readonly probe: string;
	readonly make?: (namespace: string) => readonly Manifest[];
	/** Before `change` is done. */
	readonly before?: Reached;
	readonly change?: (scene: Scene) => Promise<unknown>;
	readonly reached: Reached;
	/**
	 * Where it is made. `bare`: without controllers, for what none of them can be made to write; `halted`: the controllers stand still
	 * from `before` on.
	 */
	readonly plane?: "shared" | "bare" | "halted";
	/** Asks with rights to these alone: `deployments.apps`. */
	readonly mayList?: readonly string[];
}

export function agrees(want: Want, got: string): boolean {
	if (want === "not-green") return got !== "pass" && got !== "attested";
	return want === "not-red" ? got !== "fail" : got === want;
}
