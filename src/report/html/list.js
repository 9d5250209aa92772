// The list: pages of rows, groups that open, arrow keys between them.
const PAGE = 100;
const view = { entries: [], page: 0, selected: -1, open: new Set() };

const HEADS = [["disposition", "work"], ["shipment", "id"], ["date, route", "date"], ["to", "party"], ["goods", "item"],
  ["chips", "chips"], ["risk", "risk"]];

// Entries are groups and rows in the order in which they are shown.
const entriesOf = (some) => {
  if (!chosen.group) return some.map((row) => ({ row }));
  return groupsOf(some).flatMap((group) => [{ group },
    ...(view.open.has(group.key) ? group.rows.map((row) => ({ row, inside: true })) : [])]);
};

const questionText = (group) => {
  const { kind, texts: questions } = questionsOf(group.rows);
  if (questions.length === 0) return kind;
  if (questions.length === 1) return `one ${kind}: ${questions[0]}`;
  return `${grouped(questions.length)} ${kind}s, the first: ${questions[0]}`;
};
const groupNoun = () => ({ party: "party", item: "item", route: "route", reason: "reason" })[chosen.group];

const groupRow = (group) => {
  const isOpenGroup = view.open.has(group.key);
  return el("tr", { class: "group" }, el("td", { colspan: String(HEADS.length) },
    button({ class: "opener", "aria-expanded": String(isOpenGroup), "data-key": group.key }, shape(group.worst),
      el("span", { class: "who" }, el("bdi", {}, group.title), group.place ? ` (${group.place})` : ""),
      el("span", { class: "count" }, `1 ${groupNoun()}, ${counted(group.rows.length, "shipment", "shipments")}, ${questionText(group)}`),
      el("span", { class: "chips" }, group.chips > 0 ? counted(group.chips, "chip", "chips") : ""))));
};

// What the run before and an analyst said of it, as one word each.
const knownWords = (row) => [row.since, row.answer && `answer: ${row.answer}`].filter(Boolean).join(", ");

const decisionRow = ({ row, inside }) => el("tr", { class: `row ${row.disposition}${inside ? " inside" : ""}${row.place === view.selected ? " selected" : ""}`, "data-place": String(row.place) },
  el("td", {}, mark(row.disposition), knownWords(row) ? el("small", {}, knownWords(row)) : ""),
  el("th", { scope: "row" }, button({ class: "opener", "data-place": String(row.place),
    "aria-current": row.place === view.selected ? "true" : undefined }, el("bdi", {}, row.id))),
  el("td", { class: "date" }, row.date || "not known", el("small", {}, row.routeText)),
  el("td", { class: "to" }, el("bdi", {}, row.party || "no party"),
    row.reasons.length ? el("small", { class: "reason" }, row.reasons[0], row.reasons.length > 1 ? ` and ${row.reasons.length - 1} more` : "") : ""),
  el("td", { class: "goods" }, el("bdi", {}, row.item)),
  el("td", { class: "number chips" }, row.chips === null ? "not known" : row.chips === 0 ? "" : grouped(row.chips)),
  el("td", { class: "number risk" }, riskText(row.risk)));

const headRow = () => el("tr", {}, HEADS.map(([text, order]) => {
  const current = chosen.sort === order;
  const sort = current ? (chosen.backwards ? "descending" : "ascending") : undefined;
  return el("th", { scope: "col", class: ["chips", "risk"].includes(text) ? "number" : undefined, "aria-sort": sort },
    button({ class: "sorter", "data-sort": order }, text, current ? el("span", { "aria-hidden": "true" }, chosen.backwards ? " ▴" : " ▾") : ""));
}));

const pageButtons = (pages) => {
  if (pages < 2) return [];
  const go = (to, text, properties = {}) => button({ "data-page": String(to), disabled: to < 0 || to >= pages || to === view.page, ...properties }, text);
  return [go(0, "First"), go(view.page - 1, "Previous"),
    el("span", {}, `page ${grouped(view.page + 1)} of ${grouped(pages)}`), go(view.page + 1, "Next"), go(pages - 1, "Last")];
};

