import{createRequire as cR}from'module';const require=cR(import.meta.url);

// test/on-screen.ts
import { spawnSync } from "node:child_process";

// test/command-line.ts
import { join } from "node:path";
import { fileURLToPath } from "node:url";
var projectFolder = fileURLToPath(new URL("..", import.meta.url));
var launcher = join(projectFolder, "bin", "boulder-migrate.cjs");
var realDocument = join(projectFolder, "status", "PHASE-STATUS.md");

// node_modules/fast-string-truncated-width/dist/utils.js
var getCodePointsLength = /* @__PURE__ */ (() => {
  const SURROGATE_PAIR_RE = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
  return (input) => {
    let surrogatePairsNr = 0;
    SURROGATE_PAIR_RE.lastIndex = 0;
    while (SURROGATE_PAIR_RE.test(input)) {
      surrogatePairsNr += 1;
    }
    return input.length - surrogatePairsNr;
  };
})();
var isFullWidth = (x) => {
  return x === 12288 || x >= 65281 && x <= 65376 || x >= 65504 && x <= 65510;
};
var isWideNotCJKTNotEmoji = (x) => {
  return x === 8987 || x === 9001 || x >= 12272 && x <= 12287 || x >= 12289 && x <= 12350 || x >= 12441 && x <= 12543 || x >= 12549 && x <= 12591 || x >= 12593 && x <= 12686 || x >= 12688 && x <= 12771 || x >= 12783 && x <= 12830 || x >= 12832 && x <= 12871 || x >= 12880 && x <= 19903 || x >= 65040 && x <= 65049 || x >= 65072 && x <= 65106 || x >= 65108 && x <= 65126 || x >= 65128 && x <= 65131 || x >= 127488 && x <= 127490 || x >= 127504 && x <= 127547 || x >= 127552 && x <= 127560 || x >= 131072 && x <= 196605 || x >= 196608 && x <= 262141;
};

// node_modules/fast-string-truncated-width/dist/index.js
var ANSI_RE = /[\u001b\u009b][[()#;?]*(?:[0-9]{1,4}(?:;[0-9]{0,4})*)?[0-9A-ORZcf-nqry=><]|\u001b\]8;[^;]*;.*?(?:\u0007|\u001b\u005c)/y;
var CONTROL_RE = /[\x00-\x08\x0A-\x1F\x7F-\x9F]{1,1000}/y;
var CJKT_WIDE_RE = /(?:(?![\uFF61-\uFF9F\uFF00-\uFFEF])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Tangut}]){1,1000}/yu;
var TAB_RE = /\t{1,1000}/y;
var EMOJI_RE = /[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,3}\u{E007F}|(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|\p{Emoji_Presentation})(?:\u200D(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|\p{Emoji_Presentation}|\p{Emoji}\uFE0F\u20E3?))*/yu;
var LATIN_RE = /(?:[\x20-\x7E\xA0-\xFF](?!\uFE0F)){1,1000}/y;
var MODIFIER_RE = /\p{M}+/gu;
var NO_TRUNCATION = { limit: Infinity, ellipsis: "" };
var getStringTruncatedWidth = (input, truncationOptions = {}, widthOptions = {}) => {
  const LIMIT = truncationOptions.limit ?? Infinity;
  const ELLIPSIS = truncationOptions.ellipsis ?? "";
  const ELLIPSIS_WIDTH = truncationOptions?.ellipsisWidth ?? (ELLIPSIS ? getStringTruncatedWidth(ELLIPSIS, NO_TRUNCATION, widthOptions).width : 0);
  const ANSI_WIDTH = 0;
  const CONTROL_WIDTH = widthOptions.controlWidth ?? 0;
  const TAB_WIDTH = widthOptions.tabWidth ?? 8;
  const EMOJI_WIDTH = widthOptions.emojiWidth ?? 2;
  const FULL_WIDTH_WIDTH = 2;
  const REGULAR_WIDTH = widthOptions.regularWidth ?? 1;
  const WIDE_WIDTH = widthOptions.wideWidth ?? FULL_WIDTH_WIDTH;
  const PARSE_BLOCKS = [
    [LATIN_RE, REGULAR_WIDTH],
    [ANSI_RE, ANSI_WIDTH],
    [CONTROL_RE, CONTROL_WIDTH],
    [TAB_RE, TAB_WIDTH],
    [EMOJI_RE, EMOJI_WIDTH],
    [CJKT_WIDE_RE, WIDE_WIDTH]
  ];
  let indexPrev = 0;
  let index = 0;
  let length = input.length;
  let lengthExtra = 0;
  let truncationEnabled = false;
  let truncationIndex = length;
  let truncationLimit = Math.max(0, LIMIT - ELLIPSIS_WIDTH);
  let unmatchedStart = 0;
  let unmatchedEnd = 0;
  let width = 0;
  let widthExtra = 0;
  outer: while (true) {
    if (unmatchedEnd > unmatchedStart || index >= length && index > indexPrev) {
      const unmatched = input.slice(unmatchedStart, unmatchedEnd) || input.slice(indexPrev, index);
      lengthExtra = 0;
      for (const char of unmatched.replaceAll(MODIFIER_RE, "")) {
        const codePoint = char.codePointAt(0) || 0;
        if (isFullWidth(codePoint)) {
          widthExtra = FULL_WIDTH_WIDTH;
        } else if (isWideNotCJKTNotEmoji(codePoint)) {
          widthExtra = WIDE_WIDTH;
        } else {
          widthExtra = REGULAR_WIDTH;
        }
        if (width + widthExtra > truncationLimit) {
          truncationIndex = Math.min(truncationIndex, Math.max(unmatchedStart, indexPrev) + lengthExtra);
        }
        if (width + widthExtra > LIMIT) {
          truncationEnabled = true;
          break outer;
        }
        lengthExtra += char.length;
        width += widthExtra;
      }
      unmatchedStart = unmatchedEnd = 0;
    }
    if (index >= length) {
      break outer;
    }
    for (let i = 0, l = PARSE_BLOCKS.length; i < l; i++) {
      const [BLOCK_RE, BLOCK_WIDTH] = PARSE_BLOCKS[i];
      BLOCK_RE.lastIndex = index;
      if (BLOCK_RE.test(input)) {
        lengthExtra = BLOCK_RE === CJKT_WIDE_RE ? getCodePointsLength(input.slice(index, BLOCK_RE.lastIndex)) : BLOCK_RE === EMOJI_RE ? 1 : BLOCK_RE.lastIndex - index;
        widthExtra = lengthExtra * BLOCK_WIDTH;
        if (width + widthExtra > truncationLimit) {
          truncationIndex = Math.min(truncationIndex, index + Math.floor((truncationLimit - width) / BLOCK_WIDTH));
        }
        if (width + widthExtra > LIMIT) {
          truncationEnabled = true;
          break outer;
        }
        width += widthExtra;
        unmatchedStart = indexPrev;
        unmatchedEnd = index;
        index = indexPrev = BLOCK_RE.lastIndex;
        continue outer;
      }
    }
    index += 1;
  }
  return {
    width: truncationEnabled ? truncationLimit : width,
    index: truncationEnabled ? truncationIndex : length,
    truncated: truncationEnabled,
    ellipsed: truncationEnabled && LIMIT >= ELLIPSIS_WIDTH
  };
};
var dist_default = getStringTruncatedWidth;

