"""src/world/data/roads.toml says what the outlines of the report's map say."""
import pathlib
import sys
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import land_neighbours  # noqa: E402


def pair(row):
    return tuple(sorted(row[:2]))


class Roads(unittest.TestCase):
    def setUp(self):
        self.roads = tomllib.loads((ROOT / "src/world/data/roads.toml").read_text())["roads"]
        self.beside = set(land_neighbours.neighbours(land_neighbours.countries_of_the_world()))

    def test_every_neighbour_has_a_road_or_a_reason(self):
        stated = [pair(row) for row in self.roads["pairs"] + self.roads["no_road"]]
        self.assertEqual(sorted(stated), sorted(self.beside))

    def test_links_join_countries_that_share_no_land(self):
        links = {pair(row) for row in self.roads["links"]}
        self.assertEqual(len(links), len(self.roads["links"]))
        self.assertFalse(links & self.beside)

    def test_outlines_tell_neighbours_from_islands(self):
        self.assertEqual(land_neighbours.neighbours(["ES", "PT", "FR", "GB"]), [("ES", "FR"), ("ES", "PT")])


if __name__ == "__main__":
    unittest.main()
