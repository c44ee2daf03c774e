// plane.tmp.ts
import { writeFileSync as writeFileSync5, mkdirSync as mkdirSync2 } from "node:fs";

// src/cluster/objects/object.ts
function at(value, ...path) {
  return follow(value, path);
}
function stringAt(value, ...path) {
  const found2 = follow(value, path);
  return typeof found2 === "string" ? found2 : null;
}
function numberAt(value, ...path) {
  const found2 = follow(value, path);
  return typeof found2 === "number" ? found2 : null;
}
function listAt(value, ...path) {
  const found2 = follow(value, path);
  return Array.isArray(found2) ? found2 : [];
}
function follow(value, path) {
  let here = value;
  for (let index = 0; index < path.length; index += 1) {
    const step = path[index];
    if (typeof step === "number" && Array.isArray(here)) here = here[step];
    else if (step !== void 0 && isRecord(here) && Object.hasOwn(here, step)) here = here[step];
    else return void 0;
  }
  return here;
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// test/cluster/control-plane/api.ts
import { Agent, request } from "node:https";
var discovery = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
var Api = class {
  #access;
  #agent;
  #kinds = /* @__PURE__ */ new Map();
  constructor(access) {
    this.#access = access;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 16 });
  }
  /** Whatever the server answers; throws only where it does not. */
  call(path, call = {}) {
    const { method = "GET", body, contentType = "application/json", accept = "application/json" } = call;
    const { server, authority, clientCertificate, token } = this.#access;
    const sending = body === void 0 ? null : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, server), {
        method,
        agent: this.#agent,
        timeout: 3e4,
        headers: {
          accept,
          "user-agent": "test-bed",
          // Node sends the body of a DELETE without a length unless told, and the server takes it for the next request.
          ...sending === null ? {} : { "content-type": contentType, "content-length": sending.length },
          ...token === null ? {} : { authorization: `Bearer ${token}` }
        },
        ...authority === null ? {} : { ca: authority },
        ...clientCertificate === null ? {} : { cert: clientCertificate.certificate, key: clientCertificate.key }
      });
      sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
      sent.on("error", (error) => {
        if (sent.reusedSocket && "code" in error && error.code === "ECONNRESET") resolve(this.call(path, call));
        else reject(error);
      });
      sent.on("response", (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const { statusCode = 0, headers } = answer;
          resolve({ status: statusCode, headers, text: Buffer.concat(chunks).toString("utf8") });
        });
      });
      sent.end(sending);
    });
  }
  /** The JSON of an answer that must be a success. */
  async json(path, call = {}) {
    const answer = await this.call(path, call);
    if (answer.status >= 300) throw new Error(`${call.method ?? "GET"} ${path}: ${answer.status} ${answer.text.slice(0, 2e3)}`);
    return JSON.parse(answer.text);
  }
  /** Server-side apply, in the order given; a namespace and what is in it may come in one call. */
  async apply(...manifests) {
    const applied = [];
    for (const manifest of manifests) {
      const path = await this.pathOf(manifest.apiVersion, manifest.kind, manifest.metadata.namespace, manifest.metadata.name);
      const contentType = "application/apply-patch+yaml";
      const query = "?fieldManager=test-bed&force=true";
      applied.push(asObject(await this.json(`${path}${query}`, { method: "PATCH", body: manifest, contentType })));
    }
    return applied;
  }
  /** Null where there is none. */
  async get(apiVersion, kind, namespace, name) {
    const answer = await this.call(await this.pathOf(apiVersion, kind, namespace, name));
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw new Error(`${kind} ${name}: ${answer.status} ${answer.text}`);
    return asObject(JSON.parse(answer.text));
  }
  async list(apiVersion, kind, namespace, query = "") {
    const items = listAt(await this.json(`${await this.pathOf(apiVersion, kind, namespace)}${query}`), "items");
    return items.map((item) => asObject(isRecord(item) ? { apiVersion, kind, ...item } : item));
  }
  /** Merges into an object, or into a part of it such as `status` that has a path of its own. */
  async patch(object, body, subresource = "") {
    const path = await this.pathOf(object.apiVersion, object.kind, object.metadata.namespace, object.metadata.name);
    return asObject(
      await this.json(`${path}${subresource}`, { method: "PATCH", body, contentType: "application/merge-patch+json" })
    );
  }
  /** A controller that watches the object may overwrite it. */
  patchStatus(object, status) {
    return this.patch(object, { status }, "/status");
  }
  async delete(object, options = { propagationPolicy: "Background" }) {
    const path = await this.pathOf(object.apiVersion, object.kind, object.metadata.namespace, object.metadata.name);
    const answer = await this.call(path, { method: "DELETE", body: options });
    if (answer.status >= 300 && answer.status !== 404) throw new Error(`DELETE ${path}: ${answer.status} ${answer.text}`);
  }
  async pathOf(apiVersion, kind, namespace, name) {
    const { plural, namespaced } = await this.#kind(apiVersion, kind);
    const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope = namespaced && namespace !== void 0 ? `/namespaces/${namespace}` : "";
    return `${group}${scope}/${plural}${name === void 0 ? "" : `/${encodeURIComponent(name)}`}`;
  }
  /** Waits: a definition that was just applied takes a moment before its kind is served. */
  async #kind(apiVersion, kind) {
    const key = `${apiVersion}/${kind}`;
    if (!this.#kinds.has(key)) await until(`the kind ${key}`, () => this.#discover(key), 1e4);
    return this.#kinds.get(key) ?? { plural: "", namespaced: false };
  }
  async #discover(key) {
    for (const root of ["/api", "/apis"])
      for (const group of listAt(await this.json(root, { accept: discovery }), "items"))
        for (const version of listAt(group, "versions"))
          for (const resource of listAt(version, "resources")) {
            const name = [stringAt(group, "metadata", "name"), stringAt(version, "version")].filter(Boolean).join("/");
            const plural = stringAt(resource, "resource") ?? "";
            const namespaced = at(resource, "scope") === "Namespaced";
            this.#kinds.set(`${name}/${stringAt(resource, "responseKind", "kind")}`, { plural, namespaced });
          }
    return this.#kinds.has(key);
  }
  close() {
    this.#agent.destroy();
  }
};
function asObject(value) {
  const apiVersion = stringAt(value, "apiVersion");
  const kind = stringAt(value, "kind");
  const name = stringAt(value, "metadata", "name");
  if (!isRecord(value) || apiVersion === null || kind === null || name === null) throw new Error("The server sent no object.");
  return { ...value, apiVersion, kind, metadata: { ...isRecord(value.metadata) ? value.metadata : {}, name } };
}
var InVain = class extends Error {
};
async function until(what, condition2, timeoutMilliseconds = 6e4, pauseMilliseconds = 100) {
  const end = Date.now() + timeoutMilliseconds;
  let last;
  for (; ; ) {
    try {
      const found2 = await condition2();
      if (found2 !== false && found2 !== null && found2 !== void 0) return found2;
      last = void 0;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new InVain(`Waited ${timeoutMilliseconds} ms in vain for ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}

// test/cluster/control-plane/binaries.ts
import { execFile, execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
var needed = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kwok"];
var script = fileURLToPath(new URL("build.sh", import.meta.url));
async function binaries() {
  const tools = ["openssl", "flock", "bash"].filter((tool) => programPath(tool) === null);
  if (tools.length > 0) return { missing: `${tools.join(", ")} not found` };
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets !== void 0 && assets !== "") {
    const lacking = needed.filter((name) => !isExecutable(join(assets, name)));
    return lacking.length === 0 ? { folder: assets } : { missing: `KUBEBUILDER_ASSETS has no ${lacking.join(", ")}` };
  }
  const folder = execFileSync(script, ["--where"], { encoding: "utf8" }).trim();
  if (isExecutable(join(folder, "kwok"))) return { folder };
  if (programPath("go") === null) return { missing: "Go, which builds the control plane, not found" };
  process.stderr.write("Building the control plane for the tests; this takes minutes, once.\n");
  try {
    await promisify(execFile)(script, { maxBuffer: 64 << 20 });
    return { folder };
  } catch (error) {
    return { missing: `the control plane could not be built: ${error instanceof Error ? error.message : String(error)}` };
  }
}
function programPath(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// test/cluster/control-plane/start.ts
import { mkdirSync, mkdtempSync, readFileSync as readFileSync3, writeFileSync as writeFileSync4 } from "node:fs";
import { tmpdir } from "node:os";
import { join as join6 } from "node:path";

// test/cluster/servers/metrics-api.ts
import { fileURLToPath as fileURLToPath2 } from "node:url";
var metricsServer = fileURLToPath2(new URL("metrics-api.mjs", import.meta.url));
async function registerMetricsApi(api, port) {
  const metadata = { name: "metrics", namespace: "kube-system" };
  const apiService = {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.metrics.k8s.io" },
    spec: {
      group: "metrics.k8s.io",
      version: "v1beta1",
      service: { ...metadata, port: 443 },
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100
    }
  };
  await until("kube-system", () => api.get("v1", "Namespace", void 0, "kube-system"));
  await api.apply(
    { apiVersion: "v1", kind: "Service", metadata, spec: { ports: [{ name: "https", port: 443, targetPort: port }] } },
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { ...metadata, labels: { "kubernetes.io/service-name": metadata.name } },
      addressType: "IPv4",
      endpoints: [{ addresses: ["10.244.255.254"], conditions: { ready: true } }],
      ports: [{ name: "https", port, protocol: "TCP" }]
    },
    apiService
  );
  const available = (entry) => at(entry, "type") === "Available" && at(entry, "status") === "True";
  await until("the metrics API", async () => {
    const found2 = await api.get(apiService.apiVersion, apiService.kind, void 0, apiService.metadata.name);
    return listAt(found2, "status", "conditions").some(available);
  });
}

// test/cluster/servers/start.ts
import { execFile as execFile2 } from "node:child_process";
import { readFileSync, writeFileSync as writeFileSync2 } from "node:fs";
import { connect } from "node:net";
import { join as join3 } from "node:path";
import { fileURLToPath as fileURLToPath4 } from "node:url";
import { promisify as promisify2 } from "node:util";

// test/cluster/control-plane/certificates.ts
import { execFileSync as execFileSync2 } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join as join2 } from "node:path";
function openssl(words) {
  execFileSync2("openssl", words, { stdio: ["ignore", "ignore", "pipe"] });
}
var ellipticKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
function makeAuthority(folder, name = "ca") {
  const key = join2(folder, `${name}.key`);
  openssl([
    "req",
    "-x509",
    ...ellipticKey,
    "-keyout",
    key,
    "-out",
    join2(folder, `${name}.crt`),
    "-days",
    "30",
    "-subj",
    `/CN=${name}`
  ]);
}
function makeCertificate(folder, name, subject, extension, authority = "ca") {
  const file = (ending) => join2(folder, `${name}.${ending}`);
  openssl(["req", ...ellipticKey, "-keyout", file("key"), "-out", file("csr"), "-subj", subject]);
  writeFileSync(file("ext"), extension);
  const signer = ["-CA", join2(folder, `${authority}.crt`), "-CAkey", join2(folder, `${authority}.key`), "-CAcreateserial"];
  openssl(["x509", "-req", "-in", file("csr"), ...signer, "-out", file("crt"), "-days", "30", "-extfile", file("ext")]);
}
function makeSigningKey(folder, name) {
  const key = join2(folder, `${name}.key`);
  openssl(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key]);
  openssl(["ec", "-in", key, "-pubout", "-out", join2(folder, `${name}.pub`)]);
}

// test/cluster/control-plane/processes.ts
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath as fileURLToPath3 } from "node:url";
var supervisor = fileURLToPath3(new URL("supervisor.mjs", import.meta.url));
var relay = fileURLToPath3(new URL("relay.mjs", import.meta.url));
var Processes = class {
  #child;
  #waiting = /* @__PURE__ */ new Map();
  #ended = /* @__PURE__ */ new Set();
  #gone;
  #count = 0;
  /** `within` is the command that makes the network namespace; `folders` are removed at the end. */
  constructor(within, folders) {
    const [program = process.execPath, ...words] = [...within, process.execPath, supervisor, ...folders];
    this.#child = spawn(program, words, { detached: true, stdio: "pipe", env: { PATH: process.env.PATH } });
    this.#child.stderr.resume();
    this.#child.stdin.on("error", () => {
    });
    this.#gone = new Promise((resolve) => {
      this.#child.once("error", () => resolve());
      this.#child.once("exit", () => resolve());
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const { id, result, ended } = JSON.parse(line);
      if (ended !== void 0) this.#ended.add(ended);
      else this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
    void this.#gone.then(() => {
      for (const answer of this.#waiting.values()) answer(null);
    });
  }
  get pid() {
    return this.#child.pid;
  }
  /** Null where the program cannot be run. */
  start(wanted) {
    this.#ended.delete(wanted.name);
    return this.#ask({ start: wanted });
  }
  async stop(name) {
    await this.#ask({ stop: name });
  }
  async signal(name, signal) {
    await this.#ask({ signal, to: name });
  }
  hasEnded(name) {
    return this.#ended.has(name);
  }
  /** Everything is gone when this is fulfilled. */
  async end() {
    this.#child.stdin.end();
    await this.#gone;
  }
  #ask(command) {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin.write(`${JSON.stringify({ id, ...command })}
`);
    });
  }
};
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
      });
    })
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

// test/cluster/servers/start.ts
var httpServer = fileURLToPath4(new URL("http.mjs", import.meta.url));
var serverName = "sa.service.test";
async function startRealServers(around) {
  const { processes, folder, pki, apiPort, networkNamespace } = around;
  const [http = 0, mutualTls = 0, notServing = 0, plain = 0, noHealth = 0, prometheusPort = 0, metrics = 0, refused = 0] = await freePorts(8);
  const host = networkNamespace ? "0.0.0.0" : "127.0.0.1";
  const start = async (name, command) => {
    if (await processes.start({ name, command, log: join3(folder, `${name}.log`) }) === null)
      throw new Error(`${name} cannot be run`);
  };
  makeCertificate(pki, "grpc", `/CN=${serverName}`, `subjectAltName=DNS:${serverName}`);
  makeCertificate(pki, "grpc-client", "/CN=client.test", "extendedKeyUsage=clientAuth");
  makeAuthority(pki, "other");
  makeCertificate(pki, "grpc-stranger", "/CN=stranger.test", "extendedKeyUsage=clientAuth", "other");
  const { stdout } = await promisify2(execFile2)(fileURLToPath4(new URL("grpc-health/build.sh", import.meta.url)));
  const kinds = { "mutual-tls": mutualTls, "mutual-tls-not-serving": notServing, plain, "no-health": noHealth };
  await start("grpc", [stdout.trim(), pki, ...Object.entries(kinds).map(([kind, port]) => `${kind}=${host}:${port}`)]);
  await start("http", [process.execPath, httpServer, host, String(http)]);
  const program = networkNamespace ? programPath("prometheus") : null;
  if (program !== null) await start("prometheus", prometheusCommand(program, around, prometheusPort, http));
  if (networkNamespace) await start("metrics", [process.execPath, metricsServer, pki, host, String(metrics), String(apiPort)]);
  else await Promise.all([http, ...Object.values(kinds)].map((port) => until(`port ${port}`, () => accepts(port))));
  const prometheus = program === null ? null : prometheusPort;
  const ports = [http, mutualTls, notServing, plain, noHealth, refused, ...prometheus === null ? [] : [prometheus]];
  const pem = (name) => readFileSync(join3(pki, name), "utf8");
  const pair = (name) => ({ certificate: pem(`${name}.crt`), key: pem(`${name}.key`) });
  return {
    http,
    grpc: {
      mutualTls,
      notServing,
      plain,
      noHealth,
      serverName,
      authority: pem("ca.crt"),
      client: pair("grpc-client"),
      stranger: pair("grpc-stranger"),
      otherAuthority: pem("other.crt")
    },
    prometheus,
    metricsApi: networkNamespace ? metrics : null,
    refused,
    forwards: ports.map((port) => ({ from: port, to: port }))
  };
}
function prometheusCommand(program, { folder, pki, apiPort }, port, http) {
  const job = (name, target, more = {}) => ({
    job_name: name,
    static_configs: [{ targets: [`127.0.0.1:${target}`] }],
    ...more
  });
  const tls = { ca_file: join3(pki, "ca.crt"), cert_file: join3(pki, "admin.crt"), key_file: join3(pki, "admin.key") };
  const config = {
    global: { scrape_interval: "2s", evaluation_interval: "2s" },
    scrape_configs: [
      job("prometheus", port),
      job("http", http),
      job("down", 1),
      job("apiserver", apiPort, { scheme: "https", tls_config: tls, scrape_interval: "10s" })
    ]
  };
  const file = join3(folder, "prometheus.json");
  writeFileSync2(file, JSON.stringify(config));
  return [
    program,
    `--config.file=${file}`,
    `--storage.tsdb.path=${join3(folder, "tsdb")}`,
    `--web.listen-address=0.0.0.0:${port}`
  ];
}
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

// test/cluster/control-plane/audit.ts
import { existsSync, readFileSync as readFileSync2 } from "node:fs";
var auditPolicy = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  omitStages: ["RequestReceived", "ResponseStarted"],
  rules: [
    { level: "RequestResponse", verbs: ["get", "list", "watch"], resources: [{ group: "", resources: ["secrets"] }] },
    { level: "Metadata" }
  ]
};
function readAudit(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync2(file, "utf8").split("\n");
  return lines.flatMap((line) => line === "" ? [] : [requestOf(JSON.parse(line))]);
}
function requestOf(event) {
  return {
    user: stringAt(event, "user", "username") ?? "",
    userAgent: stringAt(event, "userAgent") ?? "",
    verb: stringAt(event, "verb") ?? "",
    uri: stringAt(event, "requestURI") ?? "",
    resource: stringAt(event, "objectRef", "resource"),
    subresource: stringAt(event, "objectRef", "subresource"),
    namespace: stringAt(event, "objectRef", "namespace"),
    name: stringAt(event, "objectRef", "name"),
    status: numberAt(event, "responseStatus", "code") ?? 0,
    answered: at(event, "responseObject")
  };
}

// test/cluster/control-plane/commands.ts
import { join as join4 } from "node:path";
function commandsOf({ binaries: binaries2, folder, ports, kubeconfig, audit, unthrottled }) {
  const pki = (file) => join4(folder, "pki", file);
  const etcd = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  const unelected = [`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0"];
  const pace = unthrottled ? ["--kube-api-qps=5000", "--kube-api-burst=10000"] : [];
  const tls = [`--tls-cert-file=${pki("server.crt")}`, `--tls-private-key-file=${pki("server.key")}`];
  return {
    etcd: [
      join4(binaries2, "etcd"),
      `--data-dir=${join4(folder, "etcd")}`,
      "--unsafe-no-fsync",
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`
    ],
    apiserver: [
      join4(binaries2, "kube-apiserver"),
      `--etcd-servers=${etcd}`,
      `--secure-port=${ports.api}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      "--endpoint-reconciler-type=none",
      "--service-cluster-ip-range=10.0.0.0/16",
      ...tls,
      `--client-ca-file=${pki("ca.crt")}`,
      `--service-account-key-file=${pki("sa.pub")}`,
      `--service-account-signing-key-file=${pki("sa.key")}`,
      "--service-account-issuer=https://kubernetes.default.svc",
      "--authorization-mode=RBAC",
      "--allow-privileged=true",
      "--kubelet-preferred-address-types=InternalIP",
      // Aggregated APIs are reached by their endpoints: nothing routes the addresses of Services here.
      "--enable-aggregator-routing=true",
      ...audit ? [`--audit-policy-file=${join4(folder, "audit-policy.json")}`, `--audit-log-path=${join4(folder, "audit.log")}`] : []
    ],
    "controller-manager": [
      join4(binaries2, "kube-controller-manager"),
      ...unelected,
      ...pace,
      `--service-account-private-key-file=${pki("sa.key")}`,
      `--root-ca-file=${pki("ca.crt")}`,
      "--use-service-account-credentials=true",
      // Else a pause of the machine loses the simulated nodes, and their pods keep Ready=False for good.
      "--node-monitor-grace-period=24h",
      // Tests wait for autoscalers, which by default do not believe a young pod's metrics.
      "--horizontal-pod-autoscaler-sync-period=2s",
      "--horizontal-pod-autoscaler-initial-readiness-delay=1s",
      "--horizontal-pod-autoscaler-cpu-initialization-period=1s"
    ],
    scheduler: [join4(binaries2, "kube-scheduler"), ...unelected, ...pace],
    kwok: [
      join4(binaries2, "kwok"),
      `--kubeconfig=${kubeconfig}`,
      `--config=${join4(folder, "kwok.yaml")}`,
      "--manage-all-nodes=true",
      "--cidr=10.244.0.0/16",
      "--node-ip=127.0.0.1",
      `--node-port=${ports.kubelet}`,
      ...tls
    ]
  };
}

// test/cluster/control-plane/kubeconfigs.ts
import { writeFileSync as writeFileSync3 } from "node:fs";
import { join as join5 } from "node:path";
function kubeconfigText(server, authority, user, namespace) {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority": authority } }],
    users: [{ name: "user", user }],
    contexts: [{ name: "test", context: { cluster: "test", user: "user", ...namespace === void 0 ? {} : { namespace } } }],
    "current-context": "test"
  };
  return JSON.stringify(config, null, "	");
}
function adminKubeconfig(pki, server) {
  const user = { "client-certificate": join5(pki, "admin.crt"), "client-key": join5(pki, "admin.key") };
  return kubeconfigText(server, join5(pki, "ca.crt"), user);
}
var ServiceAccounts = class {
  #api;
  #folder;
  #server;
  #authority;
  constructor(api, folder, server, authority) {
    this.#api = api;
    this.#folder = folder;
    this.#server = server;
    this.#authority = authority;
  }
  /** Makes the account, allows it these rules in its namespace and no more, and gives the path of a kubeconfig with a token of its own. */
  async kubeconfig(namespace, name, rules = []) {
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
    await this.#api.apply(account);
    if (rules.length > 0) {
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
      await this.#api.apply(
        { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name, namespace }, rules },
        {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "RoleBinding",
          metadata: { name, namespace },
          roleRef,
          subjects: [{ kind: "ServiceAccount", name, namespace }]
        }
      );
    }
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 3600 } };
    const token = stringAt(await this.#api.json(path, { method: "POST", body }), "status", "token") ?? "";
    const file = join5(this.#folder, `kubeconfig-${namespace}-${name}`);
    writeFileSync3(file, kubeconfigText(this.#server, this.#authority, { token }, namespace), { mode: 384 });
    return file;
  }
};

// test/cluster/control-plane/pod-status.ts
function containersAre({
  phase,
  ready,
  ...containers
}) {
  return { phase, ready, containers, init: null };
}
function statusTemplate(look) {
  const initialized = look.init === null;
  return [
    "{{ $now := Now }}",
    "{{ $pod := . }}",
    "{{ $annotations := or .metadata.annotations dict }}",
    '{{ $only := or (index $annotations "test/container") "" }}',
    '{{ $restarts := or (index $annotations "test/restarts") "5" }}',
    "conditions:",
    ...condition("PodReadyToStartContainers", true),
    ...condition("Initialized", initialized, "ContainersNotInitialized"),
    ...condition("ContainersReady", look.ready, notReady(look)),
    ...condition("Ready", look.podReady ?? look.ready, look.podReady === false ? "NodeNotReady" : notReady(look)),
    "{{ range .spec.readinessGates }}",
    ...condition("{{ .conditionType }}", true),
    "{{ end }}",
    "containerStatuses:",
    "{{ range $index, $item := .spec.containers }}",
    '{{ if or (eq $only "") (eq $only $item.name) }}',
    ...container(look.containers, look.ready, "containerStatuses"),
    "{{ else }}",
    ...container({ state: look.init === null ? "running" : look.containers.state }, look.init === null, "containerStatuses"),
    "{{ end }}",
    "{{ end }}",
    "{{ if .spec.initContainers }}",
    "initContainerStatuses:",
    "{{ range $index, $item := .spec.initContainers }}",
    '{{ if eq (or $item.restartPolicy "") "Always" }}',
    ...container({ state: "running" }, true, "initContainerStatuses"),
    "{{ else }}",
    ...container(
      look.init ?? { state: { terminated: { exitCode: 0, reason: "Completed" } } },
      initialized,
      "initContainerStatuses"
    ),
    "{{ end }}",
    "{{ end }}",
    "{{ end }}",
    "hostIP: {{ NodeIPWith .spec.nodeName | Quote }}",
    'podIP: {{ PodIPWith .spec.nodeName (or .spec.hostNetwork false) (or .metadata.uid "") (or .metadata.name "") (or .metadata.namespace "") | Quote }}',
    `phase: ${look.phase}`,
    ...look.reason === void 0 ? [] : [`reason: ${look.reason}`],
    "startTime: {{ or .status.startTime $now | Quote }}"
  ].join("\n");
}
function notReady(look) {
  if (look.phase === "Succeeded") return "PodCompleted";
  return look.phase === "Failed" ? "PodFailed" : "ContainersNotReady";
}
function condition(type, holds, reason = "") {
  const lines = ["- lastTransitionTime: {{ $now | Quote }}", `  type: ${type}`, `  status: "${holds ? "True" : "False"}"`];
  return holds ? lines : [...lines, `  reason: ${reason}`, `  message: "containers with unready status"`];
}
function container(look, ready, field) {
  const before = `(index $pod.status.${field} $index)`;
  const counts = { annotated: "{{ $restarts }}", "one-more": `{{ add 1 (int ${before}.restartCount) }}` };
  const isRunning = look.state === "running";
  return [
    "- name: {{ $item.name | Quote }}",
    "  image: {{ $item.image | Quote }}",
    "  imageID: {{ $item.image | Quote }}",
    `  ready: ${ready}`,
    `  started: ${isRunning}`,
    `  restartCount: ${look.restarts === void 0 ? 0 : counts[look.restarts]}`,
    ...look.last === void 0 ? [] : ["  lastState:", ...terminated(look.last)],
    "  state:",
    ...state(look.state)
  ];
}
function state(look) {
  if (look === "running") return ["    running: { startedAt: {{ $now | Quote }} }", "    waiting: null", "    terminated: null"];
  if ("terminated" in look) return [...terminated(look.terminated), "    running: null", "    waiting: null"];
  return [
    "    waiting:",
    `      reason: ${look.waiting}`,
    `      message: "simulated"`,
    "    running: null",
    "    terminated: null"
  ];
}
function terminated({ exitCode, reason }) {
  return [
    "    terminated:",
    `      exitCode: ${exitCode}`,
    `      reason: ${reason}`,
    "      startedAt: {{ $now | Quote }}",
    "      finishedAt: {{ $now | Quote }}"
  ];
}

// test/cluster/control-plane/pod-states.ts
var simulate = "test/simulate";
var simulateAfter = "test/after";
var running = { key: ".status.phase", operator: "In", values: ["Running"] };
var unready = { key: ".status.containerStatuses.[].ready", operator: "In", values: ["false"] };
var backOff = { type: "Warning", reason: "BackOff", message: "Back-off restarting failed container" };
var pullFailed = {
  type: "Warning",
  reason: "Failed",
  message: 'Failed to pull image "registry.invalid/nothing:missing": not found'
};
var probeFailed = { type: "Warning", reason: "Unhealthy", message: "Readiness probe failed: connection refused" };
var up = containersAre({ phase: "Running", ready: true, state: "running" });
var upButNotReady = containersAre({ phase: "Running", ready: false, state: "running" });
var crashed = (waiting, exitCode, reason) => containersAre({ phase: "Running", ready: false, state: { waiting }, last: { exitCode, reason }, restarts: "annotated" });
var podStates = {
  /** Ready at once, and stays, Job or not. */
  run: { first: up },
  /** Runs, not ready, ready after `test/after` (10 s). */
  slow: {
    first: upButNotReady,
    later: { look: up, when: unready, after: 1e4 },
    event: probeFailed
  },
  /** Runs and is never ready. */
  "never-ready": { first: upButNotReady, event: probeFailed },
  "crash-loop": { first: crashed("CrashLoopBackOff", 1, "Error"), event: backOff },
  "out-of-memory": { first: crashed("CrashLoopBackOff", 137, "OOMKilled"), event: backOff },
  /** Ready whenever one looks, but restarts every `test/after` (5 s). */
  restarting: {
    first: up,
    later: {
      look: containersAre({
        phase: "Running",
        ready: true,
        state: "running",
        last: { exitCode: 1, reason: "Error" },
        restarts: "one-more"
      }),
      when: running,
      after: 5e3
    }
  },
  /** Ready, then crashes for good after `test/after` (10 s). */
  "ready-then-crash": {
    first: up,
    later: {
      look: crashed("CrashLoopBackOff", 1, "Error"),
      when: { key: ".status.containerStatuses.[].ready", operator: "In", values: ["true"] },
      after: 1e4,
      event: backOff
    }
  },
  "image-pull": {
    first: containersAre({ phase: "Pending", ready: false, state: { waiting: "ImagePullBackOff" } }),
    event: pullFailed
  },
  /** One failed pull, then ready after `test/after` (10 s). */
  "image-pull-then-ready": {
    first: containersAre({ phase: "Pending", ready: false, state: { waiting: "ErrImagePull" } }),
    later: { look: up, when: unready, after: 1e4 },
    event: pullFailed
  },
  "invalid-image": { first: containersAre({ phase: "Pending", ready: false, state: { waiting: "InvalidImageName" } }) },
  "config-error": {
    first: containersAre({ phase: "Pending", ready: false, state: { waiting: "CreateContainerConfigError" } }),
    event: { type: "Warning", reason: "Failed", message: 'Error: secret "absent" not found' }
  },
  /** Scheduled, volumes not mounted: for ever. */
  creating: { first: containersAre({ phase: "Pending", ready: false, state: { waiting: "ContainerCreating" } }) },
  "init-crash-loop": {
    first: {
      ...containersAre({ phase: "Pending", ready: false, state: { waiting: "PodInitializing" } }),
      init: { state: { waiting: "CrashLoopBackOff" }, last: { exitCode: 1, reason: "Error" }, restarts: "annotated" }
    },
    event: backOff
  },
  /** Runs for `test/after` (1 s), then every container ends with 1. */
  fail: {
    first: up,
    later: {
      look: containersAre({ phase: "Failed", ready: false, state: { terminated: { exitCode: 1, reason: "Error" } } }),
      when: running,
      after: 1e3
    }
  },
  /** Runs for `test/after` (1 s), then every container ends with 0. */
  succeed: {
    first: up,
    later: {
      look: containersAre({ phase: "Succeeded", ready: false, state: { terminated: { exitCode: 0, reason: "Completed" } } }),
      when: running,
      after: 1e3
    }
  },
  evicted: {
    first: {
      ...containersAre({ phase: "Failed", ready: false, state: { terminated: { exitCode: 137, reason: "Error" } } }),
      reason: "Evicted"
    }
  },
  /** The node does not answer: the containers look ready, the pod is not. */
  "node-lost": { first: { ...up, podReady: false } },
  /** Never gets a status: no kubelet looks at it. */
  ignored: { first: null },
  /** Ready, and once deleted stays terminating. */
  undeletable: { first: up }
};
var annotation = (name) => `.metadata.annotations["${name}"]`;
var isState = (name) => ({ key: annotation(simulate), operator: "In", values: [name] });
var alive = { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" };
var fresh = { key: ".status.podIP", operator: "DoesNotExist" };
function podStages() {
  const stages = [];
  const states = Object.entries(podStates);
  for (const [name, state2] of states) {
    if (state2.first === null) continue;
    stages.push(stage(`${name}-first`, [isState(name), alive, fresh], state2.first, { event: state2.event }));
    const { later } = state2;
    if (later === void 0) continue;
    const delay = { durationMilliseconds: later.after, durationFrom: { expressionFrom: annotation(simulateAfter) } };
    const started = { key: ".status.podIP", operator: "Exists" };
    stages.push(stage(`${name}-later`, [isState(name), alive, started, later.when], later.look, { delay, event: later.event }));
  }
  const plain = { key: annotation(simulate), operator: "DoesNotExist" };
  const ofJob = { key: ".metadata.ownerReferences.[].kind", operator: "In", values: ["Job"] };
  stages.push(stage("plain-first", [plain, alive, fresh], podStates.run.first, {}));
  stages.push(stage("plain-job", [plain, alive, running, ofJob], podStates.succeed.later.look, {}));
  const deletable = { key: annotation(simulate), operator: "NotIn", values: ["undeletable"] };
  stages.push(stage("deleted", [{ key: ".metadata.deletionTimestamp", operator: "Exists" }, deletable], null, { delete: true }));
  return stages;
}
function stage(name, matchExpressions, look, extras) {
  return {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: "v1", kind: "Pod" },
      selector: { matchExpressions },
      ...extras.delay === void 0 ? {} : { delay: extras.delay },
      next: {
        ...extras.event === void 0 ? {} : { event: extras.event },
        ...look === null ? {} : { statusTemplate: statusTemplate(look) },
        ...extras.delete === true ? { finalizers: { empty: true }, delete: true } : {}
      }
    }
  };
}

// test/cluster/control-plane/kwok.ts
function kwokConfiguration(forwards) {
  const clusterPortForward = {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "ClusterPortForward",
    metadata: { name: "real-servers" },
    spec: { forwards: forwards.map(({ from, to }) => ({ ports: [from], target: { address: "127.0.0.1", port: to } })) }
  };
  return [...podStages(), clusterPortForward].map((document) => JSON.stringify(document)).join("\n---\n");
}

// test/cluster/control-plane/start.ts
async function startControlPlane(options) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      const taken = error instanceof Error && error.message.includes("address already in use");
      if (!taken || attempt === 3) throw error;
    }
  }
}
async function startOnce(options) {
  const { binaries: binaries2, nodes = 2, controllers = true, audit = false, unthrottled = false } = options;
  const { networkNamespace = false, servers = false, programs } = options;
  const folder = mkdtempSync(join6(tmpdir(), "control-plane-"));
  const pki = join6(folder, "pki");
  mkdirSync(pki);
  makeAuthority(pki);
  makeCertificate(pki, "server", "/CN=kube-apiserver", "subjectAltName=IP:127.0.0.1,DNS:localhost,IP:10.0.0.1");
  makeCertificate(pki, "admin", "/O=system:masters/CN=admin", "extendedKeyUsage=clientAuth");
  makeSigningKey(pki, "sa");
  const [etcd = 0, etcdPeer = 0, api = 0, kubelet = 0, outside = 0] = await freePorts(5);
  const ports = { etcd, etcdPeer, api, kubelet };
  const kubeconfig = join6(folder, "kubeconfig");
  const inner = join6(folder, "kubeconfig-inside");
  const server = `https://127.0.0.1:${networkNamespace ? outside : api}`;
  writeFileSync4(inner, adminKubeconfig(pki, `https://127.0.0.1:${api}`));
  writeFileSync4(kubeconfig, adminKubeconfig(pki, server));
  if (audit) writeFileSync4(join6(folder, "audit-policy.json"), JSON.stringify(auditPolicy));
  const processes = new Processes(networkNamespace ? ownNetwork : [], [folder]);
  const gate = networkNamespace ? new Processes([], []) : null;
  const end = async () => {
    await Promise.all([processes.end(), gate?.end()]);
  };
  const client = new Api({
    server,
    authority: readFileSync3(join6(pki, "ca.crt"), "utf8"),
    clientCertificate: {
      certificate: readFileSync3(join6(pki, "admin.crt"), "utf8"),
      key: readFileSync3(join6(pki, "admin.key"), "utf8")
    },
    token: null
  });
  try {
    const commands = commandsOf({ binaries: binaries2, folder, ports, kubeconfig: inner, audit, unthrottled });
    const start = async (name) => {
      const log2 = join6(folder, `${name}.log`);
      if (await processes.start({ name, command: commands[name], log: log2 }) === null) throw new Error(`${name} cannot be run`);
    };
    const log = (name) => readFileSync3(join6(folder, `${name}.log`), "utf8");
    await Promise.all([start("etcd"), start("apiserver")]);
    if (gate !== null) {
      const socket = join6(folder, "api.socket");
      const command = (...words) => [process.execPath, relay, ...words];
      await processes.start({ name: "relay", command: command(socket, String(api)), log: join6(folder, "relay.log") });
      await gate.start({ name: "relay", command: command(String(outside), socket), log: join6(folder, "gate.log") });
    }
    const real = servers ? await startRealServers({ processes, folder, pki, apiPort: api, networkNamespace }) : null;
    for (const { name, command } of programs?.({ folder, pki, apiPort: api }) ?? [])
      if (await processes.start({ name, command, log: join6(folder, `${name}.log`) }) === null)
        throw new Error(`${name} cannot be run`);
    const ended = () => ["etcd", "apiserver"].find((name) => processes.hasEnded(name));
    await until("the API server", async () => ended() !== void 0 || (await client.call("/readyz")).status === 200, 6e4, 50);
    const lost = ended();
    if (lost !== void 0) throw new Error(`${lost} ended:
${log(lost).slice(-3e3)}`);
    writeFileSync4(join6(folder, "kwok.yaml"), kwokConfiguration(real?.forwards ?? []));
    if (controllers) await Promise.all([start("controller-manager"), start("scheduler"), start("kwok")]);
    await Promise.all(
      Array.from({ length: nodes }, (_, number) => client.json("/api/v1/nodes", { method: "POST", body: node(number) }))
    );
    await until("the default namespace", () => client.get("v1", "Namespace", void 0, "default"));
    if (real !== null && real.metricsApi !== null) await registerMetricsApi(client, real.metricsApi);
    if (controllers) await until("ready nodes", async () => (await client.list("v1", "Node")).every(isReadyNode));
    return {
      kubeconfig,
      server,
      kubectl: join6(binaries2, "kubectl"),
      api: client,
      accounts: new ServiceAccounts(client, folder, server, join6(pki, "ca.crt")),
      servers: real,
      audit: () => readAudit(join6(folder, "audit.log")),
      pause: (component) => processes.signal(component, "SIGSTOP"),
      resume: (component) => processes.signal(component, "SIGCONT"),
      terminate: async (component) => {
        await processes.signal(component, "SIGTERM");
        await until("the end", () => processes.hasEnded(component), 6e4, 20);
      },
      start,
      kill: (component) => processes.stop(component),
      stop: async () => {
        client.close();
        await end();
      },
      log
    };
  } catch (error) {
    client.close();
    await end();
    throw error;
  }
}
var ownNetwork = [
  "unshare",
  ...process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"],
  "--net",
  "sh",
  "-c",
  'PATH=$PATH:/usr/sbin:/sbin; ip link set lo up && ip route add local 10.244.0.0/16 dev lo && exec "$@"',
  "sh"
];
function node(number) {
  const resources = { cpu: "64", memory: "256Gi", pods: "10000" };
  const name = `node-${number}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux" } },
    status: { allocatable: resources, capacity: resources }
  };
}
function isReadyNode(node2) {
  const text = JSON.stringify(node2);
  return /"type":"Ready","status":"True"|"status":"True"[^}]*"type":"Ready"/.test(text) && !text.includes("node.kubernetes.io/not-ready");
}

// test/cluster/control-plane/manifests.ts
function template(name, { annotations, labels, initContainer = false, podSpec }) {
  return {
    metadata: { labels: { app: name, ...labels }, ...annotations === void 0 ? {} : { annotations } },
    spec: {
      containers: [{ name: "main", image: "registry.invalid/main:1" }],
      ...initContainer ? { initContainers: [{ name: "prepare", image: "registry.invalid/prepare:1" }] } : {},
      ...podSpec
    }
  };
}
function scaled(kind, namespace, name, workload, spec) {
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name, namespace, labels: { app: name } },
    spec: { ...spec, selector: { matchLabels: { app: name } }, template: template(name, workload), ...workload.spec }
  };
}
function deployment(namespace, name, workload = {}) {
  return scaled("Deployment", namespace, name, workload, { replicas: workload.replicas ?? 1 });
}
function service(namespace, name, port, spec = {}) {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: { app: name } },
    spec: { selector: { app: name }, ports: [{ name: "main", port }], ...spec }
  };
}

// test/bench/staging.ts
var ofOnePhase = 25;
var namesOf = (services) => Array.from({ length: services }, (_, index) => `boulder-${index + 1}`);
function stagingManifests(namespace, services) {
  return namesOf(services).flatMap((name) => {
    const labels = { "app.kubernetes.io/part-of": "boulder" };
    const resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } };
    const containers = [{ name: "main", image: "registry.invalid/boulder:1", ports: [{ containerPort: 9395 }], resources }];
    return [deployment(namespace, name, { replicas: 2, labels, podSpec: { containers } }), service(namespace, name, 9395)];
  });
}
var slug = (text) => text.toLowerCase().replaceAll(" ", "-");
function stagingFiles(namespace, services) {
  const names = namesOf(services);
  const phases = Array.from({ length: Math.ceil(services / ofOnePhase) }, (_, index) => {
    const own = names.slice(index * ofOnePhase, (index + 1) * ofOnePhase);
    return { id: index + 1, items: [...itemsOf(own, index + 1), ...index === 0 ? itemsOfAll(services) : []] };
  });
  const sections = phases.map(
    ({ id, items }) => `## Phase ${id}: Services

### Status: \u{1F534} Not Started

${items.map(({ text }) => `- [ ] ${text}`).join("\n")}
`
  );
  return {
    "PHASE-STATUS.md": `# Staging

${sections.join("\n")}`,
    "probes.yaml": [
      "schemaVersion: 1",
      `defaults: { namespace: ${namespace}, timeout: 10s, stableFor: 1s }`,
      "lists:",
      `  services: [ ${names.map((name) => `{ name: ${name} }`).join(", ")} ]`,
      "probes:",
      ...phases.flatMap(({ id, items }) => items.map(({ text, probe }) => `  ${id}/${slug(text)}: { ${probe} }`)),
      ""
    ].join("\n")
  };
}
function itemsOf(names, phase) {
  return [
    ...names.map((name) => ({
      text: `Deployment ${name}`,
      probe: `workload: { kind: Deployment, name: ${name}, minReplicas: 2, ports: [9395], service: ${name} }`
    })),
    ...names.map((name) => ({
      text: `Service ${name}`,
      probe: `service: { name: ${name}, port: 9395, workload: Deployment/${name} }`
    })),
    ...names.slice(0, 20).map((name, index) => ({
      text: `Limits ${name}`,
      probe: `resources: { apiVersion: apps/v1, kind: Deployment, name: ${name}, expect: "object.spec.template.spec.containers.all(c, has(c.resources.requests) && has(c.resources.limits)) && ${index} >= 0" }`
    })),
    ...names.slice(0, 11).map((name) => ({
      text: `Together ${name}`,
      probe: `items: [${phase}/deployment-${name}, ${phase}/service-${name}]`
    }))
  ];
}
function itemsOfAll(services) {
  return [
    {
      text: "All of them",
      probe: "forEach: { list: services, probe: { workload: { kind: Deployment, name: $(each.name), minReplicas: 2 } } }"
    },
    {
      text: "All served",
      probe: "forEach: { list: services, probe: { service: { name: $(each.name), port: 9395, workload: Deployment/$(each.name) } } }"
    },
    {
      text: "All pods ready",
      probe: `resources: { apiVersion: v1, kind: Pod, atLeast: ${2 * services}, expect: "object.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')" }`
    }
  ];
}

// plane.tmp.ts
var found = await binaries();
if ("missing" in found) throw new Error("missing");
var plane = await startControlPlane({ binaries: found.folder, unthrottled: true });
writeFileSync5("/tmp/perf/plane.json", JSON.stringify({ kubectl: plane.kubectl, kubeconfig: plane.kubeconfig, pid: process.pid }));
for (const n of [25, 250]) {
  const ns = `staging-${n}`;
  await plane.api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: ns } });
  const ms = stagingManifests(ns, n).values();
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (const m of ms) await plane.api.apply(m);
  }));
  mkdirSync2(`/tmp/perf/s${n}`, { recursive: true });
  for (const [f, t] of Object.entries(stagingFiles(ns, n))) writeFileSync5(`/tmp/perf/s${n}/${f}`, t);
  await until("x", async () => {
    const d = await plane.api.list("apps/v1", "Deployment", ns);
    return d.length === n && d.every((e) => numberAt(e, "status", "availableReplicas") === 2);
  });
  console.log("ready", n, (/* @__PURE__ */ new Date()).toISOString());
}
var stop = async () => {
  await plane.stop();
  process.exit(0);
};
process.on("SIGTERM", stop);
setTimeout(stop, 45 * 6e4);
