// A real HTTP server whose answers a test chooses by the path. Usage: node http.mjs HOST PORT
import { createServer } from "node:http";

const [host = "127.0.0.1", port = "0"] = process.argv.slice(2);

createServer((request, response) => {
	const url = new URL(request.url ?? "/", "http://server");
	const [, what = "", detail = ""] = url.pathname.split("/");
	const answer = (status, headers, body) => response.writeHead(status, headers).end(body);
	const text = { "content-type": "text/plain; charset=utf-8" };
	if (what === "status") answer(Number(detail), text, `status ${detail}\n`);
	else if (what === "json")
		answer(200, { "content-type": "application/json" }, JSON.stringify({ status: "ok", count: 3, path: url.pathname }));
	else if (what === "echo") {
		const seen = { method: request.method, url: request.url, headers: request.headers };
		answer(200, { "content-type": "application/json" }, JSON.stringify(seen));
	} else if (what === "redirect") answer(302, { location: "/status/200" }, "");
	else if (what === "slow") setTimeout(() => answer(200, text, "late\n"), Number(detail || "5") * 1000);
	else if (what === "never") return;
	else if (what === "cut") {
		response.writeHead(200, { ...text, "content-length": "1000" });
		response.write("the beginning");
		setTimeout(() => response.destroy(), 50);
	} else if (what === "large") answer(200, text, "x".repeat(Number(detail || "1") << 20));
	else if (what === "directory")
		answer(200, { "content-type": "application/json" }, JSON.stringify({ newOrder: "https://acme/new-order" }));
	else if (what === "metrics") answer(200, text, '# TYPE test_requests_total counter\ntest_requests_total{code="200"} 42\n');
	else answer(what === "" || what === "healthz" ? 200 : 404, text, what === "" || what === "healthz" ? "ok\n" : "not found\n");
}).listen(Number(port), host);
