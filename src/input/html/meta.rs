//! What a page says of itself: title, date, address.

use dom_query::Document;
use serde_json::Value;

use crate::base::date::PartialDate;
use crate::input::date;

use super::blocks;

pub(super) struct Meta {
    pub(super) title: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) url: Option<String>,
}

/// Types of schema.org that are articles.
const ARTICLES: &[&str] = &["Article", "Posting", "BlogPost", "Report", "Newsletter", "Review"];

/// Names of `<meta>` that hold the day of publication, the surest first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published-date",
    "publish-date",
    "publishdate",
    "publication_date",
    "publicationdate",
    "pubdate",
    "pub_date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "article_date_original",
    "originalpublicationdate",
    "date",
];

/// Reads what a page says of itself.
pub(super) fn of(page: &Document) -> Meta {
    let (data, tags) = (Data::of(page), Tags::of(page));
    let url = address(page, &tags);
    Meta { title: title(page, &tags, data.article.as_ref()), date: day(page, &tags, &data, url.as_deref()), url }
}

/// Linked data of a page.
struct Data {
    /// What it says of the article.
    article: Option<Value>,
    /// What it says of the page.
    page: Option<Value>,
}

impl Data {
    fn of(page: &Document) -> Data {
        let mut all = Vec::new();
        for script in page.select("script[type='application/ld+json']").nodes() {
            if let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) {
                gather(value, &mut all);
            }
        }
        let is = |value: &Value, kinds: &[&str]| types(value).any(|t| kinds.iter().any(|k| t.ends_with(k)));
        let dated = |v: &&Value| v.get("datePublished").is_some();
        let article = all.iter().filter(|v| is(v, ARTICLES)).find(dated).or(all.iter().find(|v| is(v, ARTICLES)));
        let page = all.iter().find(|v| is(v, &["WebPage", "VideoObject"]));
        Data { article: article.cloned(), page: page.cloned() }
    }
}

fn gather(value: Value, all: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|v| gather(v, all)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                gather(graph, all);
            }
            if let Some(main @ Value::Object(_)) = object.get("mainEntity").cloned() {
                gather(main, all);
            }
            all.push(Value::Object(object));
        }
        _ => {}
    }
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let kind = value.get("@type");
    let one = kind.and_then(Value::as_str);
    let many = kind.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many)
}

/// The page's own address.
fn address(page: &Document, tags: &Tags) -> Option<String> {
    let canonical = page.select_single("link[rel='canonical']").attr("href").map(|h| h.to_string());
    [canonical, tags.get("og:url").map(str::to_owned)]
        .into_iter()
        .flatten()
        .find(|u| u.starts_with("http://") || u.starts_with("https://"))
}

/// The `<meta>` of a page: name or property in lower case, content.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn of(page: &Document) -> Tags {
        let named = page.select("meta[content]");
        let pairs = named.nodes().iter().flat_map(|m| {
            let content = m.attr("content").map(|c| clean(&c)).filter(|c| !c.is_empty());
            let names = ["property", "name", "itemprop"].into_iter().filter_map(|a| m.attr(a));
            names.map(|n| n.trim().to_lowercase()).zip(std::iter::repeat(content)).collect::<Vec<_>>()
        });
        Tags(pairs.filter_map(|(name, content)| Some((name, content?))).collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, content)| content.as_str())
    }
}

fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title(page: &Document, tags: &Tags, article: Option<&Value>) -> Option<String> {
    let whole = clean(&page.select_single("head > title, title").text());
    let open_graph = tags.get("og:title").map(str::to_owned);
    let headings: Vec<String> =
        page.select("h1").nodes().iter().map(|h| clean(&h.text())).filter(|h| !h.is_empty()).collect();
    let shown = [Some(whole.as_str()), open_graph.as_deref()];
    // A heading that the page's title repeats is the article's.
    let repeated = |h: &&String| {
        h.split(' ').count() > 1
            && shown.iter().flatten().any(|t| *t != h.as_str() && plain(t).contains(&plain(h)) || t == h)
    };
    if let Some(heading) = headings.iter().filter(|h| !is_site(tags, h)).find(repeated) {
        return Some(heading.clone());
    }
    // A part of the page's title that stands in the page for itself.
    let part = || {
        let texts: Vec<String> = blocks::of(page.root()).into_iter().map(|b| plain(&b.text)).collect();
        let alone = parts(&whole).into_iter().filter(|p| p.split(' ').count() > 1 && texts.contains(&plain(p)));
        alone.max_by_key(|p| p.len()).map(str::to_owned)
    };
    let stated = article.and_then(|a| a.get("headline").or(a.get("name"))).and_then(Value::as_str).map(clean);
    let stated = stated.map(unescaped).filter(|t| !t.is_empty() && !t.ends_with('…') && !t.ends_with("..."));
    stated
        .or_else(part)
        .or(open_graph.map(|t| without_site(tags, &t)))
        .or(headings.into_iter().find(|h| !is_site(tags, h)))
        .or(Some(without_site(tags, &whole)))
        .filter(|t| !t.is_empty())
}

