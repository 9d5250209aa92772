// The scoreboard's pictures. Colours and dashes differ for each result, so that curves are told apart without colour.
const board = JSON.parse(byId("data").textContent);
const percent = (value) => `${(100 * value).toFixed(1)} %`;
const SHARES = /^(average_precision|scheme_recall|flagged_precision|coverage)/;
const amount = (measure, value) => {
  if (value === null) return "–";
  if (measure.startsWith("average_precision")) return value.toFixed(4);
  return SHARES.test(measure) ? percent(value) : grouped(Number(value.toFixed(1)));
};
const withInterval = (row) => {
  if (!row) return "";
  const text = amount(row.measure, row.value);
  if (row.note.includes("too few")) return [text, el("small", {}, "too few")];
  if (row.low === null && row.high === null) return text;
  return [text, el("small", {}, `${row.low === null ? "" : amount(row.measure, row.low)} to ${row.high === null ? "not reached" : amount(row.measure, row.high)}`)];
};
const rowOf = (result, measure, by, slice) => board.rows.find((row) => row.result === result && row.measure === measure && row.by === by && row.slice === slice);
const inkOf = (i) => `ink${i % 6} dash${Math.floor(i / 6) % 3}`;

const measureTable = (label, measures, keys) => {
  const used = measures.filter((measure) => keys.some(([result, by, slice]) => rowOf(result, measure.name, by, slice)));
  const heads = [{ text: label }, ...used.map((measure) => ({ text: measure.title, number: true }))];
  const lines = keys.filter(([result, by, slice]) => used.some((measure) => rowOf(result, measure.name, by, slice)))
    .map(([result, by, slice, shown]) => [name(shown || result), ...used.map((measure) => el("span", {}, withInterval(rowOf(result, measure.name, by, slice))))]);
  return table(label, heads, lines);
};

const drawWorld = () => {
  byId("world").append(`Seed ${board.seed}${board.scenario ? `, scenario ${board.scenario}` : ""}: ${counted(board.shipments, "shipment", "shipments")} from ${board.first} to ${board.last} between ${counted(board.parties, "party", "parties")}. `
    + `${counted(board.schemes, "scheme", "schemes")} took ${counted(board.scheme_shipments, "shipment", "shipments")} and ${counted(board.scheme_parties, "party", "parties")}. `
    + `Intervals: 95 %, ${grouped(board.resamples)} draws of schemes and parties, seed ${board.bootstrap_seed}.`);
  byId("notes").replaceChildren(...board.notes.map((note) => el("li", {}, note)));
};

const drawCurves = () => {
  const [width, height, left, bottom] = [560, 360, 44, 34];
  // As high as the curves go: what is found of so rare a thing stays near the floor of a whole axis.
  const highest = Math.max(0.01, ...board.curves.flatMap(({ points }) => points.map(([, precision]) => precision)));
  const top = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].find((one) => one >= highest) ?? 1;
  const x = (recall) => left + recall * (width - left - 10);
  const y = (precision) => 10 + (1 - precision / top) * (height - bottom - 10);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks.map((at) => [svg("path", { class: "grid", d: `M${x(0)} ${y(at * top)}H${x(1)}M${x(at)} ${y(0)}V${y(top)}` }),
    svg("text", { class: "tick", x: left - 6, y: y(at * top) + 4, "text-anchor": "end" }, String(Number((at * top).toPrecision(3)))),
    svg("text", { class: "tick", x: x(at), y: height - bottom + 16, "text-anchor": "middle" }, String(at))]);
  const lines = board.curves.map((curveOf, i) => {
    // In steps, as average precision counts: over the recall that a tie gains the precision at its end, so that the area is the measure.
    const steps = curveOf.points.map(([recall, precision]) => `${y(precision).toFixed(1)}H${x(recall).toFixed(1)}`);
    return svg("path", { class: `curve ${inkOf(i)}`, d: `M${x(0)} ${steps.join("V")}` }, svg("title", {}, curveOf.result));
  });
  byId("curves").replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "Precision against recall, a curve for each result" }, grid, lines,
    svg("text", { class: "tick", x: x(0.5), y: height - 2, "text-anchor": "middle" }, "recall"),
    svg("text", { class: "tick", x: 10, y: y(top / 2), transform: `rotate(-90 10 ${y(top / 2)})`, "text-anchor": "middle" }, "precision")));
  byId("legend").replaceChildren(...board.curves.map((curveOf, i) => el("li", {}, svg("svg", { viewBox: "0 0 32 10", "aria-hidden": "true" }, svg("path", { class: `curve ${inkOf(i)}`, d: "M0 5H32" })), " ", name(curveOf.result))));
};

