"""A commune's site on another origin shows, searches, votes and counts, and outlives the portal."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, expect

from tests import patience
from tests.browser.commune import Commune, close_commune, open_commune
from tests.browser.conftest import DESK, TELEPHONE, lose_first_answer
from tests.browser.test_accessibility import ZOOMED, faults_on
from tests.conftest import window

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts" / "embeds"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36"
LOST = "Tạm mất kết nối với máy chủ."


@pytest.fixture(scope="module")
def commune(
    django_db_setup: None, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Commune]:
    """The commune's site beside a portal that all tests of this file share."""
    made = open_commune(tmp_path_factory.mktemp("portal"))
    yield made
    close_commune(made)


@pytest.fixture(autouse=True)
def own_index() -> None:
    """The portal is in another process, and has an index there."""


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the window says of scripts that fail and policies that are broken."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def keep_picture(page: Page, name: str) -> None:
    """A screenshot for people to look at, whatever the test says of it."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)


def items(page: Page, widget: str) -> Locator:
    return page.locator(f"{widget} li")


def state_of(page: Page, widget: str) -> Locator:
    return page.locator(widget).get_by_role("status")


def test_live_news_in_the_look_of_the_page(
    commune: Commune, page: Page, complaints: list[str]
) -> None:
    page.goto(commune.page("index.html"))
    expect(items(page, "dh-news")).to_have_count(6)
    link = items(page, "dh-news").first.get_by_role("link")
    expect(link).to_have_attribute("href", f"{commune.portal.url}/tin-tuc/hoa-giai-o-xom-7/")
    assert link.evaluate("link => getComputedStyle(link).color") == "rgb(20, 83, 45)"
    assert "Georgia" in link.evaluate("link => getComputedStyle(link).fontFamily")
    # What stood there for readers without scripts has made room.
    expect(page.locator("dh-news > a")).to_be_hidden()
    expect(page.locator("dh-visits")).to_contain_text("Hôm nay")
    assert complaints == []
    keep_picture(page, "index")


READERS: dict[str, dict[str, Any]] = {
    "at a desk": {"viewport": DESK},
    "on a telephone": {"viewport": TELEPHONE},
    "at 200 % zoom with forced colours and no motion": {
        "viewport": ZOOMED,
        "forced_colors": "active",
        "reduced_motion": "reduce",
    },
}


@pytest.mark.parametrize("reader", READERS)
def test_every_page_of_the_site_is_accessible(
    commune: Commune, chromium: Browser, reader: str
) -> None:
    context = chromium.new_context(locale="vi-VN", **READERS[reader])
    page = context.new_page()
    found = {}
    for name in ("index.html", "thu-vien.html", "khung.html"):
        page.goto(commune.page(name), wait_until="networkidle")
        found[name] = faults_on(page)
        keep_picture(page, f"{name.removesuffix('.html')}-{reader.replace(' ', '-')}")
    context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_searching_the_library_by_keyboard(commune: Commune, page: Page) -> None:
    page.goto(commune.page("nghiem-ngat.html"))
    box = page.locator("dh-search input")
    box.focus()
    page.keyboard.type("hoa giai vien do ai bau")
    page.keyboard.press("Enter")
    expect(state_of(page, "dh-search")).to_contain_text("kết quả")
    link = items(page, "dh-search").first.get_by_role("link")
    expect(link).to_contain_text("Quy định về hòa giải viên")
    assert page.locator("dh-search mark").count() > 0
    clause = re.compile(f"^{re.escape(commune.portal.url)}/thu-vien/.*#dieu-2")
    expect(link).to_have_attribute("href", clause)
    for _ in range(4):
        page.keyboard.press("Tab")
        if link.evaluate("link => link.getRootNode().activeElement === link"):
            break
    assert link.evaluate("link => link.getRootNode().activeElement === link")
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"


def voters(commune: Commune) -> int:
    """How many have voted on the one poll there is, as the API says to whoever voted."""
    api = f"{commune.portal.url}/api/v1/polls/"
    [poll] = get(api)["results"]
    return int(get(f"{api}{poll['id']}/results/")["voters"])


def get(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=patience.SECONDS) as answer:
        return json.load(answer)


def vote_for(page: Page, option: str) -> None:
    page.locator("dh-poll").get_by_label(option).check()
    page.locator("dh-poll").get_by_role("button", name="Bình chọn").click()


def test_voting_once_and_changing_ones_mind(
    commune: Commune, page: Page, complaints: list[str]
) -> None:
    before = voters(commune)
    page.goto(commune.page("binh-chon.html"))
    vote_for(page, "Nhà văn hóa")
    expect(state_of(page, "dh-poll")).to_have_text("Cảm ơn bạn đã bình chọn.")
    row = page.locator("dh-poll tbody tr").filter(has_text="Nhà văn hóa")
    expect(row).to_contain_text("✓")
    assert voters(commune) == before + 1
    keep_picture(page, "voted")
    page.reload()
    expect(row).to_contain_text("✓")
    page.locator("dh-poll").get_by_role("button", name="Đổi lựa chọn").click()
    expect(page.locator("dh-poll").get_by_label("Nhà văn hóa")).to_be_checked()
    vote_for(page, "Trực tuyến")
    other = page.locator("dh-poll tbody tr").filter(has_text="Trực tuyến")
    expect(other).to_contain_text("✓")
    assert voters(commune) == before + 1
    assert complaints == []


def test_voting_by_keyboard(commune: Commune, page: Page) -> None:
    before = voters(commune)
    page.goto(commune.page("binh-chon.html"))
    page.locator("dh-poll").get_by_label("Nhà văn hóa").focus()
    for key in ("ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(state_of(page, "dh-poll")).to_have_text("Cảm ơn bạn đã bình chọn.")
    assert voters(commune) == before + 1
    # The ballot is gone; whoever reads by ear goes on at what took its place.
    assert page.evaluate("document.activeElement.localName") == "dh-poll"
    assert faults_on(page) == []


def visits(commune: Commune) -> int:
    """How many visits there have been in all."""
    return int(get(f"{commune.portal.url}/api/v1/visits/")["total"])


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """A window that does not call itself a robot: those are not counted."""
    with window(chromium, locale="vi-VN", user_agent=AGENT) as made:
        yield made


def test_a_visit_is_counted_once_however_many_counters_stand_on_the_page(
    commune: Commune, reader: Page
) -> None:
    before = visits(commune)
    reader.goto(commune.page("index.html"))
    counter = reader.locator("dh-visits").first
    counter.evaluate("counter => counter.after(counter.cloneNode(true))")
    for number in range(2):
        expect(reader.locator("dh-visits").nth(number).get_by_text("Hôm nay")).to_be_visible()
    assert visits(commune) == before + 1
    expect(counter).to_contain_text(f"Tổng{before + 1}")
    reader.reload()
    expect(counter).to_contain_text(f"Tổng{before + 2}")


def test_a_visit_of_which_the_answer_is_lost_is_told_again_and_counts_once(
    commune: Commune, reader: Page
) -> None:
    before = visits(commune)
    reader.clock.install()
    told = lose_first_answer(reader, "**/api/v1/visits/beacon/")
    reader.goto(commune.page("index.html"))
    expect(reader.locator("dh-visits")).to_contain_text("Hôm nay")
    for _ in range(3):
        with reader.expect_response("**/api/v1/visits/"):
            reader.clock.fast_forward(120_000)
    assert told == [told[0]] * 2
    assert visits(commune) == before + 1


def test_a_frame_with_the_counter_counts_without_scripts(
    commune: Commune, chromium: Browser
) -> None:
    context = chromium.new_context(user_agent=AGENT, java_script_enabled=False)
    page = context.new_page()
    before = visits(commune)
    with page.expect_response("**/pixel.gif?embed=localhost**"):
        page.goto(commune.page("khung.html"))
        page.locator("iframe[src*='/embed/visits/']").scroll_into_view_if_needed()
    assert visits(commune) == before + 1
    context.close()


def test_a_strict_policy_is_broken_by_nothing(
    commune: Commune, page: Page, complaints: list[str]
) -> None:
    """No inline style or script, no HTML sink: Trusted Types are required on that page.

    What its policy allows is what the docs name (tests/embeds/test_docs.py).
    """
    page.goto(commune.page("nghiem-ngat.html"))
    expect(items(page, "dh-news")).to_have_count(3)
    picture = page.locator("dh-news img").first
    picture.scroll_into_view_if_needed()
    # The page's own policy forbids what `wait_for_function` does when it has to wait.
    patience.until(lambda: picture.evaluate("image => image.naturalWidth") > 0)
    expect(items(page, "dh-documents")).to_have_count(2)
    expect(page.locator("dh-poll form")).to_be_visible()
    expect(page.locator("dh-visits")).to_contain_text("Hôm nay")
    expect(page.frame_locator("iframe").get_by_role("listitem").first).to_be_visible()
    background = "box => getComputedStyle(box).backgroundColor"
    assert page.locator("dh-news .box").evaluate(background) == "rgb(255, 255, 255)"
    assert complaints == []
    keep_picture(page, "strict")


def test_a_page_in_windows_1258_shows_vietnamese(commune: Commune, page: Page) -> None:
    page.goto(commune.page("trang-cu.html"))
    assert page.evaluate("document.characterSet") == "windows-1258"
    expect(items(page, "dh-news").first).to_contain_text("Hòa giải ở xóm 7")
    expect(page.locator("dh-news").get_by_text("Xem tất cả tin")).to_be_visible()
    expect(page.locator("dh-news").get_by_role("heading")).to_have_text("Tin từ Cổng hòa giải")


def test_two_copies_of_the_script_are_one(
    commune: Commune, page: Page, complaints: list[str]
) -> None:
    page.goto(commune.page("thu-vien.html"))
    assert page.locator('script[src$="/embed/v1.js"]').count() == 2
    expect(page.locator("dh-search form")).to_have_count(1)
    expect(items(page, "dh-documents")).to_have_count(2)
    assert complaints == []


def test_the_script_leaves_no_trace_in_the_page(commune: Commune, page: Page) -> None:
    page.goto(commune.page("style.css"))
    before = set(page.evaluate("Object.keys(window)"))
    page.goto(commune.page("index.html"))
    expect(items(page, "dh-news")).to_have_count(6)
    assert set(page.evaluate("Object.keys(window)")) - before == set()


SHADOWED = """() => {
    const found = [];
    const known = (name) => name in HTMLElement.prototype && name !== 'constructor';
    for (const element of document.querySelectorAll('dh-news, dh-search, dh-poll, dh-visits')) {
        for (let of = element; of !== HTMLElement.prototype; of = Object.getPrototypeOf(of))
            found.push(...Object.getOwnPropertyNames(of).filter(known));
    }
    return found;
}"""


def test_the_parts_are_elements_as_all_others(commune: Commune, page: Page) -> None:
    """A host's script may move them, hide them, put something after them."""
    page.goto(commune.page("index.html"))
    expect(items(page, "dh-news")).to_have_count(6)
    assert page.evaluate(SHADOWED) == []


