import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import type { PhaseId } from "./phase-id.ts";

interface At {
	readonly span: Span;
}

/** Text that the reader could not understand. The rules turn each into a finding. `phases`: those in the text. */
export type ParseIssue =
	| (At & {
			readonly kind: "near-miss-checkbox";
			readonly excerpt: string;
			readonly why: NearMiss;
			readonly fix: TextEdit | null;
	  })
	| (At & { readonly kind: "stray-item"; readonly text: string })
	| (At & { readonly kind: "hidden-checkbox" })
	| (At & {
			readonly kind: "unreadable-dependency";
			readonly text: string;
			readonly why: string;
			readonly phases: readonly PhaseId[];
	  })
	| (At & { readonly kind: "unreadable-blocker"; readonly text: string; readonly phases: readonly PhaseId[] })
	| (At & { readonly kind: "unreadable-evidence"; readonly text: string })
	| (At & { readonly kind: "unreadable-assignment"; readonly text: string })
	| (At & { readonly kind: "unreadable-row"; readonly table: "summary" | "history"; readonly text: string })
	| (At & { readonly kind: "unreadable-legend"; readonly text: string })
	| (At & { readonly kind: "ragged-row"; readonly cells: number; readonly columns: number; readonly fix: TextEdit | null })
	| (At & { readonly kind: "extra-section"; readonly section: string })
	| (At & { readonly kind: "unknown-phase"; readonly phase: string; readonly where: "validation" | "notes" })
	| (At & { readonly kind: "conflict-marker" })
	| (At & { readonly kind: "unclosed"; readonly what: "comment" | "fence" })
	| (At & { readonly kind: "too-deep" })
	| (At & { readonly kind: "misplaced-comment"; readonly text: string });

export type ParseIssueKind = ParseIssue["kind"];

export type NearMiss = "no-space-after" | "no-text" | "empty-brackets" | "other-mark" | "extra-space" | "no-bullet" | "symbol";
