import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boulderMigrate, folderWith, projectFolder } from "../command-line.ts";

const demo = join(projectFolder, "status", "demo");
const day = 86_400_000;

/**
 * The migration of the demo as a repository with ten weeks of history: what is checked off in the demo was checked off bit by bit. Dates
 * count back from today, so that the forecast and what is overdue have something to say.
 */
export function demoMigration(): { readonly folder: string; readonly snapshot: string } {
	const now = Date.now();
	const date = (days: number): string => new Date(now + days * day).toISOString().slice(0, 10);
	const final = withDates(readFileSync(join(demo, "PHASE-STATUS.md"), "utf8"), date);
	const folder = folderWith({
		"PHASE-STATUS.md": final,
		"probes.yaml": readFileSync(join(projectFolder, "status", "probes.yaml")),
		"cluster.json": readFileSync(join(demo, "cluster.json")),
	});
	const git = (words: readonly string[], at: string): void => {
		const env = {
			PATH: process.env.PATH,
			HOME: folder,
			GIT_AUTHOR_DATE: `${at}T12:00:00Z`,
			GIT_COMMITTER_DATE: `${at}T12:00:00Z`,
		};
		const config = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"];
		execFileSync("git", [...config, ...words], { cwd: folder, env, stdio: "ignore" });
	};
	git(["init", "-q"], date(-70));
	const boxes = final.match(/- \[x\]/g)?.length ?? 0;
	for (const [index, done] of [0, 1, 2, 2, 4, 5, 6, 8, 9, boxes].entries()) {
		let seen = 0;
		const text = final.replace(/- \[x\]/g, (box) => {
			seen += 1;
			return seen <= done ? box : "- [ ]";
		});
		writeFileSync(join(folder, "PHASE-STATUS.md"), text);
		git(["add", "PHASE-STATUS.md"], date(-70 + 7 * index));
		git(["commit", "-q", "--allow-empty", "-m", `week ${index}`], date(-70 + 7 * index));
	}
	git(["remote", "add", "origin", "https://github.com/example/migration.git"], date(0));
	git(["update-ref", "refs/remotes/origin/main", "HEAD"], date(0));
	boulderMigrate(["verify", "--snapshot", "cluster.json", "-o", "json=verdicts.json"], { folder });
	return { folder, snapshot: "cluster.json" };
}

function withDates(text: string, date: (days: number) => string): string {
	return text
		.replace(/\| 2026-\d\d-\d\d \| TBD \| 30%/, `| ${date(-70)} | ${date(-12)} | 30%`)
		.replace(/(Kubernetes-native Initialization|K8s-native Initialization)( \| [^|]*) \| - \| TBD/, `$1$2 | - | ${date(20)}`)
		.replace(/(Management)( \| [^|]*) \| - \| TBD/, `$1$2 | ${date(-20)} | ${date(45)}`)
		.replace(/(Monitoring)( \| [^|]*) \| - \| TBD/, `$1$2 | - | ${date(70)}`)
		.replace("- [ ] Remote VA-C Deployment (port 9499)", `- [ ] Remote VA-C Deployment (port 9499) (@kim, due ${date(-3)})`)
		.replace("- [ ] WFE2 Deployment (ports 4001, 4431)", "- [ ] WFE2 Deployment (ports 4001, 4431) (@lee)");
}
