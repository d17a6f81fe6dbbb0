"""Makes docs/pictures: the site and the desk of the shipped samples, as Chromium shows them.

Needs Debian's chromium and chromium-driver.
"""

import os
import tempfile
import threading
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from waitress.server import create_server

from khronika.cli.publish import publish
from khronika.collect import collect_files
from khronika.desk.serve import SETTINGS, make_desk
from khronika.model import Decision, DecisionKind
from khronika.pipeline import add_captures, link_chronicle
from khronika.samples.pick import pick_event
from khronika.store import open_chronicle
from khronika.store.opening import open_to_decide
from khronika.values.clock import utc_now

os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS  # before a chronicle is opened
HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--hide-scrollbars")  # fmt: skip


_REJECTED = {(2, "Bo"), (2, "Cleo"), (2, "Dan"), (5, "Cleo"), (7, "Bo"), (7, "Dan"), (9, "Dan")}
"""Number of the report and who rejects what the reader found in it."""


def open_browser(profile: str) -> webdriver.Chrome:
    """Return a browser without a window."""
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in (*QUIET, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def code_twice(chronicle: str) -> None:
    """Let Bo decide openly on the first statements, and Cleo and Dan code them without seeing that or one another."""
    with open_to_decide(chronicle) as opened:
        reports = [stored.report for stored in opened.reports() if stored.report.statements][:12]
        for number, report in enumerate(reports):
            for who in ("Bo", "Cleo", "Dan"):
                kind = DecisionKind.REJECT if (number, who) in _REJECTED else DecisionKind.ACCEPT
                opened.decide(
                    Decision(report=report.id, statement=report.statements[0].id, kind=kind, who=who, at=utc_now(),
                             blind=who != "Bo")
                )  # fmt: skip
        link_chronicle(opened)


def main() -> None:
    """Read the samples, publish them, open the desk on them, and look."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        chronicle, site = f"{home}/demo", Path(home) / "site"
        with open_chronicle(chronicle, create=True, write=True) as opened:
            add_captures(opened, collect_files([str(HERE.parent / "khronika" / "samples")]))
        publish(chronicle, site)
        event = pick_event(chronicle)
        with open_chronicle(chronicle) as opened:
            charted = max(opened.events(), key=lambda e: max((len(f.history) for f in e.figures), default=0))
        desk = make_desk(chronicle, port=0, who="Ada")
        server = create_server(desk.app, host="127.0.0.1", port=0, threads=2)
        threading.Thread(target=server.run, daemon=True).start()
        browser = open_browser(f"{home}/profile")
        key = desk.address.partition("?")[2]
        browser.get(f"http://127.0.0.1:{server.effective_port}/?{key}")
        base = f"http://127.0.0.1:{server.effective_port}"
        looks = [
            ("event", f"file://{site}/events/{charted.id}.html", 1440, 1500),
            ("event-phone", f"file://{site}/events/{charted.id}.html", 360, 1300),
            ("site", f"file://{site}/index.html", 1440, 900),
            ("site-phone", f"file://{site}/index.html", 360, 1300),
            ("desk", f"{base}/reports/{event.statements[0].report}?s={event.statements[0].statement}", 1300, 900),
            ("queue", f"{base}/", 1300, 800),
            ("desk-event", f"{base}/events/{event.id}", 1300, 1500),
            ("timeline", f"{base}/timeline", 1300, 1100),
            ("coding", f"{base}/coding", 1100, 560),
            ("agreement", f"{base}/agreement", 1100, 620),
        ]
        for name, address, width, height in looks:
            if name == "coding":
                code_twice(chronicle)
            screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)  # no window is as narrow as a phone
            browser.get(address)
            browser.save_screenshot(str(PICTURES / f"{name}.png"))
        browser.quit()


if __name__ == "__main__":
    main()