const drawFlows = () => {
  const known = board.flows.filter((flow) => pointOf(flow.from) && pointOf(flow.to) && flow.from !== flow.to);
  const lines = [...known].sort((a, b) => a.of_schemes - b.of_schemes).map((flow) => svg("path", {
    d: curve(pointOf(flow.from), pointOf(flow.to)), class: `flow${flow.of_schemes > 0 ? " scheme" : ""}`,
    "stroke-width": flow.of_schemes > 0 ? 0.6 + Math.sqrt(flow.of_schemes) * 0.9 : 1,
  }, svg("title", {}, `${countryName(flow.from)} to ${countryName(flow.to)}: ${counted(flow.shipments, "shipment", "shipments")}, ${grouped(flow.of_schemes)} of schemes, with ${counted(flow.chips_diverted, "chip", "chips")} of schemes on them`)));
  byId("map").replaceChildren(svg("svg", { viewBox: WORLD.join(" "), role: "img", "aria-label": "World map with the flows of shipments; the largest stand in the table below" },
    svg("g", { class: "land", "stroke-width": 1 }, Object.values(outlines.countries).map(({ d }) => svg("path", { d }))), lines));
  byId("flows").replaceChildren(`${counted(known.length, "flow", "flows")} between countries; those on which schemes ship in red, the wider the more of their shipments.`);
  const largest = [...board.flows].filter((flow) => flow.of_schemes > 0).sort((a, b) => b.chips_diverted - a.chips_diverted || b.of_schemes - a.of_schemes).slice(0, 6);
  byId("flow-table").replaceChildren(table("Flows with the most chips of schemes",
    [{ text: "from" }, { text: "to" }, { text: "shipments", number: true }, { text: "of schemes", number: true }, { text: "chips of schemes, on each hop", number: true }],
    largest.map((flow) => [countryName(flow.from), countryName(flow.to), grouped(flow.shipments), grouped(flow.of_schemes), grouped(flow.chips_diverted)])));
};

