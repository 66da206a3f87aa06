"""Each block says the same thing as HTML, as text, as JSON and in the editor's preview."""

import json

import pytest
from django.urls import reverse

from blocks.body import ContentBody, body_blocks, body_html, body_text
from cms.polls.models import Poll, PollOption

from .samples import SAMPLES, filled

pytestmark = pytest.mark.django_db


def stream(*blocks):
    return ContentBody().to_python(
        [{"type": kind, "value": value, "id": f"id-{n}"} for n, (kind, value) in enumerate(blocks)]
    )


@pytest.fixture
def poll(db):
    options = [PollOption(label="Nhà văn hóa"), PollOption(label="Trụ sở")]
    return Poll.objects.create(question="Tập huấn ở đâu?", options=options)


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.name)
def case(request, image, document, poll):
    sample = request.param
    value = filled(sample.raw, image=image, document=document, poll=poll)
    return sample, stream((sample.name, value))


def test_every_block_of_the_body_has_a_sample():
    assert {sample.name for sample in SAMPLES} == set(ContentBody().child_blocks)


def test_a_block_renders(case):
    sample, value = case
    assert sample.html in body_html(value)


def test_a_block_is_read_as_plain_text(case):
    sample, value = case
    assert body_text(value) == sample.text


def test_a_block_is_typed_json_in_the_api(case):
    sample, value = case
    (block,) = json.loads(json.dumps(body_blocks(value)))
    assert block["type"] == sample.name
    assert block["id"] == "id-0"
    assert block["value"].items() >= sample.api.items()


def test_an_editor_sees_a_preview_of_a_block(case, admin_client):
    sample, _ = case
    block = ContentBody().child_blocks[sample.name]
    assert block.is_previewable
    answer = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": previewed(sample.name).definition_prefix}
    )
    assert answer.status_code == 200
    assert "blocks/body" in answer.text


def previewed(name):
    from cms.news.models import NewsPage

    return NewsPage._meta.get_field("body").stream_block.child_blocks[name]


def test_the_html_of_an_item_holds_absolute_links(image, document):
    files = {"heading": "", "files": [{"document": document.pk, "title": ""}]}
    picture = {"image": {"image": image.pk, "alt_text": "x", "decorative": False}, "caption": ""}
    html = body_html(stream(("files", files), ("image", picture)), "https://portal.example")
    assert 'href="https://portal.example/documents/' in html
    assert 'src="https://portal.example/media/images/' in html
    assert 'href="/' not in html


def test_a_decorative_image_has_an_empty_alternative_text(image):
    picture = {"image": {"image": image.pk, "alt_text": "x", "decorative": True}, "caption": ""}
    assert 'alt=""' in body_html(stream(("image", picture)))


def test_an_image_is_offered_in_modern_formats_and_never_larger_than_it_is(image):
    picture = {"image": {"image": image.pk, "alt_text": "x", "decorative": False}, "caption": ""}
    (block,) = body_blocks(stream(("image", picture)))
    sources = block["value"]["image"]["srcset"]
    assert {one["type"] for one in sources} == {"image/avif", "image/webp"}
    assert {one["width"] for one in sources} == {480, image.width}


def test_an_image_whose_file_is_lost_leaves_the_rest_of_the_body(image):
    image.file.storage.delete(image.file.name)
    picture = {"image": {"image": image.pk, "alt_text": "x", "decorative": False}, "caption": "Chú"}
    value = stream(("image", picture), ("paragraph", "<p>Còn đây</p>"))
    assert body_html(value) == "<p>Còn đây</p>"
    assert body_blocks(value)[0]["value"]["image"] is None


def test_a_body_costs_the_same_queries_however_many_links_it_has(
    house, django_assert_max_num_queries
):
    pages = [house.news(f"Tin {n}") for n in range(6)]
    links = "".join(f'<p><a linktype="page" id="{page.pk}">x</a></p>' for page in pages)
    value = stream(*[("paragraph", links)] * 5)
    with django_assert_max_num_queries(6):
        html = body_html(value)
    assert html.count("<a href=") == 30
