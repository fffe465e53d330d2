// The server and the browser of all tests, and a page for each. A page that logs an error, or breaks the policy, fails.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";

const wait = 20_000; // generous: two cores, and perhaps a build beside

export function findChromium() {
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
}

// Starts `colophon serve` on a port of its own choice; resolves to its address and a function that ends it.
export async function serve(colophon, knowledge_base, ...more) {
  const server = spawn(colophon, ["serve", "--kb", knowledge_base, "--listen", "127.0.0.1:0", ...more], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  server.stderr.on("data", (text) => (errors += text));
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const address = await new Promise((resolve, reject) => {
    let printed = "";
    server.stdout.on("data", (text) => {
      printed += text;
      const match = /http:\/\/\S+?(?=\/?\s)/.exec(printed);
      if (match) resolve(match[0]);
    });
    server.on("exit", (code) => reject(new Error(`colophon serve ended with ${code}: ${errors}`)));
  });
  return {
    address,
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
    },
  };
}

const session = { browser: null, base: "", options: null };

export async function start(options) {
  const { colophon, reports, temporary, chromium: executablePath } = options;
  const knowledge_base = join(temporary, "samples.kb");
  session.options = options;
  execFileSync(colophon, ["index", reports, "--kb", knowledge_base], { stdio: "ignore" });
  const server = await serve(colophon, knowledge_base);
  session.base = server.address;
  session.browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  return async () => {
    await session.browser.close();
    await server.stop();
  };
}

// Tab until `reached` holds in the page.
export async function tabTo(page, reached) {
  for (let i = 0; i < 100; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(reached)) return;
  }
  assert.fail(`not reached by Tab: ${reached}`);
}

export const theOptions = () => session.options;
export const theBrowser = () => session;

// A test with a page of its own: `visit(page, go)`, where go("/ask?q=...") opens a view and waits for its heading.
// `refused`: the status of answers that the test brings about, which the browser logs.
export function pageTest(name, ...rest) {
  const visit = rest.pop();
  test(name, { timeout: 120_000 }, async () => {
    const { base, refused, ...context } = rest[0] ?? {};
    const opened = await session.browser.newContext({ viewport: { width: 1280, height: 850 }, locale: "en-US", acceptDownloads: true, ...context });
    const page = await opened.newPage();
    page.setDefaultTimeout(wait);
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => message.type() === "error" && !(refused && message.text().includes(`status of ${refused}`)) && wrong.push(`${message.text()} ${message.location().url}`));
    const go = async (address) => {
      await page.goto((base ?? session.base) + address);
      await page.locator("h1").first().waitFor();
    };
    try {
      await visit(page, go);
      assert.deepEqual(wrong, [], "the page logs no error");
    } finally {
      await opened.close();
    }
  });
}

// The words of the PDF's text layer that lie under marks of this kind.
export function markedWords(page, selector = ".marks mark") {
  return page.evaluate((marks) => {
    const boxes = [...document.querySelectorAll(marks)].map((mark) => mark.getBoundingClientRect());
    const words = [];
    for (const run of document.querySelectorAll(".textLayer span")) {
      const node = run.firstChild;
      if (!node) continue;
      for (const word of node.textContent.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const box = range.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        if (boxes.some((one) => x >= one.left && x <= one.right && y >= one.top && y <= one.bottom)) words.push(word[0]);
      }
    }
    return words.join(" ");
  }, selector);
}

// Whether the page's picture has ink under the first mark: dark dots on the canvas, not just words beside it.
export function inkUnderMark(page) {
  return page.evaluate(() => {
    const canvas = document.querySelector(".pdf-page canvas");
    const [frame, mark] = [canvas.getBoundingClientRect(), document.querySelector(".marks mark").getBoundingClientRect()];
    const scale = canvas.width / frame.width;
    const { data } = canvas.getContext("2d").getImageData((mark.left - frame.left) * scale, (mark.top - frame.top) * scale, mark.width * scale, mark.height * scale);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] + data[i + 1] + data[i + 2] < 300) ++dark;
    return dark / (data.length / 4);
  });
}
