//! Tokens: words, numbers and punctuation with their normalized hashes.

use crate::base::hash;
use crate::base::span::Span;

use super::normalize;

/// What the letters of a token look like; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub u16);

impl Shape {
    /// Holds a letter.
    pub const WORD: Shape = Shape(1);
    /// Begins with an upper-case letter (or one of a script without case, as in Chinese).
    pub const CAPITAL: Shape = Shape(1 << 1);
    /// Two or more letters, all upper-case ("NATO", "U.S.").
    pub const ALL_CAPS: Shape = Shape(1 << 2);
    /// Holds a digit.
    pub const DIGIT: Shape = Shape(1 << 3);
    /// Punctuation or a symbol.
    pub const PUNCT: Shape = Shape(1 << 4);
    /// The possessive ending, `'s` or a bare `'` after an s.
    pub const POSSESSIVE: Shape = Shape(1 << 5);
    /// White space (or the block's edge) stands before it.
    pub const SPACE_BEFORE: Shape = Shape(1 << 6);
    /// One letter with a full stop ("J."): an initial.
    pub const INITIAL: Shape = Shape(1 << 7);
    /// Ends with the full stop of an abbreviation ("Gen.", "St.", "Inc.").
    pub const ABBREVIATION: Shape = Shape(1 << 8);

    /// Whether every flag of `other` is set.
    #[must_use]
    pub fn has(self, other: Shape) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a flag of `other` is set.
    #[must_use]
    pub fn any(self, other: Shape) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets of flags.
    #[must_use]
    pub fn with(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }
}

/// One token. "Russia's" is two ("Russia", "'s"), "U.S.-Russia" three, "vice-president" three, "Gen." one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in [`Document::text`](crate::text::Document::text).
    pub span: Span,
    /// Hash of the normalized form in lower case: [`crate::text::normalize::word_hash`] of the text.
    pub word: u64,
    /// What it looks like.
    pub shape: Shape,
}

/// Abbreviations whose full stop belongs to them and seldom ends a sentence; sorted, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "adm", "amb", "apr", "assoc", "asst", "atty", "aug", "ave", "bldg", "blvd", "brig", "bros", "capt", "cdr", "cllr",
    "cmdr", "co", "col", "comdr", "corp", "cpl", "dec", "del", "dep", "dept", "det", "dir", "dr", "ed", "esq", "est",
    "feb", "fr", "ft", "gen", "gov", "hon", "inc", "insp", "jan", "jr", "lt", "ltd", "maj", "messrs", "mfg", "mr",
    "mrs", "ms", "msgr", "mt", "nov", "oct", "ph", "pres", "prof", "pvt", "rep", "reps", "ret", "rev", "sec", "sen",
    "sens", "sept", "sgt", "sr", "st", "supt", "univ", "vs",
];

/// The tokens of a text, in one pass.
///
/// ```
/// use rolegraph::text::token::tokenize;
/// let text = "Gen. O’Neill’s U.S.-led talks";
/// let words: Vec<_> = tokenize(text).iter().map(|t| t.span.of(text)).collect();
/// assert_eq!(words, ["Gen.", "O’Neill", "’s", "U.S.", "-", "led", "talks"]);
/// ```
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    append(text, 0..text.len(), &mut tokens);
    tokens
}

/// Appends the tokens of a range of `text` (bytes); spans point into the whole `text`.
pub fn append(text: &str, range: std::ops::Range<usize>, tokens: &mut Vec<Token>) {
    let mut cutter = Cutter { text, bytes: &text.as_bytes()[..range.end], at: range.start, space: true };
    while let Some(token) = cutter.next(tokens.last()) {
        tokens.push(token);
    }
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    space: bool,
}

