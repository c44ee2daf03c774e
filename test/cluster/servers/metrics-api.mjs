// The resource metrics API (metrics.k8s.io) for simulated pods: each uses what its annotation `test/cpu` says; pods without it have no
// metrics yet. And the API of metrics of one's own (custom.metrics.k8s.io): every pod has 2 of whatever is asked for. Usage: node metrics-api.mjs PKI_FOLDER HOST PORT API_PORT
import { readFileSync } from "node:fs";
import { createServer, get } from "node:https";
import { join } from "node:path";

const [pki = "", host = "", port = "0", apiPort = "0"] = process.argv.slice(2);
const pem = (file) => readFileSync(join(pki, file));
const admin = { ca: pem("ca.crt"), cert: pem("admin.crt"), key: pem("admin.key") };
const version = "metrics.k8s.io/v1beta1";
const customVersion = "custom.metrics.k8s.io/v1beta2";

function fetchJson(path) {
	return new Promise((resolve, reject) => {
		get({ ...admin, host: "127.0.0.1", port: apiPort, path }, async (answer) => {
			const chunks = [];
			for await (const chunk of answer) chunks.push(chunk);
			resolve(JSON.parse(Buffer.concat(chunks).toString()));
		}).on("error", reject);
	});
}

function metricsOf(pod) {
	const { name, namespace, labels, annotations } = pod.metadata;
	const cpu = annotations?.["test/cpu"];
	if (cpu === undefined || pod.status?.phase !== "Running") return [];
	const containers = pod.spec.containers.map((container) => ({ name: container.name, usage: { cpu, memory: "64Mi" } }));
	return [{ metadata: { name, namespace, labels }, timestamp: new Date().toISOString(), window: "15s", containers }];
}

async function answer(url) {
	if (url.pathname === `/apis/${version}`) {
		const pods = { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] };
		return { kind: "APIResourceList", apiVersion: "v1", groupVersion: version, resources: [pods] };
	}
	if (url.pathname === `/apis/${customVersion}`) {
		const any = { name: "pods/any", singularName: "", namespaced: true, kind: "MetricValueList", verbs: ["get"] };
		return { kind: "APIResourceList", apiVersion: "v1", groupVersion: customVersion, resources: [any] };
	}
	const custom = new RegExp(`^/apis/${customVersion}/namespaces/([^/]+)/pods/\\*/([^/]+)$`).exec(
		decodeURIComponent(url.pathname),
	);
	if (custom !== null) {
		const { items } = await fetchJson(`/api/v1/namespaces/${custom[1]}/pods${url.search}`);
		const of = ({ metadata }) => ({ kind: "Pod", apiVersion: "/v1", namespace: metadata.namespace, name: metadata.name });
		const value = (pod) => ({
			describedObject: of(pod),
			metric: { name: custom[2] },
			timestamp: new Date().toISOString(),
			value: "2",
		});
		return { kind: "MetricValueList", apiVersion: customVersion, metadata: {}, items: items.map(value) };
	}
	const namespace = new RegExp(`^/apis/${version}/namespaces/([^/]+)/pods$`).exec(url.pathname)?.[1];
	if (namespace === undefined) return null;
	const { items } = await fetchJson(`/api/v1/namespaces/${namespace}/pods${url.search}`);
	return { kind: "PodMetricsList", apiVersion: version, metadata: {}, items: items.flatMap(metricsOf) };
}

createServer({ cert: pem("server.crt"), key: pem("server.key") }, async (request, response) => {
	const body = await answer(new URL(request.url ?? "/", "https://server")).catch(() => null);
	response.writeHead(body === null ? 404 : 200, { "content-type": "application/json" }).end(JSON.stringify(body));
}).listen(Number(port), host);
