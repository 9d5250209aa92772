// Shipments by day, week or month, the worst at the bottom of each bar.
const DAY = 86400000;
const dayNumber = (date) => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
const dayText = (number) => new Date(number * DAY).toISOString().slice(0, 10);

const spans = (first, last) => {
  const days = last - first + 1;
  if (days <= 62) return { noun: "day", start: (day) => day, next: (start) => start + 1 };
  if (days <= 420) return { noun: "week", start: (day) => day - ((day + 3) % 7), next: (start) => start + 7 }; // from Mondays
  const monthOf = (day, more) => {
    const date = new Date(day * DAY);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + more, 1) / DAY;
  };
  return { noun: "month", start: (day) => monthOf(day, 0), next: (start) => monthOf(start, 1) };
};

const drawTimeline = (some) => {
  const dated = some.filter((row) => row.date);
  if (dated.length === 0) {
    byId("timeline").replaceChildren(el("p", { class: "empty" }, "No decision here has a date."));
    return;
  }
  const days = dated.map((row) => dayNumber(row.date));
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  if (first === last) {
    byId("timeline").replaceChildren(el("p", {}, `${dated.length === 1 ? "One shipment" : `All ${grouped(dated.length)} shipments here`}, on ${dayText(first)}.`));
    return;
  }
  const span = spans(first, last);
  const bars = new Map();
  for (let start = span.start(first); start <= last; start = span.next(start)) bars.set(start, { stop: 0, hold: 0, review: 0, release: 0 });
  dated.forEach((row, i) => { bars.get(span.start(days[i]))[row.disposition] += 1; });
  const most = Math.max(...[...bars.values()].map((bar) => DISPOSITIONS.reduce((sum, one) => sum + bar[one], 0)));
  const width = 1000 / bars.size;
  const height = 90;
  const drawn = [...bars].flatMap(([start, bar], i) => {
    let top = height;
    return DISPOSITIONS.filter((one) => bar[one] > 0).map((one) => {
      const tall = (bar[one] / most) * height;
      top -= tall;
      return svg("rect", { class: `bar ${one}`, x: i * width + Math.min(1, width * 0.1), y: top, width: Math.min(60, Math.max(0.5, width - Math.min(2, width * 0.2))),
        height: Math.max(1, tall), "data-from": dayText(start), "data-to": dayText(span.next(start) - 1) },
      svg("title", {}, `${dayText(start)}: ${grouped(bar[one])} ${one}`));
    });
  });
  byId("timeline").replaceChildren(
    svg("svg", { viewBox: `0 0 1000 ${height}`, preserveAspectRatio: "none", role: "img",
      "aria-label": `Shipments by ${span.noun}, ${dayText(first)} to ${dayText(last)}, at most ${grouped(most)} a ${span.noun}` }, drawn),
    el("p", { class: "axis" }, el("span", {}, dayText(first)), el("span", {}, `by ${span.noun}, at most ${grouped(most)}`),
      el("span", {}, first === last ? "" : dayText(last))));
};
