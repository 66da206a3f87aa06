from django.urls import path

from cms.api.urls import reading

from . import contract, views

app_name = "subscriptions"


urlpatterns = [
    path("subscriptions/me/", reading(contract.me(views.MeView)), name="me"),
    path(
        "subscriptions/me/deliveries/",
        reading(contract.deliveries(views.DeliveriesView)),
        name="deliveries",
    ),
    path(
        "subscriptions/me/deliveries/<slug:event>/replay/",
        contract.replay_one(views.ReplayOneView).as_view(),
        name="replay_one",
    ),
    path(
        "subscriptions/me/replay/",
        contract.replay_period(views.ReplayPeriodView).as_view(),
        name="replay_period",
    ),
    path("subscriptions/me/test/", contract.test(views.TestView).as_view(), name="test"),
    path("guidance/", reading(contract.guidance(views.GuidanceView)), name="guidance"),
    path(
        "guidance/<uuid:id>/",
        reading(contract.guidance_item(views.GuidanceItemView)),
        name="guidance_item",
    ),
]
