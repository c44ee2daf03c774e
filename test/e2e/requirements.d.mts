export const nodeVersions: readonly string[];
export function nodeFolder(version: string): string;
export const preCommit: string;
export function isPreCommitTested(): boolean;
export function missingParts(): readonly { readonly name: string }[];
export const debianRoot: string;
export const krewValidator: string;
