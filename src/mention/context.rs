//! An article with what the lists say of each word.

use std::ops::Range;

use crate::gazetteer::{Found, Gazetteer, WordSet};
use crate::text::{Document, Shape, Token};

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As running text does.
    Plain,
    /// Nearly all words begin with a capital: a headline.
    Title,
    /// All letters are capitals.
    Shouting,
}

/// A sentence that is no page furniture.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Its index in the document.
    pub(super) index: u32,
    pub(super) tokens: Range<u32>,
    pub(super) style: Style,
}

/// The article with what the lists have at each of its tokens.
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) sentences: Vec<Sentence>,
    sets: Vec<WordSet>,
    found: Vec<Found>,
}

impl<'a> Context<'a> {
    pub(super) fn new(document: &'a Document, gazetteer: &'a Gazetteer) -> Self {
        let word = |t: &Token| t.shape.has(Shape::WORD);
        let set =
            |t: &Token| if word(t) { gazetteer.word(t.word, t.shape.has(Shape::CAPITAL)) } else { WordSet::default() };
        let mut cx = Context {
            document,
            gazetteer,
            sentences: Vec::new(),
            sets: document.tokens.iter().map(set).collect(),
            found: vec![Found::default(); document.tokens.len()],
        };
        for block in document.blocks.iter().filter(|b| b.left_out.is_none()) {
            for index in block.sentences.clone() {
                let tokens = document.sentences[index as usize].tokens.clone();
                let style = cx.style(tokens.clone());
                cx.look_up(tokens.clone(), style == Style::Shouting);
                cx.sentences.push(Sentence { index, tokens, style });
            }
        }
        cx
    }

    /// Asks the lists at each word of a sentence; what is known of a row of words goes to its first word if it opens names, to its
    /// last if it closes them.
    fn look_up(&mut self, tokens: Range<u32>, shouting: bool) {
        const OPENS: WordSet = WordSet::ORG_HEAD.with(WordSet::PLACE_HEAD).with(WordSet::GIVEN);
        for i in tokens.clone() {
            // "-elect" begins with a hyphen.
            let hyphen = self.glued(i) && self.is(i, &["-"]);
            if self.shape(i).0 & (Shape::WORD.0 | Shape::DIGIT.0) == 0 && !hyphen {
                continue;
            }
            let found = self.gazetteer.at(self.tokens(i..tokens.end), shouting);
            if let Some((n, phrase)) = found.phrase
                && self.capital(i)
                && !phrase.set.has(WordSet::TITLE)
            {
                let at = if phrase.set.any(OPENS) { i } else { i + n - 1 };
                self.sets[at as usize] = self.sets[at as usize].with(phrase.set);
            }
            self.found[i as usize] = found;
        }
    }

    /// Whether a token can begin nothing but itself.
    pub(super) fn is_inert(&self, i: u32) -> bool {
        let shape = self.shape(i);
        let found = &self.found[i as usize];
        !shape.has(Shape::CAPITAL)
            && !shape.has(Shape::DIGIT)
            && found.name.is_none()
            && found.role.is_none()
            && found.phrase.is_none()
            && !self.set(i).any(WordSet::PARTICLE.with(WordSet::RANK).with(WordSet::FIELD))
    }

    pub(super) fn sets(&self) -> &[WordSet] {
        &self.sets
    }

    pub(super) fn into_sets(self) -> Vec<WordSet> {
        self.sets
    }

    /// What the lists have at a token, by its sentence.
    pub(super) fn found(&self, i: u32) -> Found {
        self.found[i as usize]
    }

    pub(super) fn token(&self, i: u32) -> &Token {
        &self.document.tokens[i as usize]
    }

    pub(super) fn shape(&self, i: u32) -> Shape {
        self.document.tokens[i as usize].shape
    }

    pub(super) fn set(&self, i: u32) -> WordSet {
        self.sets[i as usize]
    }

    pub(super) fn text(&self, i: u32) -> &'a str {
        self.document.tokens[i as usize].span.of(&self.document.text)
    }

    pub(super) fn is(&self, i: u32, words: &[&str]) -> bool {
        words.contains(&self.text(i))
    }

    /// A word with a capital.
    pub(super) fn capital(&self, i: u32) -> bool {
        self.shape(i).has(Shape::WORD.with(Shape::CAPITAL))
    }

    /// Whether no white space stands before a token.
    pub(super) fn glued(&self, i: u32) -> bool {
        !self.shape(i).has(Shape::SPACE_BEFORE)
    }

    /// Whether a hyphen stands behind a token without white space.
    pub(super) fn hyphen_follows(&self, i: u32, end: u32) -> bool {
        i + 1 < end && self.shape(i + 1).has(Shape::PUNCT) && self.glued(i + 1) && self.is(i + 1, &["-", "‑"])
    }

    pub(super) fn tokens(&self, range: Range<u32>) -> &'a [Token] {
        &self.document.tokens[range.start as usize..range.end as usize]
    }

    pub(super) fn phrase(&self, tokens: Range<u32>) -> &'a str {
        self.document.tokens_span(tokens).of(&self.document.text)
    }

    /// A hash of the folded words of a range.
    pub(super) fn wording(&self, tokens: Range<u32>) -> u64 {
        self.tokens(tokens).iter().fold(0, |h, t| crate::base::hash::mix(h, t.word))
    }

    fn style(&self, tokens: Range<u32>) -> Style {
        let (mut words, mut capitals, mut shouted) = (0, 0, 0);
        let ended = tokens.end > tokens.start && self.is(tokens.end - 1, &["."]);
        for t in self.tokens(tokens) {
            if t.shape.has(Shape::WORD) && t.span.len() > 3 {
                words += 1;
                capitals += usize::from(t.shape.has(Shape::CAPITAL));
                shouted += usize::from(t.shape.has(Shape::ALL_CAPS));
            }
        }
        if words >= 3 && shouted * 10 >= words * 9 {
            Style::Shouting
        } else if words >= 4 && capitals * 20 >= words * 17 && !ended {
            Style::Title
        } else {
            Style::Plain
        }
    }
}
