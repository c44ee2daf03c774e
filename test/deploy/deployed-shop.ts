import { parseAllDocuments } from "yaml";
import { boulderMigrate, folderWith } from "../command-line.ts";

export const document = `# Shop
## Phase 1: Foundation
- [ ] Deployment web (port 80)
- [x] Overlays build
- [ ] Run book agreed on
`;
export const probes = `schemaVersion: 1
cluster: { uid: 5c0b }
defaults: { namespace: shop }
probes:
  1/deployment-web: { workload: { kind: Deployment, name: web, service: web, ports: [80] } }
  1/overlays-build: { all: [{ workload: { kind: Deployment, name: web } }, { repository: { kustomize: [k8s] } }] }
  1/run-book-agreed-on: { attestation: { ask: Link it } }
`;
export const image = ["--image", "registry.example/boulder-migrate:0.1.0"];
export const all = [...image, "--publish", "--pushgateway", "http://pushgateway:9091", "--alerts"];

export function deploy(words: readonly string[], files: Readonly<Record<string, string | Uint8Array>> = {}) {
	return boulderMigrate(["deploy", ...words], {
		folder: folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, ...files }),
	});
}

export function manifestsOf(text: string): unknown[] {
	return parseAllDocuments(text).map((one) => one.toJS());
}
