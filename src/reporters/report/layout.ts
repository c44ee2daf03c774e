/** Settings of a report that are not part of its content. */
export interface ReportLayout {
	readonly version: string;
	/** The SHA-256 of a text in base64, by which the page names the one style that it lets in. */
	readonly sha256: (text: string) => string;
}
