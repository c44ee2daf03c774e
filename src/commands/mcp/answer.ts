import { type ExitCode, exitCode } from "../../model/failure.ts";
import { isRecord } from "../../text/record.ts";
import type { Called } from "./call.ts";

export interface Answer {
	readonly [key: string]: unknown;
	readonly content: { readonly type: "text"; readonly text: string }[];
	readonly structuredContent?: Record<string, unknown>;
	readonly isError: boolean;
}

const meanings: Readonly<Record<ExitCode, string>> = {
	0: "done; nothing contradicts the document",
	1: "there are findings",
	2: "the words or options could not be understood",
	3: "it could not be verified",
	4: "unusable input",
	5: "refused, nothing was written",
	70: "a bug of boulder-migrate",
	130: "interrupted",
};

/**
 * Findings are a result; only a command that gave none is an error. `data` is its JSON; `without` names a key of the items
 * that is left out because it is long and was not requested.
 */
export function answer({ code, result, talk }: Called, data: string | null, without: string | null = null): Answer {
	const parts = [result, talk, `exit code ${code}: ${meanings[code]}`].filter((text) => text.trim() !== "");
	const isError = code !== exitCode.done && code !== exitCode.findings && !(code === exitCode.unverified && result !== "");
	const structuredContent = isError ? null : objectIn(data);
	return {
		content: parts.map((text) => ({ type: "text", text })),
		...(structuredContent === null
			? {}
			: { structuredContent: without === null ? structuredContent : stripped(structuredContent, without) }),
		isError,
	};
}

/** Of a command that writes, which is run once, with its JSON: the text is made of that. */
export function edited(called: Called): Answer {
	const { changes, diff } = objectIn(called.result) ?? {};
	const lines = [
		...(typeof diff === "string" && diff !== "" ? [diff.trimEnd()] : []),
		...(Array.isArray(changes) && diff === undefined ? changes.filter((one) => typeof one === "string") : []),
	];
	return answer({ ...called, result: lines.length === 0 ? "" : `${lines.join("\n")}\n` }, called.result);
}

function objectIn(json: string | null): Record<string, unknown> | null {
	if (json === null || json.trim() === "") return null;
	const value: unknown = JSON.parse(json);
	return isRecord(value) ? value : null;
}

/** Without a key of each item, of each criterion, and of their results per context. */
function stripped(data: Record<string, unknown>, key: string): Record<string, unknown> {
	const strip = (all: unknown): unknown =>
		Array.isArray(all)
			? all.map((one: unknown) => {
					if (!isRecord(one)) return one;
					const { [key]: _, ...rest } = one;
					return "contexts" in rest ? { ...rest, contexts: strip(rest.contexts) } : rest;
				})
			: all;
	return { ...data, items: strip(data.items), criteria: strip(data.criteria) };
}
