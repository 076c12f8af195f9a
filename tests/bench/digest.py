"""What an import left behind, as one digest: every row by its meaning (no surrogate keys, no clocks) and every file."""

import hashlib
import re
from pathlib import Path

from django.conf import settings

from articles.models import Article
from newsroom.models import Story
from photos.models import OldPhotoAddress, Photo

_PHOTO = re.compile(r'data-(photo|infographic)="(\d+)"')


def digest_of_import() -> str:
    """64 hexadecimal digits over stories, articles, filing, pictures and files."""
    sha = hashlib.sha256()
    hashes = dict(Photo.objects.values_list("pk", "content_hash"))

    def named(html: str) -> str:
        return _PHOTO.sub(lambda found: f"{found[1]}={hashes[int(found[2])]}", html)

    articles = (
        Article.objects.order_by("pk").select_related("section").prefetch_related("contributions", "tags", "picks")
    )
    for article in articles.iterator(chunk_size=500):
        row = (
            *(article.pk, article.slug, article.kind, article.title, article.lead, named(article.body)),
            *(article.section.path, article.published_at.timestamp(), hashes.get(article.photo_id)),
            [(line.name, line.role, line.position) for line in article.contributions.all()],
            sorted(tag.name for tag in article.tags.all()),
            [(pick.place, pick.number) for pick in article.picks.all()],
        )
        sha.update(repr(row).encode())
    for row in Story.objects.order_by("pk").values_list("pk", "revision", "status", "title", "title_folded"):
        sha.update(repr(row).encode())
    for row in OldPhotoAddress.objects.order_by("path").values_list("path", "photo__content_hash"):
        sha.update(repr(row).encode())
    for path in sorted(Path(settings.ORIGINALS_ROOT).rglob("*")):
        if path.is_file():
            sha.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return sha.hexdigest()
