import { readFileSync } from "node:fs";
import { relative } from "node:path";

const killed = (results) => results.filter(({ status }) => status === "Killed" || status === "Timeout").length;
const of = (status) => (results) => results.filter((result) => result.status === status).length;

function row(name, all) {
	const results = all.filter(({ status }) => ["Killed", "Timeout", "Survived", "NoCoverage"].includes(status));
	const score = ((killed(results) / results.length) * 100).toFixed(1);
	return `| ${name} | ${results.length} | ${killed(results)} | ${of("Survived")(results)} | ${of("NoCoverage")(results)} | ${score} % |`;
}

/** The figures as a table of Markdown. Mutants of texts are counted apart: most of them are the words of a message. */
export function tallied(name, results) {
	const isText = ({ mutatorName }) => mutatorName === "StringLiteral";
	return [
		"| group | mutants | killed | survived | not covered | score |",
		"| ----- | ------- | ------ | -------- | ----------- | ----- |",
		row(name, results),
		row(
			`${name}, without texts`,
			results.filter((result) => !isText(result)),
		),
		row(`${name}, texts alone`, results.filter(isText)),
	].join("\n");
}

/** What lived, to be read; and what took too long, which is to be a change that never ends. */
export function listed(results) {
	const lines = new Map();
	const textOf = ({ fileName, location: { start, end } }) => {
		if (!lines.has(fileName)) lines.set(fileName, readFileSync(fileName, "utf8").split("\n"));
		const own = lines.get(fileName).slice(start.line - 1, end.line);
		own[own.length - 1] = own.at(-1).slice(0, end.column - 1);
		own[0] = own[0].slice(start.column - 1);
		return own.map((line) => line.trim()).join(" ");
	};
	return results
		.filter(({ status }) => ["Survived", "NoCoverage", "Timeout"].includes(status))
		.map((result) => {
			const { fileName, location, mutatorName, status, replacement } = result;
			const place = `${relative(process.cwd(), fileName)}:${location.start.line}:${location.start.column}`;
			return `${place} ${status} ${mutatorName}\n\t- ${textOf(result)}\n\t+ ${replacement?.replace(/\s+/g, " ")}\n`;
		})
		.join("");
}
