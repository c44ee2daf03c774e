import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { ingressProbe } from "../../../src/probes/ingress/ingress-probe.ts";
import { changed, object } from "../objects.ts";
import { ingressController, ingressObjects } from "../passing.ts";
import { verdict } from "../verdict-words.ts";

interface Wanted {
	/** Hosts with a rule of their own. */
	readonly serves: readonly (string | null)[];
	readonly tls: readonly { readonly hosts?: readonly unknown[]; readonly secretName?: string }[];
	/** Names in the certificate of each Secret, as cert-manager writes them. */
	readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** More of the probe. */
	readonly more?: string;
}

const secretOf = (name: string, annotations: Readonly<Record<string, string>>): KubeObject =>
	object({ apiVersion: "v1", kind: "Secret", name, metadata: { annotations } });

/** `pass`, or why the Ingress has no certificate. */
async function judged({ serves, tls, secrets = { a: {} }, more = "" }: Wanted): Promise<string> {
	const [first, ...rest] = ingressObjects;
	if (first === undefined) throw new Error("no Ingress");
	const backend = { service: { name: "boulder-wfe2", port: { number: 4001 } } };
	const rules = serves.map((host) => ({
		...(host === null ? {} : { host }),
		http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
	}));
	const each = changed(changed(first, ["spec", "rules"], rules), ["spec", "tls"], tls);
	const others = rest.filter(({ kind }) => kind !== "Secret");
	const objects = [each, ...others, ...Object.entries(secrets).map(([name, names]) => secretOf(name, names))];
	const said = await verdict(ingressProbe, `{ name: ${each.metadata.name}, ${ingressController}${more} }`, { objects });
	return said.startsWith("pass ") ? "pass" : said.replace(`Ingress ${each.metadata.name} `, "").replace(/ > .*/, "");
}

const altNames = "cert-manager.io/alt-names";

describe("each host has a certificate", () => {
	it.each<[string, Wanted]>([
		["of its own name", { serves: ["a.test"], tls: [{ hosts: ["a.test"], secretName: "a" }] }],
		["of a wildcard", { serves: ["a.test"], tls: [{ hosts: ["*.test"], secretName: "a" }] }],
		["where the rule is a wildcard", { serves: ["*.test"], tls: [{ hosts: ["a.test"], secretName: "a" }] }],
		[
			"of one entry of several",
			{
				serves: ["a.test"],
				tls: [
					{ hosts: ["b.test"], secretName: "a" },
					{ hosts: ["a.test"], secretName: "a" },
				],
			},
		],
		[
			"where one of several hosts has one, and none is asked for",
			{ serves: ["a.test", "b.test"], tls: [{ hosts: ["a.test"], secretName: "a" }] },
		],
		["of an entry for any host", { serves: ["a.test"], tls: [{ secretName: "a" }], more: ", hosts: [a.test]" }],
		[
			"of an entry for any host beside others",
			{
				serves: ["a.test"],
				tls: [
					{ hosts: ["b.test"], secretName: "a" },
					{ hosts: [], secretName: "a" },
				],
			},
		],
		["that is none at all, where there is no tls", { serves: ["a.test"], tls: [] }],
		[
			"that was issued for it",
			{ serves: ["a.test"], tls: [{ hosts: ["a.test"], secretName: "a" }], secrets: { a: { [altNames]: "b.test, a.test" } } },
		],
		[
			"that was issued for it by its common name",
			{
				serves: ["a.test"],
				tls: [{ hosts: ["a.test"], secretName: "a" }],
				secrets: { a: { "cert-manager.io/common-name": "a.test" } },
			},
		],
		[
			"that was issued for a wildcard",
			{ serves: ["a.test"], tls: [{ hosts: ["a.test"], secretName: "a" }], secrets: { a: { [altNames]: "*.test" } } },
		],
		[
			"of which nothing is said",
			{ serves: ["a.test"], tls: [{ hosts: ["a.test"], secretName: "a" }], secrets: { a: { [altNames]: " , " } } },
		],
		["that nobody looks at", { serves: ["a.test"], tls: [{ hosts: ["b.test"], secretName: "none" }], more: ", tls: false" }],
	])("%s", async (_what, wanted) => expect(await judged(wanted)).toBe("pass"));
});

describe("a host has no certificate", () => {
	it.each<[string, Wanted, string]>([
		[
			"where the entries are for others",
			{ serves: ["a.test"], tls: [{ hosts: ["b.test", "c.test"], secretName: "a" }] },
			"fail TlsHostMissing: has no certificate for a.test: its tls section is for b.test, c.test",
		],
		[
			"where a wildcard is for another domain",
			{ serves: ["a.test"], tls: [{ hosts: ["*.example"], secretName: "a" }] },
			"fail TlsHostMissing: has no certificate for a.test: its tls section is for *.example",
		],
		[
			"where a wildcard stands for one label only",
			{ serves: ["a.b.test"], tls: [{ hosts: ["*.test"], secretName: "a" }] },
			"fail TlsHostMissing: has no certificate for a.b.test: its tls section is for *.test",
		],
		[
			"where a wildcard is not for the domain itself",
			{ serves: ["test"], tls: [{ hosts: ["*.test"], secretName: "a" }] },
			"fail TlsHostMissing: has no certificate for test: its tls section is for *.test",
		],
		[
			"where the one that is asked for has none, and another has",
			{ serves: ["a.test", "b.test"], tls: [{ hosts: ["a.test"], secretName: "a" }], more: ", hosts: [a.test, b.test]" },
			"fail TlsHostMissing: has no certificate for b.test: its tls section is for a.test",
		],
		[
			"where it was issued for others",
			{ serves: ["a.test"], tls: [{ hosts: ["a.test"], secretName: "a" }], secrets: { a: { [altNames]: "b.test,c.test" } } },
			"fail CertificateOfOthers: uses Secret a for a.test, but its certificate is for b.test, c.test",
		],
		[
			"where the second was issued for others",
			{
				serves: ["a.test"],
				tls: [
					{ hosts: ["a.test"], secretName: "a" },
					{ hosts: ["b.test"], secretName: "b" },
				],
				secrets: { a: { [altNames]: "a.test" }, b: { [altNames]: "a.test" } },
			},
			"fail CertificateOfOthers: uses Secret b for b.test, but its certificate is for a.test",
		],
		[
			"where its Secret is not there",
			{
				serves: ["a.test"],
				tls: [
					{ hosts: ["a.test"], secretName: "gone" },
					{ hosts: ["a.test"], secretName: "a" },
				],
			},
			"fail CertificateMissing: uses the certificate of Secret gone, which does not exist",
		],
	])("%s", async (_what, wanted, said) => expect(await judged(wanted)).toBe(said));

	it("is not asked of an Ingress without the rule", async () => {
		const tls = [{ hosts: ["a.test"], secretName: "a" }];
		expect(await judged({ serves: ["a.test", null], tls, more: ", hosts: [b.test]" })).toBe(
			"fail HostMissing: has no rule for b.test, but for a.test, *",
		);
	});
});
