import { sep } from "node:path";
import { ClusterProblem } from "../problem.ts";
import type { Environment, PluginEnd } from "./environment.ts";
import { execInfo, type PluginCluster, type PluginCredential, readExecCredential } from "./exec-credential.ts";
import { besideKubeconfig } from "./find-kubeconfig.ts";
import type { ExecEntry } from "./kubeconfig-file.ts";

const timeoutMilliseconds = 60_000;
/** Size limit of the output, which has a token or a certificate. */
const maxBytes = 1024 * 1024;
/** The end of a plugin's error output: the reason comes last. */
const maxStderrLength = 2_000;
/** A credential that ends within this time would end on the way. */
const skewMilliseconds = 10_000;
/** A plugin that has just failed, or whose new credential was refused, is not run again at once by the next of a hundred requests. */
const retryMilliseconds = 30_000;

const versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

/** A program that prints credentials. It runs once for all requests while its credential is valid. */
export class ExecPlugin {
	readonly #outside: Environment;
	readonly #entry: ExecEntry;
	readonly #whose: string;
	readonly #run: { readonly command: string; readonly env: Readonly<Record<string, string>> };
	#running: Promise<PluginCredential> | null = null;
	#held: { readonly credential: PluginCredential; readonly at: number; readonly again: boolean } | null = null;
	#failed: { readonly problem: ClusterProblem; readonly at: number } | null = null;
	#refused = false;

	/** Throws ClusterProblem for an entry that cannot be run. `whose`: `the user "dev"`. `file`: the kubeconfig. */
	constructor(environment: Environment, entry: ExecEntry, from: { whose: string; file: string; cluster: PluginCluster }) {
		check(entry, from.whose);
		this.#outside = environment;
		this.#entry = entry;
		this.#whose = from.whose;
		const given = Object.entries(environment.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
		const info = execInfo(entry.apiVersion, entry.provideClusterInfo ? from.cluster : null);
		this.#run = {
			command: entry.command.includes(sep) ? besideKubeconfig(from.file, entry.command) : entry.command,
			env: Object.fromEntries([...given, ...entry.env, ["KUBERNETES_EXEC_INFO", info]]),
		};
	}

	credential(): Promise<PluginCredential> {
		if (this.#running !== null) return this.#running;
		const now = this.#outside.now();
		const held = this.#held;
		if (held !== null && !this.#refused && (held.credential.expires ?? Number.POSITIVE_INFINITY) - skewMilliseconds > now) {
			return Promise.resolve(held.credential);
		}
		if (this.#failed !== null && now - this.#failed.at < retryMilliseconds) return Promise.reject(this.#failed.problem);
		this.#running = this.#ask().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	/** After a 401: false if this credential was itself fetched after a recent refusal, so that another would also be refused. */
	renew(refused: PluginCredential): boolean {
		if (this.#running !== null || this.#held?.credential !== refused) return true;
		if (this.#held.again && this.#outside.now() - this.#held.at < retryMilliseconds) return false;
		this.#refused = true;
		return true;
	}

	async #ask(): Promise<PluginCredential> {
		const again = this.#refused;
		try {
			const { args } = this.#entry;
			const credential = this.#read(await this.#outside.run({ ...this.#run, args, timeoutMilliseconds, maxBytes }));
			this.#held = { credential, at: this.#outside.now(), again };
			this.#failed = null;
			this.#refused = false;
			return credential;
		} catch (problem) {
			if (problem instanceof ClusterProblem) this.#failed = { problem, at: this.#outside.now() };
			throw problem;
		}
	}

	#read(end: PluginEnd): PluginCredential {
		switch (end.kind) {
			case "exited": {
				if (end.code !== 0) throw this.#wrong(`ended with code ${end.code}`, end.stderr);
				const read = readExecCredential(end.stdout, this.#entry.apiVersion);
				if (read.kind === "wrong") throw this.#wrong(`gave no credentials: ${read.reason}`, end.stderr);
				return read.credential;
			}
			case "killed":
				throw this.#wrong(`was ended by ${end.signal}`, end.stderr);
			case "timeout":
				throw this.#wrong(`gave no answer within ${timeoutMilliseconds / 1000} s; nothing can be typed into it here`, end.stderr);
			case "too-much-output":
				throw this.#wrong(`printed more than ${maxBytes / 1024 / 1024} MB`, end.stderr);
			case "not-found":
				throw this.#wrong("was not found", this.#entry.installHint);
			case "not-started":
				throw this.#wrong(`could not be started: ${end.message}`, this.#entry.installHint);
			case "cancelled":
				throw new ClusterProblem("cancelled", `the credential plugin "${this.#entry.command}" was stopped`);
		}
	}

	#wrong(what: string, detail: string): ClusterProblem {
		const trimmed = detail.trim();
		const tail = trimmed.length > maxStderrLength ? `…${trimmed.slice(-maxStderrLength)}` : trimmed;
		const message = `the credential plugin "${this.#entry.command}" of ${this.#whose} ${what}`;
		return new ClusterProblem("credentials", tail === "" ? message : `${message}: ${tail}`);
	}
}

function check(entry: ExecEntry, whose: string): void {
	const wrong = (what: string): ClusterProblem => new ClusterProblem("credentials", `the credential plugin of ${whose} ${what}`);
	if (entry.command === "") throw wrong("has no command");
	if (!versions.includes(entry.apiVersion)) {
		throw wrong(
			`has the apiVersion "${entry.apiVersion}"; known are ${versions.join(" and ")}: renew the kubeconfig with its provider's tool`,
		);
	}
	if (entry.env.some(([name]) => name === "")) throw wrong("has an environment variable without a name");
	if (entry.interactiveMode === "Always") {
		throw wrong('asks questions (interactiveMode "Always"), which it cannot here: log in with kubectl first, or use a token');
	}
	if (entry.interactiveMode !== "Never" && entry.interactiveMode !== "IfAvailable") {
		throw wrong(`has the interactiveMode "${entry.interactiveMode}"; it must be Never, IfAvailable or Always`);
	}
}
