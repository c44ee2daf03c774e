import { expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";

await loadPatterns();

/** An object as the API server returns it. */
const object = {
	apiVersion: "apps/v1",
	kind: "Deployment",
	metadata: {
		name: "api-gateway",
		namespace: "shop",
		generation: 4,
		creationTimestamp: "2026-01-02T03:04:05Z",
		deletionGracePeriodSeconds: null,
		labels: { app: "gateway", "app.kubernetes.io/part-of": "shop", env: "prod" },
		annotations: { "example.com/weight": "10", constructor: "yes" },
		finalizers: ["example.com/protect"],
	},
	spec: {
		replicas: 3,
		paused: false,
		strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
		selector: { matchLabels: { app: "gateway" } },
		template: {
			spec: {
				hostNetwork: false,
				securityContext: { runAsNonRoot: true, runAsUser: 1000 },
				nodeSelector: {},
				tolerations: [{ key: "dedicated", operator: "Exists" }],
				containers: [
					{
						name: "gateway",
						image: "registry.example.com/shop/gateway:1.4.2",
						ports: [{ containerPort: 8080, protocol: "TCP" }],
						resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { cpu: "1", memory: "512Mi" } },
						securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
						env: [
							{ name: "MODE", value: "fast" },
							{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "t", key: "k" } } },
						],
					},
					{ name: "proxy", image: "docker.io/envoy@sha256:abc", resources: {} },
				],
			},
		},
	},
	status: {
		observedGeneration: 4,
		replicas: 3,
		readyReplicas: 3,
		conditions: [
			{ type: "Available", status: "True", lastTransitionTime: "2026-01-02T03:05:00Z" },
			{ type: "Progressing", status: "True", reason: "NewReplicaSetAvailable" },
		],
	},
};

const variables = {
	object,
	oldObject: null,
	objects: [object, { ...object, spec: { replicas: 1 }, status: {} }],
	variables: { minimum: 2, allowed: ["registry.example.com"] },
	samples: [
		{ value: 1, labels: { pod: "a" } },
		{ value: 0.5, labels: { pod: "b" } },
	],
	body: { data: { "config.json": '{"retries": 3, "hosts": ["a"]}', url: "https://shop.example.com:8443/health?full=1" } },
	status: 200,
	headers: { "content-type": "application/json" },
};

const error = Symbol("error");

