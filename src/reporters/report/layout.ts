/** What a report takes from outside, besides what it says. */
export interface ReportLayout {
	readonly version: string;
	/** The SHA-256 of a text in base64, by which the page names the one style that it lets in. */
	readonly sha256: (text: string) => string;
}
