"""*Đã đến đâu* shows the channels beside the subscribers."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.polls.models import Poll
from cms.syndication import reach
from cms.syndication.channels.models import Post, State
from cms.syndication.channels.reach import cells_of
from cms.syndication.models import Subscriber
from tests.polls.booth import Booth
from tests.syndication.channels.conftest import correct, go_on, post_of


def staff() -> Client:
    client = Client()
    user, _ = User.objects.get_or_create(username="root", is_superuser=True, is_staff=True)
    client.force_login(user)
    return client


def test_the_page_tells_what_stands_on_each_channel(office, open_channel):
    channel = open_channel("facebook", automatic=False)
    page = office.news("Tổ hòa giải Phú Hải")
    go_on()
    shown = staff().get(reverse("syndication_reach")).content.decode()
    assert channel.name in shown
    assert "Cần người làm" in shown
    assert reverse("channel_posts:post", args=[post_of(page, channel).pk]) in shown


def test_an_earlier_version_is_not_taken_for_the_present_one(office, serve, open_channel):
    """The log knows of a correction, of a withdrawal; the channels have not followed yet."""
    serve("facebook")
    channel = open_channel("facebook")
    page = office.news("Tổ hòa giải Phú Hải")
    go_on()
    assert said_of(page, channel, office) == ("Đã đăng", 1, 1)
    correct(page, title="Đã sửa")
    assert said_of(page, channel, office) == ("bản cũ đang ở đó", 1, 2)
    page.unpublish()
    assert said_of(page, channel, office) == ("đã rút, nhưng bài vẫn còn ở đó", 1, 3)
    go_on()
    assert said_of(page, channel, office)[:2] == ("Đã gỡ", 0)


def test_no_version_is_claimed_while_an_answer_is_missing(office, serve, open_channel):
    server, channel = serve("facebook"), open_channel("facebook")
    page = office.news("Tổ hòa giải Phú Hải")
    go_on()
    page.unpublish()
    server.lose_the_answer()
    go_on()
    assert said_of(page, channel, office) == ("Sẽ gửi", 0, 2)


def said_of(page, channel, office):
    item = reach.item_of(office.entry(page))
    (cell,) = cells_of([item], [channel])[item.id]
    return str(cell.label), cell.shown, cell.version


def test_the_button_sends_a_refused_post_again_and_leaves_what_nobody_is_sure_of(
    office, serve, open_channel
):
    server, channel = serve("facebook"), open_channel("facebook")
    server.say(400, error={"code": 190, "message": "expired"})
    refused = office.news("Bị từ chối")
    go_on()
    server.lose_the_answer()
    unsure = office.news("Chưa rõ")
    go_on()
    for page in (refused, unsure):
        staff().post(reverse("syndication_mend"), {"item": office.entry(page).id})
    assert post_of(refused, channel).state == State.DUE
    assert post_of(unsure, channel).state == State.UNCONFIRMED


def test_what_needs_somebody_is_found_by_a_filter(office, open_channel):
    open_channel("facebook", automatic=False)
    office.news("Cần đăng tay")
    go_on()
    Post.objects.update(state=State.POSTED, shown=1)
    office.news("Cần đăng tay nữa")
    go_on()
    page = staff().get(reverse("syndication_reach"), {"state": "stuck"}).content.decode()
    assert "Cần đăng tay nữa" in page
    assert page.count("Cần đăng tay</a>") == 0


def test_an_items_own_page_tells_it_too(office, open_channel):
    open_channel("facebook", approval=True)
    page = office.news("Tổ hòa giải Phú Hải")
    go_on()
    entry = office.entry(page)
    shown = staff().get(reverse("syndication_item_reach", args=[entry.id])).content.decode()
    assert "Đề xuất" in shown


def test_the_page_asks_once_for_all_posts(office, open_channel, django_assert_num_queries):
    channels = [open_channel("facebook"), open_channel("telegram", automatic=False)]
    for number in range(3):
        office.news(f"Tin {number}")
    go_on()
    items = list(reach.entries_of(Post.objects.values_list("entry", flat=True)))
    with django_assert_num_queries(1):
        assert len(cells_of(items, channels)) == 3


def test_what_was_withdrawn_is_known_by_its_pages_title(office):
    Subscriber.objects.create(name="Phường Đồng Phú")
    page = office.news("Tin đã rút")
    go_on()
    page.unpublish()
    entry = office.entry(page)
    assert entry.title == ""
    for address in (
        reverse("syndication_reach"),
        reverse("syndication_item_reach", args=[entry.id]),
    ):
        assert "Tin đã rút" in staff().get(address).content.decode()


def test_the_editor_of_an_item_shows_where_it_has_arrived(office, open_channel):
    channel = open_channel("facebook", approval=True)
    Subscriber.objects.create(name="Phường Đồng Phú")
    page = office.news("Tổ hòa giải Phú Hải")
    go_on()
    shown = editor_of(page)
    panel = shown[shown.index('data-side-panel="reach"') :]
    assert "Phường Đồng Phú" in panel
    assert "chưa gửi" in panel
    assert channel.name in panel
    draft = office.news("Bản nháp", live=False)
    assert 'data-side-panel="reach"' not in editor_of(draft)


def test_the_editor_of_a_poll_shows_it_too(office):
    Subscriber.objects.create(name="Phường Đồng Phú")
    booth = Booth()
    polls = booth.poll("Tập huấn ở đâu?"), booth.poll("Bản nháp?", live=False)
    go_on()
    urls = [reverse(Poll.snippet_viewset.get_url_name("edit"), args=[one.pk]) for one in polls]
    public, draft = (staff().get(url).content.decode() for url in urls)
    panel = public[public.index('data-side-panel="reach"') :]
    assert "Phường Đồng Phú" in panel
    assert 'data-side-panel="reach"' not in draft


def test_the_editor_asks_the_same_however_many_receive(office, open_channel):
    page = office.news("Tin")
    open_channel("facebook", approval=True)
    counts = []
    for number in range(2):
        for more in range(4 * number + 1):
            Subscriber.objects.create(name=f"Nơi {number}.{more}", kinds=["news"])
        go_on()
        client = staff()
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        counts.append(
            sum("syndication_" in one["sql"] or "channels_" in one["sql"] for one in asked)
        )
    assert counts[0] == counts[1] <= 6


def test_who_may_not_look_at_subscribers_sees_no_panel(office):
    page = office.news("Tin")
    go_on()
    user = User.objects.create_user("bien-tap")
    editors = Group.objects.create(name="Người sửa tin")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    editors.page_permissions.create(
        page=office.home, permission=Permission.objects.get(codename="change_page")
    )
    user.groups.add(editors)
    shown = editor_of(page, user)
    assert 'name="title"' in shown
    assert 'data-side-panel="reach"' not in shown


def editor_of(page, user=None):
    client = Client() if user else staff()
    if user:
        client.force_login(user)
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
