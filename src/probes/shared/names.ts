import type { Fields } from "../../yaml/fields.ts";
import type { Tree } from "../../yaml/tree.ts";

/**
 * The names that Kubernetes accepts (k8s.io/apimachinery, util/validation and api/validation/path): what no object can be called is a
 * mistake in the probes file, not an object that is missing in the cluster.
 */
interface Rule {
	readonly pattern: RegExp;
	readonly maxLength: number;
	/** Follows `must be`. */
	readonly is: string;
}

const label = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";

const objectNames: Rule = {
	pattern: new RegExp(`^${label}(?:\\.${label})*$`),
	maxLength: 253,
	is: "the name of an object: lowercase letters, digits, - and . between them",
};

/** Services are stricter than others: a name is one label of a host name. Newer servers let it start with a digit. */
const labelNames = (of: string): Rule => ({
	pattern: new RegExp(`^${label}$`),
	maxLength: 63,
	is: `the name of a ${of}: lowercase letters, digits, and - between them`,
});

const prefixes: Rule = { pattern: /^[a-z0-9][-a-z0-9.]*$/, maxLength: 253, is: "the beginning of an object's name" };

/** Roles and custom resources may be called almost anything that can be part of a path. */
const anyNames: Rule = {
	pattern: /^(?!\.\.?$)[^/%\u0000-\u001f\u007f]+$/,
	maxLength: 253,
	is: "the name of an object, without / and %",
};

const kinds: Rule = { pattern: /^[A-Za-z][A-Za-z0-9]*$/, maxLength: 63, is: "a kind such as Deployment" };

const apiVersions: Rule = {
	pattern: new RegExp(`^(?:${label}(?:\\.${label})*/)?${label}$`),
	maxLength: 253 + 1 + 63,
	is: "an API version such as v1 or apps/v1",
};

export const objectName = (fields: Fields, field: string): string | null => checked(fields, field, objectNames);
export const objectNamePrefix = (fields: Fields, field: string): string | null => checked(fields, field, prefixes);
export const serviceName = (fields: Fields, field: string): string | null => checked(fields, field, labelNames("Service"));
export const namespaceName = (fields: Fields, field: string): string | null => checked(fields, field, labelNames("namespace"));
export const anyName = (fields: Fields, field: string): string | null => checked(fields, field, anyNames);
export const kindName = (fields: Fields, field: string): string | null => checked(fields, field, kinds);
export const apiVersionName = (fields: Fields, field: string): string | null => checked(fields, field, apiVersions);
export const listOfObjectNames = (fields: Fields, field: string): readonly string[] | null =>
	checkedList(fields, field, objectNames);
export const listOfAnyNames = (fields: Fields, field: string): readonly string[] | null => checkedList(fields, field, anyNames);

/** Whether a text may be the name of an object, such as a Deployment: for names that are part of a longer text. */
export function isObjectName(text: string): boolean {
	return isAccepted(text, objectNames);
}

/** Whether a text may be the name of a Service or of a namespace. */
export function isLabelName(text: string): boolean {
	return isAccepted(text, labelNames("Service"));
}

function checked(fields: Fields, field: string, rule: Rule): string | null {
	const text = fields.string(field);
	if (text !== null && !isAccepted(text, rule)) throw refused(fields, field, fields.tree(field), text, rule);
	return text;
}

function checkedList(fields: Fields, field: string, rule: Rule): readonly string[] | null {
	const texts = fields.strings(field);
	const trees = fields.list(field);
	texts?.forEach((text, index) => {
		if (!isAccepted(text, rule)) throw refused(fields, field, trees?.[index] ?? null, text, rule);
	});
	return texts;
}

function isAccepted(text: string, { pattern, maxLength }: Rule): boolean {
	return text.length <= maxLength && pattern.test(text);
}

function refused(fields: Fields, field: string, tree: Tree | null, text: string, { is, maxLength }: Rule): Error {
	const problem = text.length > maxLength ? `must have at most ${maxLength} characters` : `must be ${is}`;
	return fields.wrong(field, tree, problem);
}
