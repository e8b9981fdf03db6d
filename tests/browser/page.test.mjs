// The page in a browser: `scripts/test browser` builds the pages and runs this. Every request of a page but for itself, and every error or
// warning on its console, is a failure.
import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { createRequire } from "node:module";
import { readFileSync, mkdtempSync, readdirSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve(".venv/node_modules/"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pages = process.env.PAGES;
const address = (name, hash = "") => pathToFileURL(join(pages, name + ".html")) + hash;

let browser, page, trouble;
const downloads = mkdtempSync(join(tmpdir(), "downloads-"));

before(async () => {
  browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
});
after(() => browser.close());

beforeEach(async () => {
  page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 900 });
  trouble = [];
  page.on("console", (m) => ["error", "warn"].includes(m.type()) && trouble.push(m.text()));
  page.on("pageerror", (e) => trouble.push(String(e)));
  page.on("request", (r) => r.isNavigationRequest() || /^(data|blob):/.test(r.url()) || trouble.push("request: " + r.url()));
  page.on("dialog", (d) => { trouble.push("dialog: " + d.message()); d.dismiss(); });
});
afterEach(async () => {
  await page.close();
  assert.deepEqual(trouble, []);
});

const open = async (name, hash) => {
  await page.goto(address(name, hash));
  await page.waitForSelector("#said:not(:empty)");
};
const text = (selector) => page.$eval(selector, (e) => e.textContent);
const counts = async () => (await text("#said")).match(/\d+/g).map(Number);
const settle = () => new Promise((r) => setTimeout(r, 150));

test("loads, and says what it shows", async () => {
  await open("examples");
  assert.equal(await page.title(), "11 articles, 2024-03-12 to 2024-06-05");
  const [nodes, lines] = await counts();
  assert.ok(nodes > 50 && lines > 30, `${nodes} nodes, ${lines} lines`);
});

test("search by keyboard leads to a person's quotes", async () => {
  await open("examples");
  await page.type("#query", "lindq");
  assert.equal(await page.$eval("#query", (e) => e.getAttribute("aria-expanded")), "true");
  await page.keyboard.press("Enter");
  assert.match(await text("#details h2"), /Tomas Lindqvist/);
  const quotes = await page.$$eval("#details blockquote", (all) => all.map((q) => [q.querySelector("mark").textContent, q.textContent]));
  assert.ok(quotes.length > 2 && quotes.every(([mark, all]) => mark.length > 3 && all.includes(mark)), JSON.stringify(quotes));
  assert.match(quotes.join(), /2024-/);
  assert.match(await page.evaluate(() => location.hash), /sel=person%3Atomas-lindqvist/);
});

test("a line leads to its sentence", async () => {
  await open("examples");
  // The middle of the line between a person and an office, as the eye finds it.
  const from = "#sel=" + encodeURIComponent("person:marta-kowal holds_role:current role:president@place:alder");
  await open("examples", from);
  assert.match(await text("#details h2"), /Marta Kowal holds a role president of Alder/);
  assert.match(await text("#details blockquote mark"), /Kowal/);
});

test("a click on the picture chooses what is there", async () => {
  await open("examples", "#names=1");
  const box = await (await page.$("#graph")).boundingBox();
  let chosen = "";
  for (let x = 0.1; x < 1 && !chosen; x += 0.05) {
    for (let y = 0.1; y < 1 && !chosen; y += 0.05) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      chosen = await page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("sel") ?? "");
    }
  }
  assert.ok(chosen, "nothing was hit");
  assert.ok(await page.$("#details blockquote mark"), "no quote of " + chosen);
});

