/** The few bytes of gRPC and protobuf that a health check takes. */

/** `HealthCheckRequest { string service = 1; }`, framed. */
export function encodeHealthRequest(service: string): Buffer {
	const name = Buffer.from(service, "utf8");
	const message = name.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.of(0x0a), varint(name.length), name]);
	const head = Buffer.alloc(5);
	head.writeUInt32BE(message.length, 1);
	return Buffer.concat([head, message]);
}

const servingStatuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const;
export type ServingStatus = (typeof servingStatuses)[number];

/** `HealthCheckResponse { ServingStatus status = 1; }` of a framed message; null where it is none. */
export function decodeHealthResponse(frame: Buffer): ServingStatus | null {
	if (frame.length < 5 || frame[0] !== 0 || frame.readUInt32BE(1) !== frame.length - 5) return null;
	const message = frame.subarray(5);
	let status = 0;
	for (let at = 0; at < message.length; ) {
		const tag = readVarint(message, at);
		if (tag === null) return null;
		at = tag.next;
		const wireType = tag.value & 7;
		if (wireType === 0) {
			const value = readVarint(message, at);
			if (value === null) return null;
			if (tag.value >> 3 === 1) status = value.value;
			at = value.next;
		} else if (wireType === 2) {
			const length = readVarint(message, at);
			if (length === null) return null;
			at = length.next + length.value;
		} else if (wireType === 1) at += 8;
		else if (wireType === 5) at += 4;
		else return null;
		if (at > message.length) return null;
	}
	return servingStatuses[status] ?? null;
}

function varint(value: number): Buffer {
	const bytes: number[] = [];
	let rest = value;
	for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
	return Buffer.from([...bytes, rest]);
}

/** Up to 32 bits: no field of these messages has more. */
function readVarint(bytes: Buffer, from: number): { value: number; next: number } | null {
	let value = 0;
	for (let i = 0; i < 5; i += 1) {
		const byte = bytes[from + i];
		if (byte === undefined) return null;
		value += (byte & 127) * 128 ** i;
		if (byte < 128) return value > 0x7fffffff ? null : { value, next: from + i + 1 };
	}
	return null;
}

const codes = [
	"OK",
	"CANCELLED",
	"UNKNOWN",
	"INVALID_ARGUMENT",
	"DEADLINE_EXCEEDED",
	"NOT_FOUND",
	"ALREADY_EXISTS",
	"PERMISSION_DENIED",
	"RESOURCE_EXHAUSTED",
	"FAILED_PRECONDITION",
	"ABORTED",
	"OUT_OF_RANGE",
	"UNIMPLEMENTED",
	"INTERNAL",
	"UNAVAILABLE",
	"DATA_LOSS",
	"UNAUTHENTICATED",
] as const;

/** The name of a `grpc-status`; UNKNOWN for any other value. */
export function grpcCode(status: string): string {
	return /^\d{1,2}$/.test(status) ? (codes[Number(status)] ?? "UNKNOWN") : "UNKNOWN";
}

/** `grpc-message` is percent-encoded; what cannot be decoded stays. */
export function grpcMessage(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
