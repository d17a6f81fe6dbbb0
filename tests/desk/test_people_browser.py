"""A team at the desk in a real browser: from the first link to somebody invited who signs in."""

import time

import pytest

from khronika.desk.people import totp
from khronika.desk.serve import make_team_desk
from tests.browsing import find_barriers, measure_width, needs_browser, wait_for
from tests.desk.conftest import free_port
from tests.desk.team import PASSWORD, code_of

pytestmark = needs_browser


@pytest.fixture
def invitation(home, team, serving):
    """The link that the command prints, at a desk served as the command serves it."""
    port = free_port()
    desk = make_team_desk(home, address=f"http://127.0.0.1:{port}", who="Ada")
    serving(desk.app, port)
    return desk.invitation


def fill(page, **told):
    from selenium.webdriver.common.by import By

    for name, words in told.items():
        page.find_element(By.NAME, name).send_keys(words)
    page.find_element(By.CSS_SELECTOR, "form.sheet button").click()


def join(page, link):
    """Take an invitation up: the secret is typed, as on a computer without a camera."""
    from selenium.webdriver.common.by import By

    page.get(link)
    secret = page.find_element(By.TAG_NAME, "code").text
    assert page.find_element(By.CSS_SELECTOR, "svg.qr").size["width"] > 100
    fill(page, password=PASSWORD, again=PASSWORD, code=totp.make_code(secret, int(time.time()) // totp.STEP_SECONDS))
    wait_for(lambda: "/join/" not in page.current_url)


def test_from_the_first_link_to_somebody_who_signs_in(invitation, clock, browser):
    from selenium.webdriver.common.by import By

    def press(words):
        browser.find_element(By.XPATH, f"//button[normalize-space()='{words}']").click()

    def title():
        return browser.find_element(By.TAG_NAME, "h1").text

    join(browser, invitation)
    assert title() == "To review"
    browser.find_element(By.LINK_TEXT, "People").click()
    browser.find_element(By.CSS_SELECTOR, "fieldset input[name=name]").send_keys("Bo")
    press("Make a link")
    wait_for(lambda: browser.find_elements(By.TAG_NAME, "code"))
    link = browser.find_element(By.TAG_NAME, "code").text
    press("Sign out")
    wait_for(lambda: title() == "Sign in")
    join(browser, link)
    assert browser.find_elements(By.LINK_TEXT, "People") == [], "Bo only reads"
    press("Sign out")
    wait_for(lambda: title() == "Sign in")
    base = link.partition("/join/")[0]
    browser.get(f"{base}/events?q=orsk")
    clock.shift(totp.STEP_SECONDS)
    fill(browser, name="bo", password=PASSWORD, code=code_of("Bo"))
    wait_for(lambda: title() == "Events")
    assert browser.current_url == f"{base}/events?q=orsk"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_a_team_has_a_barrier_or_is_wider_than_a_phone(invitation, clock, browser, scheme):
    asked = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    phone = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", asked)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    base, found = invitation.partition("/join/")[0], {}
    for page in (invitation, f"{base}/sign-in", "join", f"{base}/people", f"{base}/me", f"{base}/confidential/r1"):
        if page == "join":
            join(browser, invitation)
            continue
        browser.get(page)
        wide = measure_width(browser)
        found[page] = find_barriers(browser) + ([f"{wide} px"] if wide > phone["width"] else [])
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert {page: told for page, told in found.items() if told} == {}
