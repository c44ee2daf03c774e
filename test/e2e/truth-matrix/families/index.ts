import type { Row } from "../row.ts";
import { deployments } from "./deployments.ts";

export interface Family {
	readonly title: string;
	readonly rows: readonly Row[];
}

export const families: readonly Family[] = [deployments];
