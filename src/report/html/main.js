// Puts the page together and listens.
const totalCard = (disposition) => {
  const count = totals[disposition];
  return button({ class: `total ${disposition}`, "aria-pressed": "false", "data-disposition": disposition },
    shape(disposition), el("strong", {}, grouped(count)), el("span", {}, disposition));
};

// Of those that wait, in this file: how many an analyst has answered.
const answeredText = () => {
  const answered = rows.filter((row) => row.disposition !== "release" && row.answer);
  const isVoid = answered.filter((row) => row.answer === "void").length;
  const inForce = answered.length - isVoid;
  return [inForce > 0 ? ` ${counted(inForce, "of those that wait has", "of those that wait have")} an analyst's answer in force.` : "",
    isVoid > 0 ? ` ${counted(isVoid, "answer", "answers")} to those that wait no longer ${isVoid === 1 ? "holds" : "hold"}.` : ""].join("");
};

// Choices that only a run with a last run, or with answers, has.
const drawKnown = () => {
  const choice = (key, label, all, words) => (rows.some((row) => row[key]) ? el("label", {}, `${label} `, el("select", { id: key, "data-known": key },
    el("option", { value: "" }, all), words.filter((word) => rows.some((row) => (row[key] || "none") === word)).map((word) => el("option", { value: word }, word)))) : null);
  byId("known").replaceChildren(...[choice("since", "Since the last run", "all", ["new", "worse", "changed"]),
    choice("answer", "Answer", "any", ["none", "cleared", "refused", "escalated", "void"])].filter(Boolean));
};

const drawHead = () => {
  const dates = rows.map((row) => row.date).filter(Boolean).sort(byText);
  if (dates.length > 0) byId("title").textContent = `screening report, shipments of ${dates[0]}${dates[0] === dates.at(-1) ? "" : ` to ${dates.at(-1)}`}`;
  document.title = `Tidewaiter: ${counted(totals.shipments, "shipment", "shipments")}, ${totals.stop} stop, ${totals.hold} hold`;
  byId("totals").replaceChildren(...DISPOSITIONS.map(totalCard));
  const waiting = totals.shipments - totals.release;
  byId("stakes").replaceChildren(el("strong", {}, counted(totals.shipments, "shipment", "shipments")), `, ${grouped(waiting)} of them wait with `,
    el("strong", {}, counted(totals.chips_waiting, "chip", "chips")),
    totals.uncounted > 0 ? `, and an unknown number in ${counted(totals.uncounted, "shipment", "shipments")} without a quantity` : "", ".",
    ...run.left_out.map((text) => ` ${printable(text)}.`), answeredText());
  drawKnown();
  const lists = run.lists.length === 0 ? "none: no party was compared with any list"
    : run.lists.map((list) => `${list.file}, ${counted(list.entries, "entry", "entries")}${list.date ? ` of ${list.date}` : ", of no known date"}`).join("; ");
  const fact = (label, text, properties = {}) => [el("dt", {}, label), el("dd", properties, el("bdi", {}, printable(text)))];
  byId("foot").replaceChildren(el("dl", {},
    fact("Files", run.inputs.join(", ")),
    run.how_read.map((text) => fact("How they were read", text)),
    fact("Rows", `${grouped(run.rows_read)} read, ${run.rows_rejected ? `${grouped(run.rows_rejected)} rejected (${run.rejects_file})` : "none rejected"}`),
    run.party_rows ? fact("Party table", `${counted(run.party_rows, "row", "rows")}, ${run.party_rows_rejected ? `${grouped(run.party_rows_rejected)} rejected` : "none rejected"}`) : [],
    run.read_as_unknown.slice(0, 5).map((text) => fact("Read as unknown", text)),
    fact("Lists", `${run.lists_version} (${lists})`),
    run.today && run.lists.length ? fact("Lists' age", `as seen on ${run.today}`) : [],
    fact("Rules, engine", `${run.rules_version}, ${run.engine_version}`)),
  el("p", {}, run.not_legal_advice));
};

const MOST_REASONS = 6;
const drawReasons = () => {
  const most = Math.max(1, ...totals.reasons.map((reason) => reason.shipments));
  byId("reasons").style.setProperty("--count-width", `${grouped(most).length}ch`); // all rows alike, as wide as the largest
  byId("reasons").replaceChildren(...totals.reasons.slice(0, MOST_REASONS).map((reason) => {
    const title = printable(reason.title);
    const bar = el("span", { class: "bar-fill", "aria-hidden": "true" });
    bar.style.setProperty("inline-size", `${Math.max(1, (100 * reason.shipments) / most)}%`);
    const known = rows.some((row) => row.reasons.includes(title));
    const label = [el("span", { class: "bar-count" }, grouped(reason.shipments)), el("span", { class: "bar-title" }, title), bar];
    return el("li", {}, known ? button({ class: "bar-row", "aria-pressed": "false", "data-reason": title }, label) : el("span", { class: "bar-row" }, label));
  }), totals.reasons.length > MOST_REASONS ? el("li", { class: "faint" }, `and ${counted(totals.reasons.length - MOST_REASONS, "more reason", "more reasons")}: group by reason`) : "");
  const settle = totals.waiting.slice(0, 6).map((waiting) => {
    const of = waiting.parties > 0 ? ` of ${counted(waiting.parties, "party", "parties")}` : "";
    return el("li", {}, button({ class: "link", "aria-pressed": "false", "data-need": waiting.field },
      `${counted(waiting.shipments, "shipment waits", "shipments wait")} for the ${waiting.field}${of}`));
  });
  byId("settle").replaceChildren(...(settle.length ? settle : [el("li", { class: "faint" }, "nothing that is missing")]));
};

