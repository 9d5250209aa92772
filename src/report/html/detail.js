// One decision whole: why, on what evidence, who, what, and what would settle it.
const HIDDEN_EVIDENCE = new Set(["revision", "row", "lines", "party", "role", "entry", "entry name", "matched alias",
  "compared name", "score", "comparison", "false positives"]);

const levelMark = ({ id, level }) => {
  const kind = /^US-/.test(id) ? "law" : /^list_hit/.test(id) ? "list" : "note";
  return el("span", { class: `level ${level}` }, level === "info" ? kind : [shape(level), level]);
};

const isHit = (finding) => finding.evidence.some(([field]) => field === "entry name");

// What the engine told of a comparison (hits.cpp): the party's side, how it came out, the entry's side.
const SIDES = {
  country: /^(\S*) (is among|is not among|counts as one of) (.+)$/,
  address: /^"(.*)" (agrees with) "(.*)": (.+)$/,
  "registration number": /^(.*) (is the entry's|is not the entry's) (.*)$/,
};
const comparedRows = (evidence, row) => Object.entries(SIDES).filter(([field]) => evidence.has(field)).map(([field, form]) => {
  const parts = evidence.get(field).match(form);
  if (!parts) return el("tr", {}, el("th", { scope: "row" }, field), el("td", { colspan: "2" }, el("bdi", {}, evidence.get(field))));
  const how = parts[4] ? `agrees: ${parts[4]}` : field === "country" ? `${parts[2]} them` : parts[2];
  return row(field, el("bdi", {}, parts[1]), [el("bdi", {}, parts[3]), el("small", {}, ` ${how}`)]);
});

// A list hit: what the shipment says beside what the list says.
const sideBySide = (finding, evidence) => {
  const written = evidence.get("compared name") ?? evidence.get("party");
  const listed = evidence.get("matched alias") ?? evidence.get("entry name");
  const byAddress = !evidence.has("comparison");
  const [left, right] = byAddress ? [[written], [listed]] : markedNames(written, listed);
  const row = (label, here, there) => el("tr", {}, el("th", { scope: "row" }, label), el("td", {}, here), el("td", {}, there));
  return [
    el("table", { class: "sides", "aria-label": "The shipment beside the list" },
      el("thead", {}, el("tr", {}, el("td", {}), el("th", { scope: "col" }, "the shipment says"),
        el("th", { scope: "col" }, "the list says"))),
      el("tbody", {},
        row("name", el("bdi", { class: "compared" }, left), el("bdi", { class: "compared" }, right)),
        written !== evidence.get("party") ? row("of the party", name(evidence.get("party") ?? ""), "") : null,
        listed !== evidence.get("entry name") ? row("of the entry", "", name(evidence.get("entry name") ?? "")) : null,
        comparedRows(evidence, row),
        row("part, entry", inWords(evidence.get("role") ?? ""), evidence.get("entry") ?? ""))),
    byAddress ? null : el("p", { class: "score" }, "alike ", el("strong", {}, evidence.get("score") ?? "not known"),
      " of 1; letters that differ are marked"),
    byAddress ? null : el("details", {}, el("summary", {}, "Word by word"), comparisonTable(evidence.get("comparison"))),
  ];
};

const evidenceList = (pairs) => (pairs.length === 0 ? null : el("dl", { class: "evidence" },
  pairs.map(([field, value]) => [el("dt", {}, inWords(field)), el("dd", {}, el("bdi", {}, value))])));

// `own`: the colour of a rule of law that decided, which has no level of its own.
const findingCard = (finding, own) => {
  const evidence = new Map(finding.evidence);
  const [authority, read] = sourceParts(finding.source);
  const otherwise = evidence.get("false positives");
  const lines = evidence.get("lines");
  return el("li", { class: `finding ${isOpen(finding) ? "open" : finding.level === "info" ? own : finding.level}` },
    el("h4", {}, levelMark(finding), headline(finding)),
    isHit(finding) || !finding.why ? null : el("p", { class: "why" }, el("bdi", {}, finding.why)),
    isHit(finding) ? sideBySide(finding, evidence) : null,
    evidenceList(finding.evidence.filter(([field]) => !HIDDEN_EVIDENCE.has(field) && !(isHit(finding) && field in SIDES))),
    otherwise ? el("p", { class: "otherwise" }, "May be harmless: ", otherwise) : null,
    el("p", { class: "source" }, authority ? el("cite", {}, authority) : null,
      el("span", { class: "read" }, [finding.id.replace(/\?$/, ""), evidence.has("revision") ? ` r${evidence.get("revision")}` : "",
        lines ? ` · line ${lines}` : "", read ? ` · ${read}` : "", finding.weight > 0 ? ` · weight ${finding.weight}` : ""].join(""))));
};

