from django.urls import re_path

from . import views

app_name = "printing"
urlpatterns = [re_path(r"^(?P<path>(?:[^/]+/)+)in\.pdf$", views.print_out, name="print_out")]
