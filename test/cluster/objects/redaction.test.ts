import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCredentialName, redact, redactArguments } from "../../../src/cluster/objects/redaction.ts";
import { Sanitizer } from "../../../src/cluster/objects/sanitizer.ts";
import { processorSeconds } from "../../processor-time.ts";

const pem = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\nCANARY==\n-----END EC PRIVATE KEY-----";

describe("redacted text", () => {
	it.each([
		[
			"boulder_sa:CANARY@tcp(boulder-mariadb:3306)/boulder_sa?parseTime=true",
			"boulder_sa:<redacted>@tcp(boulder-mariadb:3306)/boulder_sa?parseTime=true",
		],
		["sa:CAN@RY:x@tcp(db:3306)/a", "sa:<redacted>@tcp(db:3306)/a"],
		["redis://:CANARY@redis:6379/0", "redis://:<redacted>@redis:6379/0"],
		["amqp://user:CAN@RY@mq:5672", "amqp://user:<redacted>@mq:5672"],
		["postgres://user:CAN/ARY@db/shop", "postgres://user:<redacted>@db/shop"],
		["http://shop.example:8080/a@b", "http://shop.example:8080/a@b"],
		["https://shop.example/path?x=1", "https://shop.example/path?x=1"],
		[pem, "-----BEGIN EC PRIVATE KEY-----<redacted>-----END EC PRIVATE KEY-----"],
		[`${pem.slice(0, 50)}`, "-----BEGIN EC PRIVATE KEY-----<redacted>"],
		[
			"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
			"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
		],
		["id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.c2lnbmF0dXJl end", "id <redacted> end"],
		["key AKIAIOSFODNN7EXAMPLE", "key <redacted>"],
		["use ghp_CANARYCANARYCANARYCANARYCANARY0123 now", "use <redacted> now"],
		["Authorization: Bearer CANARY.CANARY", "Authorization: <redacted>"],
		["curl -H 'X: Bearer CANARYCANARY'", "curl -H 'X: Bearer <redacted>'"],
		["DB_PASSWORD=CANARY with blanks", "DB_PASSWORD=<redacted>"],
		["  dbPassword: 'CANARY # x'", "  dbPassword: '<redacted>'"],
		['password: "CANARY"\nport: 3306', 'password: "<redacted>"\nport: 3306'],
		["- apiKey: CANARY", "- apiKey: <redacted>"],
		["see ?token=CANARY&x=1", "see ?token=<redacted>&x=1"],
		["Server=db;Password=CANARY;Port=1", "Server=db;Password=<redacted>;Port=1"],
		['conf { "secret": "CAN\\"ARY", "port": 1, }', 'conf { "secret": "<redacted>", "port": 1, }'],
		["https://maps.example/?key=CANARY", "https://maps.example/?key=<redacted>"],
		["password: $(DB_PASSWORD)", "password: $(DB_PASSWORD)"],
		["tokenTTL: 15m", "tokenTTL: 15m"],
		["passwordFile: /secrets/db", "passwordFile: /secrets/db"],
		["secretName: wfe-tls", "secretName: wfe-tls"],
		["mysql --password CANARY --host db", "mysql --password <redacted> --host db"],
		["run --token --verbose", "run --token --verbose"],
	])("%s", (text, expected) => {
		expect(redact(text)).toBe(expected);
		expect(redact(expected)).toBe(expected);
	});

	it("keeps the layout of JSON, and hides by the names of its fields", () => {
		const text = `{\n  "sa": { "db": { "dsn": "sa:CANARY@tcp(db:3306)/x", "maxOpenConns": 100 },\n    "password": "CANARY\\"\\u0041", "passwordFile": "/etc/x" , "passwords":["CANARY", "CANARY"],
  "secrets": { "a": "CANARY" }, "pin": 12, "secretPassword": 1234, "token" : null, "inner": "{\\"apiKey\\":\\"CANARY\\"}" }\n}`;
		expect(
			redact(text),
		).toBe(`{\n  "sa": { "db": { "dsn": "sa:<redacted>@tcp(db:3306)/x", "maxOpenConns": 100 },\n    "password": "<redacted>", "passwordFile": "/etc/x" , "passwords":["<redacted>", "<redacted>"],
  "secrets": { "a": "<redacted>" }, "pin": 12, "secretPassword": "<redacted>", "token" : null, "inner": "{\\"apiKey\\":\\"<redacted>\\"}" }\n}`);
	});

	const textual = fc.string({
		unit: fc.constantFrom(
			..."ab:/@=\"'{}[], \n\\&?;-",
			"password",
			"token",
			"://",
			"@tcp(",
			"key=",
			"eyJ",
			"<redacted>",
			"secret: ",
		),
	});

	it("is the same when redacted again", () => {
		fc.assert(
			fc.property(textual, (text) => {
				expect(redact(redact(text))).toBe(redact(text));
			}),
			{ numRuns: 2_000 },
		);
	});

	it("leaves JSON as JSON", () => {
		fc.assert(
			fc.property(fc.jsonValue({ stringUnit: "binary" }), textual, (value, text) => {
				JSON.parse(redact(JSON.stringify({ value, text, password: value, [text]: text })));
			}),
			{ numRuns: 1_000 },
		);
	});

	it("takes linear time", () => {
		for (const piece of [
			"a:",
			"eyJ",
			"://a",
			"-----BEGIN PRIVATE KEY-----",
			"password",
			"token=",
			"a@",
			'"',
			"key ",
			"\\",
			"://:",
			"a.b-",
		]) {
			const began = processorSeconds();
			redact(piece.repeat(400_000 / piece.length));
			expect(processorSeconds() - began, piece).toBeLessThan(4);
		}
	});

	it("knows the names of credentials", () => {
		for (const name of [
			"password",
			"DB_PASSWORD",
			"clientSecret",
			"x-api-key",
			"Set-Cookie",
			"authorization",
			"awsSecretAccessKey",
		])
			expect(isCredentialName(name), name).toBe(true);
		for (const name of ["secretName", "tokenFile", "key", "passwordSecretRef", "tokenExpirationSeconds"])
			expect(isCredentialName(name), name).toBe(false);
	});

	it("hides in command lines what follows a credential's option", () => {
		const list = [
			"--password=CAN ARY",
			"--db-password",
			"CANARY",
			"--port",
			"80",
			"--token",
			"--verbose",
			"--secret-file",
			"/a",
			5,
		];
		expect(redactArguments(list)).toEqual([
			"--password=<redacted>",
			"--db-password",
			"<redacted>",
			"--port",
			"80",
			"--token",
			"--verbose",
			"--secret-file",
			"/a",
			5,
		]);
	});
});

