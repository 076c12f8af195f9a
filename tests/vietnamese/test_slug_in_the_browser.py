"""The address that the desk shows while a name is typed is the one that vietnamese.slugify makes of it."""

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from vietnamese import slugify

SCRIPT = Path(__file__).parents[2] / "static/js/vietnamese-slug.js"
TITLES = [
    "Đối ngoại nhân dân: 75 năm – “nhịp cầu” hữu nghị",
    "ĐẠI HỘI ĐẠI BIỂU LẦN THỨ VII",
    unicodedata.normalize("NFD", "Thuỷ điện Hoà Bình, Nguyễn Huệ"),
    "Việt-Mỹ / Việt - Mỹ",
    "Ðà Nẵng",
    "Straße, Łódź, Ørsted, Æon, İzmir",
    "m² và ½ ﬁ Ｈà Nội",
    "a\u200bb\u00ad c\td\ne\u00a0f\ufeff",
    "a\u2800b\u3164c\ufffcd",
    "M'Nông, H’Mông",
    "мир 中国 🎉 ok",
    "<b>\"'`&amp;--__",
    "🎉",
    "",
    "chữ " * 60,
    "nghiêng" * 30,
]


def test_the_browser_makes_the_same_slugs() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here; bring it with: sudo apt-get install nodejs")
    program = (
        f"require({json.dumps(str(SCRIPT))});"
        "const {titles, lengths} = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(lengths.map((length) => titles.map((title) => vietnameseSlug(title, length)))));"
    )
    lengths = [120, 50, 7]
    answer = subprocess.run(
        [node, "-e", program],
        input=json.dumps({"titles": TITLES, "lengths": lengths}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(answer.stdout) == [[slugify(title, max_length=length) for title in TITLES] for length in lengths]
