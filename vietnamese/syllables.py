"""What a Vietnamese syllable can look like: an onset, a rime and one tone. Foreign words are mostly none."""

import re
import unicodedata
from functools import lru_cache

from vietnamese.folding import accented

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_AFTER_A_STOP = frozenset("\u0301\u0323")  # a syllable that ends in c, ch, p or t has one of these two tones, or none
_OLD_SCHOOL = re.compile("(?:oa|oe|uy)$")  # hoà beside hòa
_STOP = re.compile(r"(?:c|ch|k|p|t)$")
_ONSET = re.compile(r"(ngh|ng|nh|gh|gi|g|ch|kh|kr|k|ph|p|th|tr|t|qu|đr|đ|b|c|d|h|l|m|n|r|s|v|x|)(.*)", re.DOTALL)
_RIMES = frozenset(
    re.findall(
        r"\S+",
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
        i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ych ym yn ynh yt yêm yên yêng yêt yêu
        o oc oi om on ong oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
        oe oem oen oeo oet ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơc ơi ơm ơn ơng ơp ơt
        u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uên uênh uơ
        uy uya uych uyên uyêt uyn uynh uyp uyt uyu
        ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu
        """,
    )
)


@lru_cache(maxsize=100_000)
def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable, in any letter case; names of Tây Nguyên (Đắk, Krông) are.

    It knows no dictionary: "nghĩm" is one, "São" is one, "Müller" and "v2" are none.
    """
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    if len(tones) > 1 or len(word) > 8:
        return False
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    match = _ONSET.fullmatch(bare)
    if match is None or not _is_rime(match[1], match[2]):
        return False
    if not tones:
        return True
    is_in_place = accented(word) == word.lower() or _OLD_SCHOOL.search(bare) is not None
    return is_in_place and (not _STOP.search(bare) or tones[0] in _AFTER_A_STOP)


def _is_rime(onset: str, rest: str) -> bool:
    if onset == "gi" and (rest == "" or f"i{rest}" in _RIMES):  # gì, gìn, giếng
        return True
    return rest in _RIMES or (rest.endswith("k") and f"{rest[:-1]}c" in _RIMES)