test("filters", async () => {
  await open("examples");
  const [all] = await counts();
  const off = async (key) => { await page.click(`[data-key="${key}"]`); await settle(); };
  await off("kind:place");
  const [without] = await counts();
  assert.ok(without < all);
  await page.click("#reset");
  await settle();
  assert.equal((await counts())[0], all);
  await off("status:former");
  assert.ok((await counts())[1] > 0 && (await page.evaluate(() => location.hash)).includes("off=status%3Aformer"));
  await page.click("#reset");
  await page.$eval("#from", (e) => { e.value = "2024-06-01"; e.dispatchEvent(new Event("input")); });
  await settle();
  const [late] = await counts();
  assert.ok(late > 0 && late < all, `${late} of ${all}`);
  await page.click("#reset");
  await page.$eval("#article", (e) => { e.value = "09-resignation"; e.dispatchEvent(new Event("change")); });
  await settle();
  const [of] = await counts();
  assert.ok(of > 0 && of < all, `${of} of ${all}`);
  const names = await page.$$eval("#list button", (all) => all.map((b) => b.textContent));
  assert.ok(names.includes("Aino Salmi"), names.join());
});

test("an office shows its holders over time", async () => {
  await open("world", "#sel=" + encodeURIComponent("role:chief-executive@organization:harrow-steel"));
  const bars = await page.$$("#details svg.timeline rect");
  assert.ok(bars.length > 1);
  assert.match(await page.$eval("#details svg.timeline", (e) => e.getAttribute("aria-label")), /Holders over time: .*current/);
});

test("findings show both quotes", async () => {
  await open("disagree");
  assert.ok(Number(await text("#found")) > 0);
  await page.$eval("#findings", (e) => (e.open = true));
  await page.click("#findings button");
  assert.ok((await page.$$("#details blockquote")).length > 1);
});

test("the address keeps the view", async () => {
  await open("examples", "#names=5&theme=dark&sel=person%3Aelena-ward");
  assert.match(await text("#details h2"), /Elena Ward/);
  assert.match(await text("#names-of"), /^5 of/);
  assert.equal(await page.$eval("html", (e) => e.dataset.theme), "dark");
});

test("saves the picture and what is shown", async () => {
  await open("examples", "#names=10");
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  for (const [button, file] of [["#png", "graph.png"], ["#json", "graph.json"]]) {
    await page.click(button);
    for (let i = 0; i < 100 && !existsSync(join(downloads, file)); i++) await settle();
  }
  assert.deepEqual(readdirSync(downloads).sort(), ["graph.json", "graph.png"]);
  assert.equal(readFileSync(join(downloads, "graph.png")).subarray(1, 4).toString(), "PNG");
  const saved = JSON.parse(readFileSync(join(downloads, "graph.json"), "utf8"));
  const ids = new Set(saved.nodes.map((n) => n.id));
  assert.ok(saved.directed && ids.size > 10 && saved.edges.every((e) => ids.has(e.source) && ids.has(e.target)));
});

test("hostile names are text", async () => {
  await open("hostile");
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  const listed = await page.$$eval("#list button", (all) => all.map((b) => b.textContent));
  assert.ok(listed.length > 1, listed.join());
  for (const name of listed) {
    const button = (await page.$$("#list button"))[listed.indexOf(name)];
    await button.evaluate((b) => b.click());
  }
  assert.deepEqual(await page.$$eval("#details img, #details script, #details b, #details a[href^='javascript']", (all) => all.length), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

test("the policy lets nothing else run", async () => {
  await open("examples");
  const blocked = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.hacked = 1";
    document.body.append(script);
    return window.hacked;
  });
  assert.equal(blocked, undefined);
  assert.equal(await page.evaluate(() => fetch("https://example.com/").then(() => "loaded", () => "blocked")), "blocked");
  assert.ok(trouble.length >= 2 && trouble.every((t) => /Content Security Policy/.test(t)), trouble.join("\n"));
  trouble = [];
});

for (const [name, hash] of [["examples", ""], ["examples", "#theme=dark&sel=person%3Aelena-ward"], ["world", "#sel=role%3Achief-executive%40organization%3Aharrow-steel"]]) {
  test(`accessibility of ${name} ${hash}`, async () => {
    await open(name, hash);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    const serious = async () => (await page.evaluate(axe + ";axe.run()")).violations.filter((v) => ["serious", "critical"].includes(v.impact));
    assert.deepEqual((await serious()).map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3)}`), []);
  });
}
