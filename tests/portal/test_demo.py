"""The demo: a site to be tried, and any number of articles to be measured with."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from cms.news.models import Author, NewsIndexPage, NewsPage
from cms.portal.demo import articles, names
from cms.portal.demo.build import build, serve_at
from cms.portal.demo.bulk import fill_up
from cms.publishing.models import Entry, EntryLabel
from cms.publishing.relay import relay
from cms.topics.models import Topic
from cms.units.models import Level, Unit
from tests.house import make_house, png


def load(*arguments):
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


# --- The articles for load work --------------------------------------------------


def test_an_article_is_the_same_on_every_machine():
    assert articles.article(7) == articles.article(7)


def test_articles_are_varied():
    some = [articles.article(number) for number in range(1, 301)]
    assert len({one.slug for one in some}) == 300
    assert len({one.moment for one in some}) == 300
    assert len({one.title for one in some}) > 200
    assert len({one.lead for one in some}) > 200
    assert len({repr(one.body) for one in some}) == 300
    assert {one.author for one in some} == {person.slug for person in names.PEOPLE}
    assert {slug for one in some for slug in one.topics} == set(articles.phrases.MATTERS)
    assert {code for one in some for code in one.units} == {
        *names.FIFTEEN,
        *articles.NEW_UNITS,
    }
    kinds = {kind for one in some for kind, _ in one.body}
    assert len(kinds) >= 6
    assert any(one.cover is None for one in some)


def test_an_article_is_for_the_units_of_its_day():
    for number in range(1, 301):
        one = articles.article(number)
        around = articles.OLD_UNITS if one.moment < articles.REFORM else articles.NEW_UNITS
        assert set(one.units) <= set(around)


@pytest.fixture
def shelves(db):
    """What the articles refer to, without the demo's forty stories."""
    house = make_house()
    for code in (*names.FIFTEEN, *articles.NEW_UNITS):
        Unit.objects.create(code=code, name=code, level=Level.COMMUNE)
    for slug, (name, _) in names.TOPICS.items():
        Topic.objects.create(slug=slug, name=name)
    for person in names.PEOPLE:
        Author.objects.create(slug=person.slug, name=person.name)
    for title, _ in names.PICTURES.values():
        get_image_model().objects.create(title=title, file=png("navy", 64))
    for title in names.FILES.values():
        get_document_model().objects.create(title=title, file="khong-co.pdf")
    relay()
    return house


def test_articles_are_public_as_if_they_had_been_written_one_by_one(shelves):
    assert fill_up(12) == 12
    relay()
    assert Entry.objects.public().filter(kind="news").count() == 12
    assert shelves.is_true()
    index = NewsIndexPage.objects.get(pk=shelves.index.pk)
    assert index.numchild == index.get_children().count() == 12
    assert Page.find_problems() == ([], [], [], [], [])
    labelled = EntryLabel.objects.filter(entry__kind="news", scheme="topic").values("entry")
    assert labelled.distinct().count() == 12


def test_an_article_reads_like_any_item(shelves):
    fill_up(1)
    one = articles.article(1)
    answer = Client(SERVER_NAME="portal.example").get(f"/tin-tuc/{one.slug}/")
    assert answer.status_code == 200
    assert one.lead in answer.text
    page = NewsPage.objects.get(slug=one.slug)
    page.title = "Đã sửa"
    page.save_revision().publish()
    assert "Đã sửa" in shelves.public()


def test_asking_for_more_keeps_what_is_there(shelves):
    fill_up(5)
    relay()
    before = dict(Entry.objects.filter(kind="news").values_list("id", "version"))
    assert fill_up(5) == 0
    assert fill_up(8) == 3
    relay()
    after = dict(Entry.objects.filter(kind="news").values_list("id", "version"))
    assert after.items() >= before.items()
    assert len(after) == 8


def test_an_article_that_an_editor_deleted_comes_back_when_asked_for(shelves):
    fill_up(4)
    NewsPage.objects.get(slug="chuyen-2").delete()
    assert fill_up(4) == 1
    relay()
    assert shelves.is_true()


def test_articles_cost_the_same_queries_however_many_they_are(
    shelves, django_assert_max_num_queries
):
    fill_up(1)
    with django_assert_max_num_queries(60):
        fill_up(41)


def test_a_site_without_a_news_index_takes_no_articles(db):
    NewsIndexPage.objects.all().delete()
    assert fill_up(3) == 0


# --- The site --------------------------------------------------------------------


@pytest.mark.django_db
def test_a_site_that_stands_is_left_as_it_is():
    make_house()
    pages = Page.objects.count()
    assert build() is False
    assert (Page.objects.count(), get_image_model().objects.count()) == (pages, 0)


@pytest.mark.django_db
def test_the_site_moves_to_where_it_is_served():
    house = make_house()
    page = house.news("Tin", slug="tin")
    serve_at("https://hoagiai.example")
    assert house.entry(page).url == "https://hoagiai.example/tin-tuc/tin/"
    serve_at("http://localhost:9000")
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("localhost", 9000)


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["localhost", "ftp://a.example", "http://", ""])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ValueError, match="No address"):
        serve_at(url)


@pytest.mark.parametrize("number", ["-1", "x", "1.5"])
def test_a_number_of_articles_that_is_none_is_refused_before_any_work(number):
    with pytest.raises(CommandError, match="--items"):
        load("--items", number)
