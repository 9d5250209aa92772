// A browser, and pages in it with everything that they asked for, complained of and tried to open.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

export const FOLDER = process.env.REPORTS;
const AXE = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
export const WIDE = { width: 1440, height: 1000 };
export const NARROW = { width: 390, height: 844 };

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"] });

export const openIn = async (browser, name, { viewport = WIDE, colorScheme = "light" } = {}) => {
  const page = await browser.newPage({ viewport, colorScheme, reducedMotion: "reduce" });
  const seen = { requests: [], complaints: [], dialogs: 0 };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(error.message));
  page.on("dialog", (dialog) => { seen.dialogs += 1; dialog.dismiss(); });
  await page.goto(`file://${FOLDER}/${name}`);
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  return { page, seen };
};

export const violations = async (page) => {
  await page.evaluate(AXE); // by the debugger, which the page's policy does not bind
  const result = await page.evaluate(() => globalThis.axe.run(document,
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  assert.ok(result.passes.length > 10, "axe looked at the page");
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
};
