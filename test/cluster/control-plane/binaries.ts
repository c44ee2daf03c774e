import { execFile, execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const needed = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kwok"] as const;
const script = fileURLToPath(new URL("build.sh", import.meta.url));

export type Binaries = { readonly folder: string } | { readonly missing: string };

/** Builds them where they are not yet and Go is there; what is missing is said in a sentence. */
export async function binaries(): Promise<Binaries> {
	const tools = ["openssl", "flock", "bash"].filter((tool) => programPath(tool) === null);
	if (tools.length > 0) return { missing: `${tools.join(", ")} not found` };
	const assets = process.env.KUBEBUILDER_ASSETS;
	if (assets !== undefined && assets !== "") {
		const lacking = needed.filter((name) => !isExecutable(join(assets, name)));
		return lacking.length === 0 ? { folder: assets } : { missing: `KUBEBUILDER_ASSETS has no ${lacking.join(", ")}` };
	}
	const folder = execFileSync(script, ["--where"], { encoding: "utf8" }).trim();
	if (isExecutable(join(folder, "kwok"))) return { folder };
	if (programPath("go") === null) return { missing: "Go, which builds the control plane, not found" };
	process.stderr.write("Building the control plane for the tests; this takes minutes, once.\n");
	try {
		await promisify(execFile)(script, { maxBuffer: 64 << 20 });
		return { folder };
	} catch (error) {
		return { missing: `the control plane could not be built: ${error instanceof Error ? error.message : String(error)}` };
	}
}

/** The path of a program that can be run; null where there is none. */
export function programPath(name: string): string | null {
	const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
	return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