def test_changing_an_attribute_shows_something_else(commune: Commune, page: Page) -> None:
    page.goto(commune.page("trang-cu.html"))
    expect(items(page, "dh-news")).to_have_count(3)
    page.locator("dh-news").evaluate(
        "news => { news.setAttribute('count', '5'); news.setAttribute('lang', 'en') }"
    )
    expect(items(page, "dh-news")).to_have_count(5)
    expect(page.locator("dh-news").get_by_text("All news")).to_be_visible()


def test_a_page_goes_on_while_the_portal_is_killed_and_started_again(
    commune: Commune, page: Page
) -> None:
    """Each part says so, a vote waits, and once one part is answered all are, without a reload."""
    before = voters(commune)
    page.clock.install()
    page.goto(commune.page("index.html"))
    expect(items(page, "dh-news")).to_have_count(6)
    expect(page.locator("dh-poll form")).to_be_visible()
    commune.portal.kill()
    try:
        page.clock.fast_forward("07:00")
        expect(state_of(page, "dh-news")).to_contain_text(LOST)
        expect(items(page, "dh-news")).to_have_count(6)
        page.locator("dh-search input").fill("hòa giải")
        page.locator("dh-search button").click()
        expect(state_of(page, "dh-search")).to_contain_text("Trang sẽ tự thử lại")
        vote_for(page, "Nhà văn hóa")
        unsent = state_of(page, "dh-poll").get_by_text("phiếu chỉ được tính một lần")
        expect(unsent).to_be_visible()
        page.clock.fast_forward("02:00")
        expect(unsent).to_be_visible()
        keep_picture(page, "portal-down")
        page.set_viewport_size(TELEPHONE)
        keep_picture(page, "portal-down-telephone")
    finally:
        commune.portal.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state_of(page, "dh-search")).to_contain_text("kết quả")
    # Nothing is said any more, or something else.
    expect(page.locator("dh-news").get_by_text(LOST)).to_have_count(0)
    expect(items(page, "dh-news")).to_have_count(6)
    expect(state_of(page, "dh-poll")).to_have_text("Cảm ơn bạn đã bình chọn.")
    assert voters(commune) == before + 1
    keep_picture(page, "portal-back")