impl Cutter<'_> {
    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        match self.bytes.get(at) {
            None => None,
            Some(&b) if b < 0x80 => Some(char::from(b)),
            Some(_) => self.text[at..].chars().next(),
        }
    }

    fn next(&mut self, previous: Option<&Token>) -> Option<Token> {
        if self.bytes.get(self.at) == Some(&b' ') {
            self.space = true;
            self.at += 1;
        }
        while let Some(c) = self.char_at(self.at) {
            if !c.is_whitespace() && !is_invisible(c) {
                break;
            }
            self.space |= c.is_whitespace();
            self.at += c.len_utf8();
        }
        if let Some(token) = self.plain_word() {
            return Some(token);
        }
        let first = self.char_at(self.at)?;
        let start = self.at;
        let mut shape = if self.space { Shape::SPACE_BEFORE } else { Shape::default() };
        let glued = !self.space;
        self.space = false;
        let end = if first.is_alphanumeric() {
            match self.address(start) {
                Some(end) => end,
                None => self.word(start, first, &mut shape),
            }
        } else if let Some(end) = self.possessive(start, first, glued.then_some(previous).flatten()) {
            shape = shape.with(Shape::POSSESSIVE);
            end
        } else {
            shape = shape.with(Shape::PUNCT);
            self.punctuation(start, first)
        };
        self.at = end;
        let span = Span::new(start, end);
        Some(Token { span, word: normalize::word_hash(span.of(self.text)), shape })
    }

    /// A word of small ASCII letters before a space or a mark that cannot belong to it, as most words are.
    fn plain_word(&mut self) -> Option<Token> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
        let ended = matches!(rest.get(length), None | Some(b' ' | b',' | b';' | b')' | b'"' | b'\n' | b'-'));
        if length == 0 || !ended {
            return None;
        }
        let shape = if self.space { Shape::WORD.with(Shape::SPACE_BEFORE) } else { Shape::WORD };
        self.space = false;
        let span = Span::new(self.at, self.at + length);
        self.at += length;
        Some(Token { span, word: hash::of_bytes(&rest[..length]), shape })
    }

    /// The end of a web address or mail address that begins here; it is a token without letters' meaning.
    fn address(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        if !matches!(rest.first(), Some(b'h' | b'w')) {
            return None;
        }
        let web = [b"http:" as &[u8], b"https:", b"www."].iter().any(|p| rest.starts_with(p));
        if !web {
            return None;
        }
        let stop = |b: &u8| b.is_ascii_whitespace() || matches!(b, b')' | b']' | b'>' | b'"' | b'<');
        Some(start + rest.iter().position(stop).unwrap_or(rest.len()))
    }

    /// The end of a word or number; sets what it looks like.
    fn word(&self, start: usize, first: char, shape: &mut Shape) -> usize {
        let (mut letters, mut upper, mut digits, mut at) = (0usize, 0usize, 0usize, start);
        // "ByJane Doe": pages glue their bylines.
        let by = self.bytes[start..].starts_with(b"By");
        loop {
            let run = &self.bytes[at..];
            let small = run.iter().take_while(|b| b.is_ascii_lowercase()).count();
            letters += small;
            at += small;
            let Some(c) = self.char_at(at) else { break };
            let width = c.len_utf8();
            if by && at == start + 2 && c.is_uppercase() {
                break;
            }
            if c.is_alphabetic() {
                letters += 1;
                upper += usize::from(c.is_uppercase());
            } else if c.is_numeric() {
                digits += 1;
            } else if !(is_invisible(c) || is_mark(c) || self.joins(at, c, digits > 0 && letters == 0)) {
                break;
            }
            at += width;
        }
        let mut flags = if letters > 0 { Shape::WORD } else { Shape::DIGIT };
        if digits > 0 {
            flags = flags.with(Shape::DIGIT);
        }
        if first.is_uppercase() || first.is_alphabetic() && !first.is_lowercase() {
            flags = flags.with(Shape::CAPITAL);
        }
        if self.bytes.get(at) == Some(&b'.') && digits == 0 {
            (at, letters, upper, flags) = self.dotted(start, at, letters, upper, flags);
        }
        if letters >= 2 && upper == letters {
            flags = flags.with(Shape::ALL_CAPS);
        }
        *shape = shape.with(flags);
        at
    }

    /// Whether a mark inside a word belongs to it: an apostrophe between letters that is no possessive, a comma or point
    /// between digits.
    fn joins(&self, at: usize, c: char, number: bool) -> bool {
        let next = self.char_at(at + c.len_utf8());
        match c {
            '\'' | '’' | 'ʼ' => next.is_some_and(char::is_alphabetic) && self.possessive(at, c, None).is_none(),
            ',' | '.' => number && next.is_some_and(|n| n.is_ascii_digit()),
            _ => false,
        }
    }

    /// A word with a full stop behind it: initials ("J."), dotted letters ("U.S."), abbreviations ("Gen.").
    fn dotted(
        &self,
        start: usize,
        dot: usize,
        letters: usize,
        upper: usize,
        flags: Shape,
    ) -> (usize, usize, usize, Shape) {
        if letters == 1 {
            let (mut at, mut letters, mut upper) = (dot + 1, 1, upper);
            while let Some(c) = self.char_at(at).filter(|c| c.is_alphabetic()) {
                let after = at + c.len_utf8();
                let next = self.char_at(after);
                let dotted = next == Some('.');
                // "U.S" and "U.S." are dotted letters, "E.coli" is none.
                if !dotted && next.is_some_and(|n| n.is_alphanumeric()) {
                    return (dot, 1, upper, flags);
                }
                letters += 1;
                upper += usize::from(c.is_uppercase());
                at = after + usize::from(dotted);
                if !dotted {
                    break;
                }
            }
            let initials = upper == letters;
            if letters == 1 && !initials {
                return (dot, 1, upper, flags);
            }
            let mark = if initials { Shape::INITIAL } else { Shape::ABBREVIATION };
            return (at, letters, upper, flags.with(mark));
        }
        let word = &self.text[start..dot];
        let known = word.is_ascii()
            && word.len() <= 6
            && ABBREVIATIONS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok();
        let numbered = word.eq_ignore_ascii_case("no")
            && self.bytes.get(dot + 1) == Some(&b' ')
            && self.bytes.get(dot + 2).is_some_and(u8::is_ascii_digit);
        if (known || numbered) && flags.has(Shape::CAPITAL) {
            return (dot + 1, letters, upper, flags.with(Shape::ABBREVIATION));
        }
        (dot, letters, upper, flags)
    }

    /// The end of a possessive ending: `'s` before no letter, or a bare `'` glued behind an s.
    fn possessive(&self, at: usize, c: char, previous: Option<&Token>) -> Option<usize> {
        if !matches!(c, '\'' | '’' | 'ʼ') {
            return None;
        }
        let after = at + c.len_utf8();
        let next = self.char_at(after);
        let ended = |at| self.char_at(at).is_none_or(|c| !c.is_alphanumeric());
        if matches!(next, Some('s' | 'S')) && ended(after + 1) {
            return Some(after + 1);
        }
        let bare = previous.is_some_and(|p| p.shape.has(Shape::WORD) && p.span.of(self.text).ends_with(['s', 'S']));
        (bare && ended(after)).then_some(after)
    }

    /// The end of a mark; equal marks in a row are one token.
    fn punctuation(&self, start: usize, first: char) -> usize {
        let mut at = start + first.len_utf8();
        if matches!(first, '.' | '-' | '*' | '_' | '=' | '#' | '~') {
            while self.char_at(at) == Some(first) {
                at += first.len_utf8();
            }
        }
        at
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}') || c >= '\u{900}' && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (text, want) in [
            ("Russia's and Democrats' plan", "Russia|'s|and|Democrats|'|plan"),
            ("RUSSIA'S PM", "RUSSIA|'S|PM"),
            ("U.S.-Russia, D.C. or U.S", "U.S.|-|Russia|,|D.C.|or|U.S"),
            ("J.K. Rowling met George W. Bush.", "J.K.|Rowling|met|George|W.|Bush|."),
            ("vice-president isn't ex-mayor", "vice|-|president|isn't|ex|-|mayor"),
            ("St. Paul, Minn.", "St.|Paul|,|Minn|."),
            ("about 1,000.5 and 20th...", "about|1,000.5|and|20th|..."),
            ("at 5 p.m. (D-NY)", "at|5|p.m.|(|D|-|NY|)"),
            ("see https://a.b/c?d=e) now", "see|https://a.b/c?d=e|)|now"),
            ("“Yes,” he said—twice", "“|Yes|,|”|he|said|—|twice"),
            ("No. 10 said no.", "No.|10|said|no|."),
            ("a co\u{ad}op zero\u{200b}width", "a|co\u{ad}op|zero\u{200b}width"),
            ("Zoë's l’Étoile", "Zoë|'s|l’Étoile"),
            ("", ""),
        ] {
            let got: Vec<_> = tokenize(text).iter().map(|t| t.span.of(text)).collect();
            assert_eq!(got.join("|"), want, "{text}");
        }
    }

    #[test]
    fn shapes() {
        for (text, shape, not) in [
            ("NATO", Shape::ALL_CAPS, Shape::INITIAL),
            ("U.S.", Shape::ALL_CAPS.with(Shape::INITIAL), Shape::DIGIT),
            ("W.", Shape::INITIAL, Shape::ALL_CAPS),
            ("Gen.", Shape::ABBREVIATION, Shape::INITIAL),
            ("2020", Shape::DIGIT, Shape::WORD),
            ("Élise", Shape::CAPITAL, Shape::ALL_CAPS),
            (",", Shape::PUNCT, Shape::WORD),
        ] {
            let token = tokenize(text)[0];
            assert!(token.shape.has(shape) && !token.shape.has(not), "{text}: {:?}", token.shape);
        }
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }
}
