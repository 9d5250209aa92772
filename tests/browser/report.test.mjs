// The HTML report in a real browser: what it asks for, who can use it, how long it takes to open. Run by
// scripts/test_browser.sh, which writes the pages into the folder REPORTS.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FOLDER, launch, NARROW, openIn, violations, WIDE } from "./chromium.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());
const open = (name, how) => openIn(browser, name, how);

test("it asks for nothing but itself and complains of nothing", async () => {
  for (const name of ["demo.html", "strange.html", "empty.html", "many.html", "since.html"]) {
    const { page, seen } = await open(name);
    await page.click("#zoom");
    await page.selectOption("#group", "party");
    await page.waitForTimeout(200);
    assert.deepEqual(seen.requests, [`file://${FOLDER}/${name}`]);
    assert.deepEqual(seen.complaints, []);
    await page.close();
  }
});

test("the policy lets no other script run and nothing be fetched", async () => {
  const { page, seen } = await open("demo.html");
  const ran = await page.evaluate(() => new Promise((resolve) => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.body.append(script);
    fetch("https://example.org/").then(() => resolve("fetched"), () => resolve(globalThis.ran === true));
  }));
  assert.equal(ran, false);
  assert.ok(seen.complaints.some((text) => text.includes("Content Security Policy")));
  await page.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
    test(`WCAG 2.2 AA by axe: ${colorScheme}, ${size}`, async () => {
      const { page } = await open("demo.html", { viewport, colorScheme });
      assert.deepEqual(await violations(page), [], "as it opens");
      await page.selectOption("#group", "party");
      await page.click("#list .opener >> nth=2");
      assert.deepEqual(await violations(page), [], "in groups");
      await page.selectOption("#group", "");
      await page.fill("#find", "qing shan");
      await page.click("[data-disposition=hold]");
      await page.click("#list .row .opener >> nth=0");
      await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
      assert.deepEqual(await violations(page), [], "a decision with a list hit");
      await page.close();
    });
  }
}

test("the keyboard reaches everything", async () => {
  const { page } = await open("demo.html");
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await page.focus("#list .row .opener");
  const first = await focused();
  await page.keyboard.press("ArrowDown");
  const second = await focused();
  assert.notEqual(second, first);
  assert.match(await page.textContent("#detail h2"), new RegExp(second), "the decision beside it follows");
  await page.keyboard.press("End");
  assert.notEqual(await focused(), second);
  await page.keyboard.press("Home");
  assert.equal(await focused(), first);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "detail");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), first);
  await page.selectOption("#group", "item");
  await page.focus("#list .opener");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("#list .opener", "aria-expanded"), "true");
  await page.close();
});

test("decisions are sorted, found, filtered and grouped", async () => {
  const { page } = await open("many.html");
  const shown = () => page.textContent("#shown");
  assert.match(await shown(), /^10,000 of 10,000 decisions/);
  assert.equal((await page.$$("#list .row")).length, 100, "a page of them");
  await page.click("[data-page='1']");
  assert.match(await page.textContent("#pages"), /page 2 of 100/);
  await page.click("[data-disposition=stop]");
  const stops = Number((await shown()).match(/^([\d,]+)/)[1].replace(",", ""));
  assert.ok(stops > 0 && stops < 10000);
  await page.click("[data-disposition=stop]");
  await page.click(".sorter[data-sort=date]");
  const dates = await page.$$eval("#list .date", (cells) => cells.map((cell) => cell.firstChild.textContent));
  assert.deepEqual(dates, [...dates].sort());
  assert.equal(await page.getAttribute("th:has([data-sort=date])", "aria-sort"), "ascending");
  await page.fill("#find", "tanjong analytics");
  await page.selectOption("#group", "party");
  assert.match(await page.textContent("#list .group"), /1 party, \d+ shipments, one question: headquarters/);
  await page.fill("#find", "");
  await page.click(".route-button");
  assert.match(await page.textContent("#filters"), /route: /);
  await page.click("#filters .filter");
  assert.match(await shown(), /^10,000 of/);
  await page.click("#timeline .bar >> nth=0");
  assert.doesNotMatch(await shown(), /^10,000 of/);
  await page.close();
});

test("a name on a list stands beside the listed one, with the letters that differ", async () => {
  const { page } = await open("demo.html");
  await page.fill("#find", "qing shan");
  await page.click("#list .row .opener");
  const marked = await page.$$eval(".sides .compared", (names) => names.map((one) => [one.textContent,
    [...one.querySelectorAll("mark")].map((letter) => letter.textContent)]));
  assert.deepEqual(marked, [["Qing Shan Aerospace Elektronics Grp", [" ", "k"]],
    ["Qingshan Aerospace Electronics Group", ["c", "ou"]]]);
  await page.close();
});

