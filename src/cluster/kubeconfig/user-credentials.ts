import { ClusterProblem } from "../problem.ts";
import type { ClusterAddress, Credentials, Identity } from "./connection.ts";
import { type ClientCertificate, checkPair, FileCredentials, fixedCredentials, PluginCredentials } from "./credentials.ts";
import type { Environment } from "./environment.ts";
import type { PluginCluster } from "./exec-credential.ts";
import { ExecPlugin } from "./exec-plugin.ts";
import { besideKubeconfig, readFromEnvironment } from "./find-kubeconfig.ts";
import { basic, bearer, impersonationHeaders } from "./identity-headers.ts";
import type { ExecEntry, UserEntry } from "./kubeconfig-file.ts";

/** Plugins that contexts share: one that gets no cluster information serves all of them. */
export type Plugins = Map<string, ExecPlugin>;

export interface UserOf {
	readonly name: string;
	readonly entry: UserEntry;
	readonly address: ClusterAddress;
	readonly cluster: PluginCluster;
	readonly plugins: Plugins;
	readonly arePluginsAllowed: boolean;
}

/** The credentials in a user's entry. Throws ClusterProblem for what kubectl would also refuse, and for credentials that need a prompt. */
export function userCredentials(environment: Environment, user: UserOf): Credentials {
	const { entry, address } = user;
	const whose = `the user "${user.name}"`;
	check(entry, whose);
	const impersonation = impersonationHeaders(entry.impersonate, whose);
	// Like kubectl: no secret is sent over an unencrypted connection.
	if (address.server.protocol !== "https:") return fixedCredentials({ headers: impersonation, clientCertificate: null });
	if (entry.authProvider !== null) throw removedProvider(entry.authProvider, whose);

	const hasCertificate = entry.certificateFile !== "" || entry.certificateData !== null;
	const isBasic = entry.username !== "";
	const hasToken = entry.token !== "" || entry.tokenFile !== "";
	if (entry.exec !== null && !hasCertificate && !isBasic && !hasToken) {
		return new PluginCredentials(pluginOf(environment, user, entry.exec, whose), impersonation, whose);
	}
	if (isBasic && hasToken) throw new ClusterProblem("credentials", `${whose} has both a token and a user name with a password`);

	const read = (): Identity => ({
		headers: [...authorization(environment, entry, whose), ...impersonation],
		clientCertificate: hasCertificate ? clientCertificate(environment, user, whose) : null,
	});
	const first = read();
	const usesFiles = entry.tokenFile !== "" || (hasCertificate && (entry.certificateData === null || entry.keyData === null));
	return usesFiles ? new FileCredentials(read, environment.now, first) : fixedCredentials(first);
}

/** A token in a file, as a pod has it. */
export function tokenFileCredentials(environment: Environment, path: string): Credentials {
	const read = (): Identity => ({
		headers: [bearer(tokenIn(environment, path), "the service account")],
		clientCertificate: null,
	});
	return new FileCredentials(read, environment.now, null);
}

function authorization(environment: Environment, entry: UserEntry, whose: string): readonly (readonly [string, string])[] {
	if (entry.tokenFile !== "") return [bearer(tokenOf(environment, entry), whose)];
	if (entry.token !== "") return [bearer(entry.token, whose)];
	if (entry.username !== "") return [basic(entry.username, entry.password)];
	return [];
}

/** The file takes precedence over the token, which is used if the file cannot be read. */
function tokenOf(environment: Environment, entry: UserEntry): string {
	const path = besideKubeconfig(entry.file, entry.tokenFile);
	if (entry.token === "") return tokenIn(environment, path);
	try {
		return tokenIn(environment, path);
	} catch {
		return entry.token;
	}
}

function tokenIn(environment: Environment, path: string): string {
	const bytes = readFromEnvironment(environment, path, "the token file");
	if (bytes === null) throw new ClusterProblem("credentials", `there is no token file ${path}`);
	const token = new TextDecoder().decode(bytes).trim();
	if (token === "") throw new ClusterProblem("credentials", `the token file ${path} is empty`);
	return token;
}

function clientCertificate(environment: Environment, { entry, address }: UserOf, whose: string): ClientCertificate {
	const pair = {
		certificate: pem(environment, entry, {
			data: entry.certificateData,
			path: entry.certificateFile,
			what: `client certificate of ${whose}`,
		}),
		key: pem(environment, entry, { data: entry.keyData, path: entry.keyFile, what: `client key of ${whose}` }),
	};
	checkPair(pair, address.authority, whose);
	return pair;
}

function pem(environment: Environment, entry: UserEntry, of: { data: Uint8Array | null; path: string; what: string }): string {
	if (of.data !== null) return new TextDecoder().decode(of.data);
	const path = besideKubeconfig(entry.file, of.path);
	const bytes = readFromEnvironment(environment, path, `the ${of.what}`);
	if (bytes === null) throw new ClusterProblem("credentials", `the ${of.what} is not there: ${path}`);
	return new TextDecoder().decode(bytes);
}

function pluginOf(environment: Environment, user: UserOf, exec: ExecEntry, whose: string): ExecPlugin {
	if (!user.arePluginsAllowed) {
		const message = `${whose} gets its credentials from a program ("${exec.command}"), and --no-exec-auth forbids to run one`;
		throw new ClusterProblem("credentials", message);
	}
	const key = JSON.stringify([user.entry.file, exec, exec.provideClusterInfo ? user.cluster : null]);
	const plugin =
		user.plugins.get(key) ?? new ExecPlugin(environment, exec, { whose, file: user.entry.file, cluster: user.cluster });
	user.plugins.set(key, plugin);
	return plugin;
}

function check(entry: UserEntry, whose: string): void {
	const wrong = (what: string): ClusterProblem => new ClusterProblem("credentials", `${whose} ${what}`);
	const isBasic = entry.username !== "" || entry.password !== "";
	if (isBasic && entry.token !== "") throw wrong("has both a token and a user name with a password");
	const hasCertificate = entry.certificateFile !== "" || entry.certificateData !== null;
	if (hasCertificate && entry.keyFile === "" && entry.keyData === null) throw wrong("has a client certificate without a key");
	if (entry.exec !== null && entry.authProvider !== null) throw wrong("has both an auth-provider and a credential plugin (exec)");
}

function removedProvider(name: string, whose: string): ClusterProblem {
	const instead: Readonly<Record<string, string>> = {
		gcp: "gke-gcloud-auth-plugin (gcloud container clusters get-credentials writes it)",
		azure: "kubelogin (kubelogin convert-kubeconfig writes it)",
		oidc: "a credential plugin such as kubectl oidc-login",
	};
	const known = Object.hasOwn(instead, name) ? instead[name] : undefined;
	const advice = `use exec with ${known ?? "its credential plugin"} instead`;
	return new ClusterProblem("credentials", `${whose} has the auth-provider "${name}", which is of older clients: ${advice}`);
}
