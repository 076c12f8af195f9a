"""The three views that everything else is a multiple of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tests.bench.yardsticks.models import Story


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Thời Đại")


def one(request: HttpRequest, number: int) -> HttpResponse:
    """One query by key."""
    return HttpResponse(Story.objects.only("title").get(pk=number).title)


def plain_list(request: HttpRequest) -> HttpResponse:
    """One query and a plain template; a lead stands there three times, which makes the page some 49 kB."""
    return render(request, "list.html", {"title": "Thời Đại", "stories": Story.objects.order_by("-published_at")[:60]})


urlpatterns = [
    path("bare/", bare),
    path("one/<int:number>/", one, name="story"),
    path("list/", plain_list),
]
