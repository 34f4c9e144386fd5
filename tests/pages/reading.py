"""A page as a reader of HTML takes it: its elements in order, each with its text, and the words of a person in it."""

from html.parser import HTMLParser

VOID = {"br", "meta"}
OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "article", "section", "h1", "h2", "h3", "p", "br"),
    *(
        "blockquote",
        "div",
        "figure",
        "svg",
        "desc",
        "line",
        "rect",
        "circle",
        "text",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "span",
    ),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


class Node:
    """An element. `parts`: texts and elements in it, in their order."""

    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.parts = tag, dict(attributes), []

    @property
    def text(self):
        return "\n" if self.tag == "br" else "".join(one if isinstance(one, str) else one.text for one in self.parts)

    def every(self, wanted=None):
        """Every element below with that tag or class."""
        for one in self.parts:
            if isinstance(one, Node):
                if wanted in (None, one.tag, *one.attributes.get("class", "").split()):
                    yield one
                yield from one.every(wanted)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, attrs)
        self.open[-1].parts.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        self.open[-1].parts.append(data)

    def handle_comment(self, data):
        raise AssertionError("there is a comment")

    def unknown_decl(self, data):
        raise AssertionError("there is a declaration")


def read(page):
    """The page as one element. Nothing but what we write may be there, and each is closed where it belongs."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    (root,) = reader.open
    assert {one.tag for one in root.every()} <= OURS
    return root


def own_words(root):
    """All words of a person, each answer as it was written."""
    return ["\n\n".join(one.text for one in quote.parts) for quote in root.every("own")]
