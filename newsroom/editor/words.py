"""The words of the editor. They travel with the widget: its modules ask for nothing else before they start."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LAYOUT_NAMES = {
    "normal": pgettext_lazy("picture layout", "Normal"),
    "wide": pgettext_lazy("picture layout", "Wide"),
    "full": pgettext_lazy("picture layout", "Full width"),
    "narrow": pgettext_lazy("picture layout", "Narrow"),
}

TOOLS = {
    "paragraph": _("Paragraph"),
    "heading2": _("Subheading"),
    "heading3": _("Small subheading"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "link": _("Link"),
    "bullets": _("Bulleted list"),
    "numbers": _("Numbered list"),
    "quote": _("Quotation"),
    "sub": _("Subscript"),
    "sup": _("Superscript"),
    "clear": _("Remove formatting"),
    "picture": _("Picture"),
    "film": _("Video"),
    "related": _("Related stories"),
    "pull": _("Pull quote"),
    "note": _("Note box"),
    "table": _("Table"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "rowAdd": _("Add a row"),
    "columnAdd": _("Add a column"),
    "rowRemove": _("Remove the row"),
    "columnRemove": _("Remove the column"),
    "headerCell": _("Header cell"),
    "cellsMerge": _("Merge cells"),
    "cellSplit": _("Split the cell"),
    "tableRemove": _("Remove the table"),
}

# %(name)s is filled in by the browser.
WORDS: dict[str, Any] = {
    "layouts": LAYOUT_NAMES,
    "tools": TOOLS,
    # the text
    "body": _("Body"),
    "toolbar": _("Text tools (Alt+F10)"),
    "writeHere": _("Write or paste the story here. Pictures can be dropped or pasted where they belong."),
    "count": _("%(words)s words · %(pictures)s pictures"),
    "speaker": _("Who said it"),
    # boxes
    "moveUp": _("Move up"),
    "moveDown": _("Move down"),
    "moveBefore": _("Move forward"),
    "moveAfter": _("Move back"),
    "remove": _("Remove"),
    "takeOut": _("Take out"),
    "close": _("Close"),
    "cancel": _("Cancel"),
    "insert": _("Insert"),
    "choose": _("Choose"),
    "more": _("Show more"),
    "loading": _("Loading …"),
    "nothingFound": _("Nothing found."),
    # pictures
    "layout": _("Layout"),
    "alt": _("Alternative text"),
    "altHere": _("What is to be seen, for those who cannot see it"),
    "credit": _("Credit"),
    "creditHere": _("Photographer/source"),
    "captionHere": _("Write a caption here"),
    "replacePicture": _("Use another picture"),
    "noAlt": _("No alternative text"),
    "noCredit": _("No credit"),
    "pictureGone": _("This picture is not in the library."),
    "pictureUnusable": _("Readers do not get this picture: it was withdrawn or its rights have ended."),
    "picture": _("picture"),
    "pictureNumber": _("Picture %(id)s"),
    "library": _("Photo library"),
    "choosePicture": _("Choose a picture"),
    "choosePictures": _("Insert pictures"),
    "searchPictures": _("Search by caption, credit …"),
    "chosen": _("%(number)s chosen"),
    "insertGallery": _("Insert as a gallery"),
    "gallery": _("Gallery"),
    "addToGallery": _("Add pictures to the gallery"),
    # uploads
    "upload": _("Upload from this computer"),
    "uploading": _("Uploading"),
    "sending": _("Uploading “%(name)s” …"),
    "preparing": _("Preparing “%(name)s” …"),
    "uploaded": _("“%(name)s” is in the library now."),
    "refused": _("“%(name)s” was not taken: %(reason)s"),
    "again": _("Try again"),
    "notPictures": _("%(number)s files are no pictures and were left out."),
    "picturesLeft": _("%(number)s pictures of the pasted text were left out. Upload them with “Picture”."),
    "waitForUploads": _("Pictures are still being uploaded. The story is saved as soon as they are there."),
    "offline": _("The desk cannot be reached. Check the connection and try again."),
    "broken": _("The desk gave no proper answer (%(status)s). Try again in a moment."),
    # films
    "film": _("Insert a video"),
    "filmAddress": _("Address of the video"),
    "filmHelp": _("A YouTube or Vimeo address. It can also be pasted on an empty line."),
    "filmRefused": _("This is no address of a YouTube or Vimeo video."),
    "filmCaption": _("Caption of the video"),
    "ownFilm": _("The magazine's own video"),
    "watch": _("Watch"),
    # related stories
    "related": _("Related stories"),
    "relatedEmpty": _("No story chosen yet: an empty box is not printed."),
    "withLead": _("With lead"),
    "searchStories": _("Search a published story by its words or number"),
    "storyNumber": _("Story %(id)s"),
    "storyGone": _("Story %(id)s is not published: readers do not see it."),
    # links
    "link": _("Link"),
    "linkAddress": _("Address"),
    "linkHelp": _(
        "A web address, a path of this site such as /tin-123.html, a story's page at the desk (readers are led to the "
        "story once it is out), or an e-mail address."
    ),
    "linkSet": _("Set the link"),
    "linkRemove": _("Remove the link"),
    "linkRefused": _("This is no address that a reader can be sent to."),
    "linkSelect": _("Select the words of the link first."),
    # the copy on this computer
    "kept": _("A copy is kept on this computer (%(time)s) until you save."),
    "notKept": _("No copy can be kept on this computer. Save often."),
    "found": _("This computer has a text of this story that was not saved (%(time)s)."),
    "restore": _("Bring it back"),
    "discard": _("Discard it"),
}
