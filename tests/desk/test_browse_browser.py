"""Looking and adding in a real browser: by keyboard, on a phone, without a fault on the console."""

import pytest

from tests.browsing import find_barriers, measure_width, needs_browser, press, wait_for

pytestmark = needs_browser

PAGES = [
    "/", "/?why=unsure", "/reports/r1", "/reports/r3?s=none", "/coding", "/coding/r1", "/agreement", "/log", "/events",
    "/reports", "/timeline", "/map", "/sources", "/sources/orsk%20post", "/add", "/confidential/r1",
]  # fmt: skip


@pytest.fixture
def base(browser, address):
    """The desk's address, opened."""
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get(address)
    return address.partition("/?")[0]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_fits_a_phone_and_breaks_no_rule(browser, base, language):
    from selenium.webdriver.common.by import By

    browser.add_cookie({"name": "django_language", "value": language})
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.get(f"{base}/events")
    event = browser.find_element(By.CSS_SELECTOR, "a.row").get_attribute("href").removeprefix(base)
    for page in [*PAGES, event]:
        browser.get(base + page)
        wide = measure_width(browser)
        assert wide <= 360, (page, wide)
        bare = browser.execute_script(
            "return [...document.querySelectorAll('input:not([type=hidden]),select,textarea')]"
            ".filter(e => !e.labels.length).map(e => e.name)"
        )
        assert bare == [], (page, bare)
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(browser, base, scheme):
    from selenium.webdriver.common.by import By

    scheme_asked = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme_asked)
    browser.get(f"{base}/events")
    event = browser.find_element(By.CSS_SELECTOR, "a.row").get_attribute("href").removeprefix(base)
    barriers = {}
    for page in [*PAGES, event]:
        browser.get(base + page)
        barriers[page] = find_barriers(browser)
    assert {page: found for page, found in barriers.items() if found} == {}


def test_from_a_pasted_text_to_its_event_by_keyboard(browser, base, monkeypatch):
    from selenium.webdriver import Keys
    from selenium.webdriver.common.by import By

    monkeypatch.setattr("khronika.pipeline.add_captures.__kwdefaults__", {"engine": "rules", "progress": None})
    browser.get(f"{base}/add")
    box = browser.find_element(By.CSS_SELECTOR, "textarea")
    box.send_keys("Police in Tomsk detained 12 students on Friday, a lawyer said.")
    box.send_keys(Keys.TAB, "Held in Tomsk", Keys.TAB)
    browser.switch_to.active_element.send_keys("Tomsk Post", Keys.ENTER)
    wait_for(lambda: "/add/" in browser.current_url)
    wait_for(lambda: "1 report added" in browser.find_element(By.TAG_NAME, "main").text)
    browser.get(f"{base}/events")
    press(browser, "/")
    browser.switch_to.active_element.send_keys("students detain", Keys.ENTER)
    wait_for(lambda: "q=students" in browser.current_url)
    press(browser, "j", Keys.ENTER)
    wait_for(lambda: "Tomsk" in browser.find_element(By.TAG_NAME, "h1").text)
    assert "detained 12 students" in browser.find_element(By.TAG_NAME, "blockquote").text
