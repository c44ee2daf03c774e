import { Command, InvalidArgumentError } from "commander";
import { describe, expect, it } from "vitest";
import { FileProblem, type Files } from "../../../src/app/ports/files.ts";
import { type OutputTargets, outputTargets, withPrinted, writeOutputs } from "../../../src/commands/verify/output-targets.ts";

const known = { text: null, json: null, junit: null, "in-toto": null };
type Format = keyof typeof known;
const collect = outputTargets<Format>(known);

function parsed(...words: readonly string[]): OutputTargets<Format> {
	return words.reduce<OutputTargets<Format> | undefined>((before, word) => collect(word, before), undefined) ?? [];
}

function complaint(...words: readonly string[]): string {
	try {
		parsed(...words);
	} catch (problem) {
		if (problem instanceof InvalidArgumentError) return problem.message;
		throw problem;
	}
	return "";
}

/** Ports in memory that remember, in order, what was written where. */
function portsThat(write: Files["write"] = () => Promise.resolve()): {
	ports: Parameters<typeof writeOutputs>[0];
	log: string[];
} {
	const log: string[] = [];
	const ports = {
		invocation: { directory: "/work" },
		output: {
			stdout: {
				isTerminal: true,
				columns: 80,
				write: (text: string): void => {
					log.push(`stdout: ${text}`);
				},
			},
		},
		files: {
			write: async (path: string, content: Uint8Array): Promise<void> => {
				await write(path, content);
				log.push(`${path}: ${new TextDecoder().decode(content)}`);
			},
		},
	};
	return { ports, log };
}

describe("a repeated --output", () => {
	it("is a format for standard output, or a format and a file", () => {
		expect(parsed("json")).toEqual([{ format: "json", file: null }]);
		expect(parsed("text", "junit=report.xml", "in-toto=a=b.json")).toEqual([
			{ format: "text", file: null },
			{ format: "junit", file: "report.xml" },
			{ format: "in-toto", file: "a=b.json" },
		]);
		expect(parsed("json=-")).toEqual([{ format: "json", file: null }]);
	});

	it("is collected from a command line", () => {
		const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
		command.option("-o, --output <target>", "where to", outputTargets<Format>(known));
		command.parse(["-o", "text", "--output=junit=report.xml", "-ojson=x"], { from: "user" });
		expect(command.opts()).toEqual({ output: parsed("text", "junit=report.xml", "json=x") });
		expect(() => command.parse(["-o", "jnit=x"], { from: "user" })).toThrow("Did you mean junit?");
	});

	it("names the nearest of what it knows", () => {
		expect(complaint("jnit=report.xml")).toBe("Did you mean junit? It is one of text, json, junit, in-toto.");
		expect(complaint("report.xml")).toBe("It is one of text, json, junit, in-toto.");
		expect(complaint("")).toContain("It is one of");
		expect(complaint("toString")).toContain("It is one of");
		expect(complaint("=report.xml")).toContain("It is one of");
	});

	it("takes one format for standard output, and one for each file", () => {
		expect(complaint("json", "text")).toBe("Only one format goes to standard output, and json does; write text=FILE.");
		expect(complaint("json", "text=-")).toContain("Only one format");
		expect(complaint("json=a", "junit=./a")).toBe("json is written to ./a already.");
		expect(complaint("junit=")).toBe("Name a file after the equals sign: junit=FILE.");
		expect(complaint("json=a", "junit=b", "text")).toBe("");
	});

	it("still prints where it only names files", () => {
		expect(withPrinted<Format>(undefined, "text")).toEqual([{ format: "text", file: null }]);
		expect(withPrinted(parsed("junit=a"), "text")).toEqual([
			{ format: "text", file: null },
			{ format: "junit", file: "a" },
		]);
		expect(withPrinted(parsed("junit=a", "json"), "text")).toEqual(parsed("junit=a", "json"));
	});

	it("writes files from where the user stands, without the terminal's width, and prints last", async () => {
		const { ports, log } = portsThat();
		await writeOutputs(ports, parsed("text", "junit=report.xml", "json=/tmp/x.json"), (format, stream) =>
			Promise.resolve(`${format} ${stream?.columns ?? "as wide as it is"}`),
		);
		expect(log).toEqual(["/work/report.xml: junit as wide as it is", "/tmp/x.json: json as wide as it is", "stdout: text 80"]);
	});

	it("prints nothing when a file cannot be written", async () => {
		const { ports, log } = portsThat(() => Promise.reject(new FileProblem("no such folder")));
		const writing = writeOutputs(ports, parsed("junit=no/report.xml", "text"), (format) => Promise.resolve(format));
		await expect(writing).rejects.toBeInstanceOf(FileProblem);
		expect(log).toEqual([]);
	});
});
