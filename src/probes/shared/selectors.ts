import { at, listAt, stringAt, stringsAt } from "../../cluster/objects/object.ts";

type Labels = Readonly<Record<string, string>>;

/** A selector that knows which labels it matches; `words`: in kubectl's notation, for commands. */
export interface Selector {
	readonly words: string;
	/** Whether it takes everything: an empty selector. */
	readonly everything: boolean;
	/** Labels that everything that it matches has: they narrow the search. */
	readonly equalities: readonly (readonly [label: string, value: string])[];
	matches(labels: Labels): boolean;
}

interface Requirement {
	readonly key: string;
	readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
	readonly values: readonly string[];
}

/** The `selector` of a Service or a similar object: plain equalities. Null if it is empty or absent: such a Service selects nothing. */
export function equalitySelector(object: unknown, ...path: readonly string[]): Selector | null {
	const labels = stringsAt(object, ...path);
	const entries = Object.entries(labels);
	if (entries.length === 0) return null;
	return fromRequirements(entries.map(([key, value]) => ({ key, operator: "In", values: [value] })));
}

/** A LabelSelector with matchLabels and matchExpressions. Null where it is absent or has an operator that is not known: it takes nothing. */
export function labelSelector(object: unknown, ...path: readonly string[]): Selector | null {
	const found = at(object, ...path);
	if (found === undefined || found === null) return null;
	const requirements: Requirement[] = Object.entries(stringsAt(found, "matchLabels")).map(([key, value]) => ({
		key,
		operator: "In",
		values: [value],
	}));
	for (const expression of listAt(found, "matchExpressions")) {
		const key = stringAt(expression, "key");
		const operator = operators.find((known) => known === stringAt(expression, "operator"));
		if (key === null || operator === undefined) return null;
		const values = listAt(expression, "values").filter((value) => typeof value === "string");
		requirements.push({ key, operator, values });
	}
	return fromRequirements(requirements);
}

const operators = ["In", "NotIn", "Exists", "DoesNotExist"] as const;

/** A selector as `kubectl -l` takes it: `a=b,c!=d,e in (f,g),h,!i`. Null if it is not one. */
export function parseSelector(text: string): Selector | null {
	const requirements: Requirement[] = [];
	for (const part of text.split(/,(?![^(]*\))/).map((piece) => piece.trim())) {
		const name = "([A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?)";
		const set = new RegExp(`^${name}\\s+(in|notin)\\s*\\(([^()]*)\\)$`).exec(part);
		const equal = new RegExp(`^${name}\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)$`).exec(part);
		const exists = new RegExp(`^(!?)\\s*${name}$`).exec(part);
		if (set !== null) {
			const values = (set[3] ?? "").split(",").map((value) => value.trim());
			requirements.push({ key: set[1] ?? "", operator: set[2] === "in" ? "In" : "NotIn", values });
		} else if (equal !== null)
			requirements.push({ key: equal[1] ?? "", operator: equal[2] === "!=" ? "NotIn" : "In", values: [equal[3] ?? ""] });
		else if (exists !== null)
			requirements.push({ key: exists[2] ?? "", operator: exists[1] === "!" ? "DoesNotExist" : "Exists", values: [] });
		else return null;
	}
	return fromRequirements(requirements);
}

function fromRequirements(requirements: readonly Requirement[]): Selector {
	return {
		words: requirements.map(describe).join(","),
		everything: requirements.length === 0,
		equalities: requirements.flatMap(({ key, operator, values: [value, ...others] }): [string, string][] =>
			operator === "In" && value !== undefined && others.length === 0 ? [[key, value]] : [],
		),
		matches: (labels) => requirements.every((requirement) => holds(requirement, labels)),
	};
}

function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
	const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
	switch (operator) {
		case "In":
			return value !== undefined && values.includes(value);
		case "NotIn":
			return value === undefined || !values.includes(value);
		case "Exists":
			return value !== undefined;
		case "DoesNotExist":
			return value === undefined;
	}
}

function describe({ key, operator, values }: Requirement): string {
	switch (operator) {
		case "In":
			return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(",")})`;
		case "NotIn":
			return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(",")})`;
		case "Exists":
			return key;
		case "DoesNotExist":
			return `!${key}`;
	}
}
