import { exitCode } from "../model/failure.ts";
import { renderJson } from "../reporters/json.ts";
import type { Declare } from "./command.ts";
import { outputFormat } from "./options/output-format.ts";

export const declareVersion: Declare = (command, ports, done) => {
	command
		.option("-o, --output <format>", "text, json", outputFormat({ text: true, json: true }), "text")
		.action((options: { readonly output: "text" | "json" }) => {
			const { version } = ports.invocation;
			const text = `boulder-migrate ${version}\n`;
			ports.output.stdout.write(options.output === "json" ? renderJson({ schemaVersion: 1, version }) : text);
			done(exitCode.done);
		});
};
