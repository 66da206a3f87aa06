from django.urls import path

from . import views

app_name = "polls_desk"
urlpatterns = [
    path("<int:pk>/", views.ResultsView.as_view(), name="results"),
    path("<int:pk>/<slug:action>/", views.act, name="act"),
    path("<int:pk>/export/<slug:form>/", views.export, name="export"),
]
