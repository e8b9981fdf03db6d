//! The language of an article.

use std::sync::LazyLock;

use super::document::{Block, Sentence};
use super::normalize::word_hash;
use super::token::Token;

/// Words that every English text is full of, and no text of another language is.
const ENGLISH: &[&str] = &[
    "and", "are", "been", "but", "by", "for", "from", "had", "have", "he", "his", "it", "not", "of", "said", "she",
    "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will", "with", "would",
];

/// [`ENGLISH`] as hashes, sorted.
static HASHES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut all: Vec<u64> = ENGLISH.iter().map(|w| word_hash(w)).collect();
    all.sort_unstable();
    all
});

/// Words that are looked at.
const MOST: usize = 400;

/// Fewest words of a text in our letters whose language can be told: one sentence with many foreign names looks foreign.
const FEWEST: usize = 50;

/// English has one of [`ENGLISH`] in three to five words; a list of names has none.
const SHARE: usize = 12;

/// Two letters of a language (ISO 639-1; three if it has no two), of the text that is no furniture. What is short, or looks
/// like no language that is known, is English.
pub(super) fn of(text: &str, blocks: &[Block], sentences: &[Sentence], tokens: &[Token]) -> &'static str {
    let mut kept = sentences.iter().filter(|s| blocks[s.block as usize].left_out.is_none());
    let (mut words, mut english) = (0, 0);
    for token in kept.clone().flat_map(|s| &tokens[s.tokens.start as usize..s.tokens.end as usize]) {
        if !token.span.of(text).starts_with(char::is_alphabetic) {
            continue;
        }
        words += 1;
        english += usize::from(HASHES.binary_search(&token.word).is_ok());
        if words == MOST {
            break;
        }
    }
    let whole = kept
        .next()
        .map(|first| (first, kept.next_back().unwrap_or(first)))
        .map(|(first, last)| first.span.join(last.span).of(text));
    let Some(whole) = whole.filter(|_| english * SHARE < words) else { return "en" };
    let whole = &whole[..whole.floor_char_boundary(4 * 1024)];
    let Some(found) = whatlang::detect(whole) else { return "en" };
    let latin = found.script() == whatlang::Script::Latin;
    if latin && (words < FEWEST || !found.is_reliable()) { "en" } else { short(found.lang().code()) }
}

/// The code of two letters of one of three; the three where there are no two, or none are known here.
fn short(code: &'static str) -> &'static str {
    PAIRS.binary_search_by_key(&code, |p| p.0).map_or(code, |at| PAIRS[at].1)
}

/// ISO 639-3 and ISO 639-1 of the languages that are told apart, sorted.
const PAIRS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Article;
    use crate::text::Document;

    #[test]
    fn codes_are_sorted() {
        assert!(PAIRS.is_sorted());
    }

    #[test]
    fn languages() {
        for (language, text) in [
            ("en", "Jane Doe, the mayor of Lima, left the city on Monday after a vote of the council."),
            ("en", "Mayor leaves"),
            (
                "en",
                "Jane Doe, John Roe, Max Poe, Ann Lee, Bo Ray, Kim Moe, Ted Low, Una Fay, Sol Day, Guy Fox, Roy Bell, Tim Rowe",
            ),
            ("en", "President Emmanuel Macron met Chancellor Olaf Scholz in Berlin."),
            (
                "de",
                "Der Bürgermeister der Stadt hat am Montag seinen Rücktritt erklärt. Er war seit sechs Jahren im Amt und will \
                 sich nun seiner Familie widmen, wie eine Sprecherin sagte. Über die Nachfolge entscheidet der Rat im Herbst, \
                 bis dahin führt sein Stellvertreter die Geschäfte. Die Opposition begrüßte den Schritt und forderte eine Wahl.",
            ),
            (
                "fr",
                "Le maire de la ville a annoncé lundi sa démission. Il était en fonction depuis six ans et souhaite se consacrer \
                 à sa famille, selon une porte-parole du conseil municipal. Le conseil choisira son successeur cet automne ; \
                 jusque-là, son adjoint dirigera les affaires. L'opposition a salué cette décision et demande un vote.",
            ),
            (
                "es",
                "El alcalde de la ciudad anunció el lunes su dimisión. Llevaba seis años en el cargo y ahora quiere dedicarse a \
                 su familia, según dijo una portavoz del ayuntamiento. El pleno elegirá en otoño a su sucesor; hasta entonces \
                 dirigirá la ciudad el teniente de alcalde. La oposición aplaudió la decisión y pidió que se vote pronto.",
            ),
            ("ru", "Мэр города объявил в понедельник о своей отставке."),
            ("ja", "市長は月曜日に辞任を発表しました。"),
        ] {
            let document = Document::new(Article { text: text.into(), ..Article::default() }, None);
            assert_eq!(document.language, language, "{text}");
        }
    }
}
