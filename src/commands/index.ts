import type { CommandEntry } from "./command.ts";

/** Every command, in the order of the help. Without a command it is `status`. */
export const commands: readonly CommandEntry[] = [
	{
		name: "status",
		summary: "show the phases: progress, gates, blockers, what comes next",
		load: async () => (await import("./status.ts")).declareStatus,
	},
	{
		name: "check-off",
		summary: "tick items, and bring all that follows from them up to date",
		load: async () => (await import("./edit/check-off.ts")).declareCheckOff,
	},
	{
		name: "uncheck",
		summary: "untick items, and bring all that follows from them up to date",
		load: async () => (await import("./edit/uncheck.ts")).declareUncheck,
	},
	{
		name: "skip",
		summary: "mark items as not applicable, with the reason",
		load: async () => (await import("./edit/skip.ts")).declareSkip,
	},
	{
		name: "unskip",
		summary: "make items applicable again",
		load: async () => (await import("./edit/unskip.ts")).declareUnskip,
	},
	{
		name: "block",
		summary: "list a blocker of a phase",
		load: async () => (await import("./edit/block.ts")).declareBlock,
	},
	{
		name: "unblock",
		summary: "remove the blockers of a phase",
		load: async () => (await import("./edit/unblock.ts")).declareUnblock,
	},
	{
		name: "phase",
		summary: "set the start and the target date of a phase",
		load: async () => (await import("./edit/phase.ts")).declarePhase,
	},
	{
		name: "note",
		summary: "write down a lesson learned in a phase",
		load: async () => (await import("./edit/note.ts")).declareNote,
	},
	{
		name: "review",
		summary: "add a row to the review history",
		load: async () => (await import("./edit/review.ts")).declareReview,
	},
	{
		name: "risk",
		summary: "list, add, close and reopen the risks of the register",
		load: async () => (await import("./edit/risk.ts")).declareRisk,
	},
	{
		name: "validate",
		summary: "check the document against itself, and mend what can be derived",
		load: async () => (await import("./validate.ts")).declareValidate,
	},
	{
		name: "sync",
		summary: "recompute every derived cell without checking anything off",
		load: async () => (await import("./edit/sync.ts")).declareSync,
	},
	{
		name: "verify",
		summary: "ask the cluster whether what is checked off is so, and what else is done",
		load: async () => (await import("./verify/verify.ts")).declareVerify,
	},
	{
		name: "gate",
		summary: "decide whether a phase may be promoted, by what the cluster shows now",
		load: async () => (await import("./verify/gate.ts")).declareGate,
	},
	{
		name: "probes",
		summary: "what is bound to what: list, explain, coverage, lint, rbac, init",
		load: async () => (await import("./probes/probes.ts")).declareProbes,
	},
	{
		name: "snapshot",
		summary: "record what the probes read, to be judged without the cluster",
		load: async () => (await import("./verify/snapshot.ts")).declareSnapshot,
	},
	{
		name: "deploy",
		summary: "print the manifests that verify inside a cluster, again and again",
		load: async () => (await import("./deploy/deploy.ts")).declareDeploy,
	},
	{
		name: "init",
		summary: "start the status document of another migration",
		load: async () => (await import("./init/init.ts")).declareInit,
	},
	{
		name: "adopt",
		summary: "read a status document that others wrote: report what is understood, and write the vocabulary it needs",
		load: async () => (await import("./init/adopt.ts")).declareAdopt,
	},
	{
		name: "diff",
		summary: "what changed between two revisions, as phases and items",
		load: async () => (await import("./git/diff.ts")).declareDiff,
	},
	{
		name: "history",
		summary: "who checked off what and when, from git, and when it may be done",
		load: async () => (await import("./git/history.ts")).declareHistory,
	},
	{
		name: "git",
		summary: "what git calls: install, merge",
		load: async () => (await import("./git/git.ts")).declareGit,
	},
	{
		name: "report",
		summary: "make the page that managers read: HTML, SVG, Markdown or Mermaid",
		load: async () => (await import("./report.ts")).declareReport,
	},
	{
		name: "mcp",
		summary: "serve the same to assistants, over the Model Context Protocol on standard input and output",
		load: async () => (await import("./mcp/mcp.ts")).declareMcp,
	},
	{
		name: "completion",
		summary: "print the completion script of a shell",
		load: async () => (await import("./completion/completion.ts")).declareCompletion,
	},
];

export const defaultCommand = "status";
