/**
 * The class of invisible characters, as ranges for a pattern with the flag `u`: the one list that every output escapes, every edit
 * removes and `validate` reports. It holds the C0 and C1 controls and DEL, lone surrogates, line and paragraph separators, and Unicode's
 * Default_Ignorable_Code_Point (bidirectional controls, zero-width and filler characters, the byte order mark, tags) with the
 * interlinear annotation marks, but not the joiner and the variation selectors that emoji need.
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 *
 * Spelled out, not `\p{…}`: the result must not depend on the Unicode version of the Node that runs it.
 */
const aboveC0 =
	"\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f" +
	"\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ud800-\\udfff\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";

/** For `test`; the others below are global, and only for `replace` and `matchAll`, which keep no position in them. */
export const invisible = new RegExp(`[\\u0000-\\u001f${aboveC0}]`, "u");
export const everyInvisible = new RegExp(invisible.source, "gu");

/** Without the tab and the line breaks, which lay a text out. */
export const everyInvisibleInText = new RegExp(`[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f${aboveC0}]`, "gu");

/** Without C0, which JSON already escapes. */
export const everyInvisibleAboveC0 = new RegExp(`[${aboveC0}]`, "gu");
