#!/usr/bin/env python3
"""Prepares the map of the HTML report: src/report/html/outlines.json out of the world-atlas package.

  npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
  scripts/outlines.py package/countries-50m.json >src/report/html/outlines.json

The outlines are Natural Earth's 1:50m (public domain, naturalearthdata.com); the 1:110m ones lack Singapore and Hong
Kong. Arcs are projected (Equal Earth), simplified by the area of each corner (Visvalingam) while neighbours still share
their borders, and rounded to units of which the world is WIDTH wide. ISO codes: Debian's iso-codes.
"""
import heapq
import json
import math
import sys

WIDTH = 2000
LEAST_CORNER = 1.6  # square units: what a corner must span to be drawn; below it nobody sees it at 1000 pixels
LEAST_ISLAND = 5.0  # square units: smaller islands go, but for a country's largest
NO_NUMBER = {"Kosovo": "XK"}  # a code of use though ISO has none; other areas without a number have no code here
ISO = "/usr/share/iso-codes/json/iso_3166-1.json"


def equal_earth(longitude, latitude):
    """Šavrič, Patterson and Jenny 2018, The Equal Earth map projection: x, y of radians, y upwards."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
    t2 = theta * theta
    t6 = t2 ** 3
    slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    return 2 * math.sqrt(3) * longitude * math.cos(theta) / (3 * slope), theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


HALF_WIDTH = equal_earth(math.pi, 0)[0]
SCALE = WIDTH / 2 / HALF_WIDTH
TOP = equal_earth(0, math.radians(84))[1]
BOTTOM = equal_earth(0, math.radians(-57))[1]  # below it there is no port to ship to


def to_map(degrees):
    x, y = equal_earth(math.radians(degrees[0]), math.radians(degrees[1]))
    return (x + HALF_WIDTH) * SCALE, (TOP - y) * SCALE


def append_unbroken(points, more):
    """Appends degrees so that nothing leaps from one edge of the map to the other."""
    for x, y in more:
        turn = round((points[-1][0] - x) / 360) * 360 if points else 0
        points.append((x + turn, y))


def corner(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplified(degrees):
    """Without the corners that span less than LEAST_CORNER on the map, the smallest first; both ends stay."""
    points = [to_map(point) for point in degrees]
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    gone = [False] * len(points)
    heap = [(corner(*points[i - 1:i + 2]), i) for i in range(1, len(points) - 1)]
    heapq.heapify(heap)
    least = 4 if points[0] == points[-1] else 2
    left, reached = len(points), 0.0
    while heap and left > least:
        area, i = heapq.heappop(heap)
        if gone[i]:
            continue
        now = corner(points[before[i]], points[i], points[after[i]])
        if now > area:
            heapq.heappush(heap, (now, i))
            continue
        reached = max(reached, area)
        if reached >= LEAST_CORNER:
            break
        gone[i] = True
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < len(points) - 1:
                heapq.heappush(heap, (corner(points[before[j]], points[j], points[after[j]]), j))
    return [point for i, point in enumerate(degrees) if not gone[i]]


def area_of(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2


def middle_of(ring):
    """Centre of gravity of a ring."""
    doubled = [a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])]
    whole = sum(doubled) * 3
    if whole == 0:
        return ring[0]
    return (sum((a[0] + b[0]) * d for a, b, d in zip(ring, ring[1:], doubled)) / whole,
            sum((a[1] + b[1]) * d for a, b, d in zip(ring, ring[1:], doubled)) / whole)


def path_of(rings):
    """SVG path of closed rings in whole units, each step relative to the last."""
    path, at = [], (0, 0)
    for ring in rings:
        steps = []
        for point in ring[:-1]:
            to = (round(point[0]), round(point[1]))
            step = (to[0] - at[0], to[1] - at[1])
            if steps and step == (0, 0):
                continue
            steps.append(step)
            at = to
        words = "".join(f"{x}{'' if y < 0 else ' '}{y}" if i == 0 else f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}"
                        for i, (x, y) in enumerate(steps))
        if len(steps) > 2:
            path.append(f"m{words}z")
            at = (at[0] - sum(x for x, _ in steps[1:]), at[1] - sum(y for _, y in steps[1:]))  # z goes back
        else:
            x, y = steps[0]
            at = (at[0] - sum(s[0] for s in steps), at[1] - sum(s[1] for s in steps))
            path.append(f"m{x} {y}h1v1h-1z")  # an island smaller than a unit
            at = (at[0] + x, at[1] + y)
    return "".join(path)


def main():
    topology = json.load(open(sys.argv[1]))
    codes = {row["numeric"]: row["alpha_2"] for row in json.load(open(ISO))["3166-1"]}
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    whole = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            append_unbroken(points, [(x * sx + tx, y * sy + ty)])
        whole.append(points)
    arcs = [simplified(arc) for arc in whole]

    def joined(ring, source, east=False):
        """The ring on the map; `east`: what lies beyond the 180th meridian stands at the map's right edge."""
        points = []
        for index in ring:
            arc = source[index] if index >= 0 else source[~index][::-1]
            append_unbroken(points, arc[1:] if points else arc)
        turn = 360 if east and sum(x for x, _ in points) / len(points) < -100 else 0
        return [to_map((x + turn, y)) for x, y in points]

    countries = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if not geometry.get("type") or geometry.get("id") == "010":  # Antarctica
            continue
        name = geometry["properties"]["name"]
        code = codes.get(geometry.get("id", ""), NO_NUMBER.get(name, name))
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        islands = sorted(((area_of(joined(polygon[0], whole)), polygon) for polygon in polygons), key=lambda one: -one[0])
        kept = [polygon for i, (area, polygon) in enumerate(islands) if i == 0 or area >= LEAST_ISLAND]
        middle = middle_of(joined(islands[0][1][0], whole))
        east = middle[0] > WIDTH / 2
        rings = [joined(ring, arcs, east) for polygon in kept for ring in polygon]
        countries.setdefault(code, {"d": path_of(rings), "p": [round(middle[0]), round(middle[1])]})
    result = {"source": "Natural Earth 1:50m (public domain), through world-atlas 2.0.2", "width": WIDTH,
              "height": round((TOP - BOTTOM) * SCALE), "countries": dict(sorted(countries.items()))}
    json.dump(result, sys.stdout, separators=(",", ":"), ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
