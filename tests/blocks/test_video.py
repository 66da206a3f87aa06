"""Videos are recognised by their address, and nothing of theirs loads by itself."""

import pytest
from django.core.exceptions import ValidationError

from blocks.body import body_html
from blocks.media import player_of, validate_video

from .test_forms import stream


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://m.youtube.com/watch?app=x&v=aqz-KE-bpKQ",
        "https://youtu.be/aqz-KE-bpKQ?t=3",
        "https://www.youtube.com/shorts/aqz-KE-bpKQ",
        "https://www.youtube.com/live/aqz-KE-bpKQ",
    ],
)
def test_a_youtube_video_plays_in_the_player_without_cookies(url):
    assert player_of(url) == ("YouTube", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ")


def test_a_facebook_video_plays_in_its_plugin():
    provider, player = player_of("https://www.facebook.com/watch/?v=1&x=2")
    assert provider == "Facebook"
    assert player.endswith("?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1%26x%3D2")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com/",
        "https://www.youtube.com.example/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com/watch?v=../../x",
        "https://www.facebook.com/",
    ],
)
def test_another_address_is_refused_with_what_to_give_instead(url):
    with pytest.raises(ValidationError, match="YouTube"):
        validate_video(url)


@pytest.mark.django_db
def test_nothing_of_a_video_loads_before_it_is_asked_for():
    value = {"url": "https://youtu.be/aqz-KE-bpKQ", "title": "Mẫu", "caption": ""}
    html = body_html(stream(("video", value)))
    assert "<iframe" not in html
    assert "src=" not in html
