"""Exact and limiting distributions, and a judge that holds all tests of a world to one rate of false alarms. Part of
check_world.py; tests/cli/test_world_checker.py compares each with a slow, obvious sum.

The functions of beta and gamma are computed by continued fractions and series as in Press et al., Numerical Recipes, 6.2 and 6.4."""
import math

TINY = 1e-300
EXACT = 1e-14


def continued_fraction(terms):
    """Value of 1 / (1 + a1 / (1 + a2 / ...)) by Lentz's method; `terms` yields pairs (a, b) of a / (b + ...)."""
    value = c = TINY
    d = 0.0
    for a, b in terms:
        d = b + a * d
        d = 1 / (d if abs(d) > TINY else TINY)
        c = b + a / c
        c = c if abs(c) > TINY else TINY
        value *= c * d
        if abs(c * d - 1) < EXACT:
            break
    return value


def beta_below(x, a, b):
    """Share of a beta distribution (a, b) that lies below x."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - x, b, a)

    def terms():
        yield 1.0, 1.0
        for m in range(1, 100000):
            yield -(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1)), 1.0
            yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1.0
    front = a * math.log(x) + b * math.log1p(-x) - math.log(a) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return min(1.0, math.exp(front) * continued_fraction(terms()))


def at_least(count, of, share):
    """P of `count` or more of `of` trials that each succeed with probability `share`."""
    return 1.0 if count <= 0 else 0.0 if count > of else beta_below(share, count, of - count + 1)


def at_most(count, of, share):
    return 1.0 if count >= of else 0.0 if count < 0 else beta_below(1 - share, of - count, count + 1)


def binomial_p(count, of, share):
    """P of a count as far out as this one, twice the smaller tail."""
    return min(1.0, 2 * min(at_least(count, of, share), at_most(count, of, share)))


def gamma_above(a, x):
    """Share of a gamma distribution of shape a that lies above x."""
    if x <= 0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for n in range(1, 100000):
            term *= x / (a + n)
            total += term
            if term < total * EXACT:
                break
        return max(0.0, 1 - front * total)

    def terms():
        yield 1.0, x + 1 - a
        for n in range(1, 100000):
            yield n * (a - n), x + 2 * n + 1 - a
    return min(1.0, front * continued_fraction(terms()))


def chi_square_p(statistic, freedom):
    return gamma_above(freedom / 2, statistic / 2) if freedom > 0 else 1.0


def independence_p(table):
    """p of independence of the rows and columns."""
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table)]
    total = sum(rows)
    statistic = sum((table[i][j] - rows[i] * columns[j] / total) ** 2 / (rows[i] * columns[j] / total)
                    for i in range(len(rows)) for j in range(len(columns)) if rows[i] and columns[j])
    return chi_square_p(statistic, (sum(map(bool, rows)) - 1) * (sum(map(bool, columns)) - 1))


def fit_p(counts, shares):
    """p that `counts` are draws of `shares` (which sum to 1), in order; neighbours are put together until ten are expected."""
    total = sum(counts)
    cells, count, expected = [], 0, 0.0
    for each, share in zip(counts, shares):
        count, expected = count + each, expected + share * total
        if expected >= 10:
            cells.append([count, expected])
            count, expected = 0, 0.0
    if not cells:
        return 1.0
    cells[-1][0] += count
    cells[-1][1] += expected
    return chi_square_p(sum((seen - wanted) ** 2 / wanted for seen, wanted in cells), len(cells) - 1)


def kolmogorov_p(a, b):
    """p that both samples come from one distribution (Kolmogorov's limit with Stephens' correction for small samples)."""
    a, b = sorted(a), sorted(b)
    i = j = 0
    distance = 0.0
    while i < len(a) and j < len(b):
        value = min(a[i], b[j])
        while i < len(a) and a[i] == value:
            i += 1
        while j < len(b) and b[j] == value:
            j += 1
        distance = max(distance, abs(i / len(a) - j / len(b)))
    return kolmogorov_tail(distance, math.sqrt(len(a) * len(b) / (len(a) + len(b))))


def kolmogorov_one_p(values, below):
    """p that the values are draws of a continuous law of which `below` is the share under a value (limit as above)."""
    values = sorted(values)
    distance = max((max((place + 1) / len(values) - below(value), below(value) - place / len(values))
                    for place, value in enumerate(values)), default=0.0)
    return kolmogorov_tail(distance, math.sqrt(len(values))) if values else 1.0


def kolmogorov_tail(distance, root):
    """P of so large a distance between distribution functions; `root` of the number of values, or of what stands for it."""
    x = (root + 0.12 + 0.11 / root) * distance
    return min(1.0, max(0.0, 2 * sum((-1) ** (k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101)))) if x > 0.2 else 1.0


def poisson_shares(mean, most):
    """Shares of 0, 1, ... `most` - 1, and of all that is more."""
    shares = [math.exp(-mean)]
    for count in range(1, most):
        shares.append(shares[-1] * mean / count)
    return shares + [max(0.0, 1 - sum(shares))]


def normal_below(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def lognormal_below(value, median, sigma):
    return normal_below(math.log(value / median) / sigma) if value > 0 else 0.0


def waiting_shares(median, sigma, most):
    """Shares of 0, 1, ... `most` days: a lognormal time whose begun days are counted whole; the last of all that is more."""
    below = [lognormal_below(day, median, sigma) for day in range(most)]
    return [0.0] + [after - before for before, after in zip(below, below[1:])] + [1 - below[-1]]


class Tests:
    """All tests of one world. Each is held to FALSE_ALARMS / their number (Bonferroni), so that a world as it should be fails
    in at most one case of 1,000, however the tests depend on each other."""
    FALSE_ALARMS = 0.001

    def __init__(self):
        self.done = []

    def add(self, kind, p, text):
        self.done.append((p, kind, text))

    def share(self, kind, name, count, of, share, clustered=1.0):
        """`count` of `of` are so, each with probability `share`. `clustered`: how many rows are alike on average, as they
        stand for one draw; so many fewer draws there are."""
        if of * share < 5:
            return
        p = binomial_p(round(count / clustered), round(of / clustered), share)
        self.add(kind, p, f"{name} is {share:.4g}, but {count} of {of} are so ({count / of:.4f})")

    def judge(self, world):
        for p, kind, text in self.done:
            if p < self.FALSE_ALARMS / len(self.done):
                world.fault(kind, f"{text}, p = {p:.2g}")