def test_what_answers_one_part_answers_all(commune: Commune, page: Page) -> None:
    """None waits out its own turn of up to five minutes once another was answered."""
    page.clock.install()
    page.route(f"{commune.portal.url}/api/v1/**", lambda route: route.abort())
    page.goto(commune.page("index.html"))
    for widget in ("dh-news", "dh-poll", "dh-visits"):
        expect(state_of(page, widget)).to_contain_text("Chưa kết nối được với máy chủ")
    page.unroute(f"{commune.portal.url}/api/v1/**")
    page.locator("dh-news").evaluate("news => news.load()")
    expect(items(page, "dh-news")).to_have_count(6)
    expect(page.locator("dh-poll form")).to_be_visible()
    expect(page.locator("dh-visits")).to_contain_text("Hôm nay")


HOSTS = {
    "resets every element": "addEventListener('DOMContentLoaded', () => {"
    " const sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [sheet];"
    " sheet.replaceSync('*{all:unset} html{font-size:62.5%} *::before{content:\"X\"}') })",
    "blocks storage": "Object.defineProperty(window, 'localStorage',"
    " { get() { throw new DOMException('no', 'SecurityError') } })",
    "writes nonsense into storage": "JSON.parse = (parse => text =>"
    " text === null ? '5' : parse(text))(JSON.parse)",
    "adds to every array and object": "Array.prototype.evil = () => 0; Object.prototype.bad = 'x'",
}


