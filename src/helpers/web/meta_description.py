"""What a page is about, in the words that it begins with: what a search engine shows below its title."""

from docutils import nodes

from helpers.book.sentences import split_sentences

# About what a search engine shows; a longer text would be cut where it happens to end.
_ROOM = 200


def describe_page(doctree: nodes.document) -> str:
    """The first sentences below the page's title that there is room for, footnote marks left out; "" where none is.

    Only text that stands between the title and the first heading counts. A first sentence that is too long
    ends with "…" after a word; a later one that leads up to a list is left out.
    """
    section = next((child for child in doctree.children if isinstance(child, nodes.section)), None)
    if section is None:
        return ""
    paragraph = next((child for child in section.children if isinstance(child, nodes.paragraph)), None)
    if paragraph is None:
        return ""
    sentences = [_words(sentence) for sentence in split_sentences(paragraph.children)]
    told = sentences[0]
    if len(told) > _ROOM:
        return told[: _ROOM - 1].rpartition(" ")[0].rstrip(",;:–") + "…"
    for sentence in sentences[1:]:
        if len(told) + 1 + len(sentence) > _ROOM or sentence.endswith(":"):
            break
        told = f"{told} {sentence}"
    return told.strip()


def _words(sentence: list[nodes.Node]) -> str:
    text = "".join(node.astext() for node in sentence if not isinstance(node, nodes.footnote_reference))
    return " ".join(text.replace("\u00ad", "").split())
