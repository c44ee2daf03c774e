import type { Fields } from "../../yaml/fields.ts";
import { plain } from "../../yaml/tree.ts";
import type { GrpcHealthAnswer, HttpAnswer, HttpTarget, ObjectList } from "../cluster.ts";
import { Sanitizer } from "../objects/sanitizer.ts";
import { problemKinds } from "../problem.ts";
import { parseJson } from "../transport/json.ts";
import type { RecordedGrpcRequest, RecordedHttpRequest, RecordedListRequest } from "./recorded-request.ts";
import { requestKey } from "./recorded-request.ts";
import type { RecordedContext, RecordedOutcome, RecordedProblem, RecordedRead, Recording } from "./recording.ts";
import {
	faulty,
	flagOf,
	integerOf,
	mapOf,
	mapOrNull,
	mapsOf,
	oneOf,
	RecordingError,
	recordingFields,
	textOf,
	textOrNull,
	timeOf,
} from "./recording-fields.ts";

const maxLength = 512 * 1024 * 1024;
const maxDepth = 200;

/** Reads a recording, trusting nothing in it. Throws RecordingError, which names the place. */
export function readRecording(text: string): Recording {
	if (text.length > maxLength) throw new RecordingError("", "is larger than 512 MB");
	if (tooDeep(text)) throw new RecordingError("", `is nested more than ${maxDepth} levels deep`);
	let value: unknown;
	try {
		value = parseJson(text);
	} catch (error) {
		throw new RecordingError("", `is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
	}
	const top = recordingFields(value);
	const version = top.required("schemaVersion", top.tree("schemaVersion"));
	if (version.kind !== "scalar" || version.value !== 1)
		throw top.wrong("schemaVersion", version, "must be 1: another version made this recording");
	const contexts = mapsOf(top, "contexts").map(readContext);
	if (contexts.length === 0) throw top.wrong("contexts", null, "must not be empty");
	const names = new Set<string>();
	for (const { name } of contexts) {
		if (names.has(name)) throw top.wrong("contexts", null, `names ${name} twice`);
		names.add(name);
	}
	return { schemaVersion: 1, recordedAt: timeOf(top, "recordedAt"), contexts };
}

function readContext(fields: Fields): RecordedContext {
	const seen = new Set<string>();
	const reads = mapsOf(fields, "reads").map((entry) => {
		const read = readRead(entry);
		const key = requestKey(read.ask, read.question);
		if (seen.has(key)) throw faulty(entry, "asks a question that was asked before");
		seen.add(key);
		return read;
	});
	// Optional: not every recording was made by this program.
	const uid = fields.has("uid") ? textOrNull(fields, "uid") : null;
	return { name: textOf(fields, "name"), uid, reads };
}

function readRead(fields: Fields): RecordedRead {
	const ask = oneOf(fields, "ask", ["list", "http", "grpc"]);
	const question = mapOf(fields, "question");
	switch (ask) {
		case "list": {
			const list = readListQuestion(question);
			return { ask, question: list, ...readOutcome(fields, (answer) => readList(answer, list)) };
		}
		case "http":
			return { ask, question: readHttpQuestion(question), ...readOutcome(fields, readHttpAnswer) };
		case "grpc":
			return { ask, question: readGrpcQuestion(question), ...readOutcome(fields, readHealth) };
	}
}

function readOutcome<T>(fields: Fields, readAnswer: (answer: Fields) => T): RecordedOutcome<T> {
	if (fields.has("answer") === fields.has("problem")) throw faulty(fields, "must have either an answer or a problem");
	return fields.has("answer")
		? { answer: readAnswer(mapOf(fields, "answer")) }
		: { problem: readProblem(mapOf(fields, "problem")) };
}

function readProblem(fields: Fields): RecordedProblem {
	const asked = mapOrNull(fields, "asked");
	return {
		kind: oneOf(fields, "kind", problemKinds),
		message: textOf(fields, "message"),
		asked:
			asked === null
				? null
				: { verb: textOf(asked, "verb"), resource: textOf(asked, "resource"), namespace: textOrNull(asked, "namespace") },
	};
}

function readListQuestion(fields: Fields): RecordedListRequest {
	return {
		apiVersion: textOf(fields, "apiVersion"),
		kind: textOf(fields, "kind"),
		namespace: textOrNull(fields, "namespace"),
	};
}

/** Objects go through the same projection again: it changes nothing in those of a true recording. */
function readList(fields: Fields, question: RecordedListRequest): ObjectList {
	const projection = new Sanitizer(question.apiVersion, question.kind);
	const objects = fields.required("objects", fields.list("objects")).map((entry, index) => {
		const object = projection.project(plain(entry));
		if (object === null) throw fields.wrong("objects", entry, "is not an object with well-formed metadata", null, [index]);
		return object;
	});
	return { objects, observedAt: timeOf(fields, "observedAt"), consistent: flagOf(fields, "consistent") };
}

function readTarget(fields: Fields): HttpTarget {
	const kind = oneOf(fields, "kind", ["service", "pod", "url"]);
	if (kind === "url") return { kind, origin: textOf(fields, "origin") };
	return {
		kind,
		namespace: textOf(fields, "namespace"),
		name: textOf(fields, "name"),
		port: textOrNull(fields, "port"),
		scheme: oneOf(fields, "scheme", ["http", "https"]),
	};
}

function readHttpQuestion(fields: Fields): RecordedHttpRequest {
	return {
		target: readTarget(mapOf(fields, "target")),
		method: oneOf(fields, "method", ["GET", "HEAD"]),
		path: textOf(fields, "path"),
		query: readPairs(fields, "query"),
		headers: readPairs(fields, "headers"),
	};
}

function readPairs(fields: Fields, name: string): [string, string][] {
	return fields.required(name, fields.list(name)).map((pair, index) => {
		const texts = pair.kind === "sequence" ? pair.items.map((item) => (item.kind === "scalar" ? item.value : null)) : [];
		const [first, second, ...more] = texts;
		if (typeof first === "string" && typeof second === "string" && more.length === 0) return [first, second];
		throw fields.wrong(name, pair, "must be a name and a value", null, [index]);
	});
}

function readHttpAnswer(fields: Fields): HttpAnswer {
	return {
		status: integerOf(fields, "status", 100, 599),
		headers: readHeaders(fields),
		body: textOf(fields, "body"),
		observedAt: timeOf(fields, "observedAt"),
	};
}

function readHeaders(fields: Fields): Record<string, string> {
	const headers = mapOf(fields, "headers");
	return Object.fromEntries(headers.names().map((name) => [name, textOf(headers, name)]));
}

function readGrpcQuestion(fields: Fields): RecordedGrpcRequest {
	const tls = mapOrNull(fields, "tls");
	return {
		namespace: textOf(fields, "namespace"),
		pod: textOf(fields, "pod"),
		port: integerOf(fields, "port", 1, 65_535),
		service: textOf(fields, "service"),
		tls:
			tls === null
				? null
				: {
						authority: flagOf(tls, "authority"),
						clientCertificate: flagOf(tls, "clientCertificate"),
						serverName: textOrNull(tls, "serverName"),
					},
	};
}

function readHealth(fields: Fields): GrpcHealthAnswer {
	const observedAt = timeOf(fields, "observedAt");
	const kind = oneOf(fields, "kind", ["health", "error", "no-connection"]);
	switch (kind) {
		case "health":
			return {
				kind,
				status: oneOf(fields, "status", ["SERVING", "NOT_SERVING", "SERVICE_UNKNOWN", "UNKNOWN"]),
				observedAt,
			};
		case "error":
			return { kind, code: textOf(fields, "code"), message: textOf(fields, "message"), observedAt };
		case "no-connection":
			return { kind, message: textOf(fields, "message"), observedAt };
	}
}

/** Before the text is parsed: what reads the value afterwards calls itself for each level. */
function tooDeep(text: string): boolean {
	let depth = 0;
	let inString = false;
	for (let i = 0; i < text.length; i += 1) {
		const code = text.charCodeAt(i);
		if (inString) {
			if (code === 0x5c) i += 1;
			else if (code === 0x22) inString = false;
		} else if (code === 0x22) inString = true;
		else if (code === 0x5b || code === 0x7b) {
			depth += 1;
			if (depth > maxDepth) return true;
		} else if (code === 0x5d || code === 0x7d) depth -= 1;
	}
	return false;
}
