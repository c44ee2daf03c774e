import type { Manifest } from "../cluster/control-plane/api.ts";
import { deployment, service } from "../cluster/control-plane/manifests.ts";

const names = Array.from({ length: 25 }, (_, index) => `boulder-${index + 1}`);

/** 25 services with their Services, two pods each. */
export function stagingManifests(namespace: string): readonly Manifest[] {
	return names.flatMap((name) => {
		const labels = { "app.kubernetes.io/part-of": "boulder" };
		const resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } };
		const containers = [{ name: "main", image: "registry.invalid/boulder:1", ports: [{ containerPort: 9395 }], resources }];
		return [deployment(namespace, name, { replicas: 2, labels, podSpec: { containers } }), service(namespace, name, 9395)];
	});
}

export const stagingKinds = "deployments,replicasets,pods,services,endpointslices,events";

/** 84 items in two phases, and a probe for each. */
export function stagingFiles(namespace: string): { readonly "PHASE-STATUS.md": string; readonly "probes.yaml": string } {
	const items: { readonly text: string; readonly probe: string }[] = [
		...names.map((name) => ({
			text: `Deployment ${name}`,
			probe: `workload: { kind: Deployment, name: ${name}, minReplicas: 2, ports: [9395], service: ${name} }`,
		})),
		...names.map((name) => ({
			text: `Service ${name}`,
			probe: `service: { name: ${name}, port: 9395, workload: Deployment/${name} }`,
		})),
		...names.slice(0, 20).map((name, index) => ({
			text: `Limits ${name}`,
			probe: `resources: { apiVersion: apps/v1, kind: Deployment, name: ${name}, expect: "object.spec.template.spec.containers.all(c, has(c.resources.requests) && has(c.resources.limits)) && ${index} >= 0" }`,
		})),
		{
			text: "All of them",
			probe: "forEach: { list: services, probe: { workload: { kind: Deployment, name: $(each.name), minReplicas: 2 } } }",
		},
		{
			text: "All served",
			probe:
				"forEach: { list: services, probe: { service: { name: $(each.name), port: 9395, workload: Deployment/$(each.name) } } }",
		},
		{
			text: "All pods ready",
			probe: `resources: { apiVersion: v1, kind: Pod, atLeast: 50, expect: "object.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')" }`,
		},
		...Array.from({ length: 11 }, (_, index) => ({
			text: `Together ${index}`,
			probe: `items: [1/deployment-boulder-${index + 1}, 1/service-boulder-${index + 1}]`,
		})),
	];
	const lines = items.map(({ text }) => `- [ ] ${text}`);
	const slug = (text: string): string => text.toLowerCase().replaceAll(" ", "-");
	return {
		"PHASE-STATUS.md": `# Staging\n\n## Phase 1: Services\n\n### Status: 🔴 Not Started\n\n${lines.join("\n")}\n`,
		"probes.yaml": [
			"schemaVersion: 1",
			`defaults: { namespace: ${namespace}, timeout: 10s, stableFor: 1s }`,
			"lists:",
			`  services: [ ${names.map((name) => `{ name: ${name} }`).join(", ")} ]`,
			"probes:",
			...items.map(({ text, probe }) => `  1/${slug(text)}: { ${probe} }`),
			"",
		].join("\n"),
	};
}
