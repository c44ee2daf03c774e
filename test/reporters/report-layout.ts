import { createHash } from "node:crypto";
import type { ReportLayout } from "../../src/reporters/report/layout.ts";

export const layout: ReportLayout = {
	version: "1.2.3",
	sha256: (text) => createHash("sha256").update(text).digest("base64"),
};
