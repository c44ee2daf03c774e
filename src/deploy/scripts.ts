/*
 * What the containers run. They find the report's folder in REPORT, so that a test runs the very same text elsewhere.
 * Kubernetes leaves $(…) alone where it is not the name of a variable of the container.
 */

/** A ConfigMap holds 1 MiB including its keys. Texts are cut; every other file is included whole or not at all. */
const maxBytes = 1_000_000;
const maxReportBytes = 400_000;
const maxMessageBytes = 100_000;

/**
 * Runs verify, and succeeds with any verdict: the exit code is stored for the publisher. `published` has what fits into a ConfigMap, `bare`
 * what always does; both have every key, so that no key keeps the value of an earlier run. A text is cut at a line end: half a character
 * would not be text. The log of verdicts is that of the ConfigMap with one more line, and shortened if it grows too long.
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

/**
 * Replaces every key of the report at once, including the empty ones of a run without a verdict: an old verdict must not look like a new
 * one. Uses Node's https, which the image has, so no other program is needed. ACCOUNT contains the token and the authority of the cluster.
 */
export const publishScript = `\
const { existsSync, readFileSync, readdirSync, statSync } = require("node:fs");
const { request } = require("node:https");
const { ACCOUNT, REPORT, REPORT_NAME, REPORT_NAMESPACE, LOG_NAME } = process.env;
const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
const dataOf = (folder) => Object.fromEntries(
  readdirSync(folder).filter((name) => statSync(folder + "/" + name).isFile()).map((name) => [name, readFileSync(folder + "/" + name, "utf8")]),
);
const patch = (name, folder) => new Promise((resolve, reject) => {
  const body = Buffer.from(JSON.stringify({ data: dataOf(folder) }));
  const sent = request({
    host, port, method: "PATCH", ca: readFileSync(ACCOUNT + "/ca.crt"), signal: AbortSignal.timeout(30000),
    path: "/api/v1/namespaces/" + REPORT_NAMESPACE + "/configmaps/" + name + "?fieldManager=boulder-migrate",
    headers: {
      authorization: "Bearer " + readFileSync(ACCOUNT + "/token", "utf8").trim(),
      "content-type": "application/merge-patch+json", "content-length": body.length,
    },
  }, (answer) => {
    let text = "";
    answer.setEncoding("utf8").on("error", reject).on("data", (part) => { text = (text + part).slice(0, 500); }).on("end", () =>
      answer.statusCode < 300 ? resolve() : reject(new Error("the API server answered " + answer.statusCode + ": " + text)));
  });
  sent.on("error", reject).end(body);
});
const publish = (name, folder) => patch(name, folder).then(() => true, (problem) => {
  console.error("publishing to ConfigMap " + name + ": " + problem.message);
  return false;
});
(async () => {
  const code = Number(readFileSync(REPORT + "/exit-code", "utf8"));
  if (!(await publish(REPORT_NAME, REPORT + "/published"))) {
    await publish(REPORT_NAME, REPORT + "/bare");
    process.exit(3);
  }
  const log = REPORT + "/log/verdicts.ndjson";
  if (LOG_NAME && existsSync(log) && statSync(log).size > 0 && !(await publish(LOG_NAME, REPORT + "/log"))) {
    console.error("the log of verdicts was not kept: this run is missing in it");
    process.exit(3);
  }
  process.exit(code);
})().catch((problem) => { console.error(problem.message); process.exit(3); });
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
