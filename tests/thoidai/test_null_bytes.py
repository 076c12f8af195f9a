import pytest
from django.http import HttpResponse
from django.urls import path

pytestmark = pytest.mark.urls(__name__)


def echo(request, words=""):
    return HttpResponse(words + "|" + request.GET.get("q", ""))


urlpatterns = [path("tim/<path:words>", echo), path("tim/", echo)]


def test_a_query_loses_its_nul_and_keeps_the_rest(client):
    assert client.get("/tim/?q=h%E1%BB%AFu%00%20ngh%E1%BB%8B%00").text == "|hữu nghị"


def test_a_nul_that_appears_when_another_is_left_out_goes_too(client):
    assert client.get("/tim/?q=a%0%000b").text == "|ab"


def test_what_looks_like_a_nul_and_is_none_stays(client):
    assert client.get("/tim/?q=%2500").text == "|%00"


def test_a_path_with_a_nul_is_not_found(client):
    assert client.get("/tim/a%00b").status_code == 404
    assert client.get("/tim/a-b").text == "a-b|"