// A lane for each party, in the order in which the goods reach it, and an arrow for each shipment on its day.
const drawTold = () => {
  const scheme = board.told;
  if (!scheme) return;
  const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;
  const days = scheme.steps.map((step) => day(step.date));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const lanes = new Map();
  const laneOf = (party, country) => {
    if (!lanes.has(party)) lanes.set(party, { at: lanes.size, country });
    return lanes.get(party).at;
  };
  for (const step of scheme.steps) {
    laneOf(step.from, step.from_country);
    laneOf(step.to, step.to_country);
  }
  const [left, row] = [300, 24];
  const x = (at) => left + 24 + (last === first ? 0 : (at - first) / (last - first)) * (960 - left);
  const y = (lane) => 16 + lane * row;
  const height = y(lanes.size) + 12;
  const most = Math.max(1, ...scheme.steps.map((step) => step.chips_diverted));
  byId("told").replaceChildren(`${scheme.id}, ${inWords(scheme.kind)}: ${counted(scheme.chips, "chip", "chips")}, ${scheme.first} to ${scheme.last}. A line for each party and an arrow for each shipment on its day, the larger its head the more chips it takes; blue where a result flagged it.`);
  const short = (text) => (text.length > 30 ? `${text.slice(0, 29)}…` : text);
  byId("steps").replaceChildren(svg("svg", { viewBox: `0 0 1000 ${height}`, role: "img", "aria-label": `${counted(scheme.steps.length, "shipment", "shipments")} of the scheme in time, between ${counted(lanes.size, "party", "parties")}; each stands in the table below` },
    [...lanes].map(([party, lane]) => [svg("path", { class: "grid", d: `M${left} ${y(lane.at)}H990` }),
      svg("text", { class: "lane", x: left - 8, y: y(lane.at) + 4, "text-anchor": "end" }, `${short(party)} (${lane.country})`)]),
    scheme.steps.map((step) => {
      const [at, from, to] = [x(day(step.date)), y(laneOf(step.from)), y(laneOf(step.to))];
      return svg("g", { class: `step${step.seen.length > 0 ? " seen" : ""}` }, svg("path", { d: `M${at} ${from}V${to}` }),
        svg("circle", { cx: at, cy: to, r: 3 + 6 * Math.sqrt(step.chips_diverted / most) }),
        svg("title", {}, `${step.shipment}, ${step.date}: ${step.from} to ${step.to}, ${counted(step.chips_diverted, "chip", "chips")} taken`));
    }),
    svg("text", { class: "tick", x: x(first), y: height - 4, "text-anchor": "middle" }, scheme.first),
    first === last ? "" : svg("text", { class: "tick", x: x(last), y: height - 4, "text-anchor": "end" }, scheme.steps.at(-1).date)));
  const heads = [{ text: "day" }, { text: "shipment" }, { text: "from" }, { text: "to" }, { text: "goods as written" }, { text: "units", number: true }, { text: "chips taken", number: true }, { text: "flagged by" }];
  byId("told-table").replaceChildren(table("Shipments of the scheme", heads, scheme.steps.map((step) => [step.date, step.shipment,
    el("span", {}, name(step.from), el("small", {}, countryName(step.from_country))), el("span", {}, name(step.to), el("small", {}, countryName(step.to_country))),
    name(step.item), grouped(step.quantity), grouped(step.chips_diverted), step.seen.join(", ") || "nobody"])),
  scheme.left_out > 0 ? el("p", { class: "shown" }, `and ${counted(scheme.left_out, "more shipment", "more shipments")}`) : "");
};

// Balances have measures of their own, and tables of their own: beside the others their columns would lie beyond the edge.
const OF_BALANCES = /^(chips_|coverage_|interval_width|trivial_width)/;

const drawTables = () => {
  const ranked = board.measures.filter((measure) => !OF_BALANCES.test(measure.name));
  const ofBalances = board.measures.filter((measure) => OF_BALANCES.test(measure.name));
  const whole = board.results.map((result) => [result, "all", ""]);
  byId("results").replaceChildren(measureTable("result", ranked, whole));
  const slices = new Map(board.rows.filter((row) => row.by !== "all").map((row) => [`${row.by}|${row.slice}`, row]));
  const keys = [...slices.values()].flatMap(({ by, slice }) => board.results.filter((result) => !result.startsWith("baseline"))
    .map((result) => [result, by, slice, `${by === "country" ? countryName(slice) : inWords(slice)}: ${result}`]));
  byId("parts").replaceChildren(measureTable("part", ranked, keys));
  if (board.rows.some((row) => OF_BALANCES.test(row.measure))) {
    byId("chips").hidden = false;
    byId("balances").replaceChildren(measureTable("result", ofBalances, whole));
    byId("balance-parts").replaceChildren(measureTable("part", ofBalances, keys));
  }
  byId("measures").replaceChildren(...board.measures.flatMap((measure) => [el("dt", {}, measure.title), el("dd", {}, measure.meaning)]));
};

drawWorld();
drawTables();
drawCurves();
drawFlows();
drawTold();
document.documentElement.setAttribute("data-ready", "");