const findingsSection = (decision) => {
  const first = decision.reasons.map((i) => decision.findings[i]);
  const others = decision.findings.filter((_, i) => !decision.reasons.includes(i));
  const hits = others.filter(isHit);
  const rest = others.filter((finding) => !isHit(finding));
  const cards = (some, own) => el("ul", { class: "findings" }, some.map((finding) => findingCard(finding, own)));
  return [
    el("section", {}, el("h3", {}, "Why"),
      first.length === 0 ? el("p", {}, "Nothing was found that would make it wait.") : cards(first, decision.disposition)),
    hits.length === 0 ? null : el("section", {}, el("h3", {}, "Compared with the lists"), cards(hits, "info")),
    rest.length === 0 ? null : el("details", { class: "more" },
      el("summary", {}, counted(rest.length, "further finding informs", "further findings inform")), cards(rest, "info")),
  ];
};

// A party once, with all the parts that it plays.
const partiesTable = (decision) => {
  const merged = new Map();
  for (const party of decision.parties) {
    const key = [party.name, party.country, party.headquarters, party.basis].join("\n");
    if (merged.has(key)) merged.get(key).roles.push(inWords(party.role));
    else merged.set(key, { ...party, roles: [inWords(party.role)] });
  }
  const headquarters = (party) => {
    if (!party.headquarters) return "not known";
    if (party.basis === "list entry") return `not known, listed in ${countryName(party.headquarters)}`;
    return `${countryName(party.headquarters)}, ${inWords(party.basis)}`;
  };
  return table("Parties", [{ text: "party" }, { text: "part" }, { text: "country" }, { text: "headquarters" }],
    [...merged.values()].map((party) => [
      [name(party.name), decision.partiesHit.includes(party.name) ? el("strong", { class: "listed" }, " on a list") : ""],
      party.roles.join(", "), countryName(party.country), headquarters(party)]));
};

const linesTable = (decision) => table("Goods",
  [{ text: "line" }, { text: "item" }, { text: "units", number: true }, { text: "chips", number: true },
    { text: "paragraph" }, { text: "TPP", number: true }, { text: "the law says" }],
  decision.lines.map((line) => [line.lineNo, [el("bdi", {}, line.item), el("small", {}, ` ${inWords(line.state)}`)],
    shown(line.units), shown(line.chips), line.eccn || "none", line.tpp === null ? "" : grouped(line.tpp),
    lawOf(line.determination, line.policy)]));

const plainList = (title, items) => (items.length === 0 ? null
  : el("section", {}, el("h3", {}, title), el("ul", { class: "plain" }, items.map((item) => el("li", {}, el("bdi", {}, item))))));

// A shell takes what stands between single quotes as it is.
const shellWord = (word) => (/^[\w.,:/=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const knownBefore = (decision) => {
  const known = [["since the last run", decision.sinceText], ["answer", decision.answerText]].filter(([, text]) => text);
  return known.length === 0 ? null : el("dl", { class: "evidence known" },
    known.map(([label, text]) => [el("dt", {}, label), el("dd", {}, el("bdi", {}, text))]));
};

const decisionParts = (decision) => {
  const route = routeOf(decision);
  return [
    el("h2", {}, mark(decision.disposition), el("bdi", { class: "id" }, decision.id)),
    el("p", { class: "facts" }, [decision.date || "date not known", route.map(countryName).join(" → "),
      `risk ${riskText(decision.risk)}`].join("  ·  ")),
    el("p", { class: "law" }, lawOf(decision.determination, decision.policy)),
    knownBefore(decision),
    plainList("What would settle it", decision.settle),
    findingsSection(decision),
    el("section", {}, el("h3", {}, "Parties"), partiesTable(decision)),
    decision.lines.length === 0 ? null : el("section", {}, el("h3", {}, "Goods"), linesTable(decision)),
    plainList("On condition that", decision.conditions),
    decision.openFlags.length === 0 ? null : el("section", {}, el("h3", {}, "Red flags that could not be asked"),
      el("p", { class: "codes" }, decision.openFlags.join(", "))),
    el("p", { class: "rests" }, `Rests on lists ${run.lists_version}, rules ${run.rules_version}, engine ${run.engine_version}; digest ${decision.digest}.`),
    run.explain_with === undefined ? null
      : el("p", { class: "rests" }, "The same in a terminal: ", el("code", {}, `tidewaiter explain ${shellWord(decision.id)} ${run.explain_with}`.trim())),
  ];
};

const showDetail = (place, focus) => {
  const detail = byId("detail");
  const decision = decisionAt(place);
  detail.replaceChildren(button({ class: "back", onclick: () => leaveDetail() }, "Back to the list"),
    ...decisionParts(decision).flat().filter(Boolean));
  detail.setAttribute("aria-label", `${decision.disposition} ${decision.id}`);
  document.body.classList.toggle("reading", focus);
  if (!focus) return;
  detail.scrollTop = 0;
  detail.focus({ preventScroll: matchMedia("(min-width: 64rem)").matches });
};
