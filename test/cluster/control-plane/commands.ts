import { join } from "node:path";

export interface Ports {
	readonly etcd: number;
	readonly etcdPeer: number;
	readonly api: number;
	readonly kubelet: number;
}

interface Place {
	readonly binaries: string;
	readonly folder: string;
	readonly ports: Ports;
	readonly kubeconfig: string;
	readonly audit: boolean;
	readonly unthrottled: boolean;
}

/** The command line of every component. */
export function commandsOf({ binaries, folder, ports, kubeconfig, audit, unthrottled }: Place) {
	const pki = (file: string) => join(folder, "pki", file);
	const etcd = `http://127.0.0.1:${ports.etcd}`;
	const peer = `http://127.0.0.1:${ports.etcdPeer}`;
	const unelected = [`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0"];
	const pace = unthrottled ? ["--kube-api-qps=5000", "--kube-api-burst=10000"] : [];
	const tls = [`--tls-cert-file=${pki("server.crt")}`, `--tls-private-key-file=${pki("server.key")}`];
	return {
		etcd: [
			join(binaries, "etcd"),
			`--data-dir=${join(folder, "etcd")}`,
			"--unsafe-no-fsync",
			`--listen-client-urls=${etcd}`,
			`--advertise-client-urls=${etcd}`,
			`--listen-peer-urls=${peer}`,
			`--initial-advertise-peer-urls=${peer}`,
			`--initial-cluster=default=${peer}`,
		],
		apiserver: [
			join(binaries, "kube-apiserver"),
			`--etcd-servers=${etcd}`,
			`--secure-port=${ports.api}`,
			"--bind-address=127.0.0.1",
			"--advertise-address=127.0.0.1",
			"--endpoint-reconciler-type=none",
			"--service-cluster-ip-range=10.0.0.0/16",
			...tls,
			`--client-ca-file=${pki("ca.crt")}`,
			`--service-account-key-file=${pki("sa.pub")}`,
			`--service-account-signing-key-file=${pki("sa.key")}`,
			"--service-account-issuer=https://kubernetes.default.svc",
			"--authorization-mode=RBAC",
			"--allow-privileged=true",
			"--kubelet-preferred-address-types=InternalIP",
			// Aggregated APIs are reached by their endpoints: nothing routes the addresses of Services here.
			"--enable-aggregator-routing=true",
			...(audit
				? [`--audit-policy-file=${join(folder, "audit-policy.json")}`, `--audit-log-path=${join(folder, "audit.log")}`]
				: []),
		],
		"controller-manager": [
			join(binaries, "kube-controller-manager"),
			...unelected,
			...pace,
			`--service-account-private-key-file=${pki("sa.key")}`,
			`--root-ca-file=${pki("ca.crt")}`,
			"--use-service-account-credentials=true",
			// Else a pause of the machine loses the simulated nodes, and their pods keep Ready=False for good.
			"--node-monitor-grace-period=24h",
			// Tests wait for autoscalers, which by default do not believe a young pod's metrics.
			"--horizontal-pod-autoscaler-sync-period=2s",
			"--horizontal-pod-autoscaler-initial-readiness-delay=1s",
			"--horizontal-pod-autoscaler-cpu-initialization-period=1s",
		],
		scheduler: [join(binaries, "kube-scheduler"), ...unelected, ...pace],
		kwok: [
			join(binaries, "kwok"),
			`--kubeconfig=${kubeconfig}`,
			`--config=${join(folder, "kwok.yaml")}`,
			"--manage-all-nodes=true",
			"--cidr=10.244.0.0/16",
			"--node-ip=127.0.0.1",
			`--node-port=${ports.kubelet}`,
			...tls,
		],
	} as const;
}
