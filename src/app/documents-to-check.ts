import { dirname, join, resolve } from "node:path";
import { type DocumentPath, locateDocument } from "./locate-document.ts";
import type { DocumentOptions } from "./options.ts";
import type { Ports } from "./ports/ports.ts";

export interface CheckRequest extends DocumentOptions {
	readonly staged?: boolean;
	/** With `staged`: files that are not in the index are skipped. */
	readonly ifStaged?: boolean;
	readonly since?: string;
}

export interface DocumentsToCheck {
	readonly documents: readonly DocumentPath[];
	/** The ports that read them: with `staged`, the index. */
	readonly ports: Ports;
	/** Whether the commit changes the document, its name or its probes file; true without `staged`. */
	isChanged(at: DocumentPath): boolean;
	/** The document before the change that is checked; null where only its present is. */
	parentOf(at: DocumentPath): Promise<Uint8Array | null>;
	/** The same for the probes file next to it, or for the named one. */
	probesParentOf(at: DocumentPath): Promise<Uint8Array | null>;
}

/** What `validate` checks: files, the index, or what changed since a revision. */
export async function documentsToCheck(files: readonly string[], request: CheckRequest, ports: Ports): Promise<DocumentsToCheck> {
	const alone = { isChanged: () => true, parentOf: async () => null, probesParentOf: async () => null };
	if (request.staged) {
		const { openStaged } = await import("./open-staged.ts");
		const named = documentsOf(files, ports);
		if (files.length > 0 && named.length === 0) return { documents: [], ports, ...alone };
		const { file, probes, ifStaged } = request;
		const staged = await openStaged(ports, { files: named, file, probes, any: ifStaged ?? false });
		return {
			documents: staged.documents,
			ports: staged.ports,
			isChanged: (at) => staged.isChanged(at),
			parentOf: async (at) => staged.parentOf(at),
			probesParentOf: async (at) => staged.probesParentOf(at),
		};
	}
	const documents = (files.length === 0 ? [request.file] : files).map((file) => locateDocument(ports, file));
	const { since } = request;
	if (since === undefined) return { documents, ports, ...alone };
	const { oldNameOf, probesBeside, readAt } = await import("./open-staged.ts");
	const { nameIn, repositoryOf } = await import("./repository.ts");
	const { isInside } = await import("./work-tree-top.ts");
	return {
		documents,
		ports,
		isChanged: () => true,
		parentOf: async (at) => {
			const repository = await repositoryOf(ports, at);
			return readAt({ ...repository, name: await oldNameOf(repository, since) }, since);
		},
		probesParentOf: async (at) => {
			const repository = await repositoryOf(ports, at);
			const { top } = repository;
			const beside = probesBeside(join(top, await oldNameOf(repository, since)));
			const path = request.probes === undefined ? beside : resolve(ports.invocation.directory, request.probes);
			return isInside(top, path) ? readAt({ ...repository, name: nameIn(top, path) }, since) : null;
		},
	};
}

/** pre-commit passes the files that a commit changes: a probes file selects the document next to it, which it verifies. */
function documentsOf(files: readonly string[], ports: Ports): readonly string[] {
	const named = files.flatMap((file) => {
		if (!/(?:^|[\\/])probes\.yaml$/.test(file)) return [file];
		const document = join(dirname(file), "PHASE-STATUS.md");
		return ports.files.exists(resolve(ports.invocation.directory, document)) ? [document] : [];
	});
	return [...new Set(named)];
}
