"""A generated archive in import form: deterministic, Vietnamese words, pictures, links, and the dirt of a real one."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from PIL import Image

SYLLABLES = [
    "hữu",
    "nghị",
    "nhân",
    "dân",
    "đối",
    "ngoại",
    "giao",
    "lưu",
    "văn",
    "hóa",
    "hợp",
    "tác",
    "đoàn",
    "đại",
    "biểu",
    "Việt",
    "Nam",
    "Lào",
    "Cuba",
    "quê",
    "hương",
    "biển",
    "đảo",
    "mùa",
    "xuân",
    "bản",
    "làng",
    "trường",
    "học",
    "tình",
    "nguyện",
    "sông",
    "núi",
    "hội",
    "nghị",
    "gặp",
    "mặt",
    "kỷ",
    "niệm",
    "truyền",
    "thống",
    "bạn",
    "bè",
    "quốc",
    "tế",
    "hòa",
    "bình",
    "thủy",
    "chung",
    "chia",
    "sẻ",
    "khó",
    "khăn",
    "xây",
    "dựng",
    "phát",
    "triển",
    "bền",
    "vững",
    "địa",
    "phương",
    "tỉnh",
    "thành",
    "phố",
    "xã",
    "phường",
    "kiều",
    "bào",
    "thanh",
    "niên",
    "phụ",
    "nữ",
    "cựu",
    "chiến",
    "binh",
    "giáo",
    "viên",
    "bác",
    "sĩ",
    "nông",
    "dân",
    "công",
    "nhân",
    "sinh",
    "viên",
    "lễ",
    "hội",
    "âm",
    "nhạc",
    "nghệ",
    "thuật",
    "di",
    "sản",
    "ẩm",
    "thực",
    "đường",
    "biên",
    "cột",
    "mốc",
]
SECTIONS = (
    ["Hữu nghị", "Bốn phương kết bạn"],
    ["Hữu nghị", "Đối ngoại nhân dân"],
    ["Chính trị - Xã hội"],
    ["Thế giới", "Năm châu"],
    ["Biển đảo"],
    ["Văn hóa - Du lịch", "Văn hóa"],
    ["Thông tin cần biết"],
)
NAMES = ("Thu Hà", "Khánh Ly", "Minh Quân", "Vũ Sơn", "Hải An", "Bảo Ngọc", "Đức Anh", "Phương Thảo")
FIRST = 10_001
START = datetime(2012, 3, 1, 7, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def write_archive(directory: Path, *, count: int, words: int = 600, pictures: int = 40) -> tuple[Path, Path]:
    """Write `archive.jsonl` and `media/` below a directory; returns both. `words` is the length of a body."""
    media = directory / "media"
    _pictures(media / "anh", pictures)
    path = directory / "archive.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for index in range(count):
            file.write(json.dumps(line(index, words=words, pictures=pictures), ensure_ascii=False) + "\n")
    return path, media


def line(index: int, *, words: int, pictures: int) -> dict:
    """The line of the index-th story; the same for ever."""
    random = Random(index)
    number = FIRST + index
    title = f"{_words(random, 9).capitalize()} {number}"
    photo = f"anh/{index % pictures}.jpg"
    caption = f"{_words(random, 8)} (Ảnh: Thu Hà)."
    figure = f'<figure><img src="{photo}" alt="Toàn cảnh"><figcaption>{caption}</figcaption></figure>'
    paragraphs = [f"<p>{_words(random, 60).capitalize()}.</p>" for _ in range(max(1, words // 60))]
    paragraphs.insert(2, figure if index % 3 == 0 else "")
    if index % 50 == 0:
        paragraphs.append("<script>alert(1)</script><p onclick='x()'>Hết.</p>")
    story = {
        "legacy_id": number,
        "title": title,
        "lead": _words(random, 35).capitalize() + ".",
        "section": SECTIONS[index % len(SECTIONS)],
        "published_at": (START + timedelta(minutes=210 * index)).isoformat(),
        "body": "".join(paragraphs),
        "contributors": [{"name": random.choice(NAMES)}],
        "tags": [f"{_words(random, 2)} {random.randrange(40)}" for _ in range(3)],
    }
    if index % 4 == 0:
        story["thumbnail"] = photo
    if index % 7 == 0:
        story["lead_related"] = [FIRST + random.randrange(max(index, 1)), number + 1]
    if index % 97 == 0:
        story["thumbnail"] = "anh/khong-co.jpg"
    return story


def _words(random: Random, count: int) -> str:
    return " ".join(random.choice(SYLLABLES) for _ in range(count))


def _pictures(directory: Path, count: int) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        flat = Image.new("RGB", (900, 600), (number * 6 % 256, number * 11 % 256, 120))
        flat.paste((250, 240, 220), (number * 7 % 600, 100, number * 7 % 600 + 200, 300))
        flat.save(directory / f"{number}.jpg", "JPEG", quality=80)
