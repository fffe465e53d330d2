// `colophon mcp` as agents see it: driven by the official TypeScript SDK's client, which checks every structured result
// against the output schema that the tool declares.
//
//   node client_test.mjs COLOPHON REPORTS KB      indexes the reports that are Markdown into KB
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { before, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [colophon, reports, kb] = process.argv.slice(2);

before(() => {
  rmSync(kb, { recursive: true, force: true });
  const files = readdirSync(reports).filter((name) => name.endsWith(".md"));
  const run = spawnSync(colophon, ["index", ...files.map((name) => join(reports, name)), "--kb", kb]);
  assert.equal(run.status, 0, run.stderr);
});

// What the command prints with --format json.
function printed(...args) {
  const run = spawnSync(colophon, [...args, "--kb", kb, "--format", "json"], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout);
}

async function connected(transport) {
  const client = new Client({ name: "colophon-test", version: "1" });
  await client.connect(transport);
  return client;
}

// All that holds whatever carries the messages.
async function exercise(client) {
  assert.equal(client.getServerVersion().name, "colophon");
  await client.ping();
  const { tools } = await client.listTools(); // from here on results are checked
  assert.deepEqual(tools.map((tool) => tool.name).sort(), ["ask", "compare", "note", "record", "scores", "search"]);
  const call = async (name, args) => (await client.callTool({ name, arguments: args })).structuredContent;

  const question = "which models use RMSNorm";
  const { found, ...answers } = await call("ask", { question });
  assert.equal(found, true);
  assert.deepEqual(answers, printed("ask", question));
  assert.ok(answers.answers[0].evidence[0].quote.length > 0);

  const models = answers.answers.map((answer) => answer.model).slice(0, 2);
  const { found: compared, ...table } = await call("compare", { names: models });
  assert.equal(compared, true);
  assert.deepEqual(table, printed("compare", ...models));

  const { found: ranked, ...board } = await call("scores", { benchmarks: ["MMLU"] });
  assert.equal(ranked, true);
  assert.deepEqual(board, printed("scores", "MMLU"));

  const query = "normalization:RMSNorm";
  const { found: searched, ...hits } = await call("search", { query });
  assert.equal(searched, true);
  assert.deepEqual(hits, printed("search", query));

  const report = answers.answers[0].key;
  const { found: there, ...record } = await call("record", { report });
  assert.equal(there, true);
  assert.equal(record.facts.length, printed("show", report).facts.length);
  const { found: written, ...note } = await call("note", { report, language: "zh" });
  assert.equal(written, true);
  assert.deepEqual(note, printed("note", report, "--lang", "zh"));

  for (const [name, args] of [
    ["record", { report: "no-such-report.pdf" }],
    ["note", { report: "no-such-report.pdf" }],
    ["compare", { names: [models[0], "No-Such-Model-9B"] }],
    ["scores", { benchmarks: ["NoSuchBench"] }],
  ]) {
    const nothing = await call(name, args);
    assert.equal(nothing.found, false, name);
    assert.ok(nothing.closest.length > 0, name);
  }
  const wrong = await client.callTool({ name: "search", arguments: { query: "optimzer:Muon" } });
  assert.equal(wrong.isError, true);
  assert.match(wrong.content[0].text, /did you mean/);
  await assert.rejects(client.callTool({ name: "no_such_tool", arguments: {} }), /no tool/);

  const { resources } = await client.listResources();
  assert.ok(resources.length >= 2);
  for (const { uri, mimeType } of resources.slice(0, 2)) {
    const { contents } = await client.readResource({ uri });
    assert.equal(contents[0].mimeType, mimeType);
    assert.ok(contents[0].text.length > 0);
  }
  assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 2);
  await assert.rejects(client.readResource({ uri: "colophon://record/none" }), /no report/);
}

test("over standard input and output", async () => {
  const client = await connected(new StdioClientTransport({ command: colophon, args: ["mcp", "--kb", kb] }));
  try {
    await exercise(client);
  } finally {
    await client.close();
  }
});

// Everything that the program writes, for what is sent to it before its input ends.
function spoken(lines, base = kb) {
  const run = spawnSync(colophon, ["mcp", "--kb", base], { encoding: "utf8", input: lines.join("\n") });
  return { code: run.status, errors: run.stderr, said: run.stdout.split("\n").filter(Boolean) };
}

test("standard output carries the protocol alone", () => {
  const call = (id, name, args) => JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } });
  const hello = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } };
  const { code, said } = spoken([
    JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: hello }),
    JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }),
    "no message at all",
    call(2, "ask", { question: "which models use\nRMSNorm" }),
    call(3, "search", { query: "optimzer:Muon" }),
    call(4, "no_such_tool", {}),
    call(5, "note", { report: "no-such-report.pdf" }),
  ]);
  assert.equal(code, 0);
  const messages = said.map((line) => JSON.parse(line));
  assert.deepEqual(messages.map((one) => [one.jsonrpc, one.id]), [["2.0", 1], ["2.0", null], ["2.0", 2], ["2.0", 3], ["2.0", 4], ["2.0", 5]]);
  const wrong = spoken([], `${kb}-that-is-not-there`);
  assert.notEqual(wrong.code, 0);
  assert.deepEqual(wrong.said, []);
  assert.match(wrong.errors, /is-not-there/);
});

// The server on a port of its own choice, while `use` works with the endpoint's URL; its exit code.
async function listening(listen, use) {
  const server = spawn(colophon, ["mcp", "--kb", kb, "--listen", listen], { stdio: ["ignore", "ignore", "pipe"] });
  const exited = once(server, "exit");
  try {
    const [line] = await once(server.stderr.setEncoding("utf8"), "data");
    await use(new URL(/http:\/\/\S+/.exec(line)[0].replace("0.0.0.0", "127.0.0.1")));
  } finally {
    server.kill("SIGTERM");
  }
  return (await exited)[0];
}

const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
const post = (url, headers = {}, body = ping) => fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });

test("over streamable HTTP", async () => {
  const code = await listening("127.0.0.1:0", async (url) => {
    const client = await connected(new StreamableHTTPClientTransport(url));
    await exercise(client);
    await client.close();
    const status = async (...request) => (await post(url, ...request)).status;
    assert.equal(await status(), 200);
    assert.equal(await status({}, JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })), 202);
    assert.equal(await status({ origin: url.origin }), 200);
    assert.equal(await status({ origin: "http://evil.example" }), 403);
    assert.equal(await status({ "mcp-protocol-version": "1999-01-01" }), 400);
    assert.equal(await status({ "content-type": "text/plain" }), 415);
    assert.equal(await status({}, "x".repeat(2_000_000)), 413);
    const streams = await fetch(url);
    assert.equal(streams.status, 405);
    assert.equal(streams.headers.get("allow"), "POST");
    assert.equal((await streams.json()).error.code, "method_not_allowed");
    assert.equal((await fetch(new URL("/other", url))).status, 404);
  });
  assert.equal(code, 0);
});

test("from afar with a token alone", async () => {
  const made = spawnSync(colophon, ["token", "--kb", kb, "--name", "agent"], { encoding: "utf8" });
  const token = made.stdout.trim();
  await listening("0.0.0.0:0", async (url) => {
    assert.equal((await post(url)).status, 401);
    assert.equal((await post(url, { authorization: `Bearer ${token}0` })).status, 401);
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    const client = await connected(new StreamableHTTPClientTransport(url, { requestInit }));
    assert.ok((await client.listTools()).tools.length > 0);
    await client.close();
  });
});
