import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { folderWith } from "../../command-line.ts";
import { has } from "../../installed.ts";
import { onScreen } from "../../on-screen.ts";

// In a thread of its own: the test waits for the program without letting anything else run.
const silentServer = `
const server = require("node:net").createServer((socket) => socket.on("error", () => {}));
server.listen(0, "127.0.0.1", () => require("node:worker_threads").parentPort.postMessage(server.address().port));
`;

it.runIf(has("python3", "needed"))(
	"verify --watch ends with q at once, while a cluster that never answers is asked",
	async () => {
		const worker = new Worker(silentServer, { eval: true });
		try {
			const port = await new Promise<unknown>((resolve) => worker.once("message", resolve));
			const kubeconfig = `apiVersion: v1
kind: Config
current-context: c
clusters: [{ name: c, cluster: { server: "http://127.0.0.1:${port}" } }]
contexts: [{ name: c, context: { cluster: c, user: u } }]
users: [{ name: u, user: { token: t } }]
`;
			const folder = folderWith({
				"PHASE-STATUS.md": "## Phase 1: A\n- [ ] a\n",
				"probes.yaml": "schemaVersion: 1\nprobes:\n  1/a: { workload: { namespace: x, kind: Deployment, name: y } }\n",
				kubeconfig,
			});
			const began = performance.now();
			const { code, end } = onScreen(
				["verify", "--watch", "--kubeconfig", "kubeconfig"],
				[{ wait: "reading" }, { keys: "?" }, { wait: "Ctrl-Z" }, { keys: "x" }, { wait: "q quit" }, { keys: "q" }],
				{ folder },
			);
			expect([code, end.isAlternate]).toEqual([0, false]);
			// A request is given up after thirty seconds.
			expect(performance.now() - began).toBeLessThan(25_000);
		} finally {
			await worker.terminate();
		}
	},
);