const SEPARATORS: &[&str] = &[" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " / ", " · ", " • ", ": "];

/// What stands before and behind each separator of a title.
fn parts(title: &str) -> Vec<&str> {
    let cuts = SEPARATORS.iter().flat_map(|s| title.match_indices(s));
    cuts.flat_map(|(at, s)| [&title[..at], &title[at + s.len()..]]).collect()
}

/// Letters and digits alone.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Entities that were escaped twice.
fn unescaped(text: String) -> String {
    if text.contains('&') && text.contains(';') { clean(&Document::from(text).text()) } else { text }
}

/// Whether a text is the name of the site.
fn is_site(tags: &Tags, text: &str) -> bool {
    tags.get("og:site_name").is_some_and(|site| plain(site) == plain(text))
}

/// A title without the name of the site before or behind it.
fn without_site(tags: &Tags, title: &str) -> String {
    let site = tags.get("og:site_name").map(plain);
    for separator in SEPARATORS {
        let Some((first, _)) = title.split_once(separator) else { continue };
        let Some((head, last)) = title.rsplit_once(separator) else { continue };
        let is_site = |part: &str| site.as_ref().is_some_and(|s| plain(part) == *s);
        if is_site(last) {
            return without_site(tags, head);
        }
        if is_site(first) {
            return title[first.len() + separator.len()..].trim().to_owned();
        }
        // What stands apart by a bar is no part of a headline.
        let words = |t: &str| t.split_whitespace().count();
        if *separator != ": " && words(head) >= 3 && words(last) <= 4 && words(head) > words(last) {
            return without_site(tags, head);
        }
    }
    title.trim().to_owned()
}

/// The day of publication: linked data, `<meta>`, `<time>`, the address, a date line near the headline.
fn day(page: &Document, tags: &Tags, data: &Data, url: Option<&str>) -> Option<PartialDate> {
    let published = |v: &Option<Value>| v.as_ref()?.get("datePublished")?.as_str().and_then(whole);
    published(&data.article)
        .or_else(|| DATES.iter().find_map(|name| tags.get(name).and_then(whole)))
        .or_else(|| marked(page))
        .or_else(|| published(&data.page))
        .or_else(|| url.and_then(in_address))
        .or_else(|| shown(page))
}

/// A day, not a month or year alone.
fn whole(text: &str) -> Option<PartialDate> {
    let head = text.trim();
    let iso =
        head.get(..10).filter(|_| head.as_bytes().get(4) == Some(&b'-')).and_then(|d| d.parse::<PartialDate>().ok());
    let slashed = || head.get(..10).filter(|h| h.as_bytes()[4] == b'/').and_then(|d| d.replace('/', "-").parse().ok());
    iso.or_else(slashed).or_else(|| date::parse(head)).filter(|d| d.to_string().len() == 10)
}

/// The first date that markup calls the day of publication.
fn marked(page: &Document) -> Option<PartialDate> {
    let of = |selector: &str| {
        page.select(selector).nodes().iter().find_map(|n| {
            let values =
                ["datetime", "content", "title", "data-timestamp-iso"].map(|a| n.attr(a).map(|v| v.to_string()));
            let text = || Some(clean(&n.text())).filter(|t| t.len() < 80 && !is_change(t));
            values.into_iter().flatten().find_map(|v| whole(&v)).or_else(|| text().and_then(|t| whole(&t)))
        })
    };
    of("[itemprop~='datePublished']")
        .or_else(|| of("time[pubdate], time.published, time.entry-date, abbr.published, .dt-published, [property='schema:datePublished']"))
        .or_else(|| of("article time, main time, header time, [role='main'] time"))
        .or_else(|| of("time"))
}

fn is_change(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["updated", "modified", "edited", "changed"]
        .iter()
        .any(|w| lower.trim_start().starts_with(w) || lower.starts_with(&format!("last {w}")))
}

/// "/2020/02/04/" or "/2015/oct/31/" in an address.
fn in_address(url: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = url.split(['/', '?']).collect();
    parts.windows(3).find_map(|w| {
        let all = |p: &str, n: usize| p.len() == n && p.bytes().all(|b| b.is_ascii_digit());
        let year = all(w[0], 4) && (all(w[2], 2) || all(w[2], 1));
        let number = (all(w[1], 2) || all(w[1], 1)) && year;
        let named = w[1].len() >= 3 && w[1].bytes().all(|b| b.is_ascii_alphabetic()) && year;
        let iso = || format!("{}-{:0>2}-{:0>2}", w[0], w[1], w[2]).parse().ok();
        if number {
            iso()
        } else if named {
            date::parse(&format!("{} {} {}", w[2], w[1], w[0]))
        } else {
            None
        }
    })
}

/// A short text that says the day, where classes speak of dates, or before the first paragraph.
fn shown(page: &Document) -> Option<PartialDate> {
    let classes = "[class*='date'], [class*='Date'], [class*='publish'], [class*='time'], [class*='posted'], [class*='byline'], [id*='date']";
    let near = "h1 ~ p, h1 ~ div, h1 ~ span, h1 ~ ul li, header p, header span, header div";
    let dated = |text: &str| text.len() < 90 && text.bytes().any(|b| b.is_ascii_digit()) && !is_change(text);
    [classes, near].iter().find_map(|selector| {
        page.select(selector)
            .nodes()
            .iter()
            .take(60)
            .map(|n| clean(&n.text()))
            .filter(|t| dated(t))
            .find_map(|t| whole(&t))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_dates() {
        for (url, want) in [
            ("https://x.example/2020/02/04/fire", Some("2020-02-04")),
            ("https://x.example/world/2015/oct/31/king", Some("2015-10-31")),
            ("https://x.example/2020/13/04/fire", None),
            ("https://x.example/2020/february/fire", None),
            ("https://x.example/id/2020/4400/1", None),
        ] {
            assert_eq!(in_address(url).map(|d| d.to_string()).as_deref(), want, "{url}");
        }
    }

    #[test]
    fn titles_lose_the_site() {
        for (title, want) in [
            ("Mayor of Lima resigns | The Post", "Mayor of Lima resigns"),
            ("Mayor of Lima resigns - Peru - The Daily Post", "Mayor of Lima resigns"),
            ("Live: mayor of Lima resigns", "Live: mayor of Lima resigns"),
            ("Mayor - resigns", "Mayor - resigns"),
        ] {
            assert_eq!(without_site(&Tags(Vec::new()), title), want);
        }
    }
}
