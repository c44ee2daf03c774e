import { drawingStyle } from "./drawing-style.ts";
import type { ReportLayout } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { pageStyle } from "./page-style.ts";

/**
 * Everything before the body of a page that needs no network. The policy lets in the style, and the script if there is one, by their hashes,
 * and forbids everything else.
 */
export function pageHead(title: string, sha256: ReportLayout["sha256"], script: string | null): Markup {
	const style = drawingStyle + pageStyle;
	const scripts = script === null ? "" : ` script-src 'sha256-${sha256(script)}';`;
	const policy = `default-src 'none'; style-src 'sha256-${sha256(style)}';${scripts} img-src data:; base-uri 'none'; form-action 'none'`;
	return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${{ markup: style }}</style>
</head>`;
}
