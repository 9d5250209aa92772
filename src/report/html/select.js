// Which decisions are shown, in which order and in which groups.
const chosen = { dispositions: new Set(), words: "", group: "", sort: "work", backwards: false, from: "", to: "", reason: "",
  route: "", need: "", since: "", answer: "" };

const searched = (row) => {
  row.search ??= [row.id, row.item, row.routeText, row.disposition, countryName(row.destination), row.answerText, ...row.names,
    ...row.reasons].join("\n").toLowerCase();
  return row.search;
};

const matching = () => {
  const words = chosen.words.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => (chosen.dispositions.size === 0 || chosen.dispositions.has(row.disposition))
    && (!chosen.reason || row.reasons.includes(chosen.reason))
    && (!chosen.route || row.routeText === chosen.route)
    && (!chosen.since || row.since === chosen.since)
    && (!chosen.answer || (row.answer || "none") === chosen.answer)
    && (!chosen.need || row.needs.some((need) => need.includes(chosen.need)))
    && (!chosen.from || row.date >= chosen.from) && (!chosen.to || (row.date !== "" && row.date <= chosen.to))
    && words.every((word) => searched(row).includes(word)));
};

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const ORDERS = {
  work: (a, b) => a.place - b.place,
  date: (a, b) => byText(a.date, b.date),
  risk: (a, b) => b.risk - a.risk,
  chips: (a, b) => (b.chips ?? Infinity) - (a.chips ?? Infinity) || 0,
  party: (a, b) => byText(a.party.toLowerCase(), b.party.toLowerCase()),
  item: (a, b) => byText(a.item.toLowerCase(), b.item.toLowerCase()),
  id: (a, b) => byText(a.id, b.id),
};
const ordered = (some) => {
  const order = ORDERS[chosen.sort];
  const turn = chosen.backwards ? -1 : 1;
  return some.sort((a, b) => turn * order(a, b) || a.place - b.place);
};

const GROUPS = {
  party: (row) => [row.party + "\n" + row.country, row.party || "no party", row.country],
  item: (row) => [row.item, row.item || "no item", ""],
  route: (row) => [row.routeText, row.routeText, ""],
  reason: (row) => [row.reasons[0] ?? "", row.reasons[0] ?? "nothing found", ""],
};

// What a group waits for: the facts that are missing, else the reasons. One for all is what a manager settles by one call.
const questionsOf = (members) => {
  const waiting = members.filter((row) => row.disposition !== "release");
  if (waiting.length === 0) return { kind: "nothing to ask", texts: [] };
  const needs = new Set(waiting.flatMap((row) => row.needs));
  if (needs.size > 0 && waiting.every((row) => row.needs.length > 0)) return { kind: "question", texts: [...needs] };
  return { kind: "reason", texts: [...new Set(waiting.map((row) => row.reasons[0] ?? "nothing found"))] };
};

const groupsOf = (some) => {
  const groups = new Map();
  for (const row of some) {
    const [key, title, place] = GROUPS[chosen.group](row);
    if (!groups.has(key)) groups.set(key, { key, title, place, rows: [], chips: 0, worst: row.disposition });
    const group = groups.get(key);
    group.rows.push(row);
    group.chips += row.chips ?? 0;
    if (DISPOSITIONS.indexOf(row.disposition) < DISPOSITIONS.indexOf(group.worst)) group.worst = row.disposition;
  }
  return [...groups.values()];
};
