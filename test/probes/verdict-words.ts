import type { ProbeType } from "../../src/probes/probe.ts";
import { ask, type World } from "./objects.ts";

/** `outcome Reason: message > hint`. */
export async function verdict(type: ProbeType, yaml: string, world: World): Promise<string> {
	const { outcome, reason, message, hint } = await ask(type, yaml, world);
	return `${outcome} ${reason}: ${message}${hint === null ? "" : ` > ${hint.replace("-n boulder-staging", "…")}`}`;
}
