import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Applied, Change, Signature } from "../../src/edits/change.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import type { Item } from "../../src/model/item.ts";
import { everyItem } from "../../src/model/phase.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { extendVocabulary, type Vocabulary } from "../../src/model/words/vocabulary.ts";
import { decode, sourceText } from "../../src/text/decode.ts";
import { projectFolder } from "../command-line.ts";

export const day = "2026-11-24";
export const by: Signature = { reviewer: "Jo Doe", day, message: null, force: null, secondReviewer: false, evidence: "verified" };

export const read = (text: string): StatusDocument => readDocument(sourceText(text));

/** The document at work: Phases 2 to 6, nothing done. */
export const migration: string = readFileSync(join(projectFolder, "status", "PHASE-STATUS.md"), "utf8");

export const checkOff = (...items: string[]): Change => ({ kind: "check-off", items, evidence: null });
export const uncheck = (...items: string[]): Change => ({ kind: "uncheck", items });

export function apply(text: string, change: Change, signature: Partial<Signature> = {}): Applied {
	return applyChange(read(text), change, { ...by, ...signature }, read);
}

/** The text after a change, or the same text where nothing changes. */
export function edited(text: string, change: Change, signature: Partial<Signature> = {}): string {
	const applied = apply(text, change, signature);
	return applied.kind === "changed" ? applied.text : text;
}

/** The lines that differ, as a reader of a diff sees them. */
export function changedLines(before: string, now: string): string[] {
	const [old, young] = [before.split("\n"), now.split("\n")];
	const left = [...old];
	const found: string[] = [];
	for (const line of young) {
		const at = left.indexOf(line);
		if (at >= 0) left.splice(at, 1);
		else found.push(`+${line}`);
	}
	return [...left.map((line) => `-${line}`), ...found];
}

export interface Fixture {
	readonly name: string;
	readonly document: StatusDocument;
	readonly words: Vocabulary;
}

/** Every document of other people that is not garbled. */
export function fixtures(readWords: (yaml: string, path: string) => Parameters<typeof extendVocabulary>[1]): Fixture[] {
	const folder = join(projectFolder, "test", "fixtures", "documents");
	return readdirSync(folder)
		.filter((name) => name.endsWith(".md"))
		.flatMap((name): Fixture[] => {
			const decoded = decode(readFileSync(join(folder, name)));
			if (decoded.kind === "invalid") return [];
			const path = join(folder, name.replace(/\.md$/, ".probes.yaml"));
			const yaml = readdirSync(folder).includes(name.replace(/\.md$/, ".probes.yaml")) ? readFileSync(path, "utf8") : null;
			const words = yaml === null ? builtInVocabulary : extendVocabulary(builtInVocabulary, readWords(yaml, path));
			const document = readDocument(decoded.source, words);
			return document.source.garbling === null ? [{ name, document, words }] : [];
		});
}

export function itemsOf(document: StatusDocument): Item[] {
	return document.phases.flatMap(everyItem);
}
