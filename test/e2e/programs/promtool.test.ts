import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listAt } from "../../../src/cluster/objects/object.ts";
import { renderVerdictsPrometheus } from "../../../src/reporters/verdicts/prometheus.ts";
import { folderWith } from "../../command-line.ts";
import { all, deploy, manifestsOf } from "../../deploy/deployed-shop.ts";
import { has } from "../../installed.ts";
import { plain, rich } from "../../reporters/verifications.ts";

const hasPromtool = has("promtool", "needed");

it.runIf(hasPromtool)("promtool finds nothing wrong with the metrics", () => {
	for (const verification of [plain, rich]) {
		const input = renderVerdictsPrometheus(verification);
		const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input, encoding: "utf8" });
		expect([status, stdout, stderr]).toEqual([0, "", ""]);
	}
});

describe.runIf(hasPromtool)("the alert rules", () => {
	const group = "shop.boulder-migrate";
	const series = (name: string, labels: string, values: string) => ({ series: `${name}{report="${group}"${labels}}`, values });
	const items = (state: string, values: string) => series("boulder_migrate_items", `,phase="1",state="${state}"`, values);
	const fresh = series("boulder_migrate_verify_observed_timestamp_seconds", "", "0+60x600");

	function firing(input: readonly object[], at: string): string[] {
		const rule = manifestsOf(deploy(all).stdout).at(-1);
		const folder = folderWith({ "rules.json": JSON.stringify({ groups: listAt(rule, "spec", "groups") }) });
		const names = ["BoulderMigrateRegressed", "BoulderMigrateUnverified", "BoulderMigrateReportStale"];
		expect(spawnSync("promtool", ["check", "rules", join(folder, "rules.json")]).status).toBe(0);
		// promtool tells what fires only by what was expected not to: each alert is asked for by itself.
		return names.filter((alertname) => {
			const test = {
				rule_files: ["rules.json"],
				tests: [{ interval: "1m", input_series: input, alert_rule_test: [{ eval_time: at, alertname, exp_alerts: [] }] }],
			};
			writeFileSync(join(folder, "test.json"), JSON.stringify(test));
			const { status, stderr, stdout } = spawnSync("promtool", ["test", "rules", "test.json"], { cwd: folder, encoding: "utf8" });
			if (status !== 0 && !/exp: ?\[/i.test(stderr + stdout)) throw new Error(stderr + stdout);
			return status !== 0;
		});
	}

	it.each<[string, readonly object[], string, readonly string[]]>([
		["nothing while all is well", [items("regressed", "0x600"), items("unverified", "0x600"), fresh], "5h", []],
		["what regressed, at once", [items("regressed", "0x9 2x600"), fresh], "10m", ["BoulderMigrateRegressed"]],
		["what cannot be verified, after an hour", [items("unverified", "0 1x600"), fresh], "62m", ["BoulderMigrateUnverified"]],
		["nothing for a gap of half an hour", [items("unverified", "1x30 0x600"), fresh], "62m", []],
		[
			"a report that stands still",
			[series("boulder_migrate_verify_observed_timestamp_seconds", "", "0x600")],
			"135m",
			["BoulderMigrateReportStale"],
		],
		["no report at all", [items("ready", "1x600")], "15m", ["BoulderMigrateReportStale"]],
		[
			"nothing of another CronJob",
			[{ ...items("regressed", "1x600"), series: 'boulder_migrate_items{report="b.a",state="regressed"}' }, fresh],
			"15m",
			[],
		],
	])("report %s", (_, input, at, told) => {
		expect(firing(input, at)).toEqual(told);
	});
});
