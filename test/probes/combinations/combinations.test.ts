import { describe, expect, it } from "vitest";
import { attestationProbe } from "../../../src/probes/attestation/attestation-probe.ts";
import { allProbe, anyProbe, forEachProbe, itemsProbe, notProbe } from "../../../src/probes/combinations/combination-probes.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { jobProbe } from "../../../src/probes/job/job-probe.ts";
import { pdbProbe } from "../../../src/probes/pdb/pdb-probe.ts";
import type { Probe, ProbeResult, ProbeType, Reading } from "../../../src/probes/probe.ts";
import type { Tree } from "../../../src/yaml/tree.ts";
import { reading as plain, probeContext } from "../objects.ts";

const types: readonly ProbeType[] = [
	allProbe,
	anyProbe,
	notProbe,
	forEachProbe,
	itemsProbe,
	jobProbe,
	pdbProbe,
	attestationProbe,
];

/** Reads `{ TYPE: … }`, as it stands in a probes file. */
const probe = (tree: Tree): Probe => {
	if (tree.kind !== "mapping") throw new Error("no mapping");
	const [entry] = tree.entries;
	const type = types.find(({ name }) => name === entry?.key);
	if (entry === undefined || type === undefined) throw new Error("no such type");
	return type.read(entry.value, reading);
};
const elements = (yaml: string): readonly Tree[] => {
	const tree = parseProbesFile(yaml, "probes.yaml");
	return tree.kind === "sequence" ? tree.items : [];
};
const reading: Reading = {
	...plain,
	lists: new Map([
		["sites", elements("[{ name: north, job: seed-n }, { name: south, job: seed-s }]")],
		["names", elements("[a, b, c]")],
		["late", elements("[{ job: seed-n, name: north }, { job: seed-s, name: south }]")],
		["none", []],
	]),
	templates: new Map([["seed", parseProbesFile("{ job: { name: '$(each.job)' } }", "probes.yaml")]]),
	probe,
};
const read = (yaml: string): Probe => probe(parseProbesFile(yaml, "probes.yaml"));

/** Asks it where `items: [pass]` finds a pass, `items: [fail]` a failure and so on. */
async function verdict(yaml: string): Promise<string> {
	const resultsOf = async (pattern: string): Promise<readonly ProbeResult[]> =>
		pattern.split("+").map((name): ProbeResult => {
			const outcome =
				(["pass", "attested", "pending", "fail", "unknown", "unbound"] as const).find((one) => one === name) ?? "fail";
			return { outcome, reason: /^[A-Z]/.test(name) ? name : `Is${outcome}`, message: `m ${name}`, hint: "h", evidence: [] };
		});
	const { outcome, reason, message, hint } = await read(yaml).run({ ...probeContext({}), resultsOf });
	return `${outcome} ${reason}: ${message}${hint === null ? "" : ` > ${hint}`}`;
}

const absent =
	"ask for something that shows the opposite itself: a query that returns a number in each case, or a list of the objects with exactly: 0";

