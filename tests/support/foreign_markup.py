"""Texts that mean something to one of the programs that a book passes through; all are harmless if they are run.

Each ends with a mark of its own, by which it is found again at every exit.
"""

from collections.abc import Iterator

TAGS = """script img iframe svg style a b form object base meta link textarea title template math details button
noscript table td select video audio embed""".split()
ATTRIBUTES = """onerror onload onclick onfocus style href src srcdoc xlink:href formaction data-fact data-href class
id""".split()
ROLES = "fact printed literature edition term numref ref doc glue eval abbr sub sup raw math".split()
DIRECTIVES = """note code-cell include figure raw toctree figur-igen konklusioner talregister image literalinclude
admonition""".split()
MARKDOWN = [
    "**fed**", "_kursiv_", "`kode`", "# Overskrift", "- punkt", "1. punkt", "> citat", "[ord](#sted)", "![b](#b)",
    "<https://example.org>", "| a | b |", "---", "***", "```", "~~~", "[^1]", "[^1]: note", "\\*", "Ord\n: tekst",
    "[a]: #b", "[[a]]", "~~x~~", "- [ ] x", "a  \nb", "&copy; &#65; &lt;", "www.example.org", "====", "$x$", "$$x$$",
]  # fmt: skip
MYST = [
    "(sted)=", "%% x", "+++", "{{ x }}", "{#navn}", "{.claim}", "[Ord.]{#navn .claim}",
    "[Ord.]{#navn_ellers .otherwise}", "[Ord]{.reconstructed}", "[]{.field}", "{.form}", "[Emne]{#emne-x}",
    "{organisationsform.kommunal}", "{tilbudstype.aaben antal-ord}", "[x]{.if-navn}", "{.web-only}", "{.print-only}",
    "{.asked-inddraget}", ":::", "::::",
]  # fmt: skip
TEMPLATES = [
    "{{ 7 * 7 }}", "{% if x %}", "{# x #}", "${x}", "<%= x %>", "#{x}", "%s %(x)s", "{0} {x!r}", "$HOME", "$(true)",
    "`true`", "{{ edition.notice }}", "{% include 'x' %}", "{%- raw -%}", "@{x}", "[[x]]", "<?x ?>", "{{{x}}}",
]  # fmt: skip
TYPST = [
    "#let x = 1", "#strong[x]", "<navn> @navn", "\\ x", "= Overskrift", "/ ord: x", "// x", "/* x */", '#"x"', "#[",
    "]", "[", ")", '"', '\\"', "\\u{41}", "a ~ b", "--", "...", '#image("x")', '#include "x"', "#show: x", "#set x()",
    "#x", "\\frac{1}{2}", "$\\frac{1}{2}$", "$_", "x^{2}", "\\alpha", "$a$ og $b$", "\\begin{x}", "$ 5 $", "_", "^",
    "'x'",
]  # fmt: skip
YAML = [
    "a: b", "- x", "&a x", "*a", "!!python/none x", "!x", "|", ">", "%YAML 1.2", "--- x", "...", '"', "'", "{a: b}",
    "[a, b]", "? x", "# x", "<<: *a", "yes", "null", "~", "0x1f", "1e3", "2024-01-01", "12:30:00", "@x", "`x`", "=",
    ": ", "a:\tb",
]  # fmt: skip
TABLES = [
    ";", '"', '""', "a;b", "a,b", "a\tb", '"a";"b"', "a\r\nb", "a\rb", "sep=;", '";=1+1;"', "1;2", "26,3", "1-5",
    "SAND",
]  # fmt: skip
PATHS = [
    "../x", "../../x/y", "/x/y", "C:\\x", "\\\\x\\y", "file:///x", "~/x", "a/b", "con", "nul", ".", "..", "a\\b",
    "%2e%2e/x", "x.html#y", "javascript:void(0)", "data:text/html,x", "vbscript:x", "//example.org/x",
    "mailto:x@example.org",
]  # fmt: skip
TERMINAL = [
    "\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\x1b[2J", "a\x08b", "\x1b(0", "\x1bP x \x1b\\", "\x1b[?25l", "\x0e",
    "\x0f",
]  # fmt: skip
SIGNS = [
    "😀", "👨‍👩‍👧", "🇩🇰", "漢字", "שלום", "مرحبا", "a\u0301\u0302\u0303", "\ue000", "\U0010ffff", "\ufffe", "\uffff",
    "\ufffd", "ﬁ", "①", "\ud800", "\u2028", "\u2029", "𝒜", "ǆ", "ﷺ", "㏒", "ꙮ", "\U000e0041", "x\ufe0f", "ł ź ő",
    "½ ≥ × –", "\u3000",
]  # fmt: skip
LONG = [
    "x" * 3000,
    "ord " * 800,
    "<b>" * 300,
    "&amp;" * 300,
    "driftsoverenskomst" * 60,
    "$" * 500,
    "(" * 500,
    "{{" * 300,
]
STARTS = ("=", "+", "-", "−", "@", "＝", "＋", "－", "＠", "'", "\t=", "\r=", "\ufeff=", "\u200b=", " =")
UNSEEN = [*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
          0xAD, 0x61C, 0x180E, 0xFEFF, *range(0xFFF9, 0xFFFC), 0xE0001, 0xE0020]  # fmt: skip


def _texts() -> Iterator[str]:
    for tag in TAGS:
        yield from (f"<{tag}>", f"</{tag}>", f'"><{tag} x="', f"'><{tag.upper()}/>", f"&lt;{tag}&gt;")
    for name in ATTRIBUTES:
        yield from (f'" {name}="x', f"' {name}='x", f" {name}=x ", f"<x {name}=x>")
    yield from ("<!-- x", "-->", "<![CDATA[x]]>", "]]>", "<?xml x?>", "<!DOCTYPE x>", "&", "&x;", "&#0;", "&#x1f;")
    yield from (f"{{{role}}}`x`" for role in ROLES)
    yield from (f"{fence}{{{name}}} x\nx\n{fence}" for name in DIRECTIVES for fence in ("```", ":::"))
    yield from (f"{start}{rest}" for start in STARTS for rest in ("1+1", "SUM(A1:A2)", "x"))
    yield from (f"a{chr(code)}b" for code in UNSEEN)
    for listed in (MARKDOWN, MYST, TEMPLATES, TYPST, YAML, TABLES, PATHS, TERMINAL, SIGNS, LONG):
        yield from listed


def mark(number: int) -> str:
    """The mark of one text; none is the beginning of another."""
    return f"mærke{number:04}x"


TEXTS = tuple(f"{text} {mark(number)}" for number, text in enumerate(dict.fromkeys(_texts())))
# One of each kind, for every run of the tests.
FEW = TEXTS[::15]
