export interface Sample {
	readonly name: string;
	readonly labels: ReadonlyMap<string, string>;
	readonly value: number;
}

const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(,|\})/y;

/** A strict reader of the text format: metrics are introduced before their samples, stay together, and no series comes twice. */
export function parsePrometheus(text: string): Sample[] {
	const lines = text.split("\n");
	if (lines.pop() !== "") throw new Error("no line feed at the end");
	const samples: Sample[] = [];
	const seen = new Set<string>();
	const introduced = new Set<string>();
	let current = "";
	for (const [index, line] of lines.entries()) {
		const help = /^# HELP ([a-z_]+) \S.*$/.exec(line);
		if (help !== null) {
			current = help[1] ?? "";
			if (introduced.has(current)) throw new Error(`${current} is introduced twice`);
			introduced.add(current);
			if (lines[index + 1] !== `# TYPE ${current} gauge`) throw new Error(`${current} has no type`);
			continue;
		}
		if (line === `# TYPE ${current} gauge`) continue;
		const name = /^[a-z_]+/.exec(line)?.[0] ?? "";
		if (name !== current) throw new Error(`not of ${current}: ${line}`);
		let at = name.length;
		const labels = new Map<string, string>();
		if (line[at] === "{") {
			at += 1;
			for (let more = true; more; ) {
				label.lastIndex = at;
				const match = label.exec(line);
				if (match === null) throw new Error(`no label at ${at}: ${line}`);
				at += match[0].length;
				const value = (match[2] ?? "").replace(/\\(.)/g, (_, mark: string) => (mark === "n" ? "\n" : mark));
				if (labels.has(match[1] ?? "")) throw new Error(`label twice: ${line}`);
				labels.set(match[1] ?? "", value);
				more = match[3] === ",";
			}
		}
		const value = /^ (NaN|-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/.exec(line.slice(at))?.[1];
		if (value === undefined) throw new Error(`no value: ${line}`);
		const series = JSON.stringify([name, ...labels]);
		if (seen.has(series)) throw new Error(`series twice: ${line}`);
		seen.add(series);
		samples.push({ name, labels, value: Number(value) });
	}
	return samples;
}
