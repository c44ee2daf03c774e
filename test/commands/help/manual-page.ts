/** A page for man(1): the description as NAME, and each section of the help under its own heading, its lines kept. */
export function manualPage(name: string, help: string): string {
	const [description = "", ...rest] = help.split("\n");
	const body = rest.map((line) => {
		const heading = /^([A-Z][A-Za-z ]+):$/.exec(line)?.[1];
		return heading === undefined ? escaped(line) : `.fi\n.SH ${heading.toUpperCase()}\n.nf`;
	});
	return [
		`.TH ${name.toUpperCase().replaceAll("-", "\\-")} 1`,
		".SH NAME",
		`${escaped(name)} \\- ${escaped(description.replace(/\.$/, ""))}`,
		".nf",
		...body,
		".fi",
		"",
	].join("\n");
}

/** Backslashes and hyphens are marks of roff, and so is a dot or an apostrophe at the beginning of a line. */
function escaped(line: string): string {
	return line
		.replaceAll("\\", "\\e")
		.replaceAll("-", "\\-")
		.replace(/^(?=[.'])/, "\\&");
}
