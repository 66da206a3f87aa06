"""The posts' desk: what waits, what stands where, and what somebody has to do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import UpdateView, View
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.publishing.models import Entry
from cms.syndication.channels.deciding import choices_of, decide, may_decide
from cms.syndication.channels.models import Action, Channel, Post, State, move
from cms.syndication.channels.platforms import Platform
from cms.syndication.channels.short_links import link_of

from .forms import PostForm

NAMESPACE = "channel_posts"


def address(view: str, *arguments: object) -> str:
    return reverse(f"{NAMESPACE}:{view}", args=arguments)


class PostFilterSet(WagtailFilterSet):
    state = ChoiceFilter(choices=State.choices, label=gettext_lazy("State"))
    channel = ModelChoiceFilter(queryset=Channel.objects.all(), label=gettext_lazy("Channel"))

    class Meta:
        model = Post
        fields: list[str] = []


class PostIndex(IndexView):
    """All posts, what changed last on top."""

    model = Post
    page_title = gettext_lazy("Posts on social channels")
    header_icon = "comment"
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    edit_url_name = f"{NAMESPACE}:post"
    permission_required = None
    any_permission_required = None
    default_ordering = "-since"
    is_searchable = True
    search_fields = ["item_title", "text"]
    filterset_class = PostFilterSet
    columns = [
        TitleColumn("item_title", label=gettext_lazy("Item"), url_name=f"{NAMESPACE}:post"),
        Column("channel", label=gettext_lazy("Channel")),
        Column("get_action_display", label=gettext_lazy("What")),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda post: post.state == State.POSTED,
        ),
        DateColumn("since", label=gettext_lazy("Since"), sort_key="since"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("channels.view_post"):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[Post]:
        return Post.objects.select_related("channel")


class OnePost:
    """For views of one post: the right is asked for first."""

    request: HttpRequest
    kwargs: dict[str, Any]
    right = "channels.view_post"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.right):
            raise PermissionDenied
        posts = Post.objects.select_related("channel", "picture", "video")
        self.post_shown = get_object_or_404(posts, pk=min(self.kwargs["pk"], 2**63 - 1))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PostView(OnePost, WagtailAdminTemplateMixin, UpdateView[Post, PostForm]):
    """One post: its words beside what they will look like, and what can be done with it."""

    form_class = PostForm
    template_name = "channels/post.html"
    header_icon = "comment"

    def get_object(self, queryset: Any = None) -> Post:
        return self.post_shown

    def get_page_title(self) -> str:
        return str(self.post_shown)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": address("index"), "label": _("Posts on social channels")}
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, listing, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.post_shown
        entry = Entry.objects.public().filter(id=post.entry).first()
        user = self.request.user
        return super().get_context_data(
            post=post,
            entry=entry,
            rules=post.channel.rules,
            limit=post.channel.rules.limit(picture=post.picture_id is not None),
            length=post.channel.rules.count(post.text),
            link=link_of(post.entry),
            choices=choices_of(post) if self._may_decide(user) else (),
            may_edit=self._may_edit(user),
            is_behind=entry is not None and post.meant < entry.version,
            events=post.events.select_related("who")[:20],
            preview=preview_of(post),
            **kwargs,
        )

    def _may_edit(self, user: Any) -> bool:
        settled = (State.SENDING, State.UNCONFIRMED, State.REMOVED)
        return user.has_perm("channels.change_post") and self.post_shown.state not in settled

    def _may_decide(self, user: Any) -> bool:
        return may_decide(user, self.post_shown)

    @transaction.atomic
    def form_valid(self, form: PostForm) -> HttpResponse:
        if not self._may_edit(self.request.user):
            raise PermissionDenied
        # The form's own instance is not saved whole: a worker may have moved it on meanwhile.
        post = Post.objects.select_for_update(of=("self",)).get(pk=self.post_shown.pk)
        if post.state in (State.SENDING, State.UNCONFIRMED, State.REMOVED):
            messages.error(self.request, _("The post has moved on meanwhile. Look at it again."))
            return redirect(address("post", post.pk))
        self._save(post, form.cleaned_data)
        messages.success(self.request, _("The post is saved."))
        return redirect(address("post", post.pk))

    def _save(self, post: Post, cleaned: dict[str, Any]) -> None:
        entry = Entry.objects.public().filter(id=post.entry).only("version").first()
        is_changed = any(getattr(post, name) != value for name, value in cleaned.items())
        for name, value in cleaned.items():
            setattr(post, name, value)
        post.own_words = True
        if entry is not None:
            post.meant = entry.version
        if post.state == State.POSTED and is_changed:
            # These words stand nowhere yet.
            post.action = Action.EDIT
            move(post, State.TASK, timezone.now(), who=self.request.user)
        else:
            post.save()


class DecideView(OnePost, View):
    """What somebody decided, by the button that was pressed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not may_decide(request.user, self.post_shown):
            raise PermissionDenied
        assert isinstance(request.user, User)
        try:
            decide(
                self.post_shown.pk,
                request.POST.get("choice", ""),
                request.user,
                at=_moment(request.POST.get("at", "")),
                url=request.POST.get("url", "").strip(),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Done."))
        return redirect(address("post", pk))


def _moment(text: str) -> Any:
    """Raises ValidationError for what is no moment; nothing for an empty text."""
    if not text.strip():
        return None
    try:
        moment = parse_datetime(text.strip())
    except ValueError:
        moment = None
    if moment is None:
        raise ValidationError(_("This is no date and time. Like 2026-03-18 07:30."))
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def preview_of(post: Post) -> dict[str, Any]:
    """What the platform will show: its frame, the words, the picture as it is cropped."""
    rendition = None
    if post.picture is not None and not (
        post.channel.platform == Platform.EMAIL or post.state == State.REMOVED
    ):
        rendition = post.picture.get_rendition(post.crop)
    return {
        "platform": post.channel.platform,
        "name": post.channel.name,
        "title": post.title,
        "text": post.text,
        "picture": rendition,
    }
