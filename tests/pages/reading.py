"""What a reader or a machine finds on a page, read by an independent parser."""

import json
import re
from xml.etree import ElementTree

import html5lib

STORY = re.compile(r"^/[^/]*-(\d+)\.html$")


def parse(response) -> ElementTree.Element:
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def main_of(response) -> ElementTree.Element:
    return parse(response).find(".//main")


def stories(response) -> list[int]:
    """The numbers of all stories linked in the page's own part, in page order."""
    links = (link.get("href", "") for link in main_of(response).iter("a"))
    return [int(found[1]) for link in links if (found := STORY.search(link))]


def elements(response) -> list[str]:
    """The page's marked elements in order."""
    return [each.get("data-el") for each in parse(response).iter() if each.get("data-el")]


def element(response, name: str) -> ElementTree.Element:
    [found] = [each for each in parse(response).iter() if each.get("data-el") == name]
    return found


def text_of(node: ElementTree.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def words(response) -> str:
    """Everything the page's own part shows or says, alternative texts included."""
    main = main_of(response)
    alts = " ".join(picture.get("alt", "") for picture in main.iter("img"))
    return f"{text_of(main)} {alts}"


def headings(response) -> list[str]:
    main = main_of(response)
    return [text_of(each) for each in main.iter() if each.tag in {"h1", "h2", "h3"}]


def meta(response, name: str) -> str:
    """The content of a meta element by name or property; empty when there is none."""
    for each in parse(response).iter("meta"):
        if name in (each.get("name"), each.get("property")):
            return each.get("content", "")
    return ""


def link(response, rel: str) -> list[str]:
    return [each.get("href", "") for each in parse(response).iter("link") if each.get("rel") == rel]


def json_ld(response) -> dict[str, dict]:
    """Structured data by type."""
    blocks = [
        json.loads(each.text) for each in parse(response).iter("script") if each.get("type") == "application/ld+json"
    ]
    return {block["@type"]: block for block in blocks}