const nothingText = () => {
  if (rows.length > 0) return "No decision is like that.";
  return run.left_out.length > 0 ? "Nothing is new since the last run." : "No shipment was screened.";
};

const drawList = () => {
  const pages = Math.max(1, Math.ceil(view.entries.length / PAGE));
  view.page = Math.min(view.page, pages - 1);
  const some = view.entries.slice(view.page * PAGE, (view.page + 1) * PAGE);
  byId("list").replaceChildren(some.length === 0 ? el("p", { class: "empty" }, nothingText())
    : el("table", { class: "decisions", "aria-label": "Decisions" }, el("thead", {}, headRow()),
      el("tbody", {}, some.map((entry) => (entry.group ? groupRow(entry.group) : decisionRow(entry))))));
  byId("pages").replaceChildren(...pageButtons(pages));
};

const redraw = () => {
  const some = ordered(matching());
  view.entries = entriesOf(some);
  drawList();
  const groups = chosen.group ? `, ${counted(view.entries.filter((entry) => entry.group).length, "group", "groups")}` : "";
  const all = totals.shipments === rows.length ? "" : ` (the first of ${grouped(totals.shipments)} in the order of work are in this file)`;
  byId("shown").textContent = `${grouped(some.length)} of ${counted(rows.length, "decision", "decisions")}${groups}${all}`;
  return some;
};

const select = (place, focus) => {
  view.selected = place;
  for (const row of document.querySelectorAll(".decisions .row")) {
    const isIt = row.dataset.place === String(place);
    row.classList.toggle("selected", isIt);
    const opener = row.querySelector(".opener");
    if (isIt) opener.setAttribute("aria-current", "true");
    else opener.removeAttribute("aria-current");
  }
  showDetail(place, focus);
};

const leaveDetail = () => {
  document.body.classList.remove("reading");
  const opener = document.querySelector(`.opener[data-place="${view.selected}"]`) ?? document.querySelector(".opener");
  if (opener) opener.focus();
};

const turnTo = (page, last) => {
  view.page = page;
  drawList();
  const openers = document.querySelectorAll("#list .opener");
  const to = last ? openers[openers.length - 1] : openers[0];
  if (to) to.focus();
};

const toggleGroup = (key) => {
  if (view.open.has(key)) view.open.delete(key);
  else view.open.add(key);
  redraw();
  for (const opener of document.querySelectorAll("#list .opener")) if (opener.dataset.key === key) opener.focus();
};

// Arrows, Home, End and page keys move between the rows; Enter and the space bar open what has the focus.
const moveInList = (event) => {
  const openers = [...document.querySelectorAll("#list .opener")];
  const at = openers.indexOf(document.activeElement);
  const pages = Math.ceil(view.entries.length / PAGE);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: openers.length - 1 }[event.key];
  if (event.key === "PageDown" && view.page + 1 < pages) turnTo(view.page + 1);
  else if (event.key === "PageUp" && view.page > 0) turnTo(view.page - 1);
  else if (to === openers.length && view.page + 1 < pages) turnTo(view.page + 1);
  else if (to === -1 && view.page > 0) turnTo(view.page - 1, true);
  else if (to !== undefined && openers[to]) openers[to].focus();
  else return;
  event.preventDefault();
};

const followInList = (event) => {
  const opener = event.target.closest(".opener");
  if (opener && opener.dataset.place && matchMedia("(min-width: 64rem)").matches) select(Number(opener.dataset.place), false);
};

const clickInList = (event) => {
  const sorter = event.target.closest(".sorter");
  const opener = event.target.closest(".opener");
  const row = event.target.closest("tr.row");
  if (sorter) {
    sortBy(sorter.dataset.sort);
    document.querySelector(`.sorter[data-sort="${sorter.dataset.sort}"]`).focus();
  } else if (opener && opener.dataset.key !== undefined) toggleGroup(opener.dataset.key);
  else if (row) select(Number(row.dataset.place), true);
};