@pytest.mark.parametrize("host", HOSTS)
def test_whatever_the_host_does_the_parts_stand(
    commune: Commune, page: Page, complaints: list[str], host: str
) -> None:
    page.add_init_script(HOSTS[host])
    page.goto(commune.page("index.html"))
    expect(items(page, "dh-news")).to_have_count(6)
    vote_for(page, "Nhà văn hóa")
    expect(state_of(page, "dh-poll")).to_have_text("Cảm ơn bạn đã bình chọn.")
    assert complaints == []
    keep_picture(page, f"host-{host.replace(' ', '-')}")


def test_a_name_that_the_host_uses_itself_stays_the_hosts(
    commune: Commune, page: Page, complaints: list[str]
) -> None:
    own = "class extends HTMLElement { connectedCallback() { this.textContent = 'Của xã' } }"
    page.add_init_script(f"customElements.define('dh-news', {own})")
    page.goto(commune.page("index.html"))
    expect(page.locator("dh-poll form")).to_be_visible()
    expect(page.locator("dh-news")).to_contain_text("Của xã")
    assert page.locator("dh-news").evaluate("news => news.shadowRoot") is None
    assert complaints == []


@pytest.mark.parametrize("missing", ["window.customElements", "window.AbortController"])
def test_a_browser_too_old_for_it_shows_the_pages_own_links(
    commune: Commune, page: Page, complaints: list[str], missing: str
) -> None:
    name = missing.removeprefix("window.")
    page.add_init_script(f"Object.defineProperty(window, '{name}', {{ value: undefined }})")
    page.goto(commune.page("index.html"), wait_until="load")
    expect(page.locator("dh-news > a")).to_be_visible()
    assert page.locator("dh-news").evaluate("news => news.shadowRoot") is None
    assert complaints == []


BAD_TITLE = "<img src=x onerror=alert(1)>" + "Rấtdài" * 90
BAD_ITEM = {
    "title": BAD_TITLE,
    "url": "javascript:alert(1)",
    "lead": "<script>alert(1)</script>",
    "language": '"><b>',
    "published_at": "2026-01-01T00:00:00+07:00",
    "cover": {"url": "javascript:alert(2)", "width": "1", "height": "<"},
}


