import type { YamlContent } from "./kubeconfig-yaml.ts";
import { at, isRecord } from "./object.ts";
import { ClusterProblem } from "./problem.ts";

/** A map in a kubeconfig, read field by field. What is absent or null is empty; what has another type is a ClusterProblem. */
export class Fields {
	readonly #content: YamlContent;
	readonly #file: string;
	readonly #path: readonly (string | number)[];
	readonly #map: unknown;

	constructor(content: YamlContent, file: string, path: readonly (string | number)[] = []) {
		this.#content = content;
		this.#file = file;
		this.#path = path;
		this.#map = at(content.value, ...path) ?? {};
		if (!isRecord(this.#map)) throw this.#wrong([], "must be a map");
	}

	has(name: string): boolean {
		return this.raw(name) != null;
	}

	raw(name: string): unknown {
		return at(this.#map, name);
	}

	/** "" where absent. */
	text(name: string): string {
		return this.#asText(this.raw(name), [name]);
	}

	flag(name: string): boolean {
		const value = this.raw(name) ?? false;
		if (typeof value === "boolean") return value;
		// What YAML 1.1 means by these, and kubectl by YAML.
		if (typeof value === "string" && /^(?:y|yes|on)$/i.test(value)) return true;
		if (typeof value === "string" && /^(?:n|no|off)$/i.test(value)) return false;
		throw this.#wrong([name], "must be true or false");
	}

	/** Of base64; null where absent or empty. */
	bytes(name: string): Uint8Array | null {
		const text = this.text(name).replace(/[\r\n]/g, "");
		if (text === "") return null;
		if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) throw this.#wrong([name], "is not base64");
		return Buffer.from(text, "base64");
	}

	texts(name: string): readonly string[] {
		return this.#asList(name).map((value, index) => this.#asText(value, [name, index]));
	}

	list(name: string): readonly Fields[] {
		return this.#asList(name).map((_, index) => this.#below(name, index));
	}

	/** An absent map reads as an empty one. */
	map(name: string): Fields {
		return this.#below(name);
	}

	names(): readonly string[] {
		return isRecord(this.#map) ? Object.keys(this.#map) : [];
	}

	#asList(name: string): readonly unknown[] {
		const value = this.raw(name) ?? [];
		if (!Array.isArray(value)) throw this.#wrong([name], "must be a list");
		return value;
	}

	#asText(value: unknown, path: readonly (string | number)[]): string {
		if (typeof value === "string") return value;
		if (value === null || value === undefined) return "";
		const isScalar = typeof value === "number" || typeof value === "boolean";
		throw this.#wrong(path, isScalar ? "must be text: put it in quotes" : "must be text");
	}

	#below(...path: readonly (string | number)[]): Fields {
		return new Fields(this.#content, this.#file, [...this.#path, ...path]);
	}

	/** Never shows the value, which may be a secret. */
	#wrong(path: readonly (string | number)[], what: string): ClusterProblem {
		const whole = [...this.#path, ...path];
		const line = this.#content.lineOf(whole);
		const shown = whole.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
		const subject = whole.length === 0 ? "it" : shown.replace(/^\./, "");
		const place = line === null ? this.#file : `${this.#file}:${line}`;
		return new ClusterProblem("credentials", `the kubeconfig ${place} cannot be read: ${subject} ${what}`);
	}
}
