import { Fields, type WrongValue } from "../../yaml/fields.ts";
import { parseYaml, type YamlRules } from "../../yaml/parse-yaml.ts";
import { isNull, type Place, type Tree, unknownPlace } from "../../yaml/tree.ts";
import { YamlError } from "../../yaml/yaml-error.ts";
import { ClusterProblem } from "../problem.ts";

/** A kubeconfig with hundreds of clusters, authorities included, has a tenth of this, and nests to about 8 levels. */
export const kubeconfigRules: YamlRules = {
	maxBytes: 4 * 1024 * 1024,
	maxDepth: 64,
	maxNodes: 200_000,
	aliases: true,
	likeKubectl: true,
};

/** The top of a kubeconfig; an empty file is an empty kubeconfig. Throws ClusterProblem, also from every field. */
export function kubeconfigFields(bytes: Uint8Array, file: string): Fields {
	const fault = (place: Place, message: string): ClusterProblem => {
		const at = place.line === 0 ? file : `${file}:${place.line}`;
		return new ClusterProblem("credentials", `the kubeconfig ${at} cannot be read: ${message}`);
	};
	const complaints = {
		nullIsAbsent: true,
		fault,
		// Never the value, which may be a secret.
		wrong: ({ place, path, problem }: WrongValue) => fault(place, `${pathName(path)} ${problem}`),
	};
	try {
		const tree = parseYaml(bytes, kubeconfigRules);
		return new Fields(complaints, isNull(tree) ? empty : tree, "the kubeconfig");
	} catch (problem) {
		if (problem instanceof YamlError) throw fault(problem.place, problem.message);
		throw problem;
	}
}

const empty: Tree = { kind: "mapping", entries: [], place: unknownPlace };

function pathName(path: readonly (string | number)[]): string {
	if (path.length === 0) return "it";
	const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
	return steps.join("").replace(/^\./, "");
}

/** "" where absent. */
export function textIn(fields: Fields, name: string): string {
	return fields.text(name) ?? "";
}

export function textsIn(fields: Fields, name: string): readonly string[] {
	return fields.listOfTexts(name) ?? [];
}

/** An absent mapping reads as an empty one. */
export function mapIn(fields: Fields, name: string): Fields {
	return fields.map(name) ?? new Fields(fields.complaints, empty, name, [...fields.path, name]);
}

export function mapsIn(fields: Fields, name: string): readonly Fields[] {
	return fields.maps(name) ?? [];
}

/** False where absent. Like kubectl, takes the words of YAML 1.1. */
export function flagIn(fields: Fields, name: string): boolean {
	const tree = fields.tree(name);
	const word = tree?.kind === "scalar" && typeof tree.value === "string" ? tree.value : "";
	if (/^(?:y|yes|on)$/i.test(word)) return true;
	if (/^(?:n|no|off)$/i.test(word)) return false;
	return fields.boolean(name) ?? false;
}

/** Of base64; null where absent or empty. */
export function bytesIn(fields: Fields, name: string): Uint8Array | null {
	const text = textIn(fields, name).replace(/[\r\n]/g, "");
	if (text === "") return null;
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0)
		throw fields.wrong(name, fields.tree(name), "is not valid base64");
	return Buffer.from(text, "base64");
}
