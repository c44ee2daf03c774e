import { attestationProbe } from "./attestation/attestation-probe.ts";
import { allProbe, anyProbe, forEachProbe, itemsProbe, notProbe } from "./combinations/combination-probes.ts";
import { crdProbe } from "./crd/crd-probe.ts";
import { cronJobProbe } from "./cronjob/cronjob-probe.ts";
import { execProbe } from "./exec/exec-probe.ts";
import { grpcProbe } from "./grpc/grpc-probe.ts";
import { hpaProbe } from "./hpa/hpa-probe.ts";
import { httpProbe } from "./http/http-probe.ts";
import { ingressProbe } from "./ingress/ingress-probe.ts";
import { jobProbe } from "./job/job-probe.ts";
import { metricsProbe } from "./metrics/metrics-probe.ts";
import { networkPolicyProbe } from "./networkpolicy/networkpolicy-probe.ts";
import { pdbProbe } from "./pdb/pdb-probe.ts";
import type { ProbeType } from "./probe.ts";
import { pvcProbe } from "./pvc/pvc-probe.ts";
import { repositoryProbe } from "./repository/repository-probe.ts";
import { resourcesProbe } from "./resources/resources-probe.ts";
import { serviceProbe } from "./service/service-probe.ts";
import { workloadProbe } from "./workload/workload-probe.ts";

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
