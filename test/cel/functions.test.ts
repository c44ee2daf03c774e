import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { ExpressionError } from "../../src/cel/expression.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";

await loadPatterns();

function outcome(source: string): unknown {
	const result = compile(source, []).evaluate({});
	return result.kind === "value" ? result.value : `error: ${result.message}`;
}

/** Each is true. */
const truths: Readonly<Record<string, readonly string[]>> = {
	"quantity()": [
		'quantity("50k").asInteger() == 50000',
		'quantity("50000G").isInteger()',
		'!quantity("9999999999999999999999999999999999999G").isInteger()',
		'quantity("50.703k").asApproximateFloat() == 50703.0',
		'isQuantity("1.3Gi")',
		'isQuantity("1e3") && isQuantity("5E-3") && isQuantity(".5") && isQuantity("+1")',
		'!isQuantity("1.3GiB") && !isQuantity("10,000k") && !isQuantity("") && isQuantity("k") && quantity("k") == quantity("0") && isQuantity(".") && isQuantity("-") && !isQuantity("1 k") && !isQuantity("1K")',
		'quantity("-42.0k").sign() == -1 && quantity("0").sign() == 0 && quantity("1m").sign() == 1',
		'quantity("200M").compareTo(quantity("0.2G")) == 0',
		'quantity("50M").compareTo(quantity("50Mi")) == -1',
		'quantity("50Mi").compareTo(quantity("50M")) == 1',
		'quantity("150Mi").isGreaterThan(quantity("100Mi")) && !quantity("100Mi").isGreaterThan(quantity("100Mi"))',
		'quantity("50M").isLessThan(quantity("100M")) && !quantity("100M").isLessThan(quantity("50M"))',
		'quantity("50k").add(quantity("20k")) == quantity("70k")',
		'quantity("50k").sub(20000) == quantity("30k")',
		'quantity("50k").add(20).sub(quantity("100k")).sub(-50000) == quantity("20")',
		'quantity("1") == quantity("1000m") && quantity("1Ki") == quantity("1024") && quantity("1Ki") != quantity("1k")',
		'quantity("1.5Gi") == quantity("1536Mi") && quantity("1u") == quantity("1000n")',
		'quantity("0.1n") == quantity("1n")',
		'quantity("1") != "1" && type(quantity("1")) == type(quantity("2Mi"))',
	],
	"url()": [
		'url("https://user:pass@example.com:80/").getScheme() == "https"',
		'url("https://example.com:80/").getHost() == "example.com:80"',
		'url("https://example.com/").getHost() == "example.com"',
		'url("https://[::1]:80/").getHost() == "[::1]:80"',
		'url("https://[::1]:80/").getHostname() == "::1"',
		'url("https://example.com:80/").getPort() == "80" && url("https://example.com/").getPort() == ""',
		'url("https://example.com/path with spaces/").getEscapedPath() == "/path%20with%20spaces/"',
		'url("https://example.com/path?k1=a&k2=b&k2=c").getQuery() == {"k1": ["a"], "k2": ["b", "c"]}',
		'url("https://example.com/path?key with spaces=value with spaces").getQuery() == {"key with spaces": ["value with spaces"]}',
		'url("https://example.com/path").getQuery() == {}',
		'url("/path").getScheme() == "" && url("/path").getHost() == "" && url("/path").getEscapedPath() == "/path"',
		'isURL("https://user:pass@example.com:80/path?k=v") && isURL("/absolute-path")',
		'!isURL("https://a:b:c/") && !isURL("../relative-path") && !isURL("") && !isURL("example.com") && !isURL("https://a b/")',
		'url("https://a/b") == url("https://a/b") && url("https://a/b") != url("https://a/c")',
	],
	"ip()": [
		'ip("127.0.0.1").isLoopback() && ip("::1").isLoopback() && !ip("10.0.0.1").isLoopback()',
		'ip("::1") == ip("0:0:0:0:0:0:0:1") && ip("1.2.3.4") != ip("1.2.3.5")',
		'isIP("192.168.0.1") && isIP("::1") && isIP("2001:db8::abcd")',
		'!isIP("192.168.0.256") && !isIP("1.2.3") && !isIP("01.2.3.4") && !isIP("::ffff:1.2.3.4") && !isIP("fe80::1%eth0") && !isIP("1::2::3") && !isIP(":::") && !isIP("")',
		'ip.isCanonical("127.0.0.1") && ip.isCanonical("2001:db8::abcd")',
		'!ip.isCanonical("2001:DB8::ABCD") && !ip.isCanonical("2001:db8::0:0:0:abcd")',
		'ip("127.0.0.1").family() == 4 && ip("::1").family() == 6',
		'ip("0.0.0.0").isUnspecified() && ip("::").isUnspecified() && !ip("127.0.0.1").isUnspecified()',
		'ip("224.0.0.1").isLinkLocalMulticast() && ip("ff02::1").isLinkLocalMulticast() && !ip("224.0.1.1").isLinkLocalMulticast()',
		'ip("169.254.169.254").isLinkLocalUnicast() && ip("fe80::1").isLinkLocalUnicast() && !ip("fd80::1").isLinkLocalUnicast()',
		'ip("192.168.0.1").isGlobalUnicast() && ip("2001:db8::abcd").isGlobalUnicast()',
		'!ip("255.255.255.255").isGlobalUnicast() && !ip("127.0.0.1").isGlobalUnicast() && !ip("ff00::1").isGlobalUnicast()',
		'string(ip("2001:0DB8:0:0:0:0:0:1")) == "2001:db8::1" && string(ip("0:0:0:1:0:0:0:0")) == "0:0:0:1::" && string(ip("::")) == "::"',
	],
	"cidr()": [
		'cidr("192.168.0.0/24").containsIP(ip("192.168.0.1")) && cidr("192.168.0.0/24").containsIP("192.168.0.255")',
		'!cidr("192.168.0.0/24").containsIP("192.168.1.1") && !cidr("0.0.0.0/0").containsIP("::1")',
		'cidr("::/0").containsIP("2001:db8::1") && cidr("2001:db8::/32").containsIP("2001:db8:ffff::1")',
		'cidr("192.168.0.0/16").containsCIDR("192.168.10.0/24") && cidr("192.168.0.0/16").containsCIDR(cidr("192.168.0.0/16"))',
		'!cidr("192.168.0.0/16").containsCIDR("192.0.0.0/8")',
		'cidr("192.168.0.0/24").ip() == ip("192.168.0.0") && cidr("192.168.0.1/24").ip() == ip("192.168.0.1")',
		'cidr("192.168.0.1/24").masked() == cidr("192.168.0.0/24") && cidr("192.168.0.1/24") != cidr("192.168.0.0/24")',
		'cidr("192.168.0.0/24").prefixLength() == 24',
		'isCIDR("10.0.0.0/8") && isCIDR("::1/128") && !isCIDR("10.0.0.0/33") && !isCIDR("10.0.0.0") && !isCIDR("10.0.0.0/08") && !isCIDR("10.0.0.0/")',
		'string(cidr("10.0.0.0/8")) == "10.0.0.0/8"',
	],
	"semver()": [
		'semver("1.2.3").major() == 1 && semver("1.2.3").minor() == 2 && semver("1.2.3").patch() == 3',
		'semver("1.2.3").isLessThan(semver("1.10.0")) && semver("1.10.0").isGreaterThan(semver("1.9.9"))',
		'semver("1.0.0-alpha").isLessThan(semver("1.0.0-alpha.1")) && semver("1.0.0-alpha.1").isLessThan(semver("1.0.0-alpha.beta"))',
		'semver("1.0.0-beta.2").isLessThan(semver("1.0.0-beta.11")) && semver("1.0.0-rc.1").isLessThan(semver("1.0.0"))',
		'semver("1.2.3+a") == semver("1.2.3+b") && semver("1.2.3").compareTo(semver("1.2.4")) == -1',
		'isSemver("1.0.0") && !isSemver("v1.0.0") && !isSemver("1.0") && !isSemver("01.0.0") && !isSemver("1.0.0-01")',
		'isSemver("v1.30", true) && semver("v1.30", true) == semver("1.30.0") && semver("v01.2", true).major() == 1',
	],
	lists: [
		'[1, 2, 2.5, 3].isSorted() && !["b", "a"].isSorted() && [].isSorted() && [duration("1s"), duration("1m")].isSorted()',
		'[1, 3].sum() == 4 && [1.0, 3.0].sum() == 4.0 && [].sum() == 0 && [duration("1m"), duration("1s")].sum() == duration("1m1s")',
		'[1, 3].min() == 1 && [1, 3].max() == 3 && ["a", "b"].max() == "b" && [1, 0.5].min() == 0.5',
		'["a", "b", "b", "c"].indexOf("b") == 1 && ["a", "b", "b"].lastIndexOf("b") == 2 && [1.0].indexOf(1.1) == -1 && [1, 2].indexOf(2.0) == 1',
		'[1, 1.0, 2, "1"].distinct() == [1, 2, "1"]',
		"[3, 1, 2].sort() == [1, 2, 3] && [1, 2, 3].reverse() == [3, 2, 1] && [1, 2, 3].slice(1, 3) == [2, 3]",
		"[[1], [2, [3]]].flatten() == [1, 2, [3]] && [[1], [2, [3]]].flatten(2) == [1, 2, 3] && lists.range(3) == [0, 1, 2]",
		"sets.contains([1, 2], [2.0]) && !sets.contains([1], [1, 2]) && sets.contains([], [])",
		'sets.equivalent([1, 1], [1]) && sets.equivalent(["a", "b"], ["b", "a"]) && !sets.equivalent([1], [2])',
		"sets.intersects([1, 2], [2, 3]) && !sets.intersects([], [1])",
	],
	loops: [
		"[1, 2].all(x, x > 0) && [].all(x, x > 0) && ![].exists(x, true) && [1, 2].exists_one(x, x == 1) && [1, 2].existsOne(x, x == 1)",
		"[1, 2].map(x, x * 2) == [2, 4] && [1, 2].map(x, x > 1, x * 2) == [4] && [1, 2].filter(x, x > 1) == [2]",
		'{"a": 1}.all(k, k == "a") && {"a": 1}.exists(k, v, k == "a" && v == 1) && [5].all(i, v, i == 0 && v == 5)',
		'[1, 2].transformList(i, v, i * v) == [0, 2] && {"a": 2}.transformMap(k, v, v * v) == {"a": 4}',
		"[1, 2].transformList(i, v, v > 1, v) == [2] && [1, 2].transformMap(i, v, i > 0, v) == {1: 2}",
		"[1, 2].existsOne(i, v, v == 2)",
		"cel.bind(x, 2, x * x) == 4 && cel.bind(x, 1, cel.bind(x, x + 1, x)) == 2",
		"[[1, 2], [3]].all(x, x.all(x, x > 0))",
	],
	optionals: [
		'optional.of(1).hasValue() && !optional.none().hasValue() && optional.of(1).value() == 1 && {"a": 1}.?a.value() == 1',
		'{"a": {"b": 1}}.?a.?b.orValue(2) == 1 && {"a": {}}.?a.?b.orValue(2) == 2 && {}.?a.b.c.orValue("x") == "x"',
		'{"a": 1}[?"b"].orValue(3) == 3 && [1][?0].orValue(3) == 1 && [1][?5].orValue(3) == 3',
		'!optional.ofNonZeroValue("").hasValue() && optional.ofNonZeroValue("a").hasValue() && !optional.ofNonZeroValue([]).hasValue()',
		"optional.none().or(optional.of(1)).value() == 1 && {}.?a.optMap(x, x + 1).orValue(0) == 0 && optional.of(1).optMap(x, x + 1).value() == 2",
		'optional.of({"a": 1}).optFlatMap(m, m.?a).value() == 1',
	],
	texts: [
		'"hello".charAt(4) == "o" && "hello".charAt(5) == ""',
		'"hello mellow".indexOf("ello") == 1 && "hello mellow".indexOf("ello", 2) == 7 && "hello mellow".indexOf("", 2) == 2 && "a".indexOf("b") == -1',
		'"hello mellow".lastIndexOf("hello") == 0 && "hello mellow".lastIndexOf("ello") == 7 && "hello mellow".lastIndexOf("ello", 6) == 1',
		'"hello hello".replace("he", "we") == "wello wello" && "hello hello".replace("he", "we", 1) == "wello hello" && "ab".replace("", "_") == "_a_b_"',
		'"a b c".split(" ") == ["a", "b", "c"] && "a b c".split(" ", 2) == ["a", "b c"] && "abc".split("") == ["a", "b", "c"] && "a".split(" ", 0) == []',
		'"tacocat".substring(4) == "cat" && "tacocat".substring(0, 4) == "taco" && "ta😀cat".substring(2, 3) == "😀"',
		'["hello", "mellow"].join(" ") == "hello mellow" && ["a", "b"].join() == "ab" && [].join("/") == ""',
		'"TacoCÆt".lowerAscii() == "tacocÆt" && "TacoCæt".upperAscii() == "TACOCæT" && "  \\ttrim\\n ".trim() == "trim" && "gums".reverse() == "smug"',
		`strings.quote('say "hi"\\n') == '"say \\\\"hi\\\\"\\\\n"'`,
		'"%s and %d".format(["str", 42]) == "str and 42" && "%.3f".format([1.2346]) == "1.235" && "%x".format([26]) == "1a" && "%%".format([]) == "%"',
		'"%s".format([[1, "a", null, {"k": true}]]) == "[1, a, null, {k: true}]" && "%b %o %X %e".format([5, 8, 255, 1234.5]) == "101 10 FF 1.234500e+03"',
		'"abc 123".find("[0-9]+") == "123" && "abc".find("[0-9]+") == "" && "123 abc 456".findAll("[0-9]+") == ["123", "456"] && "1 2 3".findAll("[0-9]", 2) == ["1", "2"]',
		'"hello".matches("^h.*o$") && "hello".matches("ell") && matches("a.b", "a\\\\.b") && !"axb".matches("a\\\\.b") && "😀".matches("^.$")',
		'"ABC".matches("(?i)abc") && "v1-2_3".matches("^[\\\\w\\\\-]+$") && "x".matches("[[:alpha:]]") && "a]".matches("^[]a]+$") && "é".matches("\\\\pL")',
		'"a".size() == 1 && size("😀") == 1 && "abc".contains("b") && "abc".startsWith("ab") && "abc".endsWith("bc")',
	],
	numbers: [
		"math.greatest(1, 2.5, 2) == 2.5 && math.least([3, 1]) == 1 && math.ceil(1.2) == 2.0 && math.floor(-1.2) == -2.0 && math.round(-1.5) == -2.0",
		'math.abs(-3) == 3 && math.sign(-2.5) == -1.0 && math.trunc(-1.9) == -1.0 && math.isNaN(double("NaN")) && math.isInf(1.0 / 0.0) && math.sqrt(4) == 2.0',
		"math.bitAnd(6, 3) == 2 && math.bitOr(6, 3) == 7 && math.bitXor(6, 3) == 5 && math.bitShiftLeft(1, 3) == 8",
		"1.0 == 1 && 1 == 1.0 && 1u == 1 && [1.0] == [1] && 1 in [1.0] && {1: 2}[1u] == 2 && 1 < 1.5 && 2u > 1.5",
		"9007199254740993 != 9007199254740992.0 && 7 / 2 == 3 && -7 / 2 == -3 && -7 % 2 == -1 && 7 / 2.0 == 3.5",
		'int("42") == 42 && int(3.9) == 3 && double("1.5") == 1.5 && uint(3) == 3u && string(1.0) == "1" && string(1.5) == "1.5" && bool("true")',
		'type(1) == int && type(1.0) == double && type("") == string && type([]) == list && type({}) == map && type(null) == null_type && type(1) != uint',
	],
	times: [
		'timestamp("2026-03-01T12:00:00Z") + duration("1h30m") == timestamp("2026-03-01T13:30:00Z")',
		'timestamp("2026-03-01T12:00:00+02:00") == timestamp("2026-03-01T10:00:00Z")',
		'timestamp("2026-03-02T00:00:00Z") - timestamp("2026-03-01T00:00:00Z") == duration("24h") && duration("90s") > duration("1m")',
		'int(timestamp("2009-02-13T23:31:30Z")) == 1234567890 && string(timestamp("2009-02-13T23:31:30.5Z")) == "2009-02-13T23:31:30.5Z"',
		'string(duration("1h30m")) == "5400s" && string(duration("1.5s")) == "1.5s"',
		'timestamp("2026-03-01T23:30:00Z").getHours("+11:00") == 10 && timestamp("2026-07-01T12:00:00Z").getHours("America/New_York") == 8',
		'timestamp("2026-03-01T00:00:00Z").getDayOfYear() == 59 && timestamp("2026-03-01T00:00:00Z").getDayOfWeek() == 0 && timestamp("2026-03-01T00:00:00Z").getMonth() == 2',
		'duration("3730s").getMinutes() == 62 && duration("1.5s").getMilliseconds() == 1500 && duration("-1m") < duration("0s")',
	],
	encodings: [
		'base64.encode(b"hello") == "aGVsbG8=" && string(base64.decode("aGVsbG8=")) == "hello" && string(base64.decode("aGVsbG8")) == "hello"',
		`parseJSON('{"a": [1, 2.5, {"b": null}]}').a[2].b == null && parseJSON('{"n": 3}').n % 2 == 1 && parseJSON('[1]') == [1]`,
	],
};

