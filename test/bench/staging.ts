import type { Manifest } from "../cluster/control-plane/api.ts";
import { deployment, service } from "../cluster/control-plane/manifests.ts";

/** As many services as a phase has. */
const ofOnePhase = 25;

const namesOf = (services: number): string[] => Array.from({ length: services }, (_, index) => `boulder-${index + 1}`);

/** Services with their Deployments, two pods each. */
export function stagingManifests(namespace: string, services: number): readonly Manifest[] {
	return namesOf(services).flatMap((name) => {
		const labels = { "app.kubernetes.io/part-of": "boulder" };
		const resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } };
		const containers = [{ name: "main", image: "registry.invalid/boulder:1", ports: [{ containerPort: 9395 }], resources }];
		return [deployment(namespace, name, { replicas: 2, labels, podSpec: { containers } }), service(namespace, name, 9395)];
	});
}

/** What `verify` asks for where everything is ready. */
export const stagingKinds = "deployments,replicasets,pods,services,endpointslices";

interface Bound {
	readonly text: string;
	readonly probe: string;
}

const slug = (text: string): string => text.toLowerCase().replaceAll(" ", "-");

/** 84 items for 25 services, and so on in proportion, but for three that are about all of them; a phase for 25 services, a probe for each item. */
export function stagingFiles(
	namespace: string,
	services: number,
): { readonly "PHASE-STATUS.md": string; readonly "probes.yaml": string } {
	const names = namesOf(services);
	const phases = Array.from({ length: Math.ceil(services / ofOnePhase) }, (_, index) => {
		const own = names.slice(index * ofOnePhase, (index + 1) * ofOnePhase);
		return { id: index + 1, items: [...itemsOf(own, index + 1), ...(index === 0 ? itemsOfAll(services) : [])] };
	});
	const sections = phases.map(
		({ id, items }) =>
			`## Phase ${id}: Services\n\n### Status: 🔴 Not Started\n\n${items.map(({ text }) => `- [ ] ${text}`).join("\n")}\n`,
	);
	return {
		"PHASE-STATUS.md": `# Staging\n\n${sections.join("\n")}`,
		"probes.yaml": [
			"schemaVersion: 1",
			`defaults: { namespace: ${namespace}, timeout: 10s, stableFor: 1s }`,
			"lists:",
			`  services: [ ${names.map((name) => `{ name: ${name} }`).join(", ")} ]`,
			"probes:",
			...phases.flatMap(({ id, items }) => items.map(({ text, probe }) => `  ${id}/${slug(text)}: { ${probe} }`)),
			"",
		].join("\n"),
	};
}

function itemsOf(names: readonly string[], phase: number): readonly Bound[] {
	return [
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
		...names.slice(0, 11).map((name) => ({
			text: `Together ${name}`,
			probe: `items: [${phase}/deployment-${name}, ${phase}/service-${name}]`,
		})),
	];
}

function itemsOfAll(services: number): readonly Bound[] {
	return [
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
			probe: `resources: { apiVersion: v1, kind: Pod, atLeast: ${2 * services}, expect: "object.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')" }`,
		},
	];
}
