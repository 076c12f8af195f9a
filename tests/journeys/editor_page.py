"""A page with nothing but the editor, under the desk's strict policy; what is saved can be read back in the test."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_protect
from js_asset import Media

from newsroom.editor import BodyFormField
from thoidai.urls import urlpatterns as all_urls

ADDRESS = "/quan-tri/thu-soan/"
saved = {"body": ""}


class TryForm(forms.Form):
    body = BodyFormField(label="Nội dung", required=False)


@csrf_protect
def try_editor(request: HttpRequest) -> HttpResponse:
    form = TryForm(request.POST or None, initial=saved)
    if form.is_valid():
        saved["body"] = form.cleaned_data["body"]
        form = TryForm(initial=saved)
    form.fields["body"].widget.writer = request.user.pk
    page = format_html(
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Soạn</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="{}">{}</head><body><form method="post">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}{}'
        '<button name="_save" value="1">Lưu</button></form></body></html>',
        static("css/tokens.css"),
        Media.from_media(form.media, nonce=request.csp_nonce),
        get_token(request),
        form["body"].label_tag(),
        form["body"],
    )
    return HttpResponse(page)


urlpatterns = [path(ADDRESS.lstrip("/"), try_editor), *all_urls]
