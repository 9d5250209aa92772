// The scoreboard's page in a real browser: its pictures, who can use it, what it asks for. Run by scripts/test_browser.sh.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FOLDER, launch, NARROW, openIn, violations, WIDE } from "./chromium.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());
const open = (name, how) => openIn(browser, name, how);
const dataOf = (page) => page.evaluate(() => JSON.parse(document.getElementById("data").textContent));

test("the scoreboard asks for nothing but itself and complains of nothing", async () => {
  for (const name of ["scores.html", "strange-scores.html"]) {
    const { page, seen } = await open(name);
    assert.deepEqual(seen, { requests: [`file://${FOLDER}/${name}`], complaints: [], dialogs: 0 });
    assert.equal(await page.evaluate(() => document.querySelectorAll("main img, main script").length), 0);
    await page.close();
  }
});

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
    test(`the scoreboard is WCAG 2.2 AA by axe: ${colorScheme}, ${size}`, async () => {
      const { page } = await open("scores.html", { viewport, colorScheme });
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width, "it does not scroll sideways");
      await page.close();
    });
  }
}

test("every result has a curve inside the axes, and a name beside it", async () => {
  const { page } = await open("scores.html");
  const data = await dataOf(page);
  const names = await page.$$eval("#curves .curve title", (all) => all.map((one) => one.textContent));
  const ranked = data.results.filter((result) => result !== "balances");
  assert.deepEqual(names, ranked);
  assert.equal((await page.$$("#legend li")).length, ranked.length);
  const [axes, curves] = await page.evaluate(() => [document.querySelector("#curves svg").getBoundingClientRect().toJSON(),
    [...document.querySelectorAll("#curves .curve")].map((one) => one.getBoundingClientRect().toJSON())]);
  for (const curve of curves) {
    assert.ok(curve.left >= axes.left && curve.right <= axes.right && curve.top >= axes.top && curve.bottom <= axes.bottom);
  }
  await page.close();
});

test("flows stand on the map, and the largest in a table with the data's numbers", async () => {
  const { page } = await open("scores.html");
  const { flows } = await dataOf(page);
  assert.ok((await page.$$("#map .flow")).length > 10);
  assert.ok((await page.$$("#map .flow.scheme")).length > 0);
  const most = Math.max(...flows.map((flow) => flow.chips_diverted));
  const told = await page.textContent("#flow-table tbody tr:first-child td:last-child");
  assert.equal(Number(told.replaceAll(",", "")), most);
  await page.close();
});

test("one scheme is told shipment by shipment, from party to party", async () => {
  const { page } = await open("scores.html");
  const { told } = await dataOf(page);
  assert.ok(told.steps.length > 1);
  assert.equal((await page.$$("#steps .step")).length, told.steps.length);
  assert.equal((await page.$$("#told-table tbody tr")).length, told.steps.length);
  const parties = new Set(told.steps.flatMap((step) => [step.from, step.to]));
  assert.equal((await page.$$("#steps .lane")).length, parties.size);
  const places = await page.$$eval("#steps .step circle", (all) => all.map((one) => Number(one.getAttribute("cx"))));
  assert.deepEqual(places, [...places].sort((a, b) => a - b), "in time");
  assert.equal((await page.$$("#steps .step.seen")).length, told.steps.filter((step) => step.seen.length > 0).length);
  await page.close();
});

test("balances have a table of their own, no row of which is empty", async () => {
  const { page } = await open("scores.html");
  const shown = async (id) => page.$$eval(`#${id} tbody tr`, (rows) => rows.map((row) => [...row.children].map((one) => one.textContent)));
  for (const id of ["results", "parts", "balances", "balance-parts"]) {
    const rows = await shown(id);
    assert.ok(rows.length > 0, id);
    for (const [, ...cells] of rows) assert.ok(cells.some((cell) => cell !== ""), `${id}: ${cells}`);
  }
  for (const id of ["balances", "balance-parts"]) {
    assert.equal(await page.$eval(`#${id}`, (one) => one.scrollWidth <= one.clientWidth), true, `${id} ends inside its card`);
  }
  assert.deepEqual((await shown("balances")).map(([result]) => result), ["balances"]);
  assert.ok(!(await shown("results")).some(([result]) => result === "balances"));
  assert.equal(await page.textContent("#results thead th:nth-child(2)"), "average precision, shipments");
  assert.equal(await page.textContent("#balances thead th:nth-child(2)"), "chips missing, as told");
  const { page: bare } = await open("strange-scores.html");
  assert.equal(await bare.isVisible("#chips"), false);
  await bare.close();
  await page.close();
});

test("the keyboard reaches the scores and what scrolls", async () => {
  const { page } = await open("scores.html", { viewport: NARROW });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  const reached = [];
  for (let i = 0; i < 8; i += 1) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement.id));
  }
  for (const id of ["results", "flow-table", "steps", "told-table", "parts"]) assert.ok(reached.includes(id), `${id} of ${reached}`);
  await page.focus("#results");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.getElementById("results").scrollLeft > 0);
  await page.close();
});

test("the scoreboard's colours follow the system", async () => {
  const grounds = [];
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await open("scores.html", { colorScheme });
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await page.close();
  }
  assert.notEqual(grounds[0], grounds[1]);
});

test("on paper the scoreboard is light, and no table is cut at its edge", async () => {
  const { page } = await open("scores.html", { viewport: { width: 1047, height: 740 }, colorScheme: "dark" }); // A4 across
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "light");
  assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById("results")).overflowX), "visible");
  const right = await page.$$eval("table", (all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
  assert.ok(right <= 1047, `a table ends at ${right}`);
  await page.close();
});
