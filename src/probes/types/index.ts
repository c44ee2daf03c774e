import type { ProbeType } from "../probe.ts";
import { attestationProbe } from "./attestation.ts";
import { allProbe, anyProbe, forEachProbe, itemsProbe, notProbe } from "./combinations.ts";
import { crdProbe } from "./crd.ts";
import { cronJobProbe } from "./cronjob.ts";
import { execProbe } from "./exec.ts";
import { grpcProbe } from "./grpc.ts";
import { hpaProbe } from "./hpa.ts";
import { httpProbe } from "./http.ts";
import { ingressProbe } from "./ingress.ts";
import { jobProbe } from "./job.ts";
import { metricsProbe } from "./metrics.ts";
import { networkPolicyProbe } from "./networkpolicy.ts";
import { pdbProbe } from "./pdb.ts";
import { pvcProbe } from "./pvc.ts";
import { repositoryProbe } from "./repository.ts";
import { resourcesProbe } from "./resources.ts";
import { serviceProbe } from "./service.ts";
import { workloadProbe } from "./workload.ts";

/** Every probe type, in the order of the README. */
export const probeTypes: readonly ProbeType[] = [
	workloadProbe,
	serviceProbe,
	resourcesProbe,
	jobProbe,
	cronJobProbe,
	hpaProbe,
	pdbProbe,
	networkPolicyProbe,
	ingressProbe,
	pvcProbe,
	crdProbe,
	metricsProbe,
	httpProbe,
	grpcProbe,
	repositoryProbe,
	execProbe,
	attestationProbe,
	allProbe,
	anyProbe,
	notProbe,
	forEachProbe,
	itemsProbe,
];
