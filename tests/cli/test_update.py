"""lists update against a server on this machine that misbehaves in every way it can: what is here stays, and the error says
what happened."""
import gzip
import http.server
import json
import os
import signal
import ssl
import subprocess
import threading
import time
import unittest

from harness import PROGRAM, CliCase
from schema_case import SCHEMAS, SchemaCase

os.environ.pop("http_proxy", None)  # what is here is asked for here

ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"


def consolidated(count, **more):
    """A consolidated list of invented parties in the official JSON."""
    results = [{"source": ENTITY_LIST, "name": f"Heron Works {number}", "alt_names": [f"HW {number}"],
                "addresses": [{"country": "CN"}], "license_requirement": "For all items subject to the EAR", **more}
               for number in range(count)]
    return json.dumps({"total": count, "results": results}).encode()


class Server:
    """Answers each path by what `answers` has for it: a function of the handler, called anew for every request."""

    def __init__(self, certificate=None):
        self.answers, self.requests, self.headers = {}, [], []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.requests.append(self.path)
                outer.headers.append(dict(self.headers))
                answer = outer.answers.get(self.path)
                self.close_connection = True
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # the other side hung up, as it should

        self.server = Quiet(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https" if certificate else "http"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, path):
        return f"{self.scheme}://127.0.0.1:{self.server.server_port}{path}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def begin(handler, status=200, **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def send(handler, body, status=200, length=None, **headers):
    begin(handler, status, Content_Length=str(len(body) if length is None else length), **headers)
    handler.wfile.write(body)


def gives(body, **keywords):
    return lambda handler: send(handler, body, **keywords)


def in_turn(*answers):
    """Each answer once, the last for ever."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


class Update(SchemaCase):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.settings()

    def settings(self, more="", sources="", form="csl-json", address=None):
        self.write("tidewaiter.toml", f"""
[update]
sources = ["one"{', "two"' if sources else ''}]
tries = 3
back_off_seconds = 0.02
stall_seconds = 1
total_seconds = 2
max_megabytes = 0.2
{more}
[[update.source]]
id = "one"
form = "{form}"
address = "{address or self.server.address('/one')}"
{sources}
""")

    def update(self, *arguments, status=0):
        done = self.ok("lists", "update", *arguments, "--format", "ndjson", status=status)
        rows = [json.loads(line) for line in done.out.splitlines()]
        self.check("list-update", rows, 0)
        return rows, done.err

    def first(self, count=100):
        self.server.answers["/one"] = gives(consolidated(count), Last_Modified="Thu, 01 Jan 2026 10:00:00 GMT", ETag='"a"')
        rows, _ = self.update()
        self.assertEqual(rows[0]["status"], "updated")
        return rows[0]["version"]

    def stays(self, version, count=100):
        status = json.loads(self.ok("lists", "status", "--format", "json").out)
        self.assertEqual((status["version"], status["entries"]), (version, count))
        self.assertEqual([path.name for path in self.folder.rglob("*.part")], [])
        self.assertEqual([path.name for path in self.folder.rglob("incoming")], [])

    def fails(self, answer, *says, tries, status="failed"):
        """A second fetch goes wrong: the list stays, the message speaks, the server was asked so often."""
        version = self.first()
        self.server.answers["/one"] = answer
        before = len(self.server.requests)
        rows, err = self.update(status=1)
        self.assertEqual(rows[0]["status"], status, rows)
        for text in says:
            self.assertIn(text, rows[0]["message"])
        self.assertEqual(len(self.server.requests) - before, tries)
        self.stays(version)
        return rows[0], err

    # --- well ---

    def test_fetched_compiled_and_kept_by_day(self):
        version = self.first()
        status = json.loads(self.ok("lists", "status", "--format", "json").out)
        self.assertEqual(status["sources"][0]["file"], "one_2026-01-01.json")
        self.assertEqual(status["sources"][0]["date"], "2026-01-01")
        self.stays(version)
        header = self.ok("lists", "update", "--format", "csv").out.splitlines()[0]
        self.assertEqual(header.split(","), list(SCHEMAS["list-update"]["properties"]))

    def test_the_next_day_makes_a_history(self):
        version = self.first()
        more = json.loads(consolidated(105))
        more["results"] = more["results"][1:]
        more["total"] = 104
        self.server.answers["/one"] = gives(json.dumps(more).encode(), Last_Modified="Mon, 05 Jan 2026 10:00:00 GMT")
        rows, _ = self.update()
        self.assertEqual((rows[0]["status"], rows[0]["date"], rows[0]["entries_before"], rows[0]["entries"]),
                         ("updated", "2026-01-05", 100, 104))
        changes = [json.loads(line) for line in
                   self.ok("lists", "diff", version, rows[0]["version"], "--format", "ndjson").out.splitlines()]
        self.assertEqual([(row["name"], row["after"]) for row in changes if row["change"] == "ended"],
                         [("Heron Works 0", ["2026-01-04 (inferred)"])])
        self.assertEqual(sum(row["change"] == "added" for row in changes), 5)

    def test_not_modified(self):
        version = self.first()

        def answer(handler):
            known = handler.headers.get("If-None-Match") == '"a"'
            dated = handler.headers.get("If-Modified-Since") == "Thu, 01 Jan 2026 10:00:00 GMT"
            send(handler, b"", status=304 if known and dated else 500)

        self.server.answers["/one"] = answer
        rows, _ = self.update()
        self.assertEqual((rows[0]["status"], rows[0]["version"]), ("unchanged", version))
        self.stays(version)

    def test_the_same_bytes_again_are_no_new_snapshot(self):
        version = self.first()
        self.server.answers["/one"] = gives(consolidated(100), ETag='"b"')
        rows, _ = self.update()
        self.assertEqual((rows[0]["status"], rows[0]["date"], rows[0]["version"]), ("unchanged", "2026-01-01", version))
        self.update()
        self.assertEqual(self.server.headers[-1].get("If-None-Match"), '"b"')

    def test_packed(self):
        self.server.answers["/one"] = gives(gzip.compress(consolidated(100)), Content_Encoding="gzip")
        rows, _ = self.update()
        self.assertEqual(rows[0]["entries"], 100)
        self.assertIn("gzip", self.server.headers[-1]["Accept-Encoding"])

    def test_sent_on(self):
        self.server.answers["/one"] = lambda handler: send(handler, b"moved", status=302, Location="/two")
        self.server.answers["/two"] = gives(consolidated(100))
        self.assertEqual(self.update()[0][0]["entries"], 100)

    def test_500_then_fine(self):
        self.server.answers["/one"] = in_turn(gives(b"oops", status=500), gives(consolidated(100)))
        rows, err = self.update()
        self.assertEqual(rows[0]["status"], "updated")
        self.assertIn("the server answers with status 500; trying again", err)

    def test_a_house_list_beside_it(self):
        self.write("house.csv", "name,id,list\nCopper Gate Logistics FZE,1,NOGO\n")
        self.settings('files = ["house.csv"]')
        self.first()
        lists = json.loads(self.ok("lists", "status", "--format", "json").out)["lists"]
        self.assertEqual([(row["list"], row["entries"]) for row in lists], [("EL", 100), ("NOGO", 1)])

    def test_the_newest_day_there_is(self):
        self.settings(address=self.server.address("/{day}/one"))
        asked = []

        class Days(dict):
            def get(self, path, *_):
                asked.append(path)
                return gives(consolidated(100)) if len(asked) == 3 else None

        self.server.answers = Days()
        rows, _ = self.update()
        self.assertEqual(rows[0]["status"], "updated")
        self.assertEqual(asked[2], f"/{rows[0]['date']}/one")

    def test_only_so_many_snapshots_are_kept(self):
        self.settings("snapshots = 2")
        for day in (1, 2, 3):
            self.server.answers["/one"] = gives(consolidated(100 + day), Last_Modified=f"Thu, 0{day} Jan 2026 10:00:00 GMT")
            self.update()
        folder = self.folder / "data/tidewaiter/lists.tidelist.sources/one"
        self.assertEqual(sorted(path.name for path in folder.iterdir()), ["2026-01-02", "2026-01-03", "state.json"])

    # --- the network ---

    def test_404(self):
        self.fails(lambda handler: handler.send_error(404), "error[not_found]", "status 404", tries=1)

    def test_500_for_ever(self):
        self.fails(gives(b"oops", status=503), "status 503 (tried 3 times)", tries=3)

    def test_slow(self):
        def answer(handler):
            begin(handler, Content_Length="100000")
            handler.wfile.write(b"{")
            time.sleep(4)

        self.settings("connect_seconds = 1")
        self.fails(answer, "error[file_unreadable]", tries=3)

    def test_drop_by_drop(self):
        def answer(handler):
            begin(handler, Content_Length="100000")
            for _ in range(80):
                handler.wfile.write(b"{")
                time.sleep(0.1)

        self.fails(answer, "error[file_unreadable]", tries=3)

    def test_cut_off(self):
        body = consolidated(100)
        self.fails(gives(body[:len(body) // 2], length=len(body)), "the file was cut off", tries=3)

    def test_cut_off_in_pieces(self):
        def answer(handler):
            begin(handler, Transfer_Encoding="chunked")
            handler.wfile.write(b"5\r\n{\"res\r\n")

        self.fails(answer, "error[file_unreadable]", tries=3)

    def test_hung_up(self):
        self.fails(lambda handler: handler.connection.close(), "error[file_unreadable]", tries=3)

    def test_wrong_length(self):
        body = consolidated(100)
        self.fails(gives(body, length=len(body) - 20), "cannot be read", tries=1)

    def test_redirect_loop(self):
        self.fails(lambda handler: send(handler, b"", status=302, Location="/one"), "sends on more than 5 times", tries=6)

    def test_sent_on_to_a_file(self):
        self.fails(lambda handler: send(handler, b"", status=302, Location="file:///etc/hostname"), "not https", tries=1)

    def test_huge(self):
        self.fails(gives(b"x" * 300_000), "larger than the limit of 200000 bytes", tries=1)

    def test_huge_without_a_length(self):
        def answer(handler):
            begin(handler)
            for _ in range(40):
                handler.wfile.write(b"x" * 10_000)

        self.fails(answer, "larger than the limit", tries=1)

    def test_huge_once_unpacked(self):
        self.fails(gives(gzip.compress(b" " * 3_000_000), Content_Encoding="gzip"), "larger than the limit", tries=1)

    def test_packed_badly(self):
        self.fails(gives(b"this is no gzip", Content_Encoding="gzip"), "cannot be unpacked", tries=3)

    def test_nobody_there(self):
        version = self.first()
        self.server.stop()
        rows, _ = self.update(status=1)
        self.assertEqual(rows[0]["status"], "failed")
        self.stays(version)
        self.server = Server()

    def test_plain_http_elsewhere_is_refused_unasked(self):
        self.settings(address="http://lists.invalid/one")
        rows, _ = self.update(status=2)
        self.assertIn("only https is trusted", rows[0]["message"])

    # --- what comes ---

    def test_a_web_page(self):
        self.fails(gives(b"\n<!DOCTYPE html><html><p>We have moved"), "a web page, not with the list", tries=1)

    def test_an_empty_file(self):
        self.fails(gives(b""), "the file is empty", tries=1)

    def test_another_form(self):
        self.fails(gives(b"name,id\nHeron,1\n"), "of the form house-csv, not csl-json", tries=1)

    def test_one_page_of_the_list(self):
        body = json.loads(consolidated(100))
        body["total"] = 25000
        self.fails(gives(json.dumps(body).encode()), "one page of a search", tries=1)

    def test_a_list_that_shrank(self):
        row, _ = self.fails(gives(consolidated(89)), "89 entries where there were 100", tries=1, status="refused")
        self.assertEqual(row["entries_before"], 100)
        rows, _ = self.update("--accept")
        self.assertEqual((rows[0]["status"], rows[0]["entries"]), ("updated", 89))

    def test_a_tenth_less_is_taken(self):
        self.first()
        self.server.answers["/one"] = gives(consolidated(90))
        self.assertEqual(self.update()[0][0]["status"], "updated")

    def test_a_member_that_is_gone_or_new(self):
        body = consolidated(100).replace(b"license_requirement", b"licence_requirement")
        self.fails(gives(body), 'no entry has any more "license_requirement" (100 of 100 entries)',
                   'something new: "licence_requirement"', tries=1, status="refused")
        self.assertEqual(self.update("--accept")[0][0]["status"], "updated")

    def test_columns_that_changed(self):
        self.settings(form="house-csv")
        self.server.answers["/one"] = gives(b"name,id\n" + b"".join(b"Heron %d,%d\n" % (i, i) for i in range(50)))
        self.update()
        self.server.answers["/one"] = gives(b"id,name\n" + b"".join(b"%d,Heron %d\n" % (i, i) for i in range(50)))
        rows, _ = self.update(status=1)
        self.assertIn("the columns were name, id and are id, name", rows[0]["message"])
        self.assertEqual(self.update("--accept")[0][0]["status"], "updated")

    def test_a_row_that_cannot_be_read_is_no_quiet_success(self):
        self.settings(form="house-csv")
        whole = b"name,id\n" + b"".join(b"Heron %d,%d\n" % (i, i) for i in range(50))
        self.server.answers["/one"] = gives(whole)
        self.update()
        self.server.answers["/one"] = gives(whole.replace(b"Heron 7,7", b"\"Heron 7,7"))
        rows, err = self.update(status=5)
        self.assertEqual((rows[0]["status"], rows[0]["entries"]), ("updated", 49))
        self.assertIn("1 row of the list could not be read and is not in it", rows[0]["message"])
        self.assertIn("one_", err)
        self.assertEqual(json.loads(self.ok("lists", "status", "--format", "json").out)["entries"], 49)

    def test_an_older_list(self):
        self.first()
        self.server.answers["/one"] = gives(consolidated(101), Last_Modified="Wed, 31 Dec 2025 10:00:00 GMT")
        rows, _ = self.update(status=1)
        self.assertIn("it is of 2025-12-31, and the one that is here is of 2026-01-01", rows[0]["message"])

    # --- the compiled list ---

    def test_a_compiled_list_is_not_replaced_by_one_that_lacks_its_lists(self):
        self.ok("lists", "import", self.write("mine.csv", "name,id,list\nCopper Gate,1,NOGO\n"))
        self.server.answers["/one"] = gives(consolidated(100))
        _, err = self.update(status=1)
        self.assertIn("the compiled list would shrink: NOGO from 1 to 0 entries", err)
        self.assertEqual(json.loads(self.ok("lists", "status", "--format", "json").out)["entries"], 1)
        self.update("--accept")
        self.assertEqual(json.loads(self.ok("lists", "status", "--format", "json").out)["entries"], 100)

    def test_one_source_fails_and_the_other_is_taken(self):
        self.settings(sources=f'[[update.source]]\nid = "two"\nform = "house-csv"\naddress = "{self.server.address("/two")}"')
        self.server.answers["/two"] = gives(b"name,id\nCopper Gate,1\n")
        rows, _ = self.update(status=1)
        self.assertEqual([row["status"] for row in rows], ["failed", "updated"])
        self.assertEqual(json.loads(self.ok("lists", "status", "--format", "json").out)["entries"], 1)
        self.server.answers["/one"] = gives(consolidated(100))
        before = len(self.server.requests)
        self.update("one")
        self.assertEqual(self.server.requests[before:], ["/one"])
        self.assertEqual(json.loads(self.ok("lists", "status", "--format", "json").out)["entries"], 101)

    def test_nothing_was_ever_fetched(self):
        done = self.run_program("lists", "update")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no list was ever fetched", done.out)

    def test_two_at_once(self):
        self.first()
        reached, go_on = threading.Event(), threading.Event()

        def answer(handler):
            reached.set()
            go_on.wait(20)
            send(handler, consolidated(100))

        self.server.answers["/one"] = answer
        running = threading.Thread(target=self.run_program, args=("lists", "update"))
        running.start()
        self.assertTrue(reached.wait(20))
        done = self.run_program("lists", "update")
        go_on.set()
        running.join()
        self.assertEqual(done.returncode, 2)
        self.assertIn("another update of these lists is running", done.err)

    def test_an_interrupt_while_it_compiles(self):
        version = self.first()
        self.write("house.csv", "name,list\n" + "".join(f"Heron Works {i:06d},OWN\n" for i in range(60_000)))
        self.settings('files = ["house.csv"]')
        self.server.answers["/one"] = gives(consolidated(101))
        state, = self.folder.rglob("state.json")
        fetched_before = state.read_bytes()
        with subprocess.Popen([PROGRAM, "lists", "update"], cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            while running.poll() is None and state.read_bytes() == fetched_before:
                time.sleep(0.005)  # until it is fetched: what comes then is the compiling
            running.send_signal(signal.SIGINT)
            out, told = running.communicate(timeout=60)
        self.assertEqual((running.returncode, out), (130, b""), told)
        self.assertIn(b"interrupted; the compiled list stays as it is", told)
        self.stays(version)
        self.update()
        self.assertEqual(json.loads(self.ok("lists", "status", "--format", "json").out)["entries"], 60_101)

    def test_settings_that_are_wrong(self):
        for text, says in [('[update]\nsources = ["nobody"]', 'there is no source of lists "nobody"'),
                           ("[update]\ntrys = 3", "there is no setting trys of the update"),
                           ('[[update.source]]\nid = "x"\nform = "csl"\naddress = "https://x"', '"csl" is no form of lists'),
                           ('[[update.source]]\nid = "../x"', "needs an id of small letters"),
                           ('[[update.source]]\nid = "x"\nform = "csl-json"', "has no form or no address"),
                           ("[update]\ntries = 0", "tries must be a number from 1 to 20")]:
            self.write("tidewaiter.toml", text)
            done = self.run_program("lists", "update")
            self.assertEqual(done.returncode, 2, text)
            self.assertIn(says, done.err)

    def test_the_shipped_sources_are_chosen_by_their_names(self):
        """Their addresses cannot be tried; that they are described well can."""
        self.write("tidewaiter.toml", '[update]\ntries = 1\nconnect_seconds = 0.05\ntotal_seconds = 0.05\n'
                   'sources = ["consolidated", "part-744", "denied-persons", "treasury-blocked", "treasury-others",'
                   ' "european-union", "united-kingdom", "security-council", "opensanctions"]')
        self.environment.update(https_proxy="http://127.0.0.1:9", HTTPS_PROXY="http://127.0.0.1:9")
        rows, _ = self.update(status=2)
        self.assertEqual([row["status"] for row in rows], ["failed"] * 9)


class Certificates(CliCase):
    def setUp(self):
        super().setUp()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
                       cwd=self.folder, check=True, capture_output=True)
        self.server = Server((self.folder / "cert.pem", self.folder / "key.pem"))
        self.addCleanup(self.server.stop)
        self.server.answers["/one"] = gives(consolidated(100))

    def settings(self, more=""):
        self.write("tidewaiter.toml", f"""
[update]
sources = ["one"]
tries = 3
back_off_seconds = 0.02
{more}
[[update.source]]
id = "one"
form = "csl-json"
address = "{self.server.address('/one')}"
""")

    def test_signed_by_itself_is_refused(self):
        self.settings()
        done = self.ok("lists", "update", "--format", "ndjson", status=2)
        message = json.loads(done.out)["message"]
        self.assertIn("the server's certificate is not trusted", message)
        self.assertIn("[update] certificates", message)
        self.assertNotIn("again", message)
        page = self.ok("lists", "update", status=2).out
        self.assertRegex(page, "\n +hint: if a proxy of your own")
        self.assertNotIn("stays", page, "there is no list yet")
        self.write("house.csv", "list,name\nHOUSE,Heron Works\n")
        self.ok("lists", "import", "house.csv")
        page = self.ok("lists", "update", status=1).out
        self.assertIn("no list was ever fetched, so there is nothing to compile; the present list stays\n", page)
        self.assertEqual(self.server.requests, [])

    def test_an_authority_of_the_house_is_trusted_where_the_settings_name_it(self):
        self.settings('certificates = "cert.pem"')
        self.assertEqual(json.loads(self.ok("lists", "update", "--format", "ndjson").out)["entries"], 100)

    def test_another_host_is_refused(self):
        self.settings('certificates = "cert.pem"')
        text = (self.folder / "tidewaiter.toml").read_text().replace("127.0.0.1", "localhost")
        self.write("tidewaiter.toml", text)
        self.environment["NO_PROXY"] = "localhost"
        done = self.ok("lists", "update", "--format", "ndjson", status=2)
        self.assertIn("certificate is not trusted", json.loads(done.out)["message"])


if __name__ == "__main__":
    unittest.main()