// node_modules/fast-string-width/dist/index.js
var NO_TRUNCATION2 = {
  limit: Infinity,
  ellipsis: "",
  ellipsisWidth: 0
};
var fastStringWidth = (input, options = {}) => {
  return dist_default(input, NO_TRUNCATION2, options).width;
};
var dist_default2 = fastStringWidth;

// src/text/width.ts
var oneColumnEach = /^[\x20-\x7e\xa1-\u024f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc]*$/;
function displayWidth(text) {
  return oneColumnEach.test(text) ? text.length : dist_default2(text);
}

// test/screen-of.ts
function screenOf(written, rows2, columns2) {
  const empty = () => Array.from({ length: rows2 }, () => []);
  let cells = empty();
  let main = null;
  let [row, column] = [0, 0];
  let isCursorShown = true;
  let scrolled = 0;
  const others = [];
  const feed = () => {
    if (row < rows2 - 1) row += 1;
    else {
      cells = [...cells.slice(1), []];
      if (main !== null) scrolled += 1;
    }
  };
  const put = (character) => {
    const width = displayWidth(character);
    const line = cells[row] ?? [];
    if (width === 0) {
      line[column - 1] = (line[column - 1] ?? "") + character;
      return;
    }
    if (column + width > columns2) {
      column = 0;
      feed();
      put(character);
      return;
    }
    for (let index = line.length; index < column; index += 1) line[index] = " ";
    line[column] = character;
    if (width === 2) line[column + 1] = "";
    cells[row] = line;
    column += width;
  };
  const control = (parameters, final) => {
    const count = Number(parameters.split(";")[0] || 1);
    if (final === "A") row = Math.max(0, row - count);
    else if (final === "B") row = Math.min(rows2 - 1, row + count);
    else if (final === "E") [row, column] = [Math.min(rows2 - 1, row + count), 0];
    else if (final === "G") column = count - 1;
    else if (final === "H") [row, column] = [count - 1, Number(parameters.split(";")[1] || 1) - 1];
    else if (final === "K" && parameters === "") cells[row] = (cells[row] ?? []).slice(0, column);
    else if (final === "K" && parameters === "2") cells[row] = [];
    else if (final === "J" && (parameters === "2" || parameters === "3")) cells = parameters === "2" ? empty() : cells;
    else if (parameters === "?25") isCursorShown = final === "h";
    else if (parameters === "?1049" && final === "h" && main === null) [main, cells] = [cells, empty()];
    else if (parameters === "?1049" && final === "l" && main !== null) [cells, main] = [main, null];
    else return final === "m" || parameters === "?2026" || parameters === "?1049";
    return true;
  };
  for (const [part, parameters, final] of written.matchAll(/\x1b\[([?\d;]*)([A-Za-z])|\x1b.?|[\s\S]/gu)) {
    if (final !== void 0) {
      if (!control(parameters ?? "", final)) others.push(part);
    } else if (part.startsWith("\x1B") || part === "\x07") others.push(part);
    else if (part === "\n") feed();
    else if (part === "\r") column = 0;
    else put(part);
  }
  const lines = cells.map((line) => line.join("").trimEnd());
  return { lines, isAlternate: main !== null, isCursorShown, scrolled, others };
}

// test/on-screen.ts
function onScreen(words2, steps2, { folder, rows: rows2 = 30, columns: columns2 = 100, env = {}, program = [process.execPath, launcher] }) {
  const input = JSON.stringify({ program: [...program, ...words2], steps: steps2, rows: rows2, columns: columns2 });
  const { stdout, stderr, status } = spawnSync("python3", ["-c", driver], {
    cwd: folder,
    encoding: "utf8",
    input,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TERM: "xterm",
      NO_COLOR: "1",
      GIT_AUTHOR_NAME: "Jo",
      GIT_CONFIG_GLOBAL: "/dev/null",
      ...env
    }
  });
  if (status !== 0) throw new Error(stderr);
  const told = JSON.parse(stdout);
  const bytes = Buffer.from(told.raw, "base64");
  const seen = (length, height, width) => screenOf(bytes.subarray(0, length).toString("utf8"), height, width);
  return {
    code: told.code,
    raw: bytes.toString("utf8"),
    written: Object.fromEntries(told.looks.map(([name, length]) => [name, length])),
    looks: Object.fromEntries(told.looks.map(([name, length, height, width]) => [name, seen(length, height, width)])),
    end: screenOf(bytes.toString("utf8"), rows2, columns2),
    modesAsBefore: told.modesAsBefore
  };
}
var driver = `
import base64, fcntl, json, os, pty, re, select, signal, struct, sys, termios, time
given = json.load(sys.stdin)
rows, columns = given["rows"], given["columns"]
master, slave = pty.openpty()
def size(): fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
size()
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2): os.dup2(slave, fd)
    os.close(master); os.close(slave)
    os.execvp(given["program"][0], given["program"])
seen, since, looks, end, code = b"", 0, [], time.time() + 50, None
def gone():
    global code
    if code is None:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done: code = os.waitstatus_to_exitcode(status)
    return code is not None
def read(seconds):
    global seen
    if master is None:
        time.sleep(seconds)
        if time.time() < end: return False
    if time.time() > end:
        os.kill(pid, signal.SIGKILL)
        sys.exit("still waiting; seen: " + repr(seen[since:]) + " before: " + repr(seen[-3000:]))
    ready = select.select([master], [], [], seconds)[0]
    if ready: seen += os.read(master, 65536)
    return bool(ready)
for step in given["steps"]:
    if "wait" in step:
        pattern = re.compile(step["wait"].encode())
        while not pattern.search(seen, since):
            if not read(0.1) and gone() and not read(0.2): sys.exit("ended early: " + repr(seen))
    elif "look" in step:
        # A frame is whole when its end is there.
        while seen.rfind(b"\\x1b[?2026h") > seen.rfind(b"\\x1b[?2026l"): read(0.1)
        looks.append([step["look"], len(seen), rows, columns])
    else:
        since = len(seen)
        if "keys" in step: os.write(master, step["keys"].encode())
        elif "hangup" in step:
            os.close(slave); os.close(master)
            master = None
        elif "signal" in step: os.kill(pid, getattr(signal, step["signal"]))
        elif "write" in step:
            with open(step["write"][0] + ".new", "w") as file: file.write(step["write"][1])
            os.replace(step["write"][0] + ".new", step["write"][0])
        else:
            rows, columns = step["resize"]
            size()
while not gone() and time.time() < end: read(0.1)
if code is None: os.kill(pid, signal.SIGKILL); code = 999
while read(0.1): pass
print(json.dumps({"raw": base64.b64encode(seen).decode(), "code": code, "looks": looks, "modesAsBefore": master is not None and termios.tcgetattr(slave) == before}))
`;

// ../../../tmp/look.mts
var P = "/work/wt/screens/status";
var [rows, columns, what, ...steps] = process.argv.slice(2);
var words = what === "verify" ? ["verify", "--watch", "--file", P + "/demo/PHASE-STATUS.md", "--probes", P + "/probes.yaml", "--snapshot", P + "/demo/cluster.json"] : ["status", "--watch", "--file", P + "/demo/PHASE-STATUS.md", "--probes", P + "/probes.yaml"];
var first = what === "verify" ? "verified \\d\\d:" : "read \\d\\d:";
var s = [{ wait: first }];
for (const k of steps) s.push(k.startsWith("@") ? { wait: k.slice(1) } : { keys: k.replaceAll("\\e", "\x1B").replaceAll("\\r", "\r").replaceAll("\\t", "	") });
s.push({ look: "x" }, { signal: "SIGTERM" });
var run = onScreen(words, s, { folder: "/tmp", rows: +rows, columns: +columns });
console.log(run.looks.x.lines.join("\n"));