const policies: readonly (readonly [string, unknown])[] = [
	["object.spec.replicas <= 5", true],
	["object.spec.replicas % 2 == 1", true],
	["object.spec.replicas == 3.0", true],
	["object.spec.replicas >= variables.minimum", true],
	["object.spec.replicas == object.status.readyReplicas && object.status.observedGeneration >= object.metadata.generation", true],
	["object.status.unavailableReplicas == 0", error],
	["!has(object.status.unavailableReplicas) || object.status.unavailableReplicas == 0", true],
	["object.status.?unavailableReplicas.orValue(0) == 0", true],
	["has(object.metadata.deletionTimestamp)", false],
	["has(object.spec.template.spec.securityContext.runAsNonRoot) && object.spec.template.spec.securityContext.runAsNonRoot", true],
	["object.spec.template.spec.?securityContext.?runAsNonRoot.orValue(false)", true],
	["object.spec.template.spec.containers.all(c, c.image.startsWith('registry.example.com/'))", false],
	["object.spec.template.spec.containers.exists(c, c.image.contains('@sha256:'))", true],
	[
		"object.spec.template.spec.containers.all(c, c.image.matches('^[a-z0-9.]+(/[a-z0-9._-]+)*(:[A-Za-z0-9._-]+|@sha256:[0-9a-f]+)$'))",
		true,
	],
	["object.spec.template.spec.containers.all(c, !c.image.endsWith(':latest'))", true],
	["object.spec.template.spec.containers.all(c, has(c.resources.limits))", false],
	["object.spec.template.spec.containers.all(c, has(c.resources.limits.memory))", error],
	["object.spec.template.spec.containers.all(c, c.?resources.?limits.?memory.hasValue())", false],
	["object.spec.template.spec.containers.filter(c, has(c.securityContext)).map(c, c.name)", ["gateway"]],
	["object.spec.template.spec.containers.map(c, c.name).join(',')", "gateway,proxy"],
	["object.spec.template.spec.containers.exists_one(c, c.name == 'gateway')", true],
	["object.spec.template.spec.containers.existsOne(c, has(c.ports))", true],
	["object.spec.template.spec.containers[0].securityContext.capabilities.drop == ['ALL']", true],
	["'ALL' in object.spec.template.spec.containers[0].securityContext.capabilities.drop", true],
	["object.spec.template.spec.containers[0].ports.all(p, p.containerPort > 1024 && p.protocol in ['TCP', 'UDP'])", true],
	["object.spec.template.spec.containers[0].env.all(e, !has(e.value) || e.name != 'TOKEN')", true],
	["object.spec.template.spec.containers[7].name == 'x'", error],
	["quantity(object.spec.template.spec.containers[0].resources.limits.memory).compareTo(quantity('1Gi')) < 0", true],
	[
		"quantity(object.spec.template.spec.containers[0].resources.requests.cpu).isLessThan(quantity(object.spec.template.spec.containers[0].resources.limits.cpu))",
		true,
	],
	["object.spec.template.spec.containers.all(c, quantity(c.resources.limits.memory).isLessThan(quantity('1Gi')))", error],
	["object.metadata.labels['app.kubernetes.io/part-of'] == 'shop'", true],
	["'env' in object.metadata.labels && object.metadata.labels['env'] in ['prod', 'staging']", true],
	["object.metadata.labels.env", "prod"],
	["object.metadata.labels[?'tier'].orValue('none')", "none"],
	["object.metadata.labels.all(key, key.matches('^[a-z./-]+$'))", true],
	["object.metadata.labels.all(key, value, value.size() < 20)", true],
	["object.metadata.annotations.constructor == 'yes'", true],
	["object.spec.constructor == 'yes'", error],
	["int(object.metadata.annotations['example.com/weight']) > 5", true],
	["has(object.metadata.finalizers) && object.metadata.finalizers.size() > 0", true],
	["size(object.spec.template.spec.nodeSelector) == 0", true],
	["object.metadata.deletionGracePeriodSeconds == null", true],
	["has(object.metadata.deletionGracePeriodSeconds)", true],
	["object.metadata.deletionGracePeriodSeconds > 0", error],
	["oldObject == null", true],
	["oldObject == null || object.spec.replicas >= oldObject.spec.replicas", true],
	["oldObject.spec.replicas == 3", error],
	["object.metadata.name.startsWith(object.metadata.namespace)", false],
	["object.metadata.name.split('-')[0] == 'api'", true],
	["object.metadata.name.size() <= 63 && object.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')", true],
	["timestamp(object.metadata.creationTimestamp) < timestamp('2026-06-01T00:00:00Z')", true],
	["timestamp('2026-01-03T03:04:05Z') - timestamp(object.metadata.creationTimestamp) >= duration('24h')", true],
	["timestamp(object.metadata.creationTimestamp).getFullYear() == 2026", true],
	["object.status.conditions.exists(c, c.type == 'Available' && c.status == 'True')", true],
	["object.status.conditions.exists(c, c.type == 'Progressing' && c.reason == 'NewReplicaSetAvailable')", true],
	["object.status.conditions.filter(c, c.type == 'Available')[0].status == 'True'", true],
	["object.status.conditions.exists(c, c.reason == 'Nope')", error],
	["object.spec.strategy.rollingUpdate.maxUnavailable == 0 && object.spec.strategy.rollingUpdate.maxSurge == '25%'", true],
	["type(object.spec.strategy.rollingUpdate.maxSurge) == string && type(object.spec.replicas) == int", true],
	["object.spec.paused ? 'paused' : 'runs'", "runs"],
	[
		"object.spec.selector.matchLabels.all(k, object.metadata.labels[?k].orValue('') == object.spec.selector.matchLabels[k])",
		true,
	],
	["object.spec.template.spec.tolerations.exists(t, t.key == 'dedicated' && t.operator == 'Exists')", true],
	["variables.allowed.exists(r, object.spec.template.spec.containers[0].image.startsWith(r + '/'))", true],
	["objects.all(o, o.spec.replicas >= 1)", true],
	["objects.map(o, o.spec.replicas).sum() == 4", true],
	["objects.all(o, o.status.readyReplicas == o.spec.replicas)", error],
	["objects.filter(o, !has(o.status.readyReplicas)).size() == 1", true],
	["samples.all(s, s.value >= 0.5 && s.value <= 1.0)", true],
	["samples.exists(s, s.value == 1.0) && samples.exists(s, s.value == 1) && samples.map(s, s.value).max() == 1.0", true],
	["samples.all(s, s.value / 2.0 <= 0.5)", true],
	["samples.map(s, s.value).sum() == 1.5", true],
	["parseJSON(body.data['config.json']).retries == 3", true],
	["parseJSON(body.data['config.json']).hosts.size() == 1", true],
	["url(body.data.url).getHostname().endsWith('.example.com') && url(body.data.url).getPort() == '8443'", true],
	["status == 200 && headers['content-type'].startsWith('application/json')", true],
	["status in [200, 204] || false", true],
	["cel.bind(cs, object.spec.template.spec.containers, cs.size() == 2 && cs[1].name == 'proxy')", true],
	["object.kind == 'Deployment' || object.nonsense.field", true],
	["object.nonsense.field || object.kind == 'Deployment'", true],
	["object.nonsense.field && object.kind == 'Deployment'", error],
	["object.nonsense.field != 'x'", error],
	["!(object.nonsense.field == 'x')", error],
	["!object.nonsense", error],
	["object == object && object.metadata.labels == {'app': 'gateway', 'app.kubernetes.io/part-of': 'shop', 'env': 'prod'}", true],
	["'%s has %d replicas'.format([object.metadata.name, object.spec.replicas])", "api-gateway has 3 replicas"],
];

it.each(policies)("%s", (source, expected) => {
	const result = compile(source, Object.keys(variables)).evaluate(variables);
	if (expected === error) expect(result.kind).toBe("error");
	else expect(result).toEqual({ kind: "value", value: expected });
});

it("asks enough", () => expect(policies.length).toBeGreaterThan(60));

it("does not change what it reads", () => {
	const before = JSON.stringify(variables);
	for (const [source] of policies) compile(source, Object.keys(variables)).evaluate(variables);
	expect(JSON.stringify(variables)).toBe(before);
});
