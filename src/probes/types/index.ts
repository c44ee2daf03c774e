import type { ProbeType } from "../probe.ts";
import { all, any, forEach, items, not } from "./combinations.ts";
import { resources } from "./resources.ts";
import { service } from "./service.ts";
import { workload } from "./workload.ts";

/** Every probe type, in the order of the README. */
export const probeTypes: readonly ProbeType[] = [workload, service, resources, all, any, not, forEach, items];