describe.each(Object.entries(truths))("%s", (_, sources) => {
	it.each(sources)("%s", (source) => expect(outcome(source)).toBe(true));
});

const failures: readonly (readonly [string, string])[] = [
	['quantity("1.5").asInteger()', "not an integer"],
	['quantity("9999999999999999999999999999999999999G").asInteger()', "not an integer"],
	['quantity("abc")', "is not a quantity"],
	['quantity("1e9999")', "is not a quantity"],
	['quantity("1").isLessThan(1)', "not defined"],
	['url("../a")', "is not a URL"],
	['ip("a")', "is not an IP address"],
	['cidr("10.0.0.0")', "is not a range"],
	['semver("v1.0")', "is not a version"],
	["[].min()", "empty list"],
	['[1, "a"].max()', "have no order"],
	['["a"].sum()', "have a sum"],
	["optional.none().value()", "no value"],
	['parseJSON("{")', "not JSON"],
	['base64.decode("a b")', "not base64"],
	['timestamp("2026-02-30T00:00:00Z")', "is not a timestamp"],
	['duration("1 h")', "is not a duration"],
	['int("1.5")', "is not an int"],
	["int(1e30)", "range of an int"],
	["9223372036854775807 + 1", "between -2^63 and 2^63-1"],
	["1 / 0", "division by zero"],
	["1 % 0", "division by zero"],
	['"a" + 1', "string + int is not defined"],
	['"abc".substring(2, 1)', "ends after its start"],
	['"%d".format([])', "more values"],
	['"a".matches("(")', "is not a pattern"],
	['{"a": 1, "a": 2}', "twice"],
	["[1][1]", "1 elements"],
	["[1][-1]", "none at -1"],
	["1 ? 2 : 3", "true or false"],
	['timestamp("9999-12-31T23:59:59Z") + duration("1s")', "between the years"],
];

it.each(failures)("%s fails: %s", (source, why) => {
	// A pattern or a literal that is wrong as it stands is refused before anything is evaluated.
	try {
		expect(outcome(source)).toContain(why);
	} catch (caught) {
		if (!(caught instanceof ExpressionError)) throw caught;
		expect(caught.message).toContain(why);
	}
});
