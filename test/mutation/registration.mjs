import { format } from "node:util";

/** What a test file calls on vitest, kept in a list instead of run. `tests` fills while the file is evaluated. */
export function registration(file, vitest) {
	const tests = [];
	const outer = [];
	const nameOf = (name, row) => {
		const values = Array.isArray(row) ? row : [row];
		return format(name, ...values.slice(0, name.split("%").length - 1)).replace(
			/\$(\w+)/g,
			(whole, key) => values[0]?.[key] ?? whole,
		);
	};

	const add = (name, ...rest) => {
		const body = rest.find((each) => typeof each === "function");
		const title = [...outer, name].join(" ");
		const twins = tests.filter((test) => test.title === title).length;
		tests.push({ title, id: `${file}#${title}${twins === 0 ? "" : ` (${twins + 1})`}`, body });
	};
	const within = (name, ...rest) => {
		outer.push(name);
		rest.find((each) => typeof each === "function")();
		outer.pop();
	};
	const withVariants = (register) => {
		const nothing = () => {};
		return Object.assign(register, {
			each: (rows) => (name, body) => {
				for (const row of rows) register(nameOf(name, row), () => (Array.isArray(row) ? body(...row) : body(row)));
			},
			skipIf: (condition) => (condition ? nothing : register),
			runIf: (condition) => (condition ? register : nothing),
		});
	};
	const [it, describe] = [withVariants(add), withVariants(within)];
	return { tests, vitest: { ...vitest, describe, it, test: it } };
}
