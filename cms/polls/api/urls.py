from django.db import transaction
from django.urls import path
from drf_spectacular.utils import extend_schema_view

from . import contract, views

votes = extend_schema_view(post=contract.describe_voting())(views.VotesView)
results = extend_schema_view(get=contract.describe_results())(views.ResultsView)

app_name = "polls_api"
# Each vote is a transaction of its own, and results are only read.
urlpatterns = [
    path(
        "polls/<uuid:id>/votes/",
        transaction.non_atomic_requests(votes.as_view()),
        name="votes",
    ),
    path(
        "polls/<uuid:id>/results/",
        transaction.non_atomic_requests(results.as_view()),
        name="results",
    ),
]
