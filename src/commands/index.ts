import type { CommandEntry } from "./command.ts";

/** Every command, in the order of the help. Without a command it is `status`. */
export const commands: readonly CommandEntry[] = [
	{
		name: "status",
		summary: "show the phases: progress, gates, blockers, next items",
		load: async () => (await import("./status.ts")).declareStatus,
	},
	{
		name: "list",
		summary: "list items with their ids",
		load: async () => (await import("./list.ts")).declareList,
	},
	{
		name: "next",
		summary: "show what to do next",
		load: async () => (await import("./next.ts")).declareNextSteps,
	},
	{
		name: "show",
		summary: "show everything about one item",
		load: async () => (await import("./show.ts")).declareShow,
	},
	{
		name: "explain",
		summary: "explain how an item is verified, or with --history who checked it off and what changed since",
		load: async () => (await import("./probes/explain.ts")).declareExplain,
	},
	{
		name: "check-off",
		summary: "check off items and update everything derived from them",
		load: async () => (await import("./edit/check-off.ts")).declareCheckOff,
	},
	{
		name: "uncheck",
		summary: "uncheck items and update everything derived from them",
		load: async () => (await import("./edit/uncheck.ts")).declareUncheck,
	},
	{
		name: "skip",
		summary: "mark items as not applicable",
		load: async () => (await import("./edit/skip.ts")).declareSkip,
	},
	{
		name: "unskip",
		summary: "mark items as applicable again",
		load: async () => (await import("./edit/unskip.ts")).declareUnskip,
	},
	{
		name: "block",
		summary: "add a blocker to a phase",
		load: async () => (await import("./edit/block.ts")).declareBlock,
	},
	{
		name: "unblock",
		summary: "remove the blockers of a phase",
		load: async () => (await import("./edit/unblock.ts")).declareUnblock,
	},
	{
		name: "phase",
		summary: "set the start and target dates of a phase",
		load: async () => (await import("./edit/phase.ts")).declarePhase,
	},
	{
		name: "note",
		summary: "add a lesson learned to a phase",
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
		summary: "check the document for errors and fix what can be derived",
		load: async () => (await import("./validate.ts")).declareValidate,
	},
	{
		name: "sync",
		summary: "recompute every derived cell without checking anything off",
		load: async () => (await import("./edit/sync.ts")).declareSync,
	},
	{
		name: "verify",
		summary: "compare the checklist with the cluster",
		load: async () => (await import("./verify/verify.ts")).declareVerify,
	},
	{
		name: "gate",
		summary: "decide whether a phase may be promoted",
		load: async () => (await import("./verify/gate.ts")).declareGate,
	},
	{
		name: "probes",
		summary: "inspect and manage probes",
		load: async () => (await import("./probes/probes.ts")).declareProbes,
	},
	{
		name: "snapshot",
		summary: "record what the probes read, to verify offline",
		load: async () => (await import("./verify/snapshot.ts")).declareSnapshot,
	},
	{
		name: "deploy",
		summary: "print the manifests of an in-cluster CronJob that runs verify",
		load: async () => (await import("./deploy/deploy.ts")).declareDeploy,
	},
	{
		name: "init",
		summary: "create a status document for a new migration",
		load: async () => (await import("./init/init.ts")).declareInit,
	},
	{
		name: "adopt",
		summary: "read a status document that others wrote: report what is understood, and write the vocabulary it needs",
		load: async () => (await import("./init/adopt.ts")).declareAdopt,
	},
	{
		name: "diff",
		summary: "show which phases and items changed between two revisions",
		load: async () => (await import("./git/diff.ts")).declareDiff,
	},
	{
		name: "history",
		summary: "show progress over git history, with a forecast",
		load: async () => (await import("./git/history.ts")).declareHistory,
	},
	{
		name: "git",
		summary: "git integration: install the hook and the merge driver",
		load: async () => (await import("./git/git.ts")).declareGit,
	},
	{
		name: "report",
		summary: "write a report page: HTML, SVG, Markdown, or Mermaid",
		load: async () => (await import("./report.ts")).declareReport,
	},
	{
		name: "mcp",
		summary: "run an MCP server for assistants",
		load: async () => (await import("./mcp/mcp.ts")).declareMcp,
	},
	{
		name: "completion",
		summary: "print a shell completion script",
		load: async () => (await import("./completion/completion.ts")).declareCompletion,
	},
	{
		name: "version",
		summary: "print the version",
		load: async () => (await import("./version.ts")).declareVersion,
	},
];

export const defaultCommand = "status";
