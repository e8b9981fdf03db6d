"""Writes hostile inputs into a folder: what an attacker, a bad disk or a bad program makes."""
import gzip
import io
import os
import sys
import tarfile
import zipfile

root = sys.argv[1]
good = b"The mayor of Lima, Ana Ruiz, opened the bridge on Monday.\n"


def put(name, data):
    with open(os.path.join(root, name), "wb") as out:
        out.write(data)


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


put("good.txt", good)
put("nested.html", b"<div>" * 100_000 + b"<p>" + good + b"</div>" * 100_000)
put("spans.html", b"<b><i class=x>" * 50_000 + good)
put("tables.html", b"<table><tr><td>" * 20_000 + good)
put("quotes.html", b"<a title='" * 50_000)
put("unclosed.html", b"<!--" + b"<p>a" * 100_000)
put("nulls.html", b"<p>\0" + good + b"\0" * 100_000)
put("charset.html", b"<meta charset=utf-16><p>Caf\xe9 owner Ana Ruiz, the mayor of Lima, opened the bridge on Monday.")
put("bomb.txt.gz", gzip.compress(b"a " * 200_000_000, 9))
put("bomb.zip", zipped("a.txt", b"0" * 400_000_000))
put("three.zip", zipped("b.zip", zipped("c.zip", zipped("a.txt", good))))
put("two.zip", zipped("c.zip", zipped("a.txt", good)))
put("deep.docx", zipped("word/document.xml", b"<document><body>" + b"<p>" * 100_000))
put("deep2.docx", zipped("word/document.xml", b"<document>" + b"<p>" * 100_000 + b"</p>" * 100_000 + b"</document>"))
put("bomb.odt", zipped("content.xml", b" " * 400_000_000))
laughs = "".join(f'<!ENTITY {b} "{10 * f"&{a};"}">' for a, b in zip("abcdefghij", "bcdefghijk"))
put("laughs.odt", zipped("content.xml", f'<!DOCTYPE d [<!ENTITY a "ha">{laughs}]><d><p>&k;</p></d>'.encode()))
put("empty.epub", zipped("META-INF/container.xml", b"<a/>"))
put("cut.txt.gz", gzip.compress(os.urandom(10_000))[:5_000])
put("cut.zip", zipped("a.txt", good)[:60])
with tarfile.open(os.path.join(root, "links.tar"), "w") as archive:
    link = tarfile.TarInfo("loop.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "loop.txt"
    archive.addfile(link)
    entry = tarfile.TarInfo("../../out.txt")
    entry.size = len(good)
    archive.addfile(entry, io.BytesIO(good))
put("long.jsonl", b'{"text": "' + b"x" * 300_000_000 + b'"}\n')
put("quote.csv", b'id,text\n1,"' + b"x,\n" * 1_000_000)
put("deep.json", b"[" * 100_000)
put("cut.json", b'[{"text": "' + good.strip() + b'"}, {"text": ')
put("feed.rss", b"<rss><channel><item><title>&a;</title>" + b"<x>" * 50_000)
put("entities.xml", b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>')
put("box.mbox", b"From a\n\n" * 10_000)
put("cut.warc", b"WARC/1.0\r\nContent-Length: 99999999999\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>")
os.mkdir(os.path.join(root, "folder"))
os.symlink("..", os.path.join(root, "folder", "up"))
os.symlink("self.txt", os.path.join(root, "folder", "self.txt"))
