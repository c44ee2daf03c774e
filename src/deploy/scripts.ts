/*
 * What the containers run. They find the report's folder in REPORT, so that a test runs the very same text elsewhere.
 * Kubernetes leaves $(…) alone where it is not the name of a variable of the container.
 */

/** The report may take this much of its ConfigMap; the rest is for what is small. */
const mostReportBytes = 700_000;

/** Verifies, and ends well whatever the verdict: the exit code is kept for whoever publishes it. */
export const verifyScript = `\
boulder-migrate verify "$@" -o text -o json="$REPORT/verify.json" -o prometheus="$REPORT/metrics.prom" \\
  >"$REPORT/report.txt" 2>"$REPORT/messages.txt"
code=$?
cat "$REPORT/report.txt"
cat "$REPORT/messages.txt" >&2
for file in verify.json metrics.prom; do
  [ -e "$REPORT/$file" ] || : >"$REPORT/$file"
done
if [ "$(wc -c <"$REPORT/verify.json")" -gt ${mostReportBytes} ]; then
  : >"$REPORT/verify.json"
  echo "verify.json is too large for a ConfigMap, and left out" >>"$REPORT/messages.txt"
fi
echo "$code" >"$REPORT/exit-code"
`;

/** Replaces every key of the report at once, the empty ones of a run without a verdict, too: an old verdict must not look like a new one. */
export const publishScript = `\
read -r code <"$REPORT/exit-code" || exit 3
kubectl create configmap "$REPORT_NAME" --from-file="$REPORT" --dry-run=client -o json >"$HOME/patch.json" &&
  kubectl patch configmap "$REPORT_NAME" --namespace "$REPORT_NAMESPACE" --type merge --patch-file "$HOME/patch.json" || exit 3
exit "$code"
`;

/** Node's own fetch: the image has it, and no other program is needed. Without metrics the group is left to grow stale, which alerts. */
export const pushScript = `\
const { readFileSync } = require("node:fs");
const code = Number(readFileSync(process.env.REPORT + "/exit-code", "utf8"));
const body = readFileSync(process.env.REPORT + "/metrics.prom");
const fail = (words) => { console.error(words); process.exit(code || 3); };
if (body.length === 0) fail("no metrics to push: verify ended with " + code);
else fetch(process.env.PUSHGATEWAY, {
  method: "PUT", body, headers: { "content-type": "text/plain; version=0.0.4" }, signal: AbortSignal.timeout(30000),
}).then(
  async (answer) => answer.ok ? process.exit(code) : fail("pushing the metrics: " + answer.status + " " + (await answer.text()).slice(0, 500)),
  (problem) => fail("pushing the metrics: " + (problem.cause?.message ?? problem.message)),
);
`;