function projected(kind: string, item: unknown, apiVersion = "v1"): unknown {
	return new Sanitizer(apiVersion, kind).project(structuredClone(item));
}

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const container = {
	name: "sa",
	image: "boulder:1",
	args: ["--password=CANARY"],
	command: ["sh", "-c", "run --token CANARY=1 --api-key=CANARY"],
	env: [
		{ name: "HARMLESS", value: "CANARY" },
		{ name: "EMPTY", value: "" },
		{ name: "FROM", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
	],
	livenessProbe: { httpGet: { path: "/", port: 80, httpHeaders: [{ name: "Authorization", value: "CANARY" }] } },
};

describe("a projected object", () => {
	it("has no canary of any kind, and keeps everything else", () => {
		const metadata = {
			name: "a",
			managedFields: [{ CANARY: 1 }],
			annotations: {
				[lastApplied]: '{"data":{"x":"CANARY"}}',
				"kapp.k14s.io/original": "CANARY",
				note: "token=CANARY",
				keep: "yes",
			},
			labels: { "shop.example/secret": "kept" },
		};
		const template = {
			metadata: { labels: { token: "kept" }, annotations: { [`x/${lastApplied}`]: "token: CANARY" } },
			spec: { hostPID: true, containers: [container] },
		};
		const found = [
			projected("Secret", { metadata, data: { a: "CANARY" }, stringData: { b: "CANARY" }, type: "Opaque" }),
			projected("ConfigMap", {
				metadata,
				data: { DB_PASSWORD: "CANARY", dsn: "sa:CANARY@tcp(db)/x", "a.json": '{"password":"CANARY"}' },
				binaryData: { "a.p12": "CANARY" },
			}),
			projected("Deployment", { metadata, spec: { selector: { matchLabels: { token: "kept" } }, template } }, "apps/v1"),
			projected("Pod", {
				metadata,
				spec: template.spec,
				status: { containerStatuses: [{ name: "sa", state: { terminated: { message: "password: CANARY" } } }] },
			}),
			projected(
				"Widget",
				{
					metadata,
					spec: {
						password: "CANARY",
						env: { A: "CANARY", B: { value: "CANARY", from: { password: "CANARY" }, size: 3 } },
						tokens: ["CANARY"],
						url: "https://u:CANARY@h",
						secretName: "kept",
					},
				},
				"shop.example/v1",
			),
		];
		expect(JSON.stringify(found)).not.toContain("CANARY");
		expect(found[0]).toEqual({
			apiVersion: "v1",
			kind: "Secret",
			metadata: { name: "a", labels: metadata.labels, annotations: { note: "token=<redacted>", keep: "yes" } },
		});
		expect(found[2]).toMatchObject({
			spec: {
				selector: { matchLabels: { token: "kept" } },
				template: {
					metadata: { labels: { token: "kept" } },
					spec: {
						hostPID: true,
						containers: [
							{
								env: [
									{ name: "HARMLESS", value: "<redacted>" },
									{ name: "EMPTY", value: "" },
									{ name: "FROM", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
								],
							},
						],
					},
				},
			},
		});
		expect(found[4]).toMatchObject({
			spec: { secretName: "kept", url: "https://u:<redacted>@h", env: { A: "<redacted>", B: { value: "<redacted>", size: 3 } } },
		});
	});

	it("is the same when projected again", () => {
		const item = {
			metadata: { name: "a", annotations: { note: "token=x" } },
			spec: { containers: [container] },
			status: { phase: "Running" },
		};
		const once = projected("Pod", item);
		expect(projected("Pod", once)).toEqual(once);
	});

	it("shares equal parts of a long list and mixes up no others", () => {
		const projection = new Sanitizer("v1", "Pod");
		const make = (name: string, image: string): unknown => ({
			metadata: { name, labels: { app: "a" } },
			spec: { containers: [{ ...structuredClone(container), image }] },
		});
		const [first, second] = [make("a", "x"), make("b", "x")].map((pod) => projection.project(pod));
		expect(first?.metadata.labels).not.toBe(second?.metadata.labels);
		for (let index = 3; index <= 200; index += 1) projection.project(make(`${index}`, "x"));
		const [a, b, c] = [make("a", "x"), make("b", "x"), make("c", "y")].map((pod) => projection.project(pod));
		expect(a).toEqual(first);
		expect(a).toMatchObject({ metadata: { name: "a" }, spec: { containers: [{ image: "x" }] } });
		expect(c).toMatchObject({ metadata: { name: "c" }, spec: { containers: [{ image: "y", args: ["--password=<redacted>"] }] } });
		expect(a?.metadata.labels).toBe(b?.metadata.labels);
	});

	it("treats a key __proto__ as a key", () => {
		const parsed: unknown = JSON.parse(
			'{"metadata":{"name":"a","labels":{"__proto__":"x"}},"spec":{"__proto__":{"polluted":"yes"},"a":{"__proto__":"token=CANARY"}}}',
		);
		const object = new Sanitizer("v1", "Pod").project(parsed);
		expect(JSON.stringify(object)).toContain('"__proto__":{"polluted":"yes"}');
		expect(JSON.stringify(object)).not.toContain("CANARY");
		expect(Reflect.get({}, "polluted")).toBeUndefined();
		expect(Reflect.get(Object(object?.spec), "polluted")).toBeUndefined();
	});
});
