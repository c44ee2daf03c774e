/** What `?` shows. */
export const helpLines: readonly string[] = [
	"  ↑ ↓  k j            the item before, the next one",
	"  PgUp PgDn Home End  by pages, to the ends",
	"  Enter  Space  →     evidence, verdict, gate of the item; again (or ←): away with it",
	"  /                   filter by words, in any order; Esc clears",
	"  c                   check off the item, after a question",
	"  r                   read (and ask) again now",
	"  Ctrl-Z              stop; fg goes on",
	"  ?                   this",
	"  q  Ctrl-C           quit",
];
