import { irregularity } from "./irregularity.ts";

export const conflictMarker = irregularity(
	"conflict-marker",
	{
		name: "conflict-marker",
		severity: "error",
		reports: "a conflict marker that a merge left behind",
	},
	(found) => {
		return {
			span: found.span,
			message: "a merge left its conflict marker here",
			hint: "decide, remove the markers, then run sync",
		};
	},
);