def test_markup_in_a_compromised_answer_stays_text(commune: Commune, page: Page) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.set_viewport_size(TELEPHONE)
    answer = {"count": 1, "next": None, "previous": None, "results": [BAD_ITEM]}
    page.route(f"{commune.portal.url}/api/v1/news/**", lambda route: answer_with(route, answer))
    page.goto(commune.page("index.html"))
    link = items(page, "dh-news").get_by_role("link")
    expect(link).to_have_text(BAD_TITLE)
    expect(link).to_have_attribute("href", commune.portal.url)
    assert page.locator("dh-news script, dh-news img[onerror]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert dialogs == []


def answer_with(route: Route, answer: Any) -> None:
    route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"})


@pytest.mark.parametrize("answer", [None, {"results": None}, {"results": [1]}, []])
def test_an_answer_that_is_not_the_portals_is_no_answer(
    commune: Commune, page: Page, answer: Any
) -> None:
    """As from the sign-in page of a hotel, or a proxy that is broken."""
    page.route(f"{commune.portal.url}/api/v1/**", lambda route: answer_with(route, answer))
    page.goto(commune.page("index.html"))
    for widget in ("dh-news", "dh-poll", "dh-visits"):
        expect(state_of(page, widget)).to_contain_text("Trang sẽ tự thử lại")
        expect(page.locator(f"{widget} [part=loading]")).to_have_count(0)
        expect(page.locator(f"{widget} > a")).to_be_visible()


STATES: dict[str, tuple[int, str, bool]] = {
    "empty": (200, "Chưa có tin nào.", False),
    "withdrawn": (404, "Nội dung này không còn được đăng.", True),
    "refused": (400, "Chưa hiển thị được nội dung này.", True),
    "busy": (503, "Máy chủ đang bận.", True),
}


@pytest.mark.parametrize("state", STATES)
def test_a_part_says_what_it_waits_for_and_why_it_shows_nothing(
    commune: Commune, page: Page, state: str
) -> None:
    status, said, own_link = STATES[state]
    waiting: list[Route] = []
    page.route("**/api/v1/news/?**", lambda route: waiting.append(route))
    with page.expect_request("**/api/v1/news/?**"):
        page.goto(commune.page("trang-cu.html"))
    news = page.locator("dh-news")
    expect(news.get_by_text("Đang tải…")).to_be_visible()
    headers = {"Access-Control-Allow-Origin": "*"}
    waiting[0].fulfill(status=status, json={"results": []}, headers=headers)
    expect(news).to_contain_text(said)
    expect(news.locator("[part=loading]")).to_have_count(0)
    expect(page.locator("dh-news > a")).to_be_visible(visible=own_link)
    assert faults_on(page) == []
    keep_picture(page, f"state-{state}")


def test_a_reader_who_is_offline_is_told_so_and_then_no_more(commune: Commune, page: Page) -> None:
    page.goto(commune.page("trang-cu.html"))
    expect(items(page, "dh-news")).to_have_count(3)
    page.context.set_offline(True)
    page.locator("dh-news").evaluate("news => news.load()")
    expect(state_of(page, "dh-news")).to_contain_text("Máy của bạn đang ngoại tuyến.")
    expect(items(page, "dh-news")).to_have_count(3)
    page.context.set_offline(False)
    expect(page.locator("dh-news").get_by_text("ngoại tuyến")).to_have_count(0)


def test_the_same_poll_twice_on_a_page_is_one(commune: Commune, page: Page) -> None:
    before = voters(commune)
    page.goto(commune.page("binh-chon.html"))
    page.locator("dh-poll").evaluate("poll => poll.after(poll.cloneNode(true))")
    polls = page.locator("dh-poll")
    expect(polls.nth(1).locator("form")).to_be_visible()
    polls.nth(0).get_by_label("Trực tuyến").check()
    polls.nth(0).get_by_role("button", name="Bình chọn").click()
    expect(polls.nth(1).locator("tbody tr", has_text="Trực tuyến")).to_contain_text("✓")
    expect(polls.nth(1).locator("form")).to_have_count(0)
    assert voters(commune) == before + 1


def test_a_page_opened_while_nobody_answers_shows_its_own_link(
    commune: Commune, page: Page
) -> None:
    page.route(f"{commune.portal.url}/api/**", lambda route: route.abort())
    page.goto(commune.page("index.html"))
    expect(state_of(page, "dh-news")).to_contain_text("Chưa kết nối được với máy chủ")
    expect(page.locator("dh-news > a")).to_be_visible()
    page.route(f"{commune.portal.url}/embed/**", lambda route: route.abort())
    page.goto(commune.page("index.html"))
    expect(page.locator("dh-news > a")).to_be_visible()
    expect(page.get_by_role("heading", name="Tin hòa giải ở cơ sở")).to_be_visible()


def test_frames_work_where_no_script_runs(commune: Commune, chromium: Browser) -> None:
    context = chromium.new_context(locale="vi-VN", java_script_enabled=False, viewport=DESK)
    page = context.new_page()
    page.goto(commune.page("khung.html"))
    news = page.frame_locator("iframe[src*='/embed/news/']")
    expect(news.get_by_role("link", name="Hòa giải ở xóm 7")).to_be_visible()
    search = page.frame_locator("iframe[src*='/embed/search/']")
    search.get_by_role("searchbox").fill("hoa giai vien")
    search.get_by_role("button").click()
    expect(search.get_by_role("status")).to_contain_text("kết quả")
    before = voters(commune)
    poll = page.frame_locator("iframe[src*='/embed/poll/']")
    poll.get_by_label("Trực tuyến").check()
    poll.get_by_role("button").click()
    expect(poll.get_by_role("status")).to_have_text("Cảm ơn bạn đã bình chọn.")
    assert voters(commune) == before + 1
    keep_picture(page, "frames-without-scripts")
    context.close()


def test_a_frame_is_as_high_as_its_content(commune: Commune, page: Page) -> None:
    page.goto(commune.page("index.html"))
    source = f"{commune.portal.url}/embed/news/?count=7"
    page.evaluate(
        """source => {
            const frame = document.createElement('iframe');
            Object.assign(frame, { src: source, height: 50, title: 'Tin' });
            document.querySelector('main').prepend(frame);
        }""",
        source,
    )
    frame = page.frame_locator("iframe[title=Tin]")
    expect(frame.get_by_role("listitem")).to_have_count(7)
    patience.until(lambda: page.locator("iframe").evaluate("one => one.clientHeight") > 300)
    inner = frame.locator("main").evaluate("main => Math.ceil(main.getBoundingClientRect().height)")
    assert abs(page.locator("iframe").evaluate("frame => frame.clientHeight") - inner) <= 1


def test_the_builder_by_keyboard_alone(commune: Commune, page: Page) -> None:
    """Also where the browser gives no clipboard, and when the portal is away."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{commune.portal.url}/nhung/?theme=dark")
    widgets = page.locator(".builder-widgets")
    widgets.get_by_role("link", name="Bình chọn").press("Enter")
    page.wait_for_url("**widget=poll&theme=dark#chon")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('form').className") == "builder-form"
    page.get_by_label("Tiêu đề phía trên").press_sequentially("Ý kiến của dân")
    expect(page.locator("dh-poll").get_by_role("heading")).to_have_text("Ý kiến của dân")
    expect(page.get_by_text("Bên dưới đã hiện theo lựa chọn mới.")).to_be_visible()
    page.get_by_role("button", name="Chép").first.press("Enter")
    expect(page.get_by_text("Đã chép")).to_be_visible()
    chosen = "getSelection().toString() || document.activeElement.value"
    assert 'heading="Ý kiến của dân" theme="dark"' in page.evaluate(chosen)
    page.route("**/nhung/?**", lambda route: route.abort())
    page.get_by_label("Nền").select_option("light")
    expect(page.get_by_text("xin bấm nút Xem lần nữa")).to_be_visible()


def test_the_builder_shows_what_is_chosen_and_copies_it(commune: Commune, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=commune.portal.url)
    page.set_viewport_size(TELEPHONE)
    page.goto(f"{commune.portal.url}/nhung/")
    expect(items(page, "dh-news")).to_have_count(5)
    page.get_by_label("Số mục").fill("2")
    expect(items(page, "dh-news")).to_have_count(2)
    page.get_by_role("button", name="Chép").first.click()
    expect(page.get_by_text("Đã chép")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'<script src="{commune.portal.url}/embed/v1.js" async></script>\n')
    assert '<dh-news count="2">' in copied
    assert faults_on(page) == []
    keep_picture(page, "builder")
