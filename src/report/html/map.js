// The world with the routes: one curve for each chain of countries, the worst that goes along it on top.
const outlines = JSON.parse(byId("outlines").textContent);
const WORLD = [130, 0, outlines.width - 130, outlines.height - 40];

const routesOf = (some) => {
  const routes = new Map();
  for (const row of some) {
    if (!routes.has(row.routeText)) {
      routes.set(row.routeText, { text: row.routeText, stops: row.route, count: 0, waiting: 0, worst: "release" });
    }
    const route = routes.get(row.routeText);
    route.count += 1;
    if (row.disposition !== "release") route.waiting += 1;
    if (DISPOSITIONS.indexOf(row.disposition) < DISPOSITIONS.indexOf(route.worst)) route.worst = row.disposition;
  }
  return [...routes.values()].sort((a, b) => b.waiting - a.waiting || b.count - a.count || byText(a.text, b.text));
};

const pointOf = (code) => (outlines.countries[code] ? outlines.countries[code].p : null);

// A curve that rises with the distance, so that there and back do not lie on each other.
const curve = ([x1, y1], [x2, y2]) => {
  const lift = Math.hypot(x2 - x1, y2 - y1) * 0.22;
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = Math.hypot(dx, dy) || 1;
  const side = dx >= 0 ? 1 : -1;
  return `M${x1} ${y1}Q${(x1 + x2) / 2 + (side * dy * lift) / length} ${(y1 + y2) / 2 - (side * dx * lift) / length} ${x2} ${y2}`;
};

const routeLines = (route) => {
  const points = route.stops.map(pointOf).filter(Boolean);
  const lines = [];
  for (let i = 1; i < points.length; i += 1) {
    if (points[i][0] !== points[i - 1][0] || points[i][1] !== points[i - 1][1]) lines.push(curve(points[i - 1], points[i]));
  }
  return lines;
};

const frameOf = (routes) => {
  const points = routes.flatMap((route) => route.stops.map(pointOf).filter(Boolean));
  if (points.length === 0) return WORLD;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const width = Math.max(Math.max(...xs) - Math.min(...xs) + 200, 400);
  const height = Math.max(Math.max(...ys) - Math.min(...ys) + 200, width * 0.42);
  const middle = [(Math.max(...xs) + Math.min(...xs)) / 2, (Math.max(...ys) + Math.min(...ys)) / 2];
  return [middle[0] - width / 2, middle[1] - height / 2, width, height];
};

const drawMap = (some) => {
  const routes = routesOf(some);
  const frame = byId("zoom").getAttribute("aria-pressed") === "true" ? frameOf(routes) : WORLD;
  const unit = frame[2] / 1000; // so that lines and marks keep their size when the map grows
  const seen = new Set();
  const marks = [];
  for (const route of routes) {
    const to = route.stops.at(-1);
    const point = pointOf(to);
    if (!point || seen.has(to)) continue;
    seen.add(to);
    const there = routes.filter((other) => other.stops.at(-1) === to);
    const worst = DISPOSITIONS.find((one) => there.some((other) => other.worst === one));
    const count = there.reduce((sum, other) => sum + other.count, 0);
    const size = (13 + 2.5 * Math.log10(count)) * unit;
    marks.push(svg("use", { href: `#shape-${worst}`, class: `place ${worst}`, x: point[0] - size / 2, y: point[1] - size / 2, width: size, height: size },
      svg("title", {}, `${countryName(to)}: ${counted(count, "shipment", "shipments")}`)));
  }
  const lines = [...routes].reverse().sort((a, b) => DISPOSITIONS.indexOf(b.worst) - DISPOSITIONS.indexOf(a.worst))
    .map((route) => routeLines(route).map((d) => svg("path", { d, class: `route ${route.worst}${route.text === chosen.route ? " chosen" : ""}`,
      "stroke-width": (1 + Math.min(2.2, Math.log10(route.count + 1) * 0.8)) * unit },
    svg("title", {}, `${route.text}: ${counted(route.count, "shipment", "shipments")}`))));
  byId("map").replaceChildren(svg("svg", { viewBox: frame.join(" "), role: "img",
    "aria-label": `World map: ${counted(routes.length, "route", "routes")}, listed below` },
  svg("g", { class: "land", "stroke-width": unit * 0.7 }, Object.values(outlines.countries).map(({ d }) => svg("path", { d }))), lines, marks));
  byId("routes").replaceChildren(...routes.slice(0, 12).map((route) => el("li", {},
    button({ class: "route-button", "aria-pressed": String(route.text === chosen.route), "data-route": route.text }, shape(route.worst),
      route.text, el("span", { class: "count" }, grouped(route.count))))),
  routes.length > 12 ? el("li", { class: "faint" }, `and ${counted(routes.length - 12, "more route", "more routes")}: group by route`) : "");
};
