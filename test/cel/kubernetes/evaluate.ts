import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../../command-line.ts";

export interface Question {
	readonly source: string;
	readonly variables: Readonly<Record<string, unknown>>;
}

/** What an expression gives: a value, or none, because it does not compile or fails. */
export type Answer = { readonly kind: "value"; readonly value: unknown } | { readonly kind: "none"; readonly why: string };

/** Asks Kubernetes' own evaluator, which is built with Go where it is not in the cache. */
export function askKubernetes(questions: readonly Question[]): readonly Answer[] {
	const build = join(projectFolder, "test", "cel", "kubernetes", "build.sh");
	const program = execFileSync("bash", [build], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
	const input = questions.map((question) => `${JSON.stringify(question)}\n`).join("");
	if (questions.length === 0) return [];
	const output = execFileSync(program, { input, encoding: "utf8", maxBuffer: 1 << 28 });
	return output
		.trimEnd()
		.split("\n")
		.map((line): Answer => {
			const { kind, value = null, message = "" } = JSON.parse(line);
			return kind === "value" ? { kind, value } : { kind: "none", why: message };
		});
}
