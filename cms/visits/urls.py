from typing import Any

from django.db import transaction
from django.urls import path

from cms.publishing.middleware import changes_nothing_public

from . import api, contract

app_name = "visits"


def alone(view: type[Any]) -> Any:
    """The view without a transaction: what it writes is one row, and whole by itself."""
    return changes_nothing_public(transaction.non_atomic_requests(view.as_view()))


urlpatterns = [
    path("", alone(contract.described(api.FiguresView, contract.FIGURES)), name="figures"),
    path("beacon/", alone(contract.described(api.BeaconView, contract.BEACON)), name="beacon"),
    path("pixel.gif", alone(contract.described(api.PixelView, contract.PIXEL)), name="pixel"),
]