describe("a combination", () => {
	it.each([
		["{ all: [{ items: [pass] }, { items: [pass] }] }", "pass AllHold: m pass"],
		["{ all: [{ items: [pass] }, { items: [fail] }] }", "fail Isfail: m fail > h"],
		["{ any: [{ items: [pass] }, { items: [fail] }] }", "pass Ispass: m pass"],
		["{ any: [{ items: [unknown] }, { items: [fail] }] }", "unknown Isunknown: m unknown > h"],
		["{ items: [pass, attested] }", "pass AllHold: all 2 items hold"],
		["{ items: [pass+fail] }", "fail Isfail: 1 of 2 items fails:  (m fail) > h"],
		["{ items: [pass, unbound] }", "pending Isunbound: 1 of 2 items is pending:  (m unbound) > h"],
		["{ not: { items: [fail] } }", "pass OppositeSeen: as expected: m fail"],
		["{ not: { items: [pass] } }", "fail StillIspass: m pass"],
		["{ not: { items: [attested] } }", "fail StillIsattested: m attested"],
		["{ not: { items: [Terminating] } }", "pending Terminating: m Terminating > h"],
		["{ not: { any: [{ items: [fail] }, { items: [Terminating] }] } }", "pending Terminating: m Terminating; m fail > h"],
		["{ not: { any: [{ items: [Terminating] }, { items: [fail] }] } }", "pending Terminating: m Terminating; m fail > h"],
		["{ not: { any: [{ items: [fail] }, { items: [fail] }] } }", "pass OppositeSeen: as expected: m fail"],
		["{ not: { items: [NoSamples] } }", `unknown NoSamples: m NoSamples, which does not show the opposite > ${absent}`],
		["{ not: { items: [NotANumber] } }", `unknown NotANumber: m NotANumber, which does not show the opposite > ${absent}`],
		[
			"{ not: { any: [{ items: [fail] }, { items: [NoSamples] }] } }",
			`unknown NoSamples: m NoSamples; m fail, which does not show the opposite > ${absent}`,
		],
		["{ not: { all: [{ items: [fail] }, { items: [Terminating] }] } }", "pass OppositeSeen: as expected: m fail; m Terminating"],
		["{ not: { items: [pending] } }", "pending Ispending: m pending > h"],
		["{ not: { items: [unknown] } }", "unknown Isunknown: m unknown > h"],
		["{ not: { items: [unbound] } }", "pending Isunbound: m unbound > h"],
		["{ not: { not: { items: [fail] } } }", "fail StillOppositeSeen: as expected: m fail"],
		["{ forEach: { list: names, probe: { items: ['$(each)'] } } }", "fail Isfail: 3 of 3 names fail: a, b, c (m) > h"],
	])("%s", async (yaml, expected) => expect(await verdict(yaml)).toBe(expected));

	it.each([
		["{ all: [{ items: [a] }, { items: [b] }] }", "the items a hold and the items b hold"],
		["{ any: [{ items: [a] }, { items: [b] }, { items: [c] }] }", "the items a hold or the items b hold or the items c hold"],
		[
			"{ any: [{ items: [a] }, { items: [b] }, { items: [c] }, { items: [d] }, { items: [e] }] }",
			"the items a hold or the items b hold or the items c hold or 2 more",
		],
		["{ not: { items: [a, b] } }", "not: the items a, b hold"],
		["{ forEach: { list: sites, template: seed } }", "for each of 2 sites: Job seed-n has completed"],
		["{ forEach: { list: sites, only: [south], template: seed } }", "Job seed-s has completed"],
		["{ forEach: { list: late, only: [south], template: seed } }", "Job seed-s has completed"],
		["{ forEach: { list: late, except: [south], template: seed } }", "Job seed-n has completed"],
		["{ forEach: { list: names, except: [b], probe: { items: ['$(each)'] } } }", "for each of 2 names: the items a hold"],
	])("%s describes what it proves", (yaml, proves) => expect(read(yaml).proves).toBe(proves));

	it("is about what its parts are about", () => {
		const one = read(
			"{ all: [{ job: { name: seed } }, { pdb: { name: sa, selects: Deployment/sa } }, { items: [1/a] }, { attestation: { ask: Sign it } }] }",
		);
		expect(one.type).toBe("all");
		expect(one.parts.map(({ type }) => type)).toEqual(["job", "pdb", "items", "attestation"]);
		expect(one.rights.map(({ resource }) => resource)).toEqual([
			...one.parts.flatMap(({ rights }) => rights.map(({ resource }) => resource)),
		]);
		expect(one.rights.length).toBeGreaterThan(3);
		expect(one.refersTo).toEqual(["1/a"]);
		expect(one.mentions).toEqual(one.parts.flatMap(({ mentions }) => mentions));
		expect(one.asks).toBe("Sign it");
		expect(one.isLocal).toBe(false);
		const local = read("{ not: { items: [1/a, 2/*] } }");
		expect([local.isLocal, local.asks, local.refersTo, local.rights, local.mentions]).toEqual([
			true,
			null,
			["1/a", "2/*"],
			[],
			[],
		]);
		expect(read("{ items: [1/a] }").parts).toEqual([]);
	});
});

describe("a combination is not taken", () => {
	it.each([
		["{ all: { items: [a] } }", /all takes a list of probes, not a map/],
		["{ any: [] }", /any has no probes: nothing would prove nothing/],
		["{ items: [] }", /items takes a list of item ids or patterns such as 2\/\*/],
		["{ items: 1/a }", /items takes a list/],
		["{ items: [7] }", /an item is named by its id or by a pattern/],
		["{ items: [[a]] }", /an item is named by its id or by a pattern/],
		[
			"{ forEach: { list: site, template: seed } }",
			/there is no list "site".*did you mean "sites"\? there are sites, names, late, none/,
		],
		["{ forEach: { list: zzzzzz, template: seed } }", /there is no list "zzzzzz".*there are sites, names, late, none/],
		["{ forEach: { list: none, template: seed } }", /the list "none" is empty: nothing would prove nothing/],
		["{ forEach: { list: sites, except: [north, south], template: seed } }", /the list "sites" is empty/],
		["{ forEach: { list: sites, only: [east], template: seed } }", /the list "sites" has no "east"/],
		["{ forEach: { list: sites, except: [east], template: seed } }", /the list "sites" has no "east"/],
		["{ forEach: { list: sites } }", /needs "probe"/],
		["{ forEach: { list: sites, template: seed, probe: { items: [a] } } }", /"probe" or "template", not both/],
		["{ forEach: { list: sites, template: sed } }", /there is no template "sed".*did you mean "seed"\? there are seed/],
		["{ forEach: { list: sites, template: zzzzzzz } }", /there is no template "zzzzzzz".*there are seed/],
		["{ forEach: { list: sites, probe: { items: ['$(each.town)'] } } }", /an element of "sites" has no town.*it is in line 1/],
		["{ forEach: { list: names, probe: { items: ['$(each.town)'] } } }", /an element of "names" has no town/],
	])("%s", (yaml, words) => {
		let said = "it was taken";
		try {
			read(yaml);
		} catch (problem) {
			said = `${String(problem)} ${String(Reflect.get(Object(problem), "hint"))}`;
		}
		expect(said).toMatch(words);
	});
});
