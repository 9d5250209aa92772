"""The HTML report: one file that asks for nothing, whose data are the decisions and whose names are never markup."""
import base64
import hashlib
import json
import re
import unittest

from harness import DEMO, CliCase, hold, shipment, shipments

STRANGE = '<script>alert("x")</script>'
SEPARATORS = "a\u2028b\u2029c"


def parts(page):
    """The elements of the page that hold something: policy, style, script, data."""
    return {
        "policy": re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page).group(1),
        "style": re.search(r"<style>(.*?)</style>", page, re.S).group(1),
        "script": re.search(r"<script>(.*?)</script>", page, re.S).group(1),
        "data": json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S).group(1)),
    }


def hash_of(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class Report(CliCase):
    def page(self, *arguments, status=(0, 1)):
        done = self.run_program("screen", *arguments, "--lists", self.demo_list(), "--store", "none", "--format", "html")
        self.assertIn(done.returncode, status, done.err)
        return done.out

    def demo_page(self):
        return self.page(DEMO / "shipments.csv", "--parties", DEMO / "parties.csv")

    def test_nothing_runs_and_nothing_is_asked_for_but_what_the_policy_names(self):
        page = self.demo_page()
        found = parts(page)
        self.assertEqual(found["policy"], f"default-src 'none'; script-src '{hash_of(found['script'])}'; "
                                          f"style-src '{hash_of(found['style'])}'; base-uri 'none'; form-action 'none'")
        self.assertEqual(re.findall(r"""(?:src|action|data|srcset|poster|ping)=["'][^"']*["']""", page.split("<style>")[0]), [])
        self.assertEqual(re.findall(r"@import|url\(|https?://(?!www\.w3\.org/2000/svg)", found["style"] + found["script"]), [])
        self.assertNotRegex(found["script"], r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|fetch\(|XMLHttpRequest")
        self.assertEqual(re.findall(r"\{\{\w+\}\}", page), [])

    def test_the_data_are_the_decisions_in_the_order_of_work(self):
        data = parts(self.demo_page())["data"]
        rows = self.decisions(DEMO / "shipments.csv", "--parties", DEMO / "parties.csv", "--lists", self.demo_list(),
                              "--store", "none")
        texts = data["texts"]
        self.assertEqual({row[0] for row in data["decisions"]}, set(rows))
        self.assertEqual(data["totals"]["shipments"], len(rows))
        for row in data["decisions"]:
            whole = rows[row[0]]
            self.assertEqual([texts[row[2]], texts[row[3]], row[5], row[21]],
                             [whole["disposition"], whole["determination"], whole["risk"], whole["digest"]])
            self.assertEqual([(texts[each[0]], texts[each[3]]) for each in row[12]],
                             [(each["id"], each["why"]) for each in whole["findings"]])
        order = ["stop", "hold", "review", "release"]
        places = [(order.index(texts[row[2]]), -row[5]) for row in data["decisions"]]
        self.assertEqual(places, sorted(places))
        counts = {name: sum(row["disposition"] == name for row in rows.values()) for name in order}
        self.assertEqual({name: data["totals"][name] for name in order}, counts)

    def test_answers_and_the_state_since_the_last_run_are_in_it(self):
        night = self.write("night.csv", shipments([hold(1), hold(2)]))
        screen = ("screen", night, "--lists", "none", "--store", "s.db", "--fail-on", "never")
        self.ok(*screen)
        self.ok("resolve", "S0002", "--as", "escalated", "--reason", "asked", "--by", "J. Doe", "--store", "s.db")

        def known(*options):
            data = parts(self.ok(*screen, "--format", "html", *options).out)["data"]
            return {row[0]: [data["texts"][text] for text in row[22:]] for row in data["decisions"]}

        answer = ["escalated", "escalated by J. Doe: asked (in force)"]
        self.assertEqual(known(), {"S0001": ["", "", "", ""], "S0002": ["", "", *answer]})
        self.write("night.csv", shipments([hold(1), hold(2, quantity="9"), hold(3)]))
        since = known("--since-last")
        self.assertEqual({shipment: texts[0] for shipment, texts in since.items()}, {"S0002": "changed", "S0003": "new"})
        self.assertEqual(since["S0002"][1], "changed: was hold in run 2; its rows have changed")
        self.assertEqual(since["S0002"][2], "void")

    def test_names_and_descriptions_are_data_and_cannot_end_the_element(self):
        rows = [shipment(1, consignee_name=STRANGE, item_description="</script><script>alert(1)</script><!-- H100"),
                shipment(2, consignee_name=SEPARATORS, item_description="]]> <style>*{}</style> \\u003c")]
        page = self.page(self.write("strange.csv", shipments(rows)))
        self.assertEqual(page.count("<script"), 3)
        self.assertEqual(page.count("</script"), 3)
        self.assertEqual(page.count("<style"), 1)
        self.assertNotRegex(page, "[\u2028\u2029]")
        texts = parts(page)["data"]["texts"]
        for text in (STRANGE, SEPARATORS):
            self.assertIn(text, texts)

    def test_the_same_decisions_give_the_same_page(self):
        self.assertEqual(self.demo_page(), self.demo_page())

    def test_nobody_else_writes_it(self):
        done = self.run_program("identify", "H100", "--format", "html")
        self.assertEqual(done.returncode, 2)
        self.assertIn("is none of table, ndjson, json, csv", done.err)


if __name__ == "__main__":
    unittest.main()
