//! Phrases by which blocks of a page show that they are no text of its article.

use super::date;

/// Phrases of page furniture, in lower case; a short block that begins with one is no text.
const BEGINNINGS: &[&str] = &[
    "about us",
    "accept all",
    "accessibility help",
    "advertise with",
    "advertisement",
    "all quotes delayed",
    "all rights reserved",
    "already a subscriber",
    "also read",
    "back to top",
    "best viewed",
    "bet responsibly",
    "buy tickets",
    "by clicking",
    "by signing up",
    "cancel anytime",
    "cite this",
    "click here",
    "comments (",
    "comments are closed",
    "contact us",
    "cookie",
    "copyright",
    "copyright notice",
    "correction policy",
    "create an account",
    "don't miss",
    "download the app",
    "editor's pick",
    "editors' picks",
    "email address",
    "enjoyed this story",
    "enter your email",
    "facebook",
    "filed under",
    "first uploaded",
    "follow the topics",
    "follow us",
    "follow:",
    "font resizer",
    "forgot your password",
    "forward to a friend",
    "get our newsletter",
    "get the latest",
    "got a story",
    "got a tip",
    "have an existing account",
    "image caption",
    "image source",
    "image:",
    "imprint",
    "join our",
    "join thousands",
    "keep reading",
    "leave a comment",
    "leave a reply",
    "live updates",
    "load more",
    "log in",
    "login",
    "lost your password",
    "manage options",
    "more from",
    "more on this story",
    "most popular",
    "most read",
    "most viewed",
    "more information:",
    "my account",
    "newsletter",
    "odds provided by",
    "our mailing address",
    "our standards",
    "password",
    "photo:",
    "photograph:",
    "please enable javascript",
    "please share",
    "powered by",
    "press contact",
    "print this",
    "privacy policy",
    "quick links",
    "read also",
    "read more",
    "read next",
    "read the original",
    "recommended for you",
    "register",
    "reject all",
    "related articles",
    "related posts",
    "related stories",
    "related topics",
    "report this ad",
    "save my name",
    "search",
    "sections",
    "share on",
    "share this",
    "show more",
    "sign in",
    "sign out",
    "sign up",
    "skip to",
    "sponsored",
    "stay informed",
    "story source",
    "submit",
    "subscribe",
    "support us",
    "table of contents",
    "tagged:",
    "tags:",
    "terms of",
    "the views expressed",
    "this document is subject to copyright",
    "this live blog",
    "this site uses",
    "top stories",
    "top writers",
    "trending",
    "tweet",
    "unsubscribe",
    "up next",
    "update your preferences",
    "username or",
    "view all",
    "view gallery",
    "view this email",
    "watch live",
    "we and our",
    "we respect your",
    "we use cookies",
    "we value your privacy",
    "webmaster",
    "welcome back",
    "what to read next",
    "you are receiving",
    "you are visitor",
    "you may also like",
    "you might also like",
    "your email",
];

/// Beginnings that no sentence of an article has.
const ALWAYS: &[&str] = &[
    "a post shared by",
    "click here to",
    "download our app",
    "enjoyed this story",
    "follow us on",
    "save my name",
    "sign up for",
    "sign up to",
    "story source",
    "subscribe to",
    "view this post on",
    "we and our",
];

/// Phrases that mark page furniture wherever they stand in a short block.
const INSIDE: &[&str] = &[
    "all rights reserved",
    "email address",
    "min read",
    "minute read",
    "free article",
    "required fields",
    "terms of service",
    "terms and conditions",
    "privacy policy",
    "our newsletter",
    "your inbox",
    "unsubscribe at",
    "copy link",
    "http://",
    "https://",
    "getty images",
    "file photo",
    "archive photo",
    "ap photo",
    "photo courtesy",
    " courtesy of",
    "picture:",
    "photograph:",
    "©",
];

/// Blocks of more words than this are text.
pub(crate) const MAX_WORDS: usize = 30;

/// Whether a block shows by its words that it is a piece of page furniture.
pub(crate) fn is_cue(text: &str) -> bool {
    let words = words(text);
    if words > MAX_WORDS {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let begins =
        BEGINNINGS.iter().any(|b| lower.starts_with(b) && !lower[b.len()..].starts_with(char::is_alphanumeric));
    // "Cookie sales rose sharply, the minister said on Monday." is a sentence of an article.
    let sentence = words > 12 && is_ended(text);
    ALWAYS.iter().any(|b| lower.starts_with(b))
        || begins && !sentence
        || INSIDE.iter().any(|c| lower.contains(c)) && (!sentence || lower.contains("rights reserved"))
        || text.starts_with('—') && text.contains("(@")
        || words <= 1 && text.contains("://")
        || text.starts_with('[') && text.ends_with(']')
}

/// Whether a line is a date and little else.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() < 80 && date::find(text).is_some_and(|(range, _)| text.len() - range.len() < 12)
}

/// Whether the article ends before this block: what follows is for those who pay, another article, or a list of sources.
pub(crate) fn is_end(text: &str) -> bool {
    let lower = text.to_lowercase();
    let begins = [
        "to continue reading",
        "to read the full",
        "subscribe to continue",
        "subscribe to read",
        "subscribe now to read",
        "this article is for subscribers",
        "this content is for subscribers",
        "this story is for subscribers",
        "this post is for paid subscribers",
        "this article is exclusive to",
        "register to read",
        "sign up to read the full",
        "sign in to read",
        "log in to read",
        "you have reached your limit",
        "you've reached your limit",
        "continue reading with",
        "want to read more",
    ];
    let headings =
        ["external links", "further reading", "next article", "next story", "references", "see also", "sources"];
    headings.contains(&lower.as_str()) || words(text) <= MAX_WORDS && begins.iter().any(|b| lower.starts_with(b))
}

/// Whether a line is the heading of what readers wrote below an article.
pub(crate) fn is_comments_heading(text: &str) -> bool {
    let lower = text.to_lowercase();
    let rest = lower.trim_start_matches(|c: char| c.is_ascii_digit() || " (".contains(c)).trim_end_matches([':', ')']);
    let first = rest.split(' ').next().unwrap_or_default();
    let noun = ["comment", "comments", "replies", "reply", "response", "responses"].contains(&first);
    let counted =
        rest.len() < lower.len() && (noun || rest.starts_with("thoughts on ") || rest.starts_with("thought on "));
    // "Leave a reply" heads a form: what readers wrote stands before it, and other text of the page behind it.
    let named = ["comments", "reader comments"];
    words(text) <= 12 && !text.ends_with('.') && counted || named.contains(&rest)
}

/// Number of words, as far as [`MAX_WORDS`] and one more.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().take(MAX_WORDS + 1).filter(|w| w.contains(char::is_alphanumeric)).count()
}

/// Whether a block ends as sentences do.
pub(crate) fn is_ended(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '"', '”', ':', ')'])
}
