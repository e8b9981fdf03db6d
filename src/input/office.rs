//! Documents of word processors: DOCX (ECMA-376) and ODT (ISO 26300), one article each; and EPUB, one article per chapter.

use std::io;

use roxmltree::{Document, Node};

use super::html::{self, Block, Kind};
use super::{Article, Bytes, InputError, InputOptions, Item, Items, Origin, Page, Reader, archive};

/// A kind of document whose text stands in one XML file.
pub(crate) struct Written {
    name: &'static str,
    extensions: &'static [&'static str],
    help: &'static str,
    /// Path of the text in the document.
    main: &'static str,
}

pub(crate) static DOCX: Written =
    Written { name: "docx", extensions: &["docx"], help: "a Word document", main: "word/document.xml" };
pub(crate) static ODT: Written =
    Written { name: "odt", extensions: &["odt"], help: "a document of LibreOffice", main: "content.xml" };
pub(crate) struct Epub;

impl Reader for Written {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn help(&self) -> &'static str {
        self.help
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        Box::new(std::iter::once(article(bytes, &origin, self.main)))
    }
}

impl Reader for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn help(&self) -> &'static str {
        "an electronic book, one article per chapter"
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        match chapters(bytes, &origin) {
            Ok(items) => Box::new(items.into_iter()),
            Err(error) => Box::new(std::iter::once(Err(fault(&origin, &error)))),
        }
    }
}

/// What such a ZIP archive begins with, by its first file: EPUB and ODT say what they are, DOCX has a list of contents.
pub(super) fn sniff(head: &[u8]) -> Option<&'static dyn Reader> {
    let name = head.get(30..).filter(|_| head.starts_with(b"PK\x03\x04"))?;
    match name {
        n if n.starts_with(b"mimetypeapplication/epub+zip") => Some(&Epub),
        n if n.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.text") => Some(&ODT),
        n if n.starts_with(b"[Content_Types].xml") && head.windows(5).any(|w| w == b"word/") => Some(&DOCX),
        _ => None,
    }
}

fn fault(origin: &Origin, error: &io::Error) -> InputError {
    InputError::new(origin.path(), 0, format!("no such document: {error}"), "save it again, or give its text")
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

/// The files of a document.
struct Package(zip::ZipArchive<tempfile::SpooledTempFile>);

impl Package {
    fn open(bytes: Bytes) -> io::Result<Package> {
        archive::open_zip(bytes).map(Package)
    }

    fn file(&mut self, name: &str) -> io::Result<Vec<u8>> {
        let mut file = self.0.by_name(name).map_err(|_| invalid(format!("it has no `{name}`")))?;
        let packed = file.compressed_size();
        archive::all(&mut file, packed)
    }

    fn xml(&mut self, name: &str) -> io::Result<String> {
        String::from_utf8(self.file(name)?).map_err(invalid)
    }
}

/// The whole document as one article.
fn article(bytes: Bytes, origin: &Origin, main: &str) -> Result<Item, InputError> {
    let text = Package::open(bytes).and_then(|mut package| {
        let xml = package.xml(main)?;
        Ok(html::write(&blocks(&Document::parse(&xml).map_err(invalid)?)))
    });
    let text = text.map_err(|e| fault(origin, &e))?;
    let warnings = if text.is_empty() { vec!["the document has no text".into()] } else { Vec::new() };
    Ok(Item::Article(Article {
        id: origin.id.clone(),
        source: origin.source.clone(),
        text,
        warnings,
        ..Article::default()
    }))
}

/// Deleted text, notes, comments and what is shown only by old programs.
const SKIPPED: &[&str] = &["annotation", "del", "delText", "Fallback", "forms", "instrText", "note", "tracked-changes"];

/// The paragraphs of a document, in order; a row of a table is one block.
fn blocks(document: &Document<'_>) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    // Word puts text into elements of their own.
    let word = document.root_element().tag_name().name() == "document";
    let mut last_row = None;
    // Elements that wait, with the row and whether they are in a list.
    let mut pending = vec![(document.root(), None, false)];
    while let Some((node, mut row, mut list)) = pending.pop() {
        let name = node.tag_name().name();
        if node.is_element() && SKIPPED.contains(&name) {
            continue;
        }
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            let wanted = !word || node.parent().is_some_and(|p| p.tag_name().name() == "t");
            if let (Some(block), true) = (all.last_mut(), wanted) {
                block.text.push_str(text);
            }
        }
        match name {
            "tr" | "table-row" => row = Some(node.id()),
            "list-item" => list = true,
            "p" | "h" => {
                let kind = if row.is_some() { Kind::Row } else { kind(node, list) };
                match all.last_mut() {
                    Some(block) if row.is_some() && row == last_row => block.text.push_str(" | "),
                    _ => all.push(Block { kind, text: String::new(), linked: 0 }),
                }
                last_row = row;
            }
            "tab" | "br" | "cr" | "line-break" | "s" => {
                if let Some(block) = all.last_mut() {
                    block.text.push(' ');
                }
            }
            _ => {}
        }
        pending.extend(node.children().rev().map(|child| (child, row, list)));
    }
    for block in &mut all {
        block.text = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    all.retain(|b| b.text.chars().any(char::is_alphanumeric));
    all
}

/// What a paragraph is, by its element, style or list.
fn kind(paragraph: Node<'_, '_>, list: bool) -> Kind {
    let properties = paragraph.first_element_child().filter(|c| c.tag_name().name() == "pPr");
    let of = |name: &str| properties?.children().find(|n| n.tag_name().name() == name);
    let style = of("pStyle").and_then(|s| s.attributes().next()).map_or("", |a| a.value());
    match () {
        () if paragraph.tag_name().name() == "h" || style.starts_with("Heading") || style == "Title" => Kind::Heading,
        () if list || of("numPr").is_some() || style.starts_with("List") => Kind::Item,
        () => Kind::Paragraph,
    }
}

/// The chapters of a book, in the order in which they are read.
fn chapters(bytes: Bytes, origin: &Origin) -> io::Result<Vec<Result<Item, InputError>>> {
    let mut package = Package::open(bytes)?;
    let container = package.xml("META-INF/container.xml")?;
    let container = Document::parse(&container).map_err(invalid)?;
    let root =
        container.descendants().find_map(|n| n.attribute("full-path")).ok_or_else(|| invalid("it has no book"))?;
    let folder = root.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let book = package.xml(root)?;
    let book = Document::parse(&book).map_err(invalid)?;
    let named = |name: &'static str| book.descendants().filter(move |n| n.tag_name().name() == name);
    let mut items = Vec::new();
    for (number, chapter) in (1u32..).zip(named("itemref")) {
        let wanted = chapter.attribute("idref");
        let Some(entry) = named("item").find(|i| wanted.is_some() && i.attribute("id") == wanted) else { continue };
        // A table of contents is no chapter.
        if entry.attribute("properties").is_some_and(|p| p.contains("nav")) {
            continue;
        }
        let path = format!("{folder}{}", entry.attribute("href").unwrap_or_default().replace("%20", " "));
        let page = |raw| {
            let origin = Origin { id: format!("{}#{number}", origin.id), source: origin.source.clone() };
            Item::Page(Page { raw, charset: None, url: None, origin })
        };
        items.push(package.file(&path).map(page).map_err(|e| fault(origin, &e)));
    }
    Ok(items)
}
