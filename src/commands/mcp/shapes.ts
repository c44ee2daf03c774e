import { z } from "zod";

/*
 * The results of the tools, for assistants: the keys needed for the next step, each with its meaning. The JSON Schemas in schemas/ describe
 * all keys of the same data.
 */

const version = z.literal(1);
const document = z.string().describe("the path of the document");
const phase = z.string().describe("a phase's id");
const line = z.number().int().describe("of the document");

const tally = { done: z.number().int(), counted: z.number().int() };
const item = z.looseObject({
	id: z.string().describe("names the item in other calls"),
	text: z.string(),
	line,
	checked: z.boolean(),
	optional: z.boolean(),
	skipped: z.boolean().describe("not applicable"),
});

export const statusShape = z.looseObject({
	schemaVersion: version,
	document,
	phases: z.array(
		z.looseObject({
			id: phase,
			title: z.string(),
			status: z.enum(["not-started", "in-progress", "complete", "blocked", "closed"]),
			completion: z.number().describe("whole percent"),
			...tally,
			waitsFor: z.array(phase).describe("phases that keep its gate closed"),
			next: z.array(z.string()).describe("ids of the items to do next"),
			items: z.array(item),
			validation: z.looseObject({ ...tally, items: z.array(item) }),
		}),
	),
});

export const findingsShape = z.looseObject({
	schemaVersion: version,
	findings: z.array(
		z.looseObject({
			rule: z.string(),
			severity: z.string(),
			message: z.string(),
			file: z.string(),
			line,
			fixable: z.boolean().describe("validate --fix repairs it"),
		}),
	),
});

const verdict = {
	id: z.string(),
	phase,
	text: z.string(),
	line,
	outcome: z.enum(["pass", "attested", "pending", "fail", "unknown", "unbound"]),
	reason: z.string().describe("CamelCase and stable"),
	message: z.string(),
	hint: z.string().nullable().describe("what to do next, often a command"),
};

export const verdictsShape = z.looseObject({
	schemaVersion: version,
	document,
	contexts: z.array(z.string()),
	observedAt: z.string().describe("when the cluster was read; not when this was asked"),
	age: z.string().nullable().describe("how old the data is, where that is over an hour"),
	summary: z.record(z.string(), z.number()).describe("items in each state"),
	items: z.array(
		z.looseObject({
			...verdict,
			checked: z.boolean(),
			state: z.enum(["confirmed", "ready", "open", "regressed", "unsettled", "unverified", "claimed", "skipped"]),
		}),
	),
	criteria: z.array(z.looseObject(verdict)).describe("success criteria without a checkbox"),
	exitCode: z.number().int(),
});

export const gateShape = z.looseObject({
	schemaVersion: version,
	document,
	phase,
	title: z.string(),
	open: z.boolean().describe("whether the phase may be promoted"),
	obstacles: z.array(
		z.looseObject({
			kind: z.string(),
			id: z.string().nullable(),
			message: z.string(),
			next: z.string().nullable(),
			unverified: z.boolean().describe("nothing contradicts it: it could not be verified"),
		}),
	),
	exitCode: z.number().int(),
});

export const explanationShape = z.looseObject({
	id: z.string(),
	text: z.string(),
	line,
	probe: z
		.looseObject({
			type: z.string().optional(),
			proves: z.string().optional(),
			rights: z.array(z.string()).optional().describe("what it needs to read"),
		})
		.nullable()
		.describe("null: no probe verifies it; with history, how the probe changed since, or null"),
});

export const nextShape = z.looseObject({
	schemaVersion: version,
	document,
	steps: z
		.array(
			z.looseObject({
				phase,
				id: z.string(),
				text: z.string(),
				line,
				overdueDays: z.number().int().nullable(),
				command: z.string().nullable(),
			}),
		)
		.describe("what can be done now, what is overdue first"),
	waiting: z.array(z.looseObject({ phase, why: z.string() })).describe("phases in which nothing can be done"),
});

export const diffShape = z.looseObject({ schemaVersion: version, phases: z.array(z.looseObject({ id: phase })) });

export const editShape = z.looseObject({
	schemaVersion: version,
	document,
	changed: z.boolean(),
	changes: z.array(z.string()).describe("a line for each change"),
	diff: z.string().optional().describe("with dryRun: what would change, as a unified diff"),
});