const drawFilters = () => {
  const shownAs = [["reason", "because"], ["route", "route"], ["need", "waits for"]];
  byId("filters").replaceChildren(...shownAs.filter(([key]) => chosen[key]).map(([key, label]) => button({ class: "filter", "data-clear": key,
    "aria-label": `Remove the filter: ${label} ${chosen[key]}` }, `${label}: ${chosen[key]} `, el("span", { "aria-hidden": "true" }, "×"))));
  for (const card of document.querySelectorAll("[data-disposition]")) card.setAttribute("aria-pressed", String(chosen.dispositions.has(card.dataset.disposition)));
  for (const key of ["reason", "need"]) {
    for (const one of document.querySelectorAll(`[data-${key}]`)) one.setAttribute("aria-pressed", String(one.dataset[key] === chosen[key]));
  }
  byId("from").value = chosen.from;
  byId("to").value = chosen.to;
};

const update = () => {
  view.page = 0;
  drawFilters();
  const some = redraw();
  drawMap(some);
  drawTimeline(some);
  document.body.classList.remove("reading");
};

const sortBy = (order) => {
  chosen.backwards = chosen.sort === order && !chosen.backwards;
  chosen.sort = order;
  byId("sort").value = order;
  update();
};

const toggle = (key, value) => {
  chosen[key] = chosen[key] === value ? "" : value;
  update();
};

// Keeps the focus where it was: what is drawn again is another element with the same data.
const refocus = (attribute, value) => {
  for (const one of document.querySelectorAll(`[data-${attribute}]`)) if (one.dataset[attribute] === value) one.focus();
};

const clickInPage = (event) => {
  const target = event.target.closest("[data-disposition], [data-reason], [data-need], [data-route], [data-clear], [data-page], [data-from]");
  if (!target) return;
  const { disposition, reason, need, route, clear, page, from, to } = target.dataset;
  if (disposition) {
    if (!chosen.dispositions.delete(disposition)) chosen.dispositions.add(disposition);
    update();
  } else if (reason) toggle("reason", reason);
  else if (need) toggle("need", need);
  else if (route) {
    toggle("route", route);
    refocus("route", route);
  } else if (clear) {
    toggle(clear, chosen[clear]);
    byId("find").focus();
  } else if (page) turnTo(Number(page));
  else if (from) {
    const same = chosen.from === from && chosen.to === to;
    Object.assign(chosen, same ? { from: "", to: "" } : { from, to });
    update();
  }
};

// The choice of colours stays with this browser where it lets a file keep anything.
const keptTheme = () => {
  try { return localStorage.getItem("tidewaiter-theme") ?? ""; } catch { return ""; }
};
const setTheme = (theme) => {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  byId("theme").value = theme;
  try { localStorage.setItem("tidewaiter-theme", theme); } catch { /* the choice holds until the page is closed */ }
};

// On paper: every decision that is shown, whatever the page of the list, and those that wait with their reasons.
const MOST_PRINTED = 500;
const beforePrint = () => {
  const some = ordered(matching());
  byId("printed").replaceChildren(el("h2", {}, "Decisions"), ...some.slice(0, MOST_PRINTED).map((row) => el("section", { class: "printed-row" },
    el("p", {}, mark(row.disposition), " ", el("strong", {}, row.id), `  ${row.date}  ${row.routeText}  `, el("bdi", {}, row.party), ", ", el("bdi", {}, row.item),
      row.chips ? `, ${counted(row.chips, "chip", "chips")}` : "", `, risk ${riskText(row.risk)}`, row.since ? `, ${row.since}` : "",
      row.answerText ? [", answer: ", el("bdi", {}, row.answerText)] : ""),
    row.disposition === "release" ? null : el("ul", {}, row.reasons.map((reason) => el("li", {}, reason)), row.needs.map((need) => el("li", {}, `missing: ${need}`))))),
  some.length > MOST_PRINTED ? el("p", {}, `and ${grouped(some.length - MOST_PRINTED)} more, which are not printed: filter the list`) : "");
};

const listen = () => {
  document.addEventListener("click", clickInPage);
  byId("list").addEventListener("click", clickInList);
  byId("list").addEventListener("focusin", followInList);
  byId("list").addEventListener("keydown", moveInList);
  byId("tools").addEventListener("submit", (event) => event.preventDefault());
  byId("find").addEventListener("input", (event) => { chosen.words = event.target.value; update(); });
  byId("group").addEventListener("change", (event) => { chosen.group = event.target.value; view.open.clear(); update(); });
  byId("sort").addEventListener("change", (event) => { chosen.sort = event.target.value; chosen.backwards = false; update(); });
  for (const end of ["from", "to"]) byId(end).addEventListener("change", (event) => { chosen[end] = event.target.value; update(); });
  byId("known").addEventListener("change", (event) => { chosen[event.target.dataset.known] = event.target.value; update(); });
  byId("theme").addEventListener("change", (event) => setTheme(event.target.value));
  byId("print").addEventListener("click", () => print());
  byId("zoom").addEventListener("click", (event) => {
    event.target.setAttribute("aria-pressed", String(event.target.getAttribute("aria-pressed") !== "true"));
    drawMap(matching());
  });
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", () => byId("printed").replaceChildren());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && byId("detail").contains(document.activeElement)) leaveDetail();
  });
};

setTheme(keptTheme());
drawHead();
drawReasons();
listen();
update();
const asked = rows.findIndex((row) => row.id === decodeURIComponent(location.hash.slice(1)));
if (rows.length > 0) select(Math.max(0, asked), asked >= 0);
document.documentElement.dataset.ready = "true";
