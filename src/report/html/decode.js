// The data as the program wrote them (html_data.h): decisions are arrays, and texts in them are places in `texts`.
const source = JSON.parse(byId("data").textContent);
const run = source.run;
const totals = source.totals;

// What would move the direction of writing or the line is shown as U+FFFD: shipment files are written by strangers.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const printable = (text) => text.replace(/[\t\n\r]+/g, " ").replace(UNPRINTABLE, "\ufffd");
const texts = source.texts.map(printable);
const textsOf = (places) => places.map((place) => texts[place]);

const lineOf = ([lineNo, item, state, units, chips, kind, eccn, tpp, determination, policy, missing, rules, conditions]) => ({
  lineNo: texts[lineNo], item: texts[item], state: texts[state], units, chips, kind: texts[kind], eccn: texts[eccn], tpp,
  determination: texts[determination], policy: texts[policy], missing: textsOf(missing), rules: textsOf(rules),
  conditions: textsOf(conditions),
});
const findingOf = ([id, level, title, why, from, weight, evidence]) => {
  const pairs = [];
  for (let i = 0; i < evidence.length; i += 2) pairs.push([texts[evidence[i]], texts[evidence[i + 1]]]);
  return { id: texts[id], level: texts[level], title: texts[title], why: texts[why], source: texts[from], weight,
    evidence: pairs };
};
const partyOf = ([role, partyName, country, headquarters, basis]) => ({ role: texts[role], name: texts[partyName],
  country: texts[country], headquarters: texts[headquarters], basis: texts[basis] });

// A whole decision, made when somebody asks for it.
const decisionOf = ([id, date, disposition, determination, policy, risk, eccn, item, count, tpp, partiesHit, lines, findings,
  openFlags, missing, needs, settle, conditions, destination, parties, reasons, digest, since, sinceText, answer, answerText]) => ({
  id: printable(id), date: texts[date], disposition: texts[disposition], determination: texts[determination],
  policy: texts[policy], risk, eccn: texts[eccn], item: texts[item], count, tpp, partiesHit: textsOf(partiesHit),
  lines: lines.map(lineOf), findings: findings.map(findingOf), openFlags: textsOf(openFlags), missing: textsOf(missing),
  needs: textsOf(needs), settle: textsOf(settle), conditions: textsOf(conditions), destination: texts[destination],
  parties: parties.map(partyOf), reasons, digest, since: texts[since], sinceText: texts[sinceText],
  answer: texts[answer], answerText: texts[answerText],
});

// Whom a decision hangs on: who stands on a list, else of whom a fact is missing, else who receives.
const partyItHangsOn = (decision) => {
  const { parties } = decision;
  const hit = parties.find((party) => decision.partiesHit.includes(party.name));
  if (hit) return hit;
  for (const path of decision.missing) {
    const asked = parties.find((party) => path.startsWith(`${party.role}.`));
    if (asked) return asked;
  }
  for (const role of ["end_user", "consignee", "intermediate_consignee"]) {
    const party = parties.find((one) => one.role === role);
    if (party) return party;
  }
  return null;
};

const routeOf = (decision) => {
  const exporter = decision.parties.find((party) => party.role === "exporter");
  const via = decision.parties.find((party) => party.role === "intermediate_consignee");
  const stops = [exporter ? exporter.country : "", via ? via.country : "", decision.destination];
  return stops.filter((stop, i) => i !== 1 || (stop && stop !== stops[0] && stop !== stops[2]));
};

// What the list, the map and the timeline need of each decision, in the order of work.
const rowOf = (packed, place) => {
  const decision = decisionOf(packed);
  const party = partyItHangsOn(decision);
  const route = routeOf(decision);
  const reasons = decision.reasons.map((i) => headline(decision.findings[i]));
  const known = decision.lines.every((line) => line.chips !== null);
  const chips = decision.lines.reduce((sum, line) => sum + (line.chips ?? 0), 0);
  return {
    place, id: decision.id, date: decision.date, disposition: decision.disposition, risk: decision.risk,
    item: decision.item, chips: known ? chips : null, party: party ? party.name : "",
    country: party ? party.country : "", route, destination: decision.destination,
    routeText: route.map((code) => code || "?").join(" → "), reasons: [...new Set(reasons)], needs: decision.needs,
    names: [...new Set(decision.parties.map((one) => one.name))], since: decision.since, answer: decision.answer,
    answerText: decision.answerText,
  };
};
const rows = source.decisions.map(rowOf);
const decisionAt = (place) => decisionOf(source.decisions[place]);
