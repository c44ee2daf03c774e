import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectFolder, realDocument } from "../../command-line.ts";
import { type Ended, type Image, nodeImage, removeImage, replay, within } from "../../image/replay.ts";
import { sourceRepository } from "../../package/packed.ts";
import { debianRoot, nodeFolder, nodeVersions } from "../requirements.mjs";

const dockerfile = readFileSync(join(projectFolder, "Dockerfile"), "utf8");
const node = nodeVersions.find((version) => dockerfile.includes(`node:${version.split(".")[0]}-`)) ?? "";
const canReplay = (process.getuid?.() === 0 && existsSync(debianRoot)) || process.env.CI === "true";

describe.skipIf(!canReplay)("the Dockerfile, replayed in an empty root", { timeout: 1_200_000 }, () => {
	let image: Image;
	let base: string;
	let folder: string;

	beforeAll(() => {
		const { folder: context } = sourceRepository();
		base = nodeImage(debianRoot, nodeFolder(node));
		image = replay(dockerfile, context, base);
		folder = mkdtempSync(join(tmpdir(), "boulder-migrate-mounted-"));
		// The user of the image is another than the owner.
		chmodSync(folder, 0o755);
		mkdirSync(join(folder, "status"));
		cpSync(realDocument, join(folder, "status", "PHASE-STATUS.md"));
	}, 1_200_000);
	afterAll(() => removeImage(base, dirname(image.root), folder));

	const run = (...words: string[]): Ended =>
		within(image.root, [...image.entrypoint, ...words], { ...image, isReadOnly: true, mounts: { "/work": folder } });

	it("runs the program without privileges, on a root that is read-only", () => {
		expect(image.user).toBe("65532:65532");
		expect(run("validate")).toMatchObject({ status: 0, stdout: expect.stringContaining("3 warnings in 1 document") });
		const touched = within(image.root, ["/bin/sh", "-c", "id -u; touch /work/new || touch /new"], { ...image, isReadOnly: true });
		expect(touched).toMatchObject({ stdout: "65532\n" });
		expect(touched.status).not.toBe(0);
	});

	it("has git for those commands that ask it, and the name of the kubectl plugin", () => {
		expect(within(image.root, ["git", "--version"], image)).toMatchObject({ status: 0 });
		expect(within(image.root, ["kubectl-boulder_migrate", "--version"], image)).toMatchObject({ status: 0 });
	});

	it("reports a document that contradicts itself with the exit code of validate", () => {
		const file = join(folder, "status", "PHASE-STATUS.md");
		writeFileSync(file, readFileSync(realDocument, "utf8").replace("| 0% |", "| 9% |"));
		expect(run("validate")).toMatchObject({ status: 1, stdout: expect.stringContaining("completion-mismatch") });
	});
});
