from django.urls import path

from . import views

app_name = "library"
urlpatterns = [
    path("dieu-khoan/<int:key>/", views.provision, name="about"),
    path("dieu-khoan/<int:key>/<slug:anchor>/", views.provision, name="provision"),
    path("dan-chieu/<int:key>/", views.citing, name="citing"),
]
