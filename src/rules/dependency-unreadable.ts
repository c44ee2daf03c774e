import { parseIssueRule } from "./irregularity.ts";

export const dependencyUnreadable = parseIssueRule(
	"unreadable-dependency",
	{
		name: "dependency-unreadable",
		severity: "warning",
		reports: "a line among the dependencies that is not understood and has no effect",
	},
	(found) => {
		return {
			span: found.span,
			message: `this dependency is not understood: ${found.why}`,
			hint: 'write "Phase 3 depends on Phase 2 (reason)", "Phase 6 requires Phases 2-4" or "Phase 4 can proceed partially in parallel with Phase 2"',
		};
	},
);
