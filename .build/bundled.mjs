// What of other people's is in the bundles: their notices, which their licences want to be passed on, and a bill of materials.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The packages of which a bundle contains anything, by name and version. `metafiles` are those of esbuild. */
export function bundledPackages(metafiles) {
	const folders = new Set();
	for (const { outputs } of metafiles)
		for (const { inputs } of Object.values(outputs))
			for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
				const [, modules, name] = inPackage.exec(path) ?? [];
				if (name === undefined || bytesInOutput === 0 || path.startsWith("builtin:")) continue;
				for (const one of [name, ...bundledBefore(path)]) folders.add(modules + one);
			}
	const packages = [...folders].map((folder) => ({ folder, ...JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }));
	return packages.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

const inPackage = /^(.*\bnode_modules\/)((?:@[^/]+\/)?[^/]+)\//;

/** A package may be published as a bundle itself: then its source map names the packages in it. */
function bundledBefore(path) {
	if (!existsSync(`${path}.map`)) return [];
	const { sources = [] } = JSON.parse(readFileSync(`${path}.map`, "utf8"));
	return sources.map((source) => inPackage.exec(source)?.[2]).filter((name) => name !== undefined);
}

/** Writes the licence texts of the packages, each text once. Throws for a package without one: it may not be passed on. */
export function writeNotices(packages, path) {
	const holders = new Map();
	for (const one of packages) {
		const text = licenceTexts(one).join("\n\n");
		holders.set(text, [...(holders.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
	}
	const parts = [...holders].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
	const head = "boulder-migrate contains these packages, which are others' work and stand under the licences that follow.\n";
	writeFileSync(path, [head, ...parts].join(`\n${"-".repeat(100)}\n\n`));
}

/** The licence and notice files of a package. */
function licenceTexts({ folder, name, license }) {
	if (typeof license !== "string") throw new Error(`${name} names no licence`);
	const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
	const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
	// Some are published without the text that they refer to.
	const apart = join(import.meta.dirname, "licences", `${name}.txt`);
	if (texts.length === 0 && existsSync(apart)) return [readFileSync(apart, "utf8").trim()];
	if (texts.length === 0) throw new Error(`${name} has no text of its licence`);
	return texts;
}

/**
 * Writes a CycloneDX bill of materials. It has no time and no serial number, so that the same sources give the same bytes.
 * `lock` is the lock file, which knows the digest of each package as it was published.
 */
export function writeBillOfMaterials(packages, { name, version, description, license }, lock, path) {
	const components = packages.map((one) => ({
		type: "library",
		"bom-ref": `${one.name}@${one.version}`,
		...named(one),
		version: one.version,
		...(one.description ? { description: one.description } : {}),
		scope: "required",
		hashes: hashesOf(one, lock),
		licenses: licencesOf(one.license),
		purl: purlOf(one),
	}));
	const known = new Map(packages.map((one) => [one.name, `${one.name}@${one.version}`]));
	const root = { name, version };
	const dependencies = packages.map((one) => ({
		ref: `${one.name}@${one.version}`,
		dependsOn: Object.keys({ ...one.dependencies, ...one.peerDependencies, ...one.optionalDependencies })
			.filter((wanted) => known.has(wanted))
			.map((wanted) => known.get(wanted))
			.sort(),
	}));
	const bill = {
		$schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
		bomFormat: "CycloneDX",
		specVersion: "1.6",
		version: 1,
		metadata: {
			lifecycles: [{ phase: "build" }],
			component: {
				type: "application",
				"bom-ref": `${name}@${version}`,
				name,
				version,
				description,
				licenses: licencesOf(license),
				purl: purlOf(root),
			},
		},
		components,
		dependencies: [{ ref: `${name}@${version}`, dependsOn: components.map((one) => one["bom-ref"]) }, ...dependencies],
	};
	writeFileSync(path, `${JSON.stringify(bill, null, "\t")}\n`);
}

function named({ name }) {
	const [scope, rest] = name.startsWith("@") ? name.split("/") : [undefined, name];
	return scope === undefined ? { name: rest } : { group: scope, name: rest };
}

function purlOf({ name, version }) {
	return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

/** An identifier of SPDX, or an expression of several. */
function licencesOf(licence) {
	return / (?:OR|AND|WITH) /.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];
}

/** npm's digest is base64 of the package file; the bill wants hexadecimal. */
function hashesOf({ folder, name }, lock) {
	const [path] = /node_modules\/.*$/.exec(folder) ?? [];
	const [, algorithm, digest] = /^(sha\d+)-(.+)$/.exec(lock.packages[path]?.integrity ?? "") ?? [];
	if (digest === undefined) throw new Error(`the lock file does not know ${name}`);
	return [{ alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") }];
}
