/** The help of a command besides its arguments and options. Loaded only for help, manual pages and the documentation. */
export interface HelpText {
	readonly examples: readonly Example[];
}

export interface Example {
	/** Without the name of the program. */
	readonly words: string;
	readonly does: string;
}

/** The groups of the program's help, in order. A test holds that each command is in one. */
export const commandGroups: readonly { readonly title: string; readonly commands: readonly string[] }[] = [
	{ title: "Read the document", commands: ["status", "list", "next", "show", "explain"] },
	{
		title: "Edit the document",
		commands: ["check-off", "uncheck", "skip", "unskip", "block", "unblock", "phase", "note", "review", "risk", "sync"],
	},
	{ title: "Check the document and the cluster", commands: ["validate", "verify", "gate", "probes", "snapshot"] },
	{ title: "Report", commands: ["history", "diff", "report"] },
	{ title: "Set up", commands: ["init", "adopt", "git", "deploy", "mcp", "completion", "version"] },
];

const example = (words: string, does: string): Example => ({ words, does });

/** Examples by command. A test runs each of them on the real document. */
export const helpTexts: Readonly<Record<string, HelpText>> = {
	status: { examples: [example("status", "Show all phases"), example("status 2-4 -o json", "Show phases 2 to 4 as JSON")] },
	list: {
		examples: [example("list 3", "List the items of phase 3"), example("list --unchecked -o json", "List open items as JSON")],
	},
	next: { examples: [example("next", "Show what to do next"), example("next 2 -o json", "The same for phase 2 as JSON")] },
	show: { examples: [example("show 2/sa-1-deployment", "Show one item with its evidence and probe")] },
	explain: {
		examples: [
			example("explain 2/sa-1-deployment", "Show how an item is verified"),
			example(
				"explain 2/sa-1-deployment --history --verdicts verdicts.ndjson",
				"Show who checked it off, and since when it has held",
			),
		],
	},
	"check-off": {
		examples: [
			example("check-off 2/sa-1-deployment", "Check off one item"),
			example('check-off 2/sa-1-deployment --evidence "rolled out in staging"', "Check it off with evidence"),
			example("check-off 2 'SA-2' --dry-run", "Preview the change as a diff"),
		],
	},
	uncheck: { examples: [example("uncheck 2/sa-1-deployment", "Uncheck one item")] },
	skip: { examples: [example('skip 2/sfe-deployment --reason "not part of this migration"', "Mark an item as not applicable")] },
	unskip: { examples: [example("unskip 2/sfe-deployment", "Mark it as applicable again")] },
	block: { examples: [example('block 4 "waiting for the secrets store"', "Add a blocker to phase 4")] },
	unblock: { examples: [example("unblock 4", "Remove the blockers of phase 4")] },
	phase: { examples: [example("phase 2 --start 2026-11-02 --target 2026-12-18", "Set the dates of phase 2")] },
	note: { examples: [example('note 2 "Roll out one service at a time"', "Add a lesson learned")] },
	review: { examples: [example('review 2 "Scope reviewed"', "Add a row to the review history")] },
	risk: { examples: [example("risk list", "List the risks, the heaviest first")] },
	"risk list": { examples: [example("risk list", "List the risks, the heaviest first")] },
	"risk add": { examples: [example('risk add "DNS outage" --impact High --probability Low', "Add a risk")] },
	"risk close": { examples: [example("risk close service-discovery", "Close a risk")] },
	"risk open": { examples: [example("risk open service-discovery", "Open a risk again")] },
	adopt: { examples: [example("adopt --dry-run", "Report what is understood of the document")] },
	validate: {
		examples: [
			example("validate", "Check the document"),
			example("validate --fix --dry-run", "Preview what can be fixed"),
			example("validate -o sarif", "Report for code scanning"),
		],
	},
	sync: { examples: [example("sync --dry-run", "Preview which derived cells are out of date")] },
	verify: {
		examples: [
			example("verify --context staging", "Compare the checklist with a cluster"),
			example("verify phase 2 -v --context staging", "Show each item of phase 2 with its evidence"),
			example("verify --update --dry-run --context staging", "Preview what would be checked off"),
			example("verify -o junit=verify.xml --context staging", "Write a JUnit report and print the text"),
		],
	},
	gate: { examples: [example("gate 2 --context staging", "Exit 0 only if phase 2 may be promoted")] },
	probes: {
		examples: [
			example("probes explain 2/sa-1-deployment", "Show how an item is verified"),
			example("probes coverage", "Show which items have no probe"),
			example("probes rbac", "Print the role that the probes need"),
		],
	},
	"probes list": { examples: [example("probes list", "List the probe of each item")] },
	"probes explain": { examples: [example("probes explain 2/sa-1-deployment", "Show how an item is verified")] },
	"probes coverage": { examples: [example("probes coverage -o json", "Show coverage as JSON")] },
	"probes lint": { examples: [example("probes lint", "Check the probes file")] },
	"probes rbac": { examples: [example("probes rbac", "Print the role that the probes need")] },
	"probes init": { examples: [example("probes init", "Print a probes file for this document")] },
	snapshot: { examples: [example("snapshot -o cluster.json --context staging", "Record the cluster to verify offline")] },
	history: { examples: [example("history", "Show progress by commit")] },
	diff: { examples: [example("diff HEAD", "Compare the last commit with the work tree")] },
	report: { examples: [example("report -o report.html", "Write the report page")] },
	init: {
		examples: [
			example('init --no-cluster --title Payments --phase "1: Services" --output-dir payments', "Create a status document"),
		],
	},
	git: {
		examples: [
			example("git install", "Install the pre-commit hook"),
			example("git install --merge-driver", "And the merge driver"),
		],
	},
	"git install": { examples: [example("git install --merge-driver", "Install the hook and the merge driver")] },
	"git merge": { examples: [] },
	deploy: {
		examples: [
			example("deploy --image registry.example/boulder-migrate:1", "Print the manifests"),
			example("deploy -o json", "Print them as one List in JSON"),
		],
	},
	mcp: {
		examples: [
			example("mcp", "Serve the document to an assistant, read-only"),
			example("mcp --allow-writes", "Let the assistant also check items off"),
		],
	},
	completion: { examples: [example("completion bash", "Print the script for bash")] },
	version: { examples: [example("version -o json", "Print the versions as JSON")] },
};
