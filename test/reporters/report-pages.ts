import { readDocument } from "../../src/document/read-document.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import type { FoundVerdict } from "../../src/report/found-verdicts.ts";
import { type PageReport, pageReport } from "../../src/report/page-report.ts";
import { reportStatus } from "../../src/report/status-report.ts";
import { sourceText } from "../../src/text/decode.ts";

const now = new Date("2026-11-24T09:30:00Z");

/** A migration in the middle of it: a phase in each state, gates open and closed, evidence fresh and expired, something of every part. */
export const halfWay = `# Move of the shop to Kubernetes

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Foundations | 🟢 Complete | 2026-09-07 | 2026-09-30 | 100% |
| **Phase 2** | Splitting the services into Deployments of their own | 🟡 In Progress | 2026-10-01 | 2026-11-30 | 50% |
| **Phase 3** | Initialization | ⚠️ Blocked | 2026-10-20 | 2026-12-15 | 33% |
| **Phase 4** | Observability | 🔴 Not Started | - | 2027-01-20 | 0% |
| **Phase 5** | Production | 🔴 Not Started | - | TBD | 0% |

**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked

## Phase 1: Foundations
### Goal
A cluster that people trust.
### Status: 🟢 Complete
- [x] Cluster set up
- [x] Backups restored in a drill
  - Evidence: restored the dump of 1 October in 40 minutes (Ada, 2026-10-02, until 2026-11-02)
- [x] Access by role
  - Evidence: reviewed with security (Grace, 2026-11-20)

## Phase 2: Splitting the services into Deployments of their own
### Status: 🟡 In Progress
#### Group 1: Storage
- [x] Storage service deployed
- [x] Storage service replicated
- [ ] Storage service has a disruption budget
#### Group 2: Front end
- [x] Front end deployed
- [ ] Front end answers health checks
- [ ] ~~Old proxy moved~~ (N/A: it is switched off)
- [ ] Optional: pretty error pages
- [ ] Network policies between the services

## Phase 3: Initialization
### Status: ⚠️ Blocked
- [x] Database job written
- [ ] Database job runs in the cluster
- [ ] Secrets come from the vault

## Phase 4: Observability
### Status: 🔴 Not Started
- [ ] Metrics collected
- [ ] Alerts fire

## Phase 5: Production
### Status: 🔴 Not Started
- [ ] Scales with the load
- [ ] Survives the loss of a zone

## Dependencies and Blockers
### Current Blockers
- Phase 3: the vault team has no time before December (since 2026-11-10)
### Dependencies Between Phases
- Phase 2 depends on Phase 1
- Phase 3 depends on Phase 1
- Phase 4 can proceed partially in parallel with Phase 2
- Phase 5 requires Phases 2-4

## Risk Register
| Risk | Impact | Probability | Mitigation |
|------|--------|-------------|------------|
| Service discovery fails | High | Medium | Keep the old registry for a month |
| Costs grow | Medium | High | Right-size, and look at the bill every week |

## Validation Checklist
### Phase 1 Validation
- [x] Nodes survive a reboot
### Phase 2 Validation
- [x] Integration tests pass
- [ ] Rollback tested

## Review History
| Date | Reviewer | Phase | Status Update |
|------|----------|-------|---------------|
| 2026-09-30 | Ada | Phase 1 | Complete |
| 2026-10-20 | Grace | Phase 2, Phase 3 | Storage deployed; the database job is written |
| 2026-11-10 | Ada | Phase 3 | Blocked by the vault |

*Last Updated: 2026-11-10*
`;

const history = [
	["2026-09-07", 0, 11],
	["2026-09-15", 1, 11],
	["2026-09-30", 3, 12],
	["2026-10-12", 4, 15],
	["2026-10-20", 6, 17],
	["2026-11-03", 8, 17],
	["2026-11-10", 7, 16],
	// Somebody's clock was ahead.
	["2027-01-01", 16, 16],
] as const;

export const points = history.map(([day, done, counted]) => ({ at: `${day}T12:00:00+02:00`, done, counted }));

const said: Readonly<Record<string, readonly [FoundVerdict["outcome"], string, string | null]>> = {
	"1/cluster-set-up": ["pass", "3 of 3 nodes are ready", null],
	"1/backups-restored-in-a-drill": [
		"fail",
		"the evidence expired on 2026-11-02",
		"repeat the drill, and write down what was seen",
	],
	"1/access-by-role": ["attested", "Grace says so", null],
	"2/storage-service-deployed": ["pass", "Deployment storage is rolled out", null],
	"2/storage-service-replicated": [
		"fail",
		"Deployment storage has 1 of 3 replicas ready: 2 pods are in CrashLoopBackOff",
		"kubectl -n shop logs deploy/storage --previous",
	],
	"2/storage-service-has-a-disruption-budget": ["pass", "PodDisruptionBudget storage lets 1 pod go", null],
	"2/front-end-deployed": ["unknown", "you may not list deployments in the namespace shop-web", "boulder-migrate probes rbac"],
	"2/front-end-answers-health-checks": ["unknown", "it could not be asked", null],
	"3/database-job-written": ["unbound", "nothing is bound to it", null],
	"2/network-policies-between-the-services": ["pending", "1 of 2 policies", null],
};

/** The page of a document, with verdicts for the items that `said` names where they are wanted. */
export function pageOf(markdown: string, { verdicts = false, withHistory = false } = {}): PageReport {
	const document = readDocument(sourceText(markdown), builtInVocabulary);
	const status = reportStatus(document, rollUp(document, "2026-11-24"), "status/PHASE-STATUS.md");
	const items = status.phases.flatMap((phase) => [...phase.items, ...phase.validation.items]);
	const found = items.flatMap((item): FoundVerdict[] => {
		const [outcome, message, hint] = said[item.id] ?? [];
		if (outcome === undefined) return [];
		return [{ id: item.id, text: item.text, outcome, message: message ?? "", hint: hint ?? null }];
	});
	const gone: FoundVerdict = { id: "2/gone", text: "Gone", outcome: "pass", message: "it was there", hint: null };
	return pageReport(document, {
		path: "status/PHASE-STATUS.md",
		history: withHistory ? points : [],
		verdicts: verdicts
			? { contexts: ["staging"], observedAt: "2026-11-23T18:00:00Z", recording: null, items: [...found, gone] }
			: null,
		now,
	});
}

/** As large as a document gets. */
export function largeDocument(phases: number, itemsOfEach: number): string {
	const parts = ["# Large", ""];
	for (let phase = 1; phase <= phases; phase += 1) {
		parts.push(`## Phase ${phase}: Part ${phase} of the work`, "");
		for (let item = 1; item <= itemsOfEach; item += 1)
			parts.push(`- [${(item + phase) % 3 === 0 ? "x" : " "}] Step ${item} of part ${phase} is done`);
		parts.push("");
	}
	parts.push("## Dependencies and Blockers", "### Dependencies Between Phases", "");
	for (let phase = 2; phase <= phases; phase += 1)
		parts.push(`- Phase ${phase} depends on Phase ${Math.max(1, Math.floor(phase / 2))}`);
	return `${parts.join("\n")}\n`;
}
