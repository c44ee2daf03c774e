/*
 * What the containers run. They find the report's folder in REPORT, so that a test runs the very same text elsewhere.
 * Kubernetes leaves $(…) alone where it is not the name of a variable of the container.
 */

/** What a ConfigMap takes is 1 MiB with its keys. Texts are cut; of the rest each file is there as a whole or not at all. */
const maxBytes = 1_000_000;
const maxReportBytes = 400_000;
const maxMessageBytes = 100_000;

/**
 * Verifies, and ends well whatever the verdict: the exit code is kept for whoever publishes it. `published` has what fits into a ConfigMap,
 * `bare` what always does; both have every key, so that no key keeps what an earlier run wrote. A text is cut behind a line: half a character
 * would make kubectl write it to another field. The log of verdicts is what the ConfigMap had with a line more, and shortened where it grows.
 */
export const verifyScript = `\
mkdir -p "$REPORT/log"
if [ -n "\${LOG:-}" ]; then
  if [ -e "$LOG/verdicts.ndjson" ]; then cat "$LOG/verdicts.ndjson" >"$REPORT/log/verdicts.ndjson"; fi
  set -- "$@" --record "$REPORT/log/verdicts.ndjson" --record-limit 900kB
fi
boulder-migrate verify "$@" -o text -o json="$REPORT/verify.json" -o prometheus="$REPORT/metrics.prom" \\
  >"$REPORT/report.txt" 2>"$REPORT/messages.txt"
code=$?
cat "$REPORT/report.txt"
cat "$REPORT/messages.txt" >&2
mkdir -p "$REPORT/published" "$REPORT/bare"
for file in verify.json metrics.prom report.txt; do
  [ -e "$REPORT/$file" ] || : >"$REPORT/$file"
  : >"$REPORT/bare/$file"
done
echo "the report could not be published; the log of the Job has it" >"$REPORT/bare/messages.txt"
for folder in "$REPORT" "$REPORT/published" "$REPORT/bare"; do
  echo "$code" >"$folder/exit-code"
done
text() {
  if [ "$(wc -c <"$REPORT/$1")" -le "$2" ]; then
    cat "$REPORT/$1"
  else
    head -c "$2" "$REPORT/$1" | sed '$d'
    echo "… cut here: a ConfigMap has no room for all of $1; the log of the Job has it"
  fi >"$REPORT/published/$1"
}
text report.txt ${maxReportBytes}
text messages.txt ${maxMessageBytes}
room=${maxBytes - maxReportBytes - maxMessageBytes}
for file in verify.json metrics.prom; do
  size=$(wc -c <"$REPORT/$file")
  if [ "$size" -le "$room" ]; then
    cat "$REPORT/$file" >"$REPORT/published/$file"
    room=$((room - size))
  else
    : >"$REPORT/published/$file"
    echo "$file is left out: with its $size bytes the report would not fit into a ConfigMap" >>"$REPORT/published/messages.txt"
  fi
done
`;

/** Replaces every key of the report at once, the empty ones of a run without a verdict, too: an old verdict must not look like a new one. */
export const publishScript = `\
read -r code <"$REPORT/exit-code" || exit 3
publish() {
  kubectl create configmap "$REPORT_NAME" --from-file="$1" --dry-run=client -o json >"$HOME/patch.json" &&
    kubectl patch configmap "$REPORT_NAME" --namespace "$REPORT_NAMESPACE" --type merge --patch-file "$HOME/patch.json"
}
publish "$REPORT/published" || { publish "$REPORT/bare"; exit 3; }
if [ -n "\${LOG_NAME:-}" ] && [ -s "$REPORT/log/verdicts.ndjson" ]; then
  REPORT_NAME="$LOG_NAME"
  publish "$REPORT/log" || { echo "the log of verdicts was not kept: this run is missing in it" >&2; exit 3; }
fi
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
