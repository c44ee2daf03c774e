import type { GrpcHealthAnswer, HttpAnswer, HttpTarget, ObjectList } from "./cluster.ts";
import { FieldReader, RecordingError } from "./field-reader.ts";
import { parseJson } from "./json.ts";
import { problemKinds } from "./problem.ts";
import { Projection } from "./projection.ts";
import type { GrpcQuestion, HttpQuestion, ListQuestion } from "./question.ts";
import { keyOf } from "./question.ts";
import type { Outcome, RecordedContext, RecordedProblem, RecordedRead, Recording } from "./recording.ts";

const longest = 512 * 1024 * 1024;
const deepest = 200;

/** Reads a recording, trusting nothing in it. Throws RecordingError, which tells the place. */
export function readRecording(text: string): Recording {
	if (text.length > longest) throw new RecordingError("", "is larger than 512 MB");
	if (tooDeep(text)) throw new RecordingError("", `is nested more than ${deepest} levels deep`);
	let value: unknown;
	try {
		value = parseJson(text);
	} catch (error) {
		throw new RecordingError("", `is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
	}
	const top = new FieldReader(value, "");
	if (top.field("schemaVersion").value !== 1)
		throw top.field("schemaVersion").wrong("must be 1: another version made this recording");
	const contexts = top.field("contexts").list().map(readContext);
	if (contexts.length === 0) throw top.field("contexts").wrong("must not be empty");
	const names = contexts.map((context) => context.name);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) throw top.field("contexts").wrong(`names ${twice} twice`);
	return { schemaVersion: 1, recordedAt: top.field("recordedAt").time(), contexts };
}

function readContext(reader: FieldReader): RecordedContext {
	const seen = new Set<string>();
	const reads = reader
		.field("reads")
		.list()
		.map((entry) => {
			const read = readRead(entry);
			const key = keyOf(read.ask, read.question);
			if (seen.has(key)) throw entry.wrong("asks a question that was asked before");
			seen.add(key);
			return read;
		});
	return { name: reader.field("name").string(), uid: reader.field("uid").stringOrNull(), reads };
}

function readRead(reader: FieldReader): RecordedRead {
	const ask = reader.field("ask").oneOf(["list", "http", "grpc"]);
	const question = reader.field("question");
	switch (ask) {
		case "list": {
			const list = readListQuestion(question);
			return { ask, question: list, ...readOutcome(reader, (answer) => readList(answer, list)) };
		}
		case "http":
			return { ask, question: readHttpQuestion(question), ...readOutcome(reader, readHttpAnswer) };
		case "grpc":
			return { ask, question: readGrpcQuestion(question), ...readOutcome(reader, readHealth) };
	}
}

function readOutcome<T>(reader: FieldReader, readAnswer: (answer: FieldReader) => T): Outcome<T> {
	if (reader.has("answer") === reader.has("problem")) throw reader.wrong("must have either an answer or a problem");
	return reader.has("answer")
		? { answer: readAnswer(reader.field("answer")) }
		: { problem: readProblem(reader.field("problem")) };
}

function readProblem(reader: FieldReader): RecordedProblem {
	const asked = reader.field("asked");
	return {
		kind: reader.field("kind").oneOf(problemKinds),
		message: reader.field("message").string(),
		asked:
			asked.value === null
				? null
				: {
						verb: asked.field("verb").string(),
						resource: asked.field("resource").string(),
						namespace: asked.field("namespace").stringOrNull(),
					},
	};
}

function readListQuestion(reader: FieldReader): ListQuestion {
	return {
		apiVersion: reader.field("apiVersion").string(),
		kind: reader.field("kind").string(),
		namespace: reader.field("namespace").stringOrNull(),
	};
}

/** Objects go through the same projection again: it changes nothing in those of a true recording. */
function readList(reader: FieldReader, question: ListQuestion): ObjectList {
	const projection = new Projection(question.apiVersion, question.kind);
	const objects = reader
		.field("objects")
		.list()
		.map((entry) => {
			const object = projection.project(entry.value);
			if (object === null) throw entry.wrong("is no object with well-formed metadata");
			return object;
		});
	return { objects, observedAt: reader.field("observedAt").time(), consistent: reader.field("consistent").boolean() };
}

function readTarget(reader: FieldReader): HttpTarget {
	const kind = reader.field("kind").oneOf(["service", "pod", "url"]);
	if (kind === "url") return { kind, origin: reader.field("origin").string() };
	return {
		kind,
		namespace: reader.field("namespace").string(),
		name: reader.field("name").string(),
		port: reader.field("port").stringOrNull(),
		scheme: reader.field("scheme").oneOf(["http", "https"]),
	};
}

function readHttpQuestion(reader: FieldReader): HttpQuestion {
	const pairs = (name: string): [string, string][] =>
		reader
			.field(name)
			.list()
			.map((pair) => {
				const [first, second, more] = pair.list();
				if (first === undefined || second === undefined || more !== undefined) throw pair.wrong("must be a name and a value");
				return [first.string(), second.string()];
			});
	return {
		target: readTarget(reader.field("target")),
		method: reader.field("method").oneOf(["GET", "HEAD"]),
		path: reader.field("path").string(),
		query: pairs("query"),
		headers: pairs("headers"),
	};
}

function readHttpAnswer(reader: FieldReader): HttpAnswer {
	return {
		status: reader.field("status").integer(100, 599),
		headers: reader.field("headers").strings(),
		body: reader.field("body").string(),
		observedAt: reader.field("observedAt").time(),
	};
}

function readGrpcQuestion(reader: FieldReader): GrpcQuestion {
	const tls = reader.field("tls");
	return {
		namespace: reader.field("namespace").string(),
		pod: reader.field("pod").string(),
		port: reader.field("port").integer(1, 65_535),
		service: reader.field("service").string(),
		tls:
			tls.value === null
				? null
				: {
						authority: tls.field("authority").boolean(),
						clientCertificate: tls.field("clientCertificate").boolean(),
						serverName: tls.field("serverName").stringOrNull(),
					},
	};
}

function readHealth(reader: FieldReader): GrpcHealthAnswer {
	const observedAt = reader.field("observedAt").time();
	const kind = reader.field("kind").oneOf(["health", "error", "no-connection"]);
	switch (kind) {
		case "health":
			return { kind, status: reader.field("status").oneOf(["SERVING", "NOT_SERVING", "SERVICE_UNKNOWN", "UNKNOWN"]), observedAt };
		case "error":
			return { kind, code: reader.field("code").string(), message: reader.field("message").string(), observedAt };
		case "no-connection":
			return { kind, message: reader.field("message").string(), observedAt };
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
			if (depth > deepest) return true;
		} else if (code === 0x5d || code === 0x7d) depth -= 1;
	}
	return false;
}
