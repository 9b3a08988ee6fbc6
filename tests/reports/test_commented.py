"""A Word file comes back as it was handed in, with comments beside its citations."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from verifier.ingest import ingest
from verifier.records import Document, Span
from verifier.reports.commented import Note, commented


def saved(file: docx.document.Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def read(data: bytes) -> Document:
    return ingest(data, name="draft.docx")


def noted(data: bytes, *phrases: str) -> docx.document.Document:
    """The file with a comment, the phrase itself, on each phrase of its text."""
    document = read(data)
    notes, at = [], 0
    for phrase in phrases:
        at = document.text.index(phrase, at)
        notes.append(Note(Span(at, at + len(phrase)), (phrase,)))
        at += len(phrase)
    return docx.Document(io.BytesIO(commented(data, document, notes)))


def commented_words(file: docx.document.Document) -> Iterator[tuple[str, str]]:
    """Of each comment, what it says and the words that it stands beside."""
    said = {str(comment.comment_id): comment.text for comment in file.comments}
    for start in file.element.body.iter(qn("w:commentRangeStart")):
        number, words = start.get(qn("w:id")), []
        for element in start.getparent().getroottree().getroot().iter():
            if element is start:
                words = []
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == number:
                break
            elif element.tag == qn("w:t"):
                words.append(element.text or "")
        yield said[number], "".join(words)


def draft() -> docx.document.Document:
    file = docx.Document()
    file.add_heading("Tokyo and Moscow", level=1)
    paragraph = file.add_paragraph("Japan adopted ")
    paragraph.add_run("new sanctions").bold = True
    paragraph.add_run(" (Xinhua, September 24, 2014). Moscow answered (TASS, September 25, 2014).")
    return file


def test_each_comment_stands_beside_just_its_citation() -> None:
    phrases = ("(Xinhua, September 24, 2014)", "(TASS, September 25, 2014)")
    assert list(commented_words(noted(saved(draft()), *phrases))) == [(phrase, phrase) for phrase in phrases]


def test_a_citation_over_several_runs_is_commented_whole() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Prices fell (")
    paragraph.add_run("Interfax").italic = True
    paragraph.add_run(", March 3, 2015) again.")
    made = noted(saved(file), "(Interfax, March 3, 2015)")
    assert list(commented_words(made)) == [("(Interfax, March 3, 2015)", "(Interfax, March 3, 2015)")]
    assert [run.text for run in made.paragraphs[0].runs if run.italic] == ["Interfax"]


def test_the_text_and_the_look_stay_as_they_were() -> None:
    data = saved(draft())
    made = noted(data, "(Xinhua, September 24, 2014)")
    assert read(saved(made)).text == read(data).text
    assert [paragraph.style.name for paragraph in made.paragraphs] == ["Heading 1", "Normal"]
    assert [run.text for run in made.paragraphs[1].runs if run.bold] == ["new sanctions"]


def hyperlink(paragraph: Paragraph, text: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "place")
    run = paragraph.add_run(text)._r
    link.append(run)
    paragraph._p.append(link)


def test_a_citation_that_is_a_link_keeps_its_link() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("It was said ")
    hyperlink(paragraph, "(Nikkei, May 5, 2014)")
    made = noted(saved(file), "(Nikkei, May 5, 2014)")
    assert list(commented_words(made)) == [("(Nikkei, May 5, 2014)", "(Nikkei, May 5, 2014)")]
    assert made.element.body.xpath("string(.//w:hyperlink)") == "(Nikkei, May 5, 2014)"


def test_of_two_equal_paragraphs_each_has_its_own_comment() -> None:
    file = docx.Document()
    for _ in range(2):
        file.add_paragraph("The same (TASS, May 1, 2014).")
    made = noted(saved(file), "(TASS, May 1, 2014)", "(TASS, May 1, 2014)")
    assert [len(p._p.xpath(".//w:commentReference")) for p in made.paragraphs] == [1, 1]


def test_a_citation_in_a_table_is_found() -> None:
    file = docx.Document()
    file.add_table(1, 2).cell(0, 1).text = "Exports rose (Dawn, June 2, 2015)"
    made = noted(saved(file), "(Dawn, June 2, 2015)")
    assert list(commented_words(made)) == [("(Dawn, June 2, 2015)", "(Dawn, June 2, 2015)")]


def test_tabs_breaks_and_deleted_words_do_not_move_it() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("One\ttwo\nthree ")
    deleted = OxmlElement("w:del")
    gone = paragraph.add_run("gone ")._r
    deleted.append(gone)
    paragraph._p.append(deleted)
    paragraph.add_run("four (RIA Novosti, July 1, 2014) five")
    made = noted(saved(file), "(RIA Novosti, July 1, 2014)")
    assert list(commented_words(made)) == [("(RIA Novosti, July 1, 2014)", "(RIA Novosti, July 1, 2014)")]


def with_footnote(data: bytes, text: str) -> bytes:
    """The file with one footnote, as a word processor packs it."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as package, ZipFile(made, "w") as out:
        for name in package.namelist():
            out.writestr(name, package.read(name))
        note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        out.writestr("word/footnotes.xml", f"<w:footnotes {space}>{note}</w:footnotes>")
    return made.getvalue()


def test_a_citation_in_a_footnote_is_commented_at_its_mark() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("It was announced.")
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(mark)
    paragraph.add_run(" More followed.")
    made = noted(with_footnote(saved(file), "As told (Kyodo, March 3, 2014)"), "(Kyodo, March 3, 2014)")
    assert [comment.text for comment in made.comments] == ["(Kyodo, March 3, 2014)"]
    assert [words for _, words in commented_words(made)] == ["It was announced."]


def test_comments_that_the_file_has_stay() -> None:
    file = draft()
    file.add_comment(file.paragraphs[0].runs, text="An editor's own", author="Ed", initials="E")
    made = noted(saved(file), "(Xinhua, September 24, 2014)")
    assert [comment.author for comment in made.comments] == ["Ed", "Citation verifier"]


@pytest.mark.parametrize("text", ["", "No citation of that kind"])
def test_a_note_whose_words_are_nowhere_is_not_lost(text: str) -> None:
    file = docx.Document()
    file.add_paragraph(text)
    made = commented(saved(file), Document("other text"), [Note(Span(0, 5), ("Look here",))])
    assert [comment.text for comment in docx.Document(io.BytesIO(made)).comments] == ["Look here"]
