from django.urls import path

from . import views

app_name = "subscription_status"
urlpatterns = [path("", views.status, name="status")]
