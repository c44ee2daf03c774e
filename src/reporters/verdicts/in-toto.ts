import type { Verification } from "../../report/verification.ts";
import { renderJson } from "../json.ts";
import type { VerdictLayout } from "./layout.ts";

/** An in-toto Statement v1 about the exact bytes of the document, to be signed by the attester. */
export function renderVerdictsInToto(verification: Verification, { documentSha256 }: VerdictLayout): string {
	return renderJson({
		_type: "https://in-toto.io/Statement/v1",
		subject: [{ name: verification.document, digest: { sha256: documentSha256 } }],
		predicateType: "urn:boulder-migrate:verification:v1",
		predicate: verification,
	});
}