test("what strangers wrote is text", async () => {
  const { page, seen } = await open("strange.html");
  assert.equal(seen.dialogs, 0);
  const text = await page.textContent("main");
  assert.ok(text.includes('<script>alert("x")</script>'));
  assert.ok(text.includes("a\ufffdb\ufffdc"), "what would break a line is shown as a mark");
  assert.equal(await page.evaluate(() => document.querySelectorAll("main script, main img, main style").length), 0);
  await page.close();
});

test("analysts' answers are shown and chosen by", async () => {
  const { page } = await open("answered.html");
  assert.match(await page.textContent("#stakes"), /2 of those that wait have an analyst's answer in force/);
  assert.equal(await page.$("#since"), null, "nobody asked what is new");
  await page.selectOption("#answer", "escalated");
  assert.match(await page.textContent("#shown"), /^1 of 60 decisions/);
  assert.match(await page.textContent("#list .row"), /answer: escalated.*D013/);
  await page.click("#list .row .opener");
  assert.match(await page.textContent("#detail .known"), /answerescalated by J\. Doe: asked <b>the bank<\/b> \(in force\)/);
  assert.deepEqual(await violations(page), []);
  await page.selectOption("#answer", "none");
  assert.match(await page.textContent("#shown"), /^58 of 60 decisions/);
  await page.close();
});

test("what is new or changed since the last run is shown and chosen by", async () => {
  const { page } = await open("since.html");
  assert.match(await page.textContent("#stakes"), /Since the last finished run: 1 new, 0 worse, 1 changed\. 59 shipments left out/);
  assert.match(await page.textContent("#shown"), /^2 of 2 decisions/);
  await page.selectOption("#since", "new");
  assert.match(await page.textContent("#list .row"), /new.*E001/);
  await page.selectOption("#since", "changed");
  await page.click("#list .row .opener");
  const known = await page.textContent("#detail .known");
  assert.match(known, /since the last runchanged: was hold in run 2; its rows have changed/);
  assert.match(known, /answerescalated by J\. Doe: .* \(void: /, "the answer was given to other rows");
  assert.match(await page.textContent("#stakes"), /1 answer to those that wait no longer holds\./);
  assert.deepEqual(await violations(page), []);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.match(await page.textContent("#printed"), /changed, answer: escalated by J\. Doe/);
  await page.close();
});

test("a night without anything new says so", async () => {
  const { page } = await open("nothing.html");
  assert.equal(await page.textContent("#list"), "Nothing is new since the last run.");
  assert.match(await page.textContent("#stakes"), /61 shipments left out as unchanged/);
  await page.close();
});

test("Singapore and Hong Kong are on the map", async () => {
  const { page } = await open("demo.html");
  const titles = await page.$$eval("#map .place title", (all) => all.map((one) => one.textContent));
  for (const place of ["Singapore", "Hong Kong"]) assert.ok(titles.some((title) => title.startsWith(place)), titles.join("; "));
  await page.close();
});

test("colours follow the system, and the switch", async () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const { page: light } = await open("demo.html");
  const { page: dark } = await open("demo.html", { colorScheme: "dark" });
  const [lightGround, darkGround] = [await ground(light), await ground(dark)];
  assert.notEqual(lightGround, darkGround);
  await dark.selectOption("#theme", "light");
  assert.equal(await ground(dark), lightGround);
  await light.close();
  await dark.close();
});

test("on paper every decision stands, and no switch", async () => {
  const { page } = await open("demo.html", { colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.equal((await page.$$("#printed .printed-row")).length, 60);
  assert.equal(await page.isVisible("#printed"), true);
  assert.equal(await page.isVisible("#tools"), false);
  assert.equal(await page.isVisible(".switches"), false);
  await page.close();
});

test("it fits a narrow screen", async () => {
  const { page } = await open("demo.html", { viewport: { width: 320, height: 700 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await page.click("#list .row .opener");
  assert.equal(await page.isVisible("#list"), false);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await page.click(".back");
  assert.equal(await page.isVisible("#list"), true);
  await page.close();
});

// The bound that was asked for. On two quiet cores the median is about a third of it.
test("10,000 decisions open in less than two seconds", async (context) => {
  const times = [];
  for (let i = 0; i < 5; i += 1) {
    const begun = performance.now();
    const { page } = await open("many.html");
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    times.push(performance.now() - begun);
    await page.close();
  }
  const median = times.sort((a, b) => a - b)[2];
  context.diagnostic(`median ${Math.round(median)} ms of ${times.map(Math.round).join(", ")}`);
  assert.ok(median < 2000);
});

// The pictures of the documents, made again: PHOTOGRAPH=docs
test("pictures", { skip: !process.env.PHOTOGRAPH }, async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await open("demo.html", { viewport: { width: 1440, height: 1080 }, colorScheme });
    await page.click("#list .row .opener >> nth=4");
    await page.mouse.move(0, 0);
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${process.env.PHOTOGRAPH}/report-${colorScheme}.png` });
    await page.close();
  }
});
