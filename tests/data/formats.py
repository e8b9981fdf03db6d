"""Writes tests/cases/input/formats: one file per format, each by a program that others wrote.

    pip install python-docx odfpy EbookLib warcio feedgen && python tests/data/formats.py
"""

import csv
import datetime
import email.message
import io
import json
import mailbox
import os
import tarfile
import zipfile

import docx
from ebooklib import epub
from feedgen.feed import FeedGenerator
from odf import opendocument, style, table, text
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OUT = os.path.join(os.path.dirname(__file__), "..", "cases", "input", "formats")
TITLE = "Harbour board elects Ruth Amani"
DATE = datetime.datetime(2024, 3, 5, 10, 0, tzinfo=datetime.timezone.utc)
URL = "https://coast.example/2024/03/harbour-board"
PARAGRAPHS = [
    "Ruth Amani, the former mayor of Selma, was elected chairwoman of the harbour board on Monday.",
    "She succeeds Bent Aker, who had held the post “for nine years & a day”, and who retires in May.",
]
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title>
<meta property="article:published_time" content="{DATE.isoformat()}"></head><body><nav><a href="/">Home</a></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{p.replace('&', '&amp;')}</p>" for p in PARAGRAPHS)}</article>
<footer>Imprint</footer></body></html>"""


def path(name):
    return os.path.join(OUT, name)


def docx_file():
    document = docx.Document()
    document.add_heading(TITLE, 1)
    for paragraph in PARAGRAPHS:
        half = len(paragraph) // 2
        p = document.add_paragraph()
        p.add_run(paragraph[:half])
        p.add_run(paragraph[half:]).bold = True
    document.add_paragraph("Votes for Amani: 9", style="List Bullet")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Selma", "9 votes"
    document.save(path("word.docx"))


def odt_file():
    document = opendocument.OpenDocumentText()
    heading = style.Style(name="Heading 1", family="paragraph")
    document.styles.addElement(heading)
    document.text.addElement(text.H(outlinelevel=1, stylename=heading, text=TITLE))
    for paragraph in PARAGRAPHS:
        document.text.addElement(text.P(text=paragraph))
    items = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="Votes for Amani: 9"))
    items.addElement(item)
    document.text.addElement(items)
    grid = table.Table()
    row = table.TableRow()
    for value in ("Selma", "9 votes"):
        cell = table.TableCell()
        cell.addElement(text.P(text=value))
        row.addElement(cell)
    grid.addElement(row)
    document.text.addElement(grid)
    document.save(path("writer.odt"))


def epub_file():
    book = epub.EpubBook()
    book.set_identifier("coast-2024")
    book.set_title("Coast Daily, March 2024")
    chapter = epub.EpubHtml(title=TITLE, file_name="a/harbour board.xhtml")
    chapter.content = PAGE
    book.add_item(chapter)
    book.toc = [chapter]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", chapter]
    epub.write_epub(path("book.epub"), book)


def warc_file():
    with open(path("crawl.warc.gz"), "wb") as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "warcio"}))
        for status, url, body in [("200 OK", URL, PAGE), ("404 Not Found", URL + "x", "<p>not here</p>")]:
            headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body.encode()), http_headers=headers))


def feed_files():
    feed = FeedGenerator()
    feed.id("https://coast.example/")
    feed.title("Coast Daily")
    feed.description("News of the coast")
    feed.link(href="https://coast.example/")
    entry = feed.add_entry()
    entry.id(URL)
    entry.title(TITLE)
    entry.link(href=URL)
    entry.published(DATE)
    entry.updated(DATE)
    entry.content("".join(f"<p>{p.replace('&', '&amp;')}</p>" for p in PARAGRAPHS), type="html")
    feed.rss_file(path("feed.rss"))
    feed.atom_file(path("feed.atom"))


def mail_files():
    message = email.message.EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "desk@coast.example"
    message["Date"] = DATE
    message.set_content("\n\n".join(PARAGRAPHS))
    message.add_alternative(PAGE, subtype="html")
    with open(path("message.eml"), "wb") as out:
        out.write(message.as_bytes())
    if os.path.exists(path("box.mbox")):
        os.remove(path("box.mbox"))
    box = mailbox.mbox(path("box.mbox"))
    box.add(message)
    html = email.message.EmailMessage()
    html["Subject"], html["From"], html["Date"] = TITLE, "desk@coast.example", DATE
    html.set_content(PAGE, subtype="html")
    box.add(html)
    box.flush()


def tables_and_json():
    row = {"headline": TITLE, "published": DATE.date().isoformat(), "link": URL, "body": "\n\n".join(PARAGRAPHS)}
    for name, dialect in [("export.csv", "excel"), ("export.tsv", "excel-tab")]:
        with open(path(name), "w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, row, dialect=dialect)
            writer.writeheader()
            writer.writerow(row)
    with open(path("export.json"), "w") as out:
        json.dump([row], out, indent=2)
    with open(path("export.jsonl"), "w") as out:
        out.write(json.dumps(row) + "\n")


def archives():
    with zipfile.ZipFile(path("pages.zip"), "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("2024/page.html", PAGE)
    with tarfile.open(path("pages.tar.xz"), "w:xz") as out:
        info = tarfile.TarInfo("2024/page.html")
        info.size = len(PAGE.encode())
        out.addfile(info, io.BytesIO(PAGE.encode()))


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    for make in [docx_file, odt_file, epub_file, warc_file, feed_files, mail_files, tables_and_json, archives]:
        make()
